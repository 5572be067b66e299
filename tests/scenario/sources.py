"""Sources of every kind together: rotated files, compressed ones, SQLite files, more calls than are kept open. The calls
are those of the same records as plain text.

Usage: sources.py ALMON
"""
import bz2
import csv
import datetime
import gzip
import json
import lzma
import pathlib
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile

almon, unpacks = sys.argv[1], sys.argv[2].split(",")
BEGIN = datetime.datetime(2026, 11, 22, tzinfo=datetime.timezone.utc)
CDR = ("start clid src dst dcontext channel dstchannel lastapp lastdata duration billsec disposition amaflags accountcode "
       "uniqueid linkedid").split()
CEL = ("eventtype eventtime cid_name cid_num cid_ani cid_rdnis cid_dnid exten context channame appname appdata amaflags "
       "accountcode uniqueid linkedid peer userfield userdeftype extra").split()
CALLS = 7000


def records(call):
    """A caller reaches 101 after four seconds and talks for nine: one row, and the events of both channels."""
    start = BEGIN + datetime.timedelta(seconds=4 * call)
    second = int(start.timestamp())
    number, linked, phone = f"+7916{call:07}", f"{second}.{2 * call}", f"{second}.{2 * call + 1}"
    outside, inside = f"PJSIP/mango-{2 * call:08x}", f"PJSIP/101-{2 * call + 1:08x}"
    row = [f"{start:%F %T}", "", number, "101", "from-trunk", outside, inside, "Dial", "PJSIP/101", 13, 9, "ANSWERED",
           "DOCUMENTATION", "", linked, linked]

    def event(kind, after, channel, unique, exten="", app="", extra=""):
        return [kind, f"{second + after}.000000", "", number, number, "", "", exten, "from-trunk", channel, app,
                "PJSIP/101" if app else "", "3", "", unique, linked, "", "", "", extra]

    room = json.dumps({"bridge_id": f"b{call}", "bridge_technology": "simple_bridge"})
    hangup = json.dumps({"hangupcause": 16, "hangupsource": outside, "dialstatus": "ANSWER"})
    events = [event("CHAN_START", 0, outside, linked, "101"), event("APP_START", 0, outside, linked, "101", "Dial"),
              event("CHAN_START", 0, inside, phone), event("ANSWER", 4, inside, phone), event("ANSWER", 4, outside, linked),
              event("BRIDGE_ENTER", 4, inside, phone, extra=room), event("BRIDGE_ENTER", 4, outside, linked, extra=room),
              event("BRIDGE_EXIT", 13, outside, linked, extra=room), event("BRIDGE_EXIT", 13, inside, phone, extra=room),
              event("HANGUP", 13, inside, phone, extra=hangup), event("CHAN_END", 13, inside, phone),
              event("HANGUP", 13, outside, linked, extra=hangup), event("CHAN_END", 13, outside, linked),
              event("LINKEDID_END", 13, outside, linked)]
    return row, events


def text_of(rows, head=None):
    import io
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(([head] if head else []) + rows)
    return out.getvalue().encode()


def run(*files, limit=None, form="auto"):
    def set_limit():
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    done = subprocess.run([almon, "calls", "--json", "--from", form, *map(str, files)], capture_output=True, preexec_fn=set_limit)
    return done.returncode, done.stdout, done.stderr.decode()


def right(name, found, wanted):
    code, out, errors = found
    assert code == 0 and not errors, f"{name}: {code} {errors[:500]}"
    if out != wanted:
        a, b = out.splitlines(), wanted.splitlines()
        differ = [(x, y) for x, y in zip(a, b) if x != y]
        raise AssertionError(f"{name}: {len(a)} calls against {len(b)}, {len(differ)} differ: {differ[:1]}")


def make_table(base, name, columns, rows):
    base.execute(f"CREATE TABLE {name} (AcctId INTEGER PRIMARY KEY, {', '.join(columns)})")
    base.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({','.join('?' * len(columns))})", rows)
    base.commit()


