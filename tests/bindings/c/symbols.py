"""Holds what a shared library exports against a committed list, and the list against the header.

Usage: symbols.py LIBRARY LIST [HEADER]
"""
import pathlib
import re
import subprocess
import sys

library, committed = sys.argv[1], pathlib.Path(sys.argv[2]).read_text("utf-8").split()
listing = subprocess.run(["nm", "-D", "--defined-only", library], check=True, stdout=subprocess.PIPE, text=True).stdout
exported = sorted(line.split()[-1].split("@")[0] for line in listing.splitlines())
failures = [f"exported, but not in the list: {name}" for name in exported if name not in committed]
failures += [f"in the list, but not exported: {name}" for name in committed if name not in exported]
if len(sys.argv) > 3:
    header = pathlib.Path(sys.argv[3]).read_text("utf-8")
    declared = re.findall(r"^ALMON_API [^;]*?\b(almon_\w+)\(", header, re.M)
    failures += [f"not declared in the header: {name}" for name in committed if name not in declared]
    failures += [f"declared, but not in the list: {name}" for name in declared if name not in committed]
if committed != sorted(committed):
    failures.append("the list is not sorted")
print("\n".join(failures) or f"{len(exported)} symbols, as listed")
sys.exit(1 if failures else 0)
