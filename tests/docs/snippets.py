"""Runs what a page of the documentation shows and compares the output.

A fenced block ```cpp that holds `int main`, ```python or ```php, followed by a block ```output, is a program with its
exact output. A block ```sh whose lines begin with `$ ` holds commands; what follows a command in the block, or in an
```output block right after it, is its output (standard output and standard error together). A line `...` in expected
output stands for any number of lines. Commands run in a copy of the repository's examples, with `almon` on PATH.
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```[ \t]*$", re.M | re.S)


def blocks(text):
    """[(language, body, line, text between this block and the next)]"""
    found = list(FENCE.finditer(text))
    out = []
    for i, m in enumerate(found):
        gap = text[m.end() : found[i + 1].start()] if i + 1 < len(found) else ""
        out.append((m[1], m[2], text.count("\n", 0, m.start()) + 1, gap))
    return out


def agrees(expected, got):
    """Whether `got` is `expected`, where a line `...` stands for any lines."""
    parts = re.split(r"^\.\.\.\n", expected, flags=re.M)
    pattern = r"(?:.*\n)*?".join(re.escape(p) for p in parts)
    return re.fullmatch(pattern, got) is not None


class Page:
    def __init__(self, options):
        self.o = options
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="almon-docs-"))
        source = pathlib.Path(options.source)
        shutil.copytree(source / "examples", self.place / "examples", dirs_exist_ok=True)
        for name in ("tests", "docs", "include", "bindings"):
            (self.place / name).symlink_to(source / name)
        build = pathlib.Path(options.build)
        (self.place / "build").symlink_to(build)
        self.env = dict(
            os.environ,
            PATH=f"{build}:{os.environ['PATH']}",
            PYTHONPATH=f"{build}/python",
            LC_ALL="C.UTF-8",
        )
        self.failures = 0
        self.ran = 0

    def run(self, command, line, expected, **more):
        done = subprocess.run(command, cwd=self.place, env=self.env, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=300, **more)
        got = done.stdout.decode("utf-8", "replace")
        self.ran += 1
        if not agrees(expected, got):
            self.failures += 1
            print(f"{self.o.page}:{line}: expected\n{expected}--- but got (exit {done.returncode})\n{got}---")

    def cpp(self, body, line, expected):
        build, place = pathlib.Path(self.o.build), self.place
        (place / "snippet.cpp").write_text(body, "utf-8")
        libraries = [str(p) for name in ("office", "store") for p in build.glob(f"lib/{name}/libalmon_{name}.a")]
        command = [self.o.compiler, "-std=c++20", "-O1", *self.o.flags.split(),
                   *([f"-fsanitize={self.o.sanitize}"] if self.o.sanitize else []),
                   "-I", f"{self.o.source}/include", "-I", f"{self.o.source}/build/deps/usr/include", "snippet.cpp",
                   "-o", "snippet", *libraries, str(build / "lib/libalmon.a"), "-ldate-tz", "-lfmt", "-lsqlite3",
                   "-lcrypto", "-lz", "-lpthread"]
        done = subprocess.run(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            self.failures += 1
            print(f"{self.o.page}:{line}: does not compile\n{done.stdout[:3000]}")
            return
        self.run([str(place / "snippet")], line, expected)

    def c(self, body, line, expected):
        build, place = pathlib.Path(self.o.build), self.place
        (place / "snippet.c").write_text(body, "utf-8")
        command = ["cc", "-std=c11", "-Wall", "-Wextra", "-pedantic", "-Werror", "-I",
                   f"{self.o.source}/bindings/c/include", "snippet.c", "-o", "snippet", "-L", str(build), "-lalmon_c",
                   f"-Wl,-rpath,{build}"]
        done = subprocess.run(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            self.failures += 1
            print(f"{self.o.page}:{line}: does not compile\n{done.stdout[:3000]}")
            return
        self.run([str(place / "snippet")], line, expected)

    def php(self, body, line, expected):
        extension = next(pathlib.Path(self.o.build).glob("php/*.so"), None)
        if extension is None or self.o.sanitize:
            print(f"{self.o.page}:{line}: did not run: no extension that this PHP can load")
            return
        (self.place / "snippet.php").write_text(body, "utf-8")
        self.run(["php", "-d", f"extension={extension}", "snippet.php"], line, expected)

    def shell(self, body, line, following):
        """Commands with their output after each, or with all output in the block that follows."""
        if following is not None:
            commands = "\n".join(x[2:] if x.startswith(("$ ", "> ")) else x for x in body.splitlines())
            self.run(["bash", "-c", commands], line, following)
            return
        command, expected, at = None, "", line
        for number, text in enumerate(body.splitlines() + ["$ "], line + 1):
            if text.startswith("$ "):
                if command is not None and expected:
                    self.run(["bash", "-c", command], at, expected)
                elif command:
                    subprocess.run(["bash", "-c", command], cwd=self.place, env=self.env, check=True,
                                   stdout=subprocess.DEVNULL)
                    self.ran += 1
                command, expected, at = text[2:], "", number
            elif command is not None and command.endswith("\\"):
                command += "\n" + text
            else:
                expected += text + "\n"

    def check(self):
        everything = blocks(pathlib.Path(self.o.page).read_text("utf-8"))
        for i, (language, body, line, gap) in enumerate(everything):
            following = None
            if i + 1 < len(everything) and everything[i + 1][0] == "output" and len(gap.strip()) < 80:
                following = everything[i + 1][1]
            if language == "cpp" and "int main" in body and following is not None:
                self.cpp(body, line, following)
            elif language == "c" and "int main" in body and following is not None:
                self.c(body, line, following)
            elif language == "python" and following is not None:
                self.run(["/usr/bin/python3", "-c", body], line, following)
            elif language == "php" and following is not None:
                self.php(body, line, following)
            elif language == "sh" and body.startswith("$ "):
                self.shell(body, line, following)
        shutil.rmtree(self.place)
        print(f"{self.ran} snippets ran, {self.failures} disagree")
        return 1 if self.failures else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    for name in ("source", "build", "compiler"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--flags", default="")
    parser.add_argument("--sanitize", default="")
    sys.exit(Page(parser.parse_args()).check())
