"""Fails when almon.hpp lacks a public header, or names one that is not there. Usage: umbrella.py SOURCE_DIR [--write]"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1]) / "include"
umbrella = root / "almon/almon.hpp"
there = sorted(
    p.relative_to(root).as_posix()
    for p in (root / "almon").rglob("*.hpp")
    if p != umbrella and "detail" not in p.parts
)
text = umbrella.read_text("utf-8")
if "--write" in sys.argv:
    head = text[: text.index("#include")]
    umbrella.write_text(head + "".join(f"#include <{name}>\n" for name in there), "utf-8")
    sys.exit(0)
named = re.findall(r"#include <([^>]+)>", text)
missing, stale = set(there) - set(named), set(named) - set(there)
for name in sorted(missing):
    print("almon.hpp lacks", name)
for name in sorted(stale):
    print("almon.hpp names", name, "which is not there")
sys.exit(1 if missing or stale else 0)
