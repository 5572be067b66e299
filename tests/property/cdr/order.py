"""However records come, the calls are the same to the byte: shuffled, repeated, cut into files, files in any order.

Usage: order.py --almon build/almon --office OFFICE --data DIR [--only NAME]

For each scenario folder below DIR and each source in it: the records in a random order, some of them twice, dealt out to
three files that are given in a random order, against the file as it is. Then all sources together, in another order.
"""
import argparse
import gzip
import pathlib
import random
import subprocess
import sys
import tempfile

SOURCES = {
    "cdr_custom.csv": "asterisk-cdr-custom",
    "freepbx.csv": "asterisk-cdr-custom",
    "sample.csv": "asterisk-cdr-custom",
    "Master.csv": "asterisk-csv",
    "cel.csv": "asterisk-cel",
    "ami.log": "asterisk-ami",
    "ari.jsonl": "asterisk-ari",
    "queue_log": "asterisk-queue-log",
}
MIXED = ["cdr_custom.csv", "freepbx.csv", "sample.csv", "cel.csv", "ami.log", "ari.jsonl", "queue_log"]


def read(folder, name):
    packed = folder / (name + ".gz")
    if packed.exists():
        return gzip.decompress(packed.read_bytes())
    return (folder / name).read_bytes() if (folder / name).exists() else None


def records_of(name, text):
    """The file as records that can be put into another order: lines, and blocks of manager events."""
    if name != "ami.log":
        return [line + b"\n" for line in text.split(b"\n") if line]
    blocks = text.replace(b"\r\n", b"\n").split(b"\n\n")
    return [block.strip(b"\n") + b"\n\n" for block in blocks if block.strip()]


def calls_of(args, form, files):
    done = subprocess.run([args.almon, "calls", "--office", args.office, "--json", "--from", form] + [str(f) for f in files],
                          capture_output=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{files}: {done.stderr.decode()}")
    return done.stdout


def first_difference(a, b):
    for x, y in zip(a.splitlines(), b.splitlines()):
        if x != y:
            at = next((i for i in range(min(len(x), len(y))) if x[i] != y[i]), min(len(x), len(y)))
            return f"{x[max(0, at - 60):at + 60]!r}\n    against {y[max(0, at - 60):at + 60]!r}"
    return f"{len(a.splitlines())} calls against {len(b.splitlines())}"


def main():
    parser = argparse.ArgumentParser()
    for option in ("--almon", "--office", "--data"):
        parser.add_argument(option, required=True)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    deal = random.Random(20261122)
    checked = failed = 0
    with tempfile.TemporaryDirectory() as made:
        room = pathlib.Path(made)
        for folder in sorted(p.parent for p in pathlib.Path(args.data).glob("**/expected.json")):
            if not folder.name.startswith(args.only):
                continue
            plain = {}
            for name, form in SOURCES.items():
                text = read(folder, name)
                if text is None:
                    continue
                plain[name] = room / name
                plain[name].write_bytes(text)
                # a queue's log tells of calls only beside another source; a start of the PBX ends what was heard before it
                if name == "queue_log" or (name == "ami.log" and b"Event: FullyBooted" in text):
                    continue
                records = records_of(name, text)
                if not records:
                    continue
                records += deal.sample(records, len(records) // 3)
                deal.shuffle(records)
                pieces = []
                for i in range(3):
                    pieces.append(room / f"{i}-{name}")
                    pieces[-1].write_bytes(b"".join(records[i::3]))
                deal.shuffle(pieces)
                pieces = [p for p in pieces if p.stat().st_size]
                wanted, found = calls_of(args, form, [plain[name]]), calls_of(args, form, pieces)
                checked += 1
                if wanted != found:
                    failed += 1
                    print(f"{folder.name}: {name} in another order: {first_difference(wanted, found)}")
            mixed = [plain[n] for n in MIXED if n in plain]
            wanted = calls_of(args, "auto", mixed)
            deal.shuffle(mixed)
            found = calls_of(args, "auto", mixed)
            checked += 1
            if wanted != found:
                failed += 1
                print(f"{folder.name}: files in another order: {first_difference(wanted, found)}")
    print(f"{checked} inputs, {failed} differ")
    return 1 if failed or checked < 100 and not args.only else 0


if __name__ == "__main__":
    sys.exit(main())
