"""casbin and Cedar on the rules and requests that bench_policy wrote.

Usage: peers.py RULES REQUESTS. Prints `peer nanoseconds` for each that can be imported; exits 1 on a disagreement.
Every answer is compared with ours before anything is timed.
"""
import csv
import sys
import time


def median_ns(ask, requests, rounds=5):
    times = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        for user, verb, _ in requests:
            ask(user, verb)
        times.append((time.perf_counter_ns() - start) / len(requests))
    return sorted(times)[rounds // 2]


def compare(name, ask, requests):
    wrong = [(u, v, want) for u, v, want in requests if ask(u, v) != (want == "allow")]
    if wrong:
        print(f"{name} disagrees on {len(wrong)} of {len(requests)}, first {wrong[0]}", file=sys.stderr)
        sys.exit(1)


def casbin_peer(rules):
    import casbin

    model = casbin.Model()
    model.load_model_from_text(
        """
[request_definition]
r = sub, act
[policy_definition]
p = sub, act, eft
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = g(r.sub, p.sub) && keyMatch(r.act, p.act)
"""
    )
    enforcer = casbin.Enforcer(model)
    for kind, a, b in rules:
        if kind == "user":
            enforcer.add_grouping_policy(a, b)
        elif kind != "verb":
            enforcer.add_policy(a, b, "allow" if kind == "permit" else "deny")
    return lambda user, verb: enforcer.enforce(user, verb)


def cedar_peer(rules):
    import cedarpy

    verbs = [a for kind, a, _ in rules if kind == "verb"]
    text = []
    for kind, role, pattern in rules:
        if kind not in ("permit", "forbid"):
            continue
        head = pattern[:-1]
        matched = [v for v in verbs if v == pattern or (pattern.endswith("*") and v.startswith(head))]
        actions = ", ".join(f'Action::"{v}"' for v in matched)
        text.append(f'{kind}(principal in Role::"{role}", action in [{actions}], resource);')
    policies = "\n".join(text)
    entities = [
        {"uid": {"type": "User", "id": a}, "attrs": {}, "parents": [{"type": "Role", "id": b}]}
        for kind, a, b in rules
        if kind == "user"
    ]

    def ask(user, verb):
        request = {
            "principal": f'User::"{user}"',
            "action": f'Action::"{verb}"',
            "resource": 'Thing::"all"',
            "context": {},
        }
        return cedarpy.is_authorized(request, policies, entities).allowed

    return ask


def main():
    rules = list(csv.reader(open(sys.argv[1])))
    requests = list(csv.reader(open(sys.argv[2])))
    peers = []
    for name, make in (("casbin-python", casbin_peer), ("cedarpy", cedar_peer)):
        try:
            peers.append((name, make(rules)))
        except ImportError:
            pass
    for name, ask in peers:
        compare(name, ask, requests)
    for name, ask in peers:
        print(name, median_ns(ask, requests))


main()