with tempfile.TemporaryDirectory() as made:
    work = pathlib.Path(made)
    all_rows, all_events = [], []
    for call in range(CALLS):
        row, events = records(call)
        all_rows.append(row)
        all_events += events
    (work / "cdr.csv").write_bytes(text_of(all_rows, CDR))
    (work / "cel.csv").write_bytes(text_of(all_events))
    code, wanted, errors = run(work / "cdr.csv", work / "cel.csv")
    calls = [json.loads(line) for line in wanted.splitlines()]
    assert code == 0 and len(calls) == CALLS and all(c["talk_ms"] == 9000 and c["ring_ms"] == 4000 for c in calls), errors

    # records and events in databases, of one file or two, beside text, in any order
    for name, tables in {"both.db": ("cdr", "cel"), "cdr.db": ("cdr",), "cel.db": ("cel",)}.items():
        base = sqlite3.connect(work / name)
        if "cdr" in tables:
            make_table(base, "cdr", CDR, all_rows)
        if "cel" in tables:
            make_table(base, "cel", CEL, all_events)
        base.close()
    for files in (["both.db"], ["cdr.db", "cel.db"], ["cel.db", "cdr.db"], ["cdr.csv", "cel.db"], ["cel.csv", "cdr.db"]):
        right(" ".join(files), run(*(work / f for f in files)), wanted)

    # as logrotate leaves them, named as a shell does
    rotated = work / "log"
    rotated.mkdir()
    pieces = [all_rows[i * CALLS // 4:(i + 1) * CALLS // 4] for i in range(4)]
    for i, piece in enumerate(pieces):
        data = text_of(piece, CDR)
        if i < 2:  # two members, as a log that was packed in pieces
            (rotated / f"cdr.csv.{3 - i}.gz").write_bytes(gzip.compress(data[:len(data) // 2]) + gzip.compress(data[len(data) // 2:]))
        else:
            (rotated / ("cdr.csv" if i == 3 else "cdr.csv.1")).write_bytes(data)
    (rotated / "cel.csv.1.gz").write_bytes(gzip.compress(text_of(all_events)))
    files = sorted(rotated.iterdir())
    right("rotated", run(*files), wanted)
    random.Random(5).shuffle(files)
    right("rotated, in another order", run(*files), wanted)
    with open(rotated / "cdr.csv.3.gz", "rb") as packed:
        piped = subprocess.run([almon, "calls", "--json", "-"], stdin=packed, capture_output=True)
    assert piped.returncode == 0 and piped.stdout.count(b"\n") == len(pieces[0]), piped.stderr

    # a damaged archive costs what lies behind the damage, and is told; a compression that is not read is named
    packed = gzip.compress(text_of(all_rows, CDR))
    (work / "cut.gz").write_bytes(packed[:len(packed) // 2])
    code, out, errors = run(work / "cut.gz")
    assert code == 1 and "cut.gz: cdr.damaged_archive" in errors and CALLS // 3 < out.count(b"\n") < CALLS, errors
    assert out.splitlines()[:-1] == run(work / "cdr.csv")[1].splitlines()[:out.count(b"\n") - 1]
    (work / "cdr.zip").write_bytes(b"PK\x03\x04" + packed)
    code, out, errors = run(work / "cdr.zip", work / "cdr.csv")
    assert code == 1 and errors.count("cdr.unknown_compression") == 1 and out.count(b"\n") == CALLS, errors

    # so do the compressions whose libraries this build found; the others are named
    def zstd(data):
        return subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout

    for name, compress in ("xz", lzma.compress), ("bzip2", bz2.compress), ("zstd", zstd if shutil.which("zstd") else None):
        if compress is None:
            print("zstd: no such command here, left out")
            continue
        data = text_of(all_rows, CDR)
        (work / "half").write_bytes(compress(data[:len(data) // 2]) + compress(data[len(data) // 2:]) + bytes(512))
        if name not in unpacks:
            assert "cdr.unknown_compression" in run(work / "half")[2], name
            continue
        assert run(work / "half") == run(work / "cdr.csv"), name
        (work / "bomb").write_bytes(compress(text_of(all_rows[:10], CDR)) + compress(bytes(256 << 20)))
        code, out, errors = run(work / "bomb", limit=400 << 20, form="asterisk-cdr-custom")
        assert code == 1 and out.count(b"\n") == 10 and "cdr.record_too_long" in errors, errors

    # half a gigabyte of nothing in half a megabyte, all of it one line: refused in the memory of any file
    bomb = gzip.compress(b"\0" * (64 << 20), 9)
    (work / "bomb.gz").write_bytes(gzip.compress(text_of(all_rows[:10], CDR)) + bomb * 8)
    code, out, errors = run(work / "bomb.gz", limit=400 << 20, form="asterisk-cdr-custom")
    assert code == 1 and out.count(b"\n") == 10 and "cdr.record_too_long" in errors, errors

    # a database that is damaged costs itself
    (work / "broken.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    code, out, errors = run(work / "broken.db", work / "cdr.csv")
    assert code == 3 and "broken.db" in errors and out.count(b"\n") == CALLS, errors
print(f"{CALLS} calls from every kind of source: right")
