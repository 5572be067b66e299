"""Compares every field of every call of the Asterisk fixtures with what `almon calls` makes of each source.

Usage: score.py --almon build/almon --office OFFICE [--data DIR] [--source cdr] [--wrong] [--check FILE | --write FILE]

DIR holds a folder a scenario with expected.json beside the sources, as ../shared/fixtures/asterisk has them. A field is
right or wrong; the table says of how many. --check fails where a figure lies below the one that FILE holds.
"""
import argparse
import datetime
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SOURCES = {
    "cdr": [("asterisk-cdr-custom", "cdr_custom.csv")],
    "csv": [("asterisk-csv", "Master.csv")],
    "freepbx": [("asterisk-cdr-custom", "freepbx.csv")],
    "odd": [("asterisk-cdr-custom", "odd.csv")],
    "own": [("asterisk-cdr-custom", "own.csv")],
    "sample": [("asterisk-cdr-custom", "sample.csv")],
    "ours": [("asterisk-cdr-custom", "ours.csv")],
    "plain": [("asterisk-cdr-custom", "plain.csv")],
    "json": [("asterisk-cdr-custom", "records.json")],
    "sql": [("asterisk-sql", "cdr.db")],
    "sql cel": [("asterisk-sql", "cel.db")],
    "cdr+queue": [("auto", "cdr_custom.csv"), ("auto", "queue_log")],
    "freepbx+queue": [("auto", "freepbx.csv"), ("auto", "queue_log")],
    "sample+queue": [("auto", "sample.csv"), ("auto", "queue_log")],
    "plain+queue": [("auto", "plain.csv"), ("auto", "queue_log")],
    "cel": [("asterisk-cel", "cel.csv")],
    "ami": [("asterisk-ami", "ami.log")],
    "ari": [("asterisk-ari", "ari.jsonl")],
    "all": [("auto", n) for n in ("cdr_custom.csv", "freepbx.csv", "sample.csv", "plain.csv", "records.json", "cdr.db",
                                     "cel.csv", "ami.log", "ari.jsonl", "queue_log")],
}
# columns in an order of their own; a file of one or two rows does not tell them
COLUMNS = {"odd.csv": "linkedid,uniqueid,sequence,start,answer,end,duration,billsec,channel,dstchannel,clid,src,dst,dcontext,"
                      "lastapp,lastdata,disposition,accountcode,userfield,did",
           "own.csv": "start,answer,end,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration_f,billsec_f,"
                      "disposition,uniqueid,linkedid,accountcode,peeraccount,userfield,sequence",
           "ours.csv": "uniqueid,linkedid,accountcode,start,answer,end,src,dst,clid,dcontext,channel,dstchannel,lastapp,lastdata,"
                       "duration,billsec,disposition,amaflags,userfield",
           "plain.csv": "start,src,dst,channel,dstchannel,duration,billsec,disposition,lastapp,lastdata,uniqueid,linkedid,clid,did"}
# how far a time may be off: records know whole seconds of their starts, events microseconds
SLACK = {"cdr": 1.05, "csv": 1.6, "cdr+queue": 1.05, "freepbx": 1.6, "freepbx+queue": 1.6, "odd": 1.6,
         "own": 1.05, "sample": 1.6, "sample+queue": 1.6, "ours": 1.6, "plain": 1.6, "plain+queue": 1.6,
         "json": 1.05, "sql": 1.6}
FIELDS = ["calls", "direction", "external", "text", "name", "withheld", "did", "trunk", "queue", "disposition", "by",
          "rang", "answered_by", "talk_who", "talk_time", "talk_seconds", "transfers", "start", "end", "duration",
          "hangup_by", "responsible", "ring_ms", "wait_ms", "hold_ms", "spans"]


