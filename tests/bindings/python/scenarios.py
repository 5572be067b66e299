"""Answers the scenarios of tests/bindings/README.md with the Python package: JSON lines in, JSON lines out."""
import json
import sys

import almon


def number(text, home, area):
    n = almon.Number.read(text, home=home, area=area)
    return {
        "e164": n.e164, "region": n.region, "type": n.type, "valid": n.valid,
        "possible": n.possible in ("possible", "local_only"), "national": n.national,
        "international": n.international, "rfc3966": n.rfc3966, "extension": n.extension,
    }


def diagnose(texts, home, area):
    told = almon.diagnose(texts.split("\n"), home=home, area=area)
    told["exceptions"] = [[index, shape] for index, shape, _ in told["exceptions"]]
    del told["home_guess"], told["area_guess"]
    return told


def zones(office, number, at):
    door = almon.Office(office)
    return {"zones": door.zones(number), "safe": door.safe_to_call(number, at=at)}


def lookup(directory, number):
    found = almon.Directory(directory).lookup(number)
    return found and {"operator": found.operator.name, "holder": found.holder.name, "brand": found.operator.brand,
                      "ported": found.ported, "region": found.region}


def decide(office, user, verb, object, at):
    d = almon.Office(office).decide(user, verb, object, at=at)
    return {"allowed": d.allowed, "why": d.reason, "show_number": d.show_number, "present": d.present,
            "record": d.record, "announce": d.announce, "line": d.line}


def dial(office, user, digits, via, caller, trunk, party, at):
    door = almon.Office(office)
    return door.dial(user, digits, via=via, caller=caller, trunk=trunk, party=party, at=at).to_dict()


def incoming(office, trunk, did, caller, digits, at):
    return almon.Office(office).incoming(trunk, did, caller, digits=digits, at=at).to_dict()


def calls(office, second, file, viewer, at):
    offices = [almon.Office(path) for path in (office, second) if path]
    told = almon.read_calls(file, format="asterisk-cdr-custom", office=offices or None)
    seen = [c for c in (offices[0].view(c, viewer, at=at) if viewer else c for c in told) if c]
    return {"calls": [c.to_dict() for c in seen], "again": [c.id for c in seen if c.version > 1],
            "withdrawn": told.withdrawn}


def missed(office, files, since, until, viewer, at):
    told = almon.missed_calls(files.split("\n"), office=office or None, since=since, until=until, viewer=viewer, at=at)

    def counts(n):
        return [n.missed, n.messages, n.outside_hours, n.unresolved, n.short_abandons]

    return {
        "json": [json.loads(line) for line in told.json().splitlines()],
        "calls": [[m.id, m.caller and m.caller.e164, m.text, m.name, m.did, m.campaign, m.queue, m.open, m.waited_ms,
                   m.disposition, m.outcome, m.rang, m.tried_back,
                   m.resolved and [m.resolved.how, m.resolved.by, m.resolved.after_ms, m.resolved.after_open_ms]]
                  for m in [*told, *told.short_abandons]],
        "counts": counts(told.totals),
        "lines": [[x.did, x.campaign, x.hour, *counts(x)] for x in told.by_line_and_hour],
        "people": [list(x) for x in told.rang_unanswered.items()],
    }


def alias(office, digits, user, at):
    found = almon.Office(office).aliases.resolve(digits, user, at=at)
    return {"alias": found.digits, "deal": found.deal, "label": found.label}


OPERATIONS = {
    "diagnose": diagnose,
    "zones": zones,
    "calls": calls,
    "missed": missed,
    "alias": alias,
    "version": lambda: {"library": almon.__version__, "metadata": almon.metadata_version},
    "number": number,
    "lookup": lookup,
    "decide": decide,
    "dial": dial,
    "incoming": incoming,
    "office": lambda path: {"tenant": almon.Office(path).name},
    "directory": lambda path: almon.Directory(path) and {},
}

for line in sys.stdin:
    scenario = json.loads(line)
    answer = {"id": scenario["id"]}
    try:
        answer["ok"] = OPERATIONS[scenario["op"]](**scenario["args"])
    except almon.Error as e:
        answer["error"] = e.code
    print(json.dumps(answer, ensure_ascii=False))
