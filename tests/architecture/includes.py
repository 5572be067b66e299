"""Fails on an include that the house forbids (docs/architecture.md draws who may know whom).

Usage: includes.py SOURCE_DIR | includes.py --self-test
"""
import pathlib
import re
import sys

# module -> the modules whose headers it may include, besides its own
MAY_INCLUDE = {
    "core": set(),
    "numbering": {"core"},
    "tenant": {"core", "numbering"},
    "operators": {"core", "numbering", "tenant"},
    "masking": {"core", "numbering", "tenant"},
    "cdr": {"core", "numbering", "tenant"},
    "routing": {"core", "numbering", "tenant", "operators"},
    "crm": {"core", "numbering", "tenant", "cdr"},
    "policy": {"core", "tenant"},
    "store": {"core", "numbering", "tenant", "masking", "crm"},
}
MAY_INCLUDE["office"] = set(MAY_INCLUDE)
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)


def module_of(path):
    """The module that an include path such as almon/core/error.hpp or core/detail/x.hpp names; None for others."""
    parts = path.split("/")
    if parts[0] == "almon":
        parts = parts[1:]
    return parts[0] if len(parts) > 1 and parts[0] in MAY_INCLUDE else None


def mistakes_in(name, text):
    """name: include/almon/<module>/... or lib/<module>/... or bindings/...; yields one message a forbidden include."""
    parts = name.split("/")
    if parts[0] == "bindings":
        for path in INCLUDE.findall(text):
            if "/detail/" in path and path.startswith("almon/"):
                yield f"{name}: bindings know public headers only, not {path}"
        return
    module = parts[2] if parts[0] == "include" else parts[1]
    if module not in MAY_INCLUDE:
        return
    for path in INCLUDE.findall(text):
        other = module_of(path)
        if other and other != module and other not in MAY_INCLUDE[module]:
            # log.cpp and friends of core may name `number` only through its public header
            if (module, path) == ("core", "almon/numbering/number.hpp") and parts[0] == "lib":
                continue
            yield f"{name}: {module} must not include {path} ({other})"


def check(root):
    found = []
    for folder in ("include", "lib", "bindings"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".hpp", ".cpp", ".h", ".c", ".i"):
                name = path.relative_to(root).as_posix()
                text = path.read_text("utf-8")
                found += mistakes_in(name, text)
                if folder == "include" and path.suffix == ".hpp" and path.name != "almon.hpp":
                    if not text.startswith("// SPDX-License-Identifier: BSL-1.0\n#pragma once\n"):
                        found.append(f"{name}: does not begin with the SPDX line and #pragma once")
    return found


def self_test():
    bad = '#include <almon/office/load.hpp>\n#include "masking/detail/x.hpp"\n#include <vector>\n'
    assert len(list(mistakes_in("include/almon/cdr/call.hpp", bad))) == 2
    assert not list(mistakes_in("include/almon/office/office.hpp", bad))
    assert list(mistakes_in("bindings/c/almon.cpp", "#include <almon/numbering/detail/table.hpp>\n"))


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        self_test()
        sys.exit(0)
    problems = check(pathlib.Path(sys.argv[1]))
    print("\n".join(problems) or "no forbidden include")
    sys.exit(1 if problems else 0)
