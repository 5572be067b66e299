"""A row that was written hours late, in a file of more calls than are kept open: no sink ends up with a second call, and
every one that can be written anew holds the call whole.

Usage: late_records.py ALMON
"""
import datetime
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

almon = sys.argv[1]
BEGIN = datetime.datetime(2026, 11, 22, tzinfo=datetime.timezone.utc)
LATE = (40, 41, 900)  # calls whose second rows come late
HEAD = ("src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,uniqueid,"
        "linkedid")


def row(call, phone, after, lasted, disposition):
    start = BEGIN + datetime.timedelta(seconds=call * 5 + after)
    end = start + datetime.timedelta(seconds=lasted)
    answer = start.strftime("%F %T") if disposition == "ANSWERED" else ""
    linked = f"{int(BEGIN.timestamp()) + call * 5}.{call}"
    return (f"+7916{call:07},500,in,,PJSIP/mango-{call:08x},PJSIP/{phone}-{call:08x},Queue,500,{start:%F %T},{answer},{end:%F %T},"
            f"{lasted},{lasted if answer else 0},{disposition},{linked},{linked}")


def write(path, late):
    """Each call rings 101 and is answered by 102, in rows of their own; the second ones of `late` at the end."""
    lines, after = [HEAD], []
    for call in range(9000):
        lines.append(row(call, 101, 0, 10, "NO ANSWER"))
        (after if call in late else lines).append(row(call, 102, 10, 20, "ANSWERED"))
    path.write_text("\n".join(lines + after) + "\n")
    return path


def run(*arguments, stdin=None):
    done = subprocess.run([almon, "calls", "--from", "asterisk-cdr-custom", *map(str, arguments)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, stdin=stdin)
    return done.returncode, done.stdout, done.stderr


with tempfile.TemporaryDirectory() as made:
    work = pathlib.Path(made)
    right, late = write(work / "right.csv", ()), write(work / "late.csv", LATE)
    code, wanted, errors = run("--json", right)
    assert code == 0 and not errors, errors
    wanted = {json.loads(line)["id"]: line for line in wanted.splitlines()}
    assert len(wanted) == 9000

    sinks = [x for s in ("ndjson", "csv", "sqlite") for x in ("--to", f"{s}:{work}/calls.{s}")]
    code, _, errors = run(*sinks, late)
    assert code == 0, "a warning only: nothing is lost"
    assert errors.count("cdr.late_record") == len(LATE) and f"{late}:17999: " in errors, errors
    lines = (work / "calls.ndjson").read_text().splitlines()
    assert sorted(lines) == sorted(wanted.values()), "each call once, and whole"
    table = dict(sqlite3.connect(work / "calls.sqlite").execute("SELECT id, json FROM calls"))
    assert table == wanted
    run("--to", f"csv:{work}/right", right)
    assert sorted((work / "calls.csv").read_text().splitlines()) == sorted((work / "right").read_text().splitlines())
    assert not [p for p in work.iterdir() if "tmp" in p.name], "no temporary file is left"

    # standard output cannot be taken back: the last line of each id is right, and says which version it is
    code, out, _ = run("--json", late)
    last = {}
    for line in out.splitlines():
        call = json.loads(line)
        version = call.pop("version", 1)
        assert call["id"] not in last or version == 2, "no second call with that id"
        call.pop("changed", None)
        last[call["id"]] = call
    assert last == {i: json.loads(line) for i, line in wanted.items()}
    assert len(out.splitlines()) == 9000 + len(LATE)

    # nor can a table be, but its totals are of the calls as they are in the end
    code, out, _ = run(late)
    assert out.splitlines()[-1] == run(right)[1].splitlines()[-1] == "9000 calls: 9000 held", out.splitlines()[-1]
    assert out.count("(again, whole: records of it came late)") == len(LATE)

    # who may see a call only as its late records make it is told it once, and as new
    office = pathlib.Path(__file__).parents[2] / "examples/office/office.toml"
    hers = work / "hers.csv"
    hers.write_text(late.read_text().replace("PJSIP/101-", "PJSIP/103-").replace("PJSIP/102-", "PJSIP/105-"))
    for user, version in ("ivanov", 2), ("sidorova", 1): # rang; answered
        told = [json.loads(line) for line in run("--office", office, "--as", user, "--json", hers)[1].splitlines()]
        assert [c["version"] for c in told[9000 - (version == 1) * len(LATE):]] == [version] * len(LATE)
        assert len({c["id"] for c in told}) == 9000
        assert run("--office", office, "--as", user, hers)[1].splitlines()[-1] == "9000 calls: 9000 held"

    # the report counts what the calls are in the end
    assert run("--report", "missed", "--json", late)[1] == run("--report", "missed", "--json", right)[1]

    # a pipe cannot be read twice: the first call stays, and the exit code says that something is missing
    with subprocess.Popen(["cat", str(late)], stdout=subprocess.PIPE) as cat:
        code, out, errors = run("--json", "-", stdin=cat.stdout)
    assert code == 1 and errors.count("cdr.late_record") == len(LATE), errors
    assert len({json.loads(line)["id"] for line in out.splitlines()}) == len(out.splitlines()) == 9000
print(f"{len(LATE)} late rows: right")
