"""Feeds scenarios.json to the command line, C, Python and PHP, and compares every value that they tell.

Usage: compare.py --source DIR --build DIR [--php COMMAND...]
A language whose runner was not built is told and left out; fewer than two languages are a failure.
"""
import argparse
import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

AT = "2026-11-23T12:00:00+03:00"
CODE = re.compile(r"\b((?:core|numbering|tenant|operators|routing|masking|policy|cdr|crm|store|office)\.[a-z_]+)\b")
DIAGNOSED = ("finding", "home", "area", "writes", "outside_prefix", "technical_prefix", "numbers", "confidence", "office_lines")
NOT_ASKED = object()  # the command line has no words for this question


def prepare(build, source, place):
    """The example office with its operator directory and two deals, and some broken files."""
    def almon(*arguments):
        subprocess.run([build / "almon", *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    shutil.copytree(source / "examples/office", place, dirs_exist_ok=True)
    office = (place / "office.toml").rename(place / "agency.toml")  # no name like that of an error
    almon("operators", "build", "-o", place / "operators.almon", place / "register.csv")
    for deal, party, agent in [("4017", "+79035551122", "ivanov"), ("4021", "+79265550000", "sidorova")]:
        almon("alias", "open", "--office", office, "--at", AT, deal, party, "--label", "client")
        almon("alias", "grant", "--office", office, "--at", AT, deal, f"user:{agent}")
    for tenant in ("alfa", "beta"):
        (place / f"{tenant}.toml").write_text(
            f'schema = 1\n[office]\ntenant = "{tenant}"\nextensions = ["10x"]\ntimezone = "Europe/Moscow"\n[records]\n'
            f'contexts = ["{tenant}-*"]\nphones = ["{tenant}-{{extension}}"]\n[[trunk]]\nname = "mango"\n'
            'match = ["PJSIP/mango-*"]\nshared = true\n[calls]\nheld_talk = ' + ("1\n" if tenant == "alfa" else "100\n"), "utf-8")
    (place / "gamma.toml").write_text('schema = 1\n[office]\ntenant = "gamma"\n[records]\ncontexts = ["*-in"]\n', "utf-8")
    row = ("2026-11-22 12:40:1{0},PJSIP/mango-{0},PJSIP/{1}101-2{0},{1}in,Dial,PJSIP/{1}101,+7916123456{0},65,60,ANSWERED,"
           "179534041{0}.{0},179534041{0}.{0}\n")
    (place / "shared.csv").write_text(
        "start,channel,dstchannel,dcontext,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n" +
        row.format(1, "alfa-") + row.format(2, "beta-") + row.format(3, ""), "utf-8")
    (place / "late.csv").write_text(late_records(), "utf-8")
    (place / "mistakes.toml").write_text('schema = 1\n[office]\ntenant = "x"\ncolour = "red"\n', "utf-8")
    (place / "syntax.toml").write_text("schema = = 1\n", "utf-8")
    (place / "cut.almon").write_bytes((place / "operators.almon").read_bytes()[:1000])
    return {"$OFFICE": str(office), "$DIRECTORY": str(place / "operators.almon"), "$DIR": str(place)}


def late_records():
    """More calls than are kept open; then the second row of the 41st, and one that joins two calls that were told."""
    begin = datetime.datetime(2026, 11, 22)
    head = "start,channel,dstchannel,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n"

    def row(caller, phone, after, lasted, unique, linked=None):
        number = "102" if "101" in caller else f"+7916000{unique:04}"
        unique_id, linked_id = (f"{1795305600 + (500 if n > 9000 else 5 * n)}.{n}" for n in (unique, linked or unique))
        return (f"{begin + datetime.timedelta(seconds=after)},PJSIP/{caller},PJSIP/{phone},Dial,PJSIP/101,{number},{lasted},{lasted},"
                f"ANSWERED,{unique_id},{linked_id}\n")

    return (head + row("mango-aa", "101-aa", 500, 10, 9100) + row("101-bb", "102-bb", 505, 7, 9101) +
            "".join(row(f"mango-{n}", f"101-{n}", 5 * n, 4, n) for n in range(3000)) +
            row("mango-40", "102-40", 5 * 40 + 4, 60, 40) + row("mango-aa", "102-bb", 512, 10800, 9100, 9101))


def missed_of_all_test_data(data):
    """A scenario for each set of calls that is known, with its office, all its records together."""
    out = []
    for office in sorted(data.glob("*/office.toml")):
        for name in ("Master.csv", "cdr_custom.csv", "cel.csv"):
            by_set = {}
            for file in sorted(office.parent.rglob(name)):
                by_set.setdefault(file.relative_to(office.parent).parts[0], []).append(str(file))
            out += [{"id": f"missed/{office.parent.name}/{part}/{name}", "op": "missed",
                     "args": {"office": str(office), "files": "\n".join(files), "since": "", "until": "", "viewer": "", "at": AT}}
                    for part, files in by_set.items()]
    assert len(out) > 20
    return out


def put_paths_in(scenario, paths):
    def put(value):
        for name, path in paths.items():
            value = value.replace(name, path) if isinstance(value, str) else value
        return value

    return {**scenario, "args": {k: put(v) for k, v in scenario["args"].items()}}


# --- the command line -------------------------------------------------------------------------------------------------


class Shell:
    def __init__(self, build):
        self.command = build / "almon"

    def run(self, *arguments, stdin=None):
        """The one JSON object that the command prints, or the code that it complains of."""
        done = subprocess.run([self.command, *arguments], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.stdout.strip():
            return json.loads(done.stdout.splitlines()[0])
        found = CODE.search(done.stderr)
        return {"error": {"code": found[1] if found else f"exit {done.returncode}: {done.stderr[:200]}"}}

    def version(self):
        return self.run("version", "--json")

    def number(self, text, home, area):
        told = self.run("number", "--json", "--home", home, *(["--area", area] if area else []), "--", text)
        told.setdefault("extension", None)
        for extra in ("input", "zones", "length"):
            told.pop(extra, None)
        return told

    def diagnose(self, texts, home, area):
        told = self.run("number", "diagnose", "--json", *(["--home", home] if home else []), *(["--area", area] if area else []),
                        stdin=texts)
        exceptions = [[e["line"] - 1, e["shape"]] for e in told["exceptions"]]
        return {**{k: told[k] for k in DIAGNOSED}, "exceptions": exceptions}

    def zones(self, office, number, at):
        told = self.run("number", "--json", "--office", office, "--at", at, "--calling-hours", "09:00-21:00", "--", number)
        return {"zones": told["zones"], "safe": told["safe_to_call"]}

    def lookup(self, directory, number):
        told = self.run("operators", "lookup", "--json", directory, "--", number)
        if "error" in told:
            return told
        if told["operator"] is None:
            return None
        return {"operator": told["operator"]["name"], "holder": told["holder"]["name"],
                "brand": told["operator"]["brand"], "ported": told["ported"], "region": told["region"]}

    def decide(self, office, user, verb, object, at):
        told = self.run("policy", "explain", "--json", "--at", at, "--office", office, "--", user, verb,
                        *([object] if object else []))
        if "error" in told:
            return told
        return {"allowed": told["decision"] == "allow", "why": told["reason"], **told["obligations"],
                "line": told["by"] and told["by"]["line"]}

    def dial(self, office, user, digits, at, **more):
        options = [x for key, value in more.items() if value for x in (f"--{key}", value)]
        return self.run("dial", "--json", "--at", at, "--office", office, "--user", user, *options, "--", digits)

    def incoming(self, office, trunk, did, caller, digits, at):
        return self.run("incoming", "--json", "--at", at, "--office", office, "--trunk", trunk, "--did", did,
                        "--caller", caller, *([f"--extension={digits}"] if digits else []))

    def office(self, path):
        told = self.run("policy", "check", "--json", "--office", path)
        return told if "error" in told else NOT_ASKED

    def directory(self, path):
        told = self.run("operators", "info", "--json", path)
        return told if "error" in told else {}

    def calls(self, office, second, file, viewer, at):
        offices = [x for path in (office, second) if path for x in ("--office", path)]
        done = subprocess.run([self.command, "calls", "--json", "--at", at, *offices, *(["--as", viewer] if viewer else []),
                               "--from", "asterisk-cdr-custom", file], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode == 0:
            told = {"calls": [], "again": [], "withdrawn": []}
            for call in map(json.loads, done.stdout.splitlines()):
                if call.pop("version", 1) > 1:
                    told["withdrawn" if call.get("withdrawn") else "again"].append(call["id"])
                if call.pop("changed", None) is not None or not call.get("withdrawn"):
                    told["calls"].append(call)
            return told
        found = CODE.search(done.stderr)
        return {"error": {"code": found[1] if found else f"exit {done.returncode}: {done.stderr[:200]}"}}

    def missed(self, office, files, since, until, viewer, at):
        options = [x for name, value in (("office", office), ("since", since), ("until", until), ("as", viewer)) if value
                   for x in (f"--{name}", value)]
        done = subprocess.run([self.command, "calls", "--report", "missed", "--json", "--at", at, *options, *files.split("\n")],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode == 2:
            return NOT_ASKED  # options have words of their own for what is wrong with them
        if done.returncode > 1:
            found = CODE.search(done.stderr)
            return {"error": {"code": found[1] if found else f"exit {done.returncode}: {done.stderr[:200]}"}}
        *calls, last = map(json.loads, done.stdout.splitlines())
        counts = ("missed", "messages", "outside_hours", "unresolved", "short_abandons")
        plain = ("id", "caller", "text", "name", "did", "campaign", "queue", "open", "waited_ms", "disposition", "outcome", "rang",
                 "tried_back")
        totals = last["totals"]
        return {
            "json": [*calls, last],
            "calls": [[*(c[k] for k in plain),
                       c["resolved"] and [c["resolved"][k] for k in ("how", "by", "after_ms", "after_open_ms")]] for c in calls],
            "counts": [totals[k] for k in counts],
            "lines": [[x["did"], x["campaign"], x["hour"], *(x[k] for k in counts)] for x in totals["by_line_and_hour"]],
            "people": [[x["who"], x["missed"]] for x in totals["rang_unanswered"]],
        }

    def alias(self, office, digits, user, at):
        told = self.run("alias", "resolve", "--json", "--office", office, "--at", at, "--user", user, "--", digits)
        return told if "error" in told else {k: told[k] for k in ("alias", "deal", "label")}

    def answer(self, scenario):
        told = getattr(self, scenario["op"])(**scenario["args"])
        if isinstance(told, dict) and isinstance(told.get("error"), dict):
            return {"error": told["error"]["code"]}
        return NOT_ASKED if told is NOT_ASKED else {"ok": told}


# --- the others -------------------------------------------------------------------------------------------------------


def ask(command, scenarios, environment):
    questions = "".join(json.dumps(s, ensure_ascii=False) + "\n" for s in scenarios)
    done = subprocess.run([str(c) for c in command], input=questions.encode(), stdout=subprocess.PIPE,
                          env={**os.environ, **environment}, check=True)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [a.pop("id") for a in answers] == [s["id"] for s in scenarios], f"{command[0]}: not all were answered"
    return answers


def compare(scenarios, told):
    """Prints what differs; the number of scenarios that do."""
    differing = 0
    for i, scenario in enumerate(scenarios):
        answers = {language: each[i] for language, each in told.items() if each[i] is not NOT_ASKED}
        first = next(iter(answers.values()))
        if any(a != first for a in answers.values()):
            differing += 1
            print(f"{scenario['id']}:")
            for language, answer in answers.items():
                print(f"  {language}: {json.dumps(answer, ensure_ascii=False)}")
        wanted = scenario.get("expect")
        if wanted is not None and any(not agrees(wanted, a) for a in answers.values()):
            differing += 1
            print(f"{scenario['id']}: expected {json.dumps(wanted, ensure_ascii=False)}, "
                  f"got {json.dumps(first, ensure_ascii=False)}")
    return differing


def agrees(wanted, answer):
    """Whether the answer has what is expected: an error, or some of the values."""
    if "error" in wanted or "error" in answer:
        return wanted == answer
    if wanted["ok"] is None or answer["ok"] is None:
        return wanted["ok"] is answer["ok"]
    return all(answer["ok"].get(k) == v for k, v in wanted["ok"].items())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--php", nargs=argparse.REMAINDER, default=[])
    options = parser.parse_args()
    build, room = options.build, options.source / "tests/bindings"
    runners = {
        "C": [build / "tests/bindings/c/c_scenarios"],
        "Python": ["/usr/bin/python3", "-B", room / "python/scenarios.py"],
        "PHP": options.php,
    }
    ready = {"C": runners["C"][0].exists(), "Python": bool(list(build.glob("python/almon/_almon*.so"))),
             "PHP": any(pathlib.Path(word.removeprefix("extension=")).is_file() for word in options.php
                        if word.startswith("extension="))}
    with tempfile.TemporaryDirectory(prefix="almon-compare-") as place:
        paths = prepare(build, options.source, pathlib.Path(place))
        scenarios = [put_paths_in(s, paths) for s in json.loads((room / "scenarios.json").read_text("utf-8"))]
        scenarios += missed_of_all_test_data(options.source / "tests/data")
        shell = Shell(build)
        told = {"command line": [shell.answer(s) for s in scenarios]}
        for language, command in runners.items():
            if ready[language]:
                told[language] = ask(command, scenarios, {"PYTHONPATH": str(build / "python")})
            else:
                print(f"{language}: not built here, left out")
    differing = compare(scenarios, told)
    print(f"{len(scenarios)} scenarios in {', '.join(told)}: {differing} differ")
    sys.exit(1 if differing or len(told) < 2 else 0)


if __name__ == "__main__":
    main()
