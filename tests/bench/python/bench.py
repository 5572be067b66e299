"""What a call from Python costs, and how near a batch comes to C++. Bars: at most 1,000 ns a call more than in C++; a
batch at 80 % of C++ speed. Times are processor time of the thread, on both sides: a busy machine makes nothing look
slower than it is. Answers are compared with C++ before anything is timed.

Rows: task,case,peer,ours_ns,peer_ns,ratio,n (ratio: C++ time / Python time; 1 is as fast as C++).
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import time
import timeit

import almon
import numpy

sys.path.append(str(pathlib.Path(__file__).parents[2] / "bindings/python"))
from arrow_column import arrow_column  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--csv")
parser.add_argument("--native", required=True)
parser.add_argument("--office", required=True)
parser.add_argument("--count", type=int, default=200_000)
options = parser.parse_args()
rows = []


def row(case, peer, ours, theirs, n):
    rows.append(f"python,{case},{peer},{ours:.1f},{theirs:.1f},{theirs / ours:.3f},{n}")
    print(f"{case:34} {ours:9.1f} ns   C++ {theirs:9.1f} ns   {theirs / ours:6.1%}")


def native(texts):
    done = subprocess.run([options.native, options.office], input="\n".join(texts).encode(), stdout=subprocess.PIPE,
                          check=True)
    return json.loads(done.stdout)


def best(run, count, rounds=9):
    times = []
    for _ in range(rounds):
        start = time.thread_time_ns()
        run()
        times.append((time.thread_time_ns() - start) / count)
    return min(times)


def texts_of(kind):
    digits = random.Random(7)
    plus = [f"+7{digits.choice((9161, 9031, 9261, 4951))}{digits.randrange(10**6):06d}" for _ in range(options.count)]
    if kind == "plus":
        return plus
    return [f"8 ({n[2:5]}) {n[5:8]}-{n[8:10]}-{n[10:12]}" for n in plus]


for kind in ("plus", "spelled"):
    texts = texts_of(kind)
    peer = native(texts)
    assert int(numpy.asarray(almon.parse_many(texts)).sum()) == peer["sum"], "the answers differ"
    columns = {"list": texts, "numpy-S": numpy.array(texts, dtype=bytes), "numpy-U": numpy.array(texts, dtype=str),
               "arrow": arrow_column(texts, wide=False)}
    for name, column in columns.items():
        row(f"batch/{kind}/{name}", "cpp-span", best(lambda: almon.parse_many(column), len(texts)), peer["batch"],
            len(texts))

calls = {
    "call/Number(text)": ("almon.Number('+79161234567')", peer["one"]),
    "call/Number.parse(text)": ("almon.Number.parse('8 (916) 123-45-67')", peer["one"]),
    "call/number.e164": ("n.e164", 0.1),
    "call/number.type": ("n.type", 0.1),
    "call/Policy.decide": ("policy.decide('ivanov', 'call.alias')", peer["decide"]),
}
scope = {"almon": almon, "n": almon.Number("+79161234567"), "policy": almon.Policy.load(options.office)}
for case, (statement, theirs) in calls.items():
    ours = min(timeit.repeat(statement, timer=time.thread_time, globals=scope, number=50_000, repeat=7)) / 50_000 * 1e9
    row(case, "cpp", ours, theirs, 50_000)

if options.csv:
    with open(options.csv, "w") as out:
        out.write("task,case,peer,ours_ns,peer_ns,ratio,n\n" + "\n".join(rows) + "\n")
