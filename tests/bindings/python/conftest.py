"""A working copy of the example office, with its operator directory built."""
import os
import pathlib
import shutil
import subprocess

import pytest

SOURCE = pathlib.Path(os.environ.get("ALMON_SOURCE_DIR", pathlib.Path(__file__).parents[3]))
BUILD = pathlib.Path(os.environ.get("ALMON_BUILD_DIR", SOURCE / "build"))
NOON = "2026-11-23T12:00:00+03:00"  # a Monday, the office is open


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory):
    """The operator directory of the example's register."""
    path = tmp_path_factory.mktemp("directory") / "operators.almon"
    subprocess.run([BUILD / "almon", "operators", "build", "-o", path, SOURCE / "examples/office/register.csv"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return path


@pytest.fixture
def place(tmp_path, snapshot):
    """The folder of the office, for one test alone."""
    shutil.copytree(SOURCE / "examples/office", tmp_path / "office")
    shutil.copy(snapshot, tmp_path / "office")
    return tmp_path / "office"


@pytest.fixture
def agency(place):
    import almon

    return almon.Office(place / "office.toml")
