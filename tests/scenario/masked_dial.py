"""A masked dial in the records of every source: the agent dialled a deal's number, and the PBX was sent the client's, or the
deal's. Made from the genuine records of scenario 76. Usage: masked_dial.py ALMON SOURCE_DIR"""
import gzip
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

almon, source = sys.argv[1], pathlib.Path(sys.argv[2])
records = source / "tests/data/asterisk/76-out-answered"
SOURCES = {"asterisk-cdr-custom": "cdr_custom.csv", "asterisk-cel": "cel.csv", "asterisk-ami": "ami.log.gz",
           "asterisk-ari": "ari.jsonl.gz"}
SENT = {"the client's number": lambda text: re.sub(r"(?<!PJSIP/)89161234567(?!@)", "4017", text),
        "the deal's": lambda text: text.replace("89161234567", "4017")}
failures = 0


def run(*arguments):
    return subprocess.run([almon, *map(str, arguments)], capture_output=True, text=True, check=True).stdout


with tempfile.TemporaryDirectory(prefix="almon-masked-dial-") as folder:
    place = pathlib.Path(folder)
    for name in ("office.toml", "clients.csv"):
        shutil.copy(source / "examples/office" / name, place)
    office = ["--office", place / "office.toml"]
    run("alias", "open", *office, "--at", "2026-11-01T12:00:00+03:00", "4017", "+79161234567", "--label", "client")
    for form, name in SOURCES.items():
        text = (gzip.decompress if name.endswith(".gz") else bytes)((records / name).read_bytes()).decode("utf-8")
        for sent, change in SENT.items():
            path = place / name.removesuffix(".gz")
            path.write_text(change(text), "utf-8")
            told = [json.loads(x) for x in run("calls", *office, "--from", form, "--json", path).splitlines()]
            seen = [(c["direction"], c["by"], c["external"]["e164"], c["external"]["alias"]) for c in told]
            right = seen == [("outbound", "101", "+79161234567", "4017")]
            print(f"{form}, sent {sent}: {'right' if right else seen}")
            failures += not right
sys.exit(1 if failures else 0)
