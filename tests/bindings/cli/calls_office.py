"""almon calls with the office's half: outcomes in every sink, reports, several offices. Usage: calls_office.py ALMON SOURCE_DIR"""
import csv
import io
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

almon, source = sys.argv[1], pathlib.Path(sys.argv[2])
HEAD = "start,channel,dstchannel,dcontext,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n"
failures = 0


def check(what, holds, *shown):
    global failures
    if not holds:
        failures += 1
        print(f"{what}: does not hold", *shown)


def run(*arguments):
    done = subprocess.run([almon, "calls", *map(str, arguments)], capture_output=True, text=True)
    return done.stdout, done.stderr, done.returncode


def row(second, of, answered, lasted, caller=1):
    end = "ANSWERED" if answered else "NO ANSWER"
    return (f"2026-11-23 12:{second // 60:02}:{second % 60:02},PJSIP/mango-{second},PJSIP/{of}101-9{second},{of}in,Dial,PJSIP/{of}101,"
            f"+7916123456{caller},{lasted},{lasted - 2 if answered else 0},{end},{1795424400 + second}.{second},{1795424400 + second}.{second}\n")


def office(tenant, rest=""):
    return (f'schema = 1\n[office]\ntenant = "{tenant}"\nextensions = ["10x"]\ntimezone = "Europe/Moscow"\n[role.boss]\npermit = ["*"]\n'
            f'show_number = "full"\n[[user]]\nname = "anna"\nrole = "boss"\nextension = "101"\n[[user]]\nname = "{tenant}-only"\n'
            f'role = "boss"\nextension = "102"\n[records]\ncontexts = ["{tenant}-*"]\nphones = ["{tenant}-{{extension}}"]\n'
            f'[hours]\nopen = "mon-fri 09:00-20:00"\n[[trunk]]\nname = "mango"\nmatch = ["PJSIP/mango-*"]\nshared = true\n{rest}')


