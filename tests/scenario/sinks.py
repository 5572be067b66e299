"""Files that `almon calls --to` writes: whole or not at all, through a symbolic link, into a pipe.

Usage: sinks.py ALMON RECORDS
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

almon, records = sys.argv[1:]


def run(*sinks):
    done = subprocess.run([almon, "calls", *(x for s in sinks for x in ("--to", s)), records], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


with tempfile.TemporaryDirectory() as made:
    work = pathlib.Path(made)
    code, wanted, errors = run("csv")
    assert code == 0 and wanted.count("\n") == 201, errors

    # a link stays a link, whether what it leads to is there yet or not, and whatever else it leads through
    (work / "disk").mkdir()
    (work / "calls.csv").symlink_to("current")
    (work / "current").symlink_to("disk/calls.csv")
    for _ in range(2):
        assert run(f"csv:{work}/calls.csv") == (0, "", "")
        assert (work / "calls.csv").is_symlink() and (work / "current").is_symlink()
        assert (work / "disk/calls.csv").read_text() == wanted and not (work / "disk/calls.csv").is_symlink()
    (work / "round").symlink_to("round")
    assert run(f"csv:{work}/round")[0] == 3
    assert sorted(os.listdir(work / "disk")) == ["calls.csv"] and len(os.listdir(work)) == 4, "nothing is left beside"

    # a pipe is written as it is, and stays one
    os.mkfifo(work / "pipe")
    read = []
    reader = threading.Thread(target=lambda: read.append((work / "pipe").read_text()))
    reader.start()
    assert run(f"csv:{work}/pipe", f"csv:{work}/file") == (0, "", "")
    reader.join()
    assert read == [wanted] and (work / "pipe").is_fifo() and (work / "file").read_text() == wanted

    # what cannot be written is told, and leaves what was there
    os.mkdir(work / "folder")
    assert run(f"csv:{work}/folder") == (3, "", f"almon: {work}/folder: core.is_directory: Is a directory\n")
    assert run(f"csv:{work}/none/file") == (3, "", f"almon: {work}/none/file: core.not_found: No such file or directory\n")
    assert run(f"sqlite:{work}/file") == (3, "", f"almon: {work}/file: store.not_ours: this file is no database of almon's\n")
    assert (work / "file").read_text() == wanted
    assert not os.listdir(work / "folder")
print("sinks: right")
