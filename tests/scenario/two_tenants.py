"""Two offices with the same extensions on one PBX: the calls that `almon calls` makes of their common records are those
that it makes of each one's own.

Usage: two_tenants.py ALMON SOURCE_DIR

The records and events are those of tests/data/asterisk, once for each tenant: other contexts, phones, lines and ids, the
same extensions, times and trunks. They are mixed line by line, or event by event, into one file.
"""
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile

almon, source = sys.argv[1], pathlib.Path(sys.argv[2])
CONTEXTS = ["from-internal", "ext-local", "ext-group", "ext-queues", "from-queue", "sub-record", "ivr-main", "app-voicemail"]
FILES = {"asterisk-cdr-custom": "cdr_custom.csv", "asterisk-cel": "cel.csv", "asterisk-csv": "Master.csv",
         "asterisk-ami": "ami.log.gz", "asterisk-ari": "ari.jsonl.gz"}


def records_of(path):
    """Lines, or the manager's events, each with its end."""
    packed = path.suffix == ".gz"
    text = (gzip.decompress(path.read_bytes()) if packed else path.read_bytes()).decode("utf-8", "replace").replace("\r\n", "\n")
    if path.name.startswith("ami"):
        return [event.strip("\n") + "\n\n" for event in text.split("\n\n") if event.strip()]
    return [line + "\n" for line in text.splitlines()]


def of_tenant(text, tenant):
    """The text as it would be written for this tenant."""
    for context in CONTEXTS:
        text = re.sub(rf"(?<![\w-]){context}(?![\w-])", f"{tenant}-{context}", text)
    text = re.sub(r"PJSIP/(?=1[0-5]\d\b|20[12]\b)", f"PJSIP/{tenant}-", text)
    if tenant == "beta":
        text = re.sub(r"(?<=495)123(?=\d{4})", "723", text)
        text = re.sub(r"(?<!\d)123(?=45\d\d(?!\d))", "723", text)
        text = re.sub(r"\b(179529\d{4})\.(\d{1,5})\b", lambda m: f"{m[1]}.{100000 + int(m[2])}", text)
        text = re.sub(r"\b[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-)", lambda m: f"{int(m[0], 16) ^ 0xFFFFFFFF:08x}", text)
        text = re.sub(r"-0000([0-9a-f]{4})\b", r"-0001\1", text)
        text = re.sub(r"(Local/[^;,\"]*-)0000([0-9a-f]{4})", r"\g<1>0001\2", text)
    return text


def office_of(tenant, place):
    text = (source / "examples/office/office.toml").read_text("utf-8")
    text = text.replace('tenant         = "svetly-dom"', f'tenant = "{tenant}"')
    text = re.sub(r'^(match +=.*)$', r"\1\nshared = true", text, flags=re.M)
    text = re.sub(r'^(store|operators|clients) .*\n', "", text, flags=re.M)
    text = text.replace("[hours]", f'[records]\ncontexts = ["{tenant}-*"]\nphones = ["{tenant}-{{extension}}"]\n[hours]', 1)
    if tenant == "beta":
        text = re.sub(r"\+(7495123|7916123|7903123|7926123)(\d{4})\"", lambda m: f'+{m[1][:4]}723{m[2]}"', text)
    path = place / f"{tenant}.toml"
    path.write_text(text, "utf-8")
    return str(path)


def calls(offices, form, path, *more):
    options = [x for o in offices for x in ("--office", o)]
    done = subprocess.run([almon, "calls", *options, "--from", form, "--json", *more, str(path)], capture_output=True)
    assert done.returncode in (0, 1), done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode()


failed = 0
with tempfile.TemporaryDirectory(prefix="almon-two-tenants-") as folder:
    place = pathlib.Path(folder)
    offices = {t: office_of(t, place) for t in ("alfa", "beta")}
    for form, name in FILES.items():
        files = sorted(p for p in (source / "tests/data/asterisk").glob(f"*/{name}"))
        lines = [line for f in files for line in records_of(f)]
        alone, mixed = {}, place / f"mixed-{name}"
        own = {t: [of_tenant(line, t) for line in lines] for t in offices}
        for t, office in offices.items():
            path = place / f"{t}-{name}"
            path.write_text("".join(own[t]), "utf-8")
            alone[t] = calls([office], form, path)[0]
        mixed.write_text("".join(x for pair in zip(*own.values()) for x in pair), "utf-8")
        together, told = calls(offices.values(), form, mixed)
        for t in offices:
            got = [c for c in together if c["id"].startswith(t + "/")]
            want = [c for c in alone[t] if c["id"].startswith(t + "/")]
            different = [(w, g) for w, g in zip(want, got) if w != g]
            print(f"{form} {t}: {len(got)} of {len(want)} calls, {len(different)} differ")
            failed += len(got) != len(want) or bool(different)
            for w, g in different[:3]:
                print("   ", w["id"], g["id"], [k for k in w if w[k] != g[k]])
        nobodys = [c for c in together if c["id"].startswith("default/")]
        print(f"{form}: {len(nobodys)} calls of nobody")
        failed += len(nobodys) > len(together) // 20 or bool(nobodys) != ("no office claims" in told)
        # a user of one office sees its calls only
        for who in ("alfa/orlova", "beta/orlova"):
            seen, _ = calls(offices.values(), form, mixed, "--as", who)
            failed += {c["id"].split("/")[0] for c in seen} != {who.split("/")[0]}
sys.exit(1 if failed else 0)