def epoch(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def same_number(wanted, found):
    """The truth has a did as the trunk dialled it (84951234567): the same national number, and found as E.164."""
    digits = lambda t: "".join(c for c in t or "" if c.isdigit())[-10:]
    return digits(wanted) == digits(found) and (not wanted or (found or "").startswith("+"))


def unique(values):
    return list(dict.fromkeys(values or []))


def cost_of(want, got):
    """How badly `got` answers to `want`, for pairing the calls of a scenario."""
    cost = abs(want["start"] - epoch(got["start"]))
    cost += 0 if want["direction"] == got["direction"] else 20
    number = (got["external"] or {}).get("e164")
    cost += 0 if (want["external_e164"] or want.get("pai")) == number else 30
    cost += 0 if not want["did"] or same_number(want["did"], got["did"]) else 10
    if want.get("who") and got["by"] and want["who"] != got["by"]:
        cost += 20
    # two calls of one number in one second: who answered tells them apart
    cost += 0 if want.get("queue") == got["queue"] else 2
    cost += 0 if unique(want["answered_by"]) == got["answered_by"] else 2
    return cost


def pair(wanted, found):
    """Each wanted call with the found one that answers to it; None where there is none."""
    pairs, free = {}, set(range(len(found)))
    options = sorted((cost_of(w, f), i, k) for i, w in enumerate(wanted) for k, f in enumerate(found))
    for cost, i, k in options:
        if i not in pairs and k in free and cost < 60:
            pairs[i] = k
            free.discard(k)
    return [(w, found[pairs[i]] if i in pairs else None) for i, w in enumerate(wanted)]


def responsible_of(want):
    if want["talk"] and want["direction"] != "internal":
        own = [t["who"] for t in want["talk"] if len(t["who"]) < 7]
        return own[-1] if own else None
    return None


def held_within_talks(want):
    """Seconds on hold inside the talks that the truth gives: a hold before a transfer ends the talk there."""
    return sum(min(h["end"], t["end"]) - max(h["start"], t["start"]) for h in want.get("hold", []) for t in want["talk"]
               if isinstance(h, dict) and h["start"] < t["end"] and h["end"] > t["start"])


def ringing(want, phones):
    """Seconds in which a phone rang and nobody talked, of a call that only rang and talked; None for any other."""
    plain = want["direction"] == "inbound" and not any(want.get(k) for k in (
        "queue", "ivr", "park", "pickup", "forwarded", "forwarded_out", "conference", "transfers", "pbx_answer", "agent"))
    if not plain or not want.get("rang") or any(len(r) > 6 for r in want["rang"]):
        return None
    stop = want["talk"][0]["start"] if want["talk"] else want["end"]
    edges = sorted((max(p["ring"], want["start"]), min(p["answer"] or p["end"], stop)) for p in phones if p["ring"])
    total, until = 0, 0
    for a, b in edges:
        total += max(0, b - max(a, until))
        until = max(until, b)
    return total


def compare(want, got, slack, phones=None):
    """field -> (right, wanted, found); fields of which the truth says nothing are left out."""
    out = {}
    external = got["external"] or {}

    def check(field, wanted, found, right=None):
        out[field] = (wanted == found if right is None else right, wanted, found)

    check("direction", want["direction"], got["direction"])
    check("external", want["external_e164"] or want.get("pai"), external.get("e164"))
    if want["external_number_on_wire"] and not want.get("pai"):
        check("text", want["external_number_on_wire"], external.get("text"))
    if want["direction"] == "inbound":
        check("name", want["external_name"], external.get("name"))
        check("withheld", bool(want.get("anonymous")), bool(external.get("withheld")))
    check("did", want["did"], got["did"], same_number(want["did"], got["did"]))
    check("trunk", want["trunk"], got["trunk"])
    check("queue", want.get("queue"), got["queue"])
    check("disposition", want["disposition"], got["disposition"])
    if want["direction"] != "inbound":
        check("by", want.get("who"), got["by"])
    if "rang" in want:
        check("rang", sorted(set(want["rang"])), sorted(got["rang"]))
    check("answered_by", unique(want["answered_by"]), got["answered_by"])
    talks = got["talks"]
    check("talk_who", [t["who"] for t in want["talk"]], [t["who"] for t in talks])
    wanted = [(round(t["start"], 2), round(t["end"], 2)) for t in want["talk"]]
    found = [(round(epoch(t["start"]), 2), round(epoch(t["end"]), 2)) for t in talks]
    check("talk_time", wanted, found, len(wanted) == len(found) and all(
        abs(a - c) <= slack and abs(b - d) <= slack for (a, b), (c, d) in zip(wanted, found)))
    total = sum(b - a for a, b in found)
    check("talk_seconds", want["talk_seconds"], round(total, 2), abs(total - want["talk_seconds"]) <= min(slack, 0.3 if slack < 1.1 else 1.1))
    simple = lambda ts: [(t["kind"], t["by"], t["to"], t["result"]) for t in ts]
    times = len(want["transfers"]) == len(got["transfers"]) and all(
        abs(a["at"] - epoch(b["at"])) <= slack + 0.3 for a, b in zip(want["transfers"], got["transfers"]))
    check("transfers", simple(want["transfers"]), simple(got["transfers"]),
          simple(want["transfers"]) == simple(got["transfers"]) and times)
    check("start", round(want["start"], 2), round(epoch(got["start"]), 2), abs(want["start"] - epoch(got["start"])) <= slack)
    if want["end"]:
        check("end", round(want["end"], 2), round(epoch(got["end"]), 2), abs(want["end"] - epoch(got["end"])) <= slack)
        length = want["end"] - want["start"]
        check("duration", round(length, 2), got["duration_ms"] / 1000, abs(length - got["duration_ms"] / 1000) <= min(slack, 0.3 if slack < 1.1 else 1.1))
    if want.get("hangup_by"):
        check("hangup_by", want["hangup_by"], got["hangup"]["by"])
    if responsible_of(want):
        check("responsible", responsible_of(want), got["responsible"])
    near = min(slack, 0.35 if slack < 1.1 else 1.1)
    def check_span(field, seconds, least=0):
        check(field, round(seconds, 2), got[field] / 1000, abs(seconds - got[field] / 1000) <= max(near, least))
    if phones is not None and ringing(want, phones) is not None:
        check_span("ring_ms", ringing(want, phones))
    if "queue_wait" in want:
        check_span("wait_ms", want["queue_wait"], 0.6)  # the truth counts from the answer on
    check_span("hold_ms", held_within_talks(want))
    total = sum(got[k] for k in ("ring_ms", "menu_ms", "wait_ms", "talk_ms", "hold_ms", "other_ms"))
    check("spans", got["duration_ms"], total)
    return out


def run(args, source, folder):
    """The calls that almon makes of the sources of one scenario."""
    command = [args.almon, "calls", "--json"] + (["--office", args.office] if args.office else [])
    files = [(f, folder / n) for f, n in SOURCES[source] if (folder / n).exists()]
    packed = [(f, folder / (n + ".gz"), n) for f, n in SOURCES[source] if not (folder / n).exists() and (folder / (n + ".gz")).exists()]
    with tempfile.TemporaryDirectory() as room:
        for form, path, name in packed:
            plain = pathlib.Path(room) / name
            plain.write_bytes(gzip.decompress(path.read_bytes()))
            files.append((form, plain))
        if not files or (source.endswith("+queue") and files[0][1].name == "queue_log"):
            return None
        command += ["--from", "auto" if len(files) > 1 else files[0][0]]
        if source == "csv" and (folder.parent / "Master.tz").exists():  # nothing in its rows tells the zone
            command += ["--tz", (folder.parent / "Master.tz").read_text().strip()]
        if files[0][1].name in COLUMNS:
            command += ["--columns", COLUMNS[files[0][1].name]]
        done = subprocess.run(command + [str(p) for _, p in files], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{folder.name}: {' '.join(command)}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def score(args, source):
    slack = SLACK.get(source, 0.15)
    right, of, wrong = {}, {}, []
    for folder in sorted(p.parent for p in pathlib.Path(args.data).glob("**/expected.json")):
        name = str(folder.relative_to(args.data))
        if args.only and not any(name.startswith(o) for o in args.only.split(",")):
            continue
        truth = json.loads((folder / "expected.json").read_text())
        wanted, phones = truth["calls"], truth.get("phones_rang")
        found = run(args, source, folder)
        if found is None:
            continue
        rows = [{"calls": (len(found) == len(wanted), len(wanted), len(found))}]
        for want, got in pair(wanted, found):
            if got is not None:
                rows.append(compare(want, got, slack, phones if len(wanted) == 1 else None))
            else:
                rows.append({f: (False, "a call", None) for f in ("direction", "disposition", "start", "duration")})
        for row in rows:
            for field, (good, want, got) in row.items():
                of[field] = of.get(field, 0) + 1
                right[field] = right.get(field, 0) + good
                if not good:
                    wrong.append((name, field, want, got))
    return right, of, wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--almon", required=True)
    parser.add_argument("--office", help="without one, what needs it is wrong")
    parser.add_argument("--data", required=True)
    parser.add_argument("--source", default=",".join(SOURCES))
    parser.add_argument("--only", help="scenarios that begin so, separated by commas")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong")
    parser.add_argument("--check")
    parser.add_argument("--write")
    args = parser.parse_args()
    if not os.path.isdir(args.data):
        print(f"not run: there is no {args.data}")
        return 77
    table = {s: score(args, s) for s in args.source.split(",")}
    table = {s: t for s, t in table.items() if t[1]}  # without the sources that nothing was written in
    print("field".ljust(14) + "".join(s.rjust(12) for s in table))
    for field in FIELDS:
        cells = [f"{t[0].get(field, 0)}/{t[1].get(field, 0)}" for t in table.values()]
        print(field.ljust(14) + "".join(c.rjust(12) for c in cells))
    if args.wrong:
        for source, (_, _, wrong) in table.items():
            for name, field, want, got in wrong:
                print(f"{source} {name} {field}: wanted {want}, found {got}")
    figures = {s: {f: t[0][f] for f in sorted(t[0])} for s, t in table.items()}
    if args.write:
        pathlib.Path(args.write).write_text(json.dumps(figures, indent=1) + "\n")
    failed = False
    if args.check:
        for source, fields in json.loads(pathlib.Path(args.check).read_text()).items():
            for field, least in fields.items():
                now = figures.get(source, {}).get(field)
                if now is not None and now < least:
                    print(f"{source}: {field} fell from {least} to {now}")
                    failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