with tempfile.TemporaryDirectory(prefix="almon-calls-office-") as folder:
    place = pathlib.Path(folder)
    offices = place / "offices"
    offices.mkdir()
    (offices / "alfa.toml").write_text(office("alfa", '[[calls.outcome]]\nname = "long"\nis = "ignored"\ntalk_at_least = 60\n'), "utf-8")
    (offices / "beta.toml").write_text(office("beta"), "utf-8")
    rows = place / "rows.csv"
    rows.write_text(HEAD + row(0, "alfa-", True, 102) + row(1, "beta-", True, 102) + row(2, "", True, 40) +
                    row(10, "alfa-", False, 30, 2) + row(300, "alfa-", True, 20, 2) + row(400, "beta-", False, 30, 2), "utf-8")
    form = ["--from", "asterisk-cdr-custom"]

    # outcomes in every sink
    out, err, code = run("--office", offices, *form, "--json", rows)
    calls = {c["id"]: c for c in map(json.loads, out.splitlines())}
    check("six calls", len(calls) == 6 and code == 0, out, err)
    outcomes = {i.split("/")[0] + i[-4:]: c["outcome"] for i, c in calls.items()}
    check("each office's own rules", (calls["alfa/1795424400.0"]["outcome"], calls["beta/1795424401.1"]["outcome"]) == ("ignored", "held"), outcomes)
    check("the unclaimed are counted", '1 calls that no office claims stand under "default"' in err, err)
    check("and stand under default", "default/1795424402.2" in calls, list(calls))
    table = list(csv.DictReader(io.StringIO(run("--office", offices, *form, "--to", "csv", rows)[0])))
    check("the same in CSV", {r["id"]: r["outcome"] for r in table} == {i: c["outcome"] for i, c in calls.items()}, table)
    check("and for people", "ignored" in run("--office", offices, *form, rows)[0].splitlines()[-1])
    why = json.loads(run("--office", offices, *form, "--explain", rows)[0].splitlines()[0])["why"]["outcome"]
    check("the rule and its line are named", why.startswith('rule "long" of line ') or "default rule" in why, why)
    base = place / "calls.db"
    with sqlite3.connect(base) as old:  # as an earlier version made it
        old.execute("CREATE TABLE calls (id TEXT PRIMARY KEY, direction TEXT NOT NULL, by TEXT, external TEXT, name TEXT, withheld INTEGER,"
                    " did TEXT, campaign TEXT, trunk TEXT, queue TEXT, start TEXT NOT NULL, duration_ms INTEGER NOT NULL, talk_ms INTEGER"
                    " NOT NULL, wait_ms INTEGER NOT NULL, disposition TEXT NOT NULL, answered_by TEXT, responsible TEXT, json TEXT NOT NULL)")
    for _ in range(2):
        _, err, code = run("--office", offices, *form, "--to", f"sqlite:{base}", rows)
        check("an old table is taken", code == 0, err)
    with sqlite3.connect(base) as new:
        check("a row a call", dict(new.execute("SELECT id, outcome FROM calls")) == {i: c["outcome"] for i, c in calls.items()})

    # one user, one office
    out, err, code = run("--office", offices, *form, "--json", "--as", "beta/anna", rows)
    check("his office only", {json.loads(x)["id"].split("/")[0] for x in out.splitlines()} == {"beta"} and "default" not in err, out, err)
    check("two annas", run("--office", offices, *form, "--as", "anna", rows)[2] == 2)
    check("one of that name", run("--office", offices, *form, "--json", "--as", "alfa-only", rows)[0].count('"id":"alfa/') == 3)

    # the report
    out, err, code = run("--office", offices, *form, "--report", "missed", "--json", rows)
    lines = [json.loads(x) for x in out.splitlines()]
    check("two missed and the totals", len(lines) == 3 and lines[-1]["totals"]["missed"] == 2, out)
    first, second = lines[0], lines[1]
    check("called again, by his own office", first["resolved"] and first["resolved"]["how"] == "called_again" and first["rang"] == ["101"], first)
    check("not by the other's", second["resolved"] is None and second["open"] is True, second)
    check("by hour", lines[-1]["totals"]["by_line_and_hour"][0]["hour"] == 12, lines[-1])
    check("who rang", lines[-1]["totals"]["rang_unanswered"] == [{"who": "101", "missed": 2}], lines[-1])
    _, err, code = run("--report", "mised", rows)
    check("the nearest report", code == 2 and "write missed" in err, err)

    # a part of the day
    everything = run("--office", offices, *form, "--json", rows)[0].splitlines()
    at = lambda line: json.loads(line)["start"]
    for options, holds in {("--since", "2026-11-23T12:04:00+03:00"): lambda t: t >= "2026-11-23T12:04",
                           ("--until", "2026-11-23 12:04:00"): lambda t: t < "2026-11-23T12:04",
                           ("--since", "2026-11-23", "--until", "2026-11-23"): lambda t: True,
                           ("--since", "2026-11-24"): lambda t: False,
                           ("--until", "2026-11-22"): lambda t: False}.items():
        out, err, code = run("--office", offices, *form, "--json", *options, rows)
        check(f"{options}: those calls", code == 0 and out.splitlines() == [x for x in everything if holds(at(x))], out, err)
    lines = [json.loads(x) for x in run("--office", offices, *form, "--report", "missed", "--json", "--until", "2026-11-23 12:04:00", rows)[0].splitlines()]
    check("missed then, answered later", len(lines) == 2 and lines[0]["resolved"]["how"] == "called_again", lines)
    for options in (("--since", "monday"), ("--since", "2026-11-24", "--until", "2026-11-23"), ("--since", "2026-11-23", "--follow"),
                    ("--since", "2026-02-30")):
        out, err, code = run("--office", offices, *form, *options, rows)
        check(f"{options} is refused", code == 2 and not out and "\nalmon: --" in err, code, err)

    # clashes
    (offices / "gamma.toml").write_text(office("gamma").replace('"gamma-*"', '"alfa-in"'), "utf-8")
    _, err, code = run("--office", offices, *form, rows)
    check("both places are named", code == 1 and "gamma.toml:18:13: office.claimed_twice" in err and "alfa.toml:18" in err, err)

print(f"{failures} failures")
sys.exit(1 if failures else 0)
