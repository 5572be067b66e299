"""A million calls, good and bad, leave nothing behind: neither memory nor references nor Python's own blocks."""
import gc
import os
import sys

import almon
import pytest
from conftest import NOON, SOURCE

DAY = SOURCE / "examples/office/day.csv"
MANY = ["+79161234567", "12", None, "+442071234567", "доб. 5"] * 200


def resident_kilobytes():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGESIZE") // 1024


def fails(function, *arguments, **named):
    try:
        function(*arguments, **named)
    except (almon.Error, TypeError, ValueError, IndexError):
        return
    raise AssertionError("it did not fail")


def cases(place):
    """name -> (how often, what to call); a million calls together, those inside a batch counted one by one"""
    number = almon.Number("+79161234567")
    policy = almon.Policy.load(place / "office.toml")
    directory = almon.Directory(place / "operators.almon")
    agency = almon.Office(place / "office.toml")
    call = next(almon.read_calls(DAY, office=agency, tz="UTC"))
    batch = almon.parse_many(MANY)
    wrong = [None, 17, ["+79161234567"], {"a": 1}, object(), 1.5]

    def wrong_types():
        for value in wrong:
            fails(almon.Number, value)
            fails(almon.parse_many, [value] if value is not None else 5)
            fails(policy.decide, "ivanov", value)
            fails(directory.lookup, value)
            fails(agency.dial, value, value)

    return {
        "numbers read": (150_000, lambda: almon.Number("8 (916) 123-45-67")),
        "numbers refused": (60_000, lambda: fails(almon.Number, "12")),
        "properties": (150_000, lambda: (number.e164, number.region, repr(number), hash(number), number == number)),
        "wrong types": (2_000, wrong_types),  # 60,000 calls
        "batches": (400, lambda: almon.parse_many(MANY)),  # 400,000 numbers
        "batches' answers": (100, lambda: (batch.e164(), batch.errors, batch.values, list(batch))),  # 400,000 values
        "decisions": (40_000, lambda: policy.decide("ivanov", "call.alias", direction="outbound", at=NOON)),
        "decisions refused": (20_000, lambda: fails(policy.decide, "ivanov", "call.fly")),
        "lookups": (60_000, lambda: directory.lookup(number)),
        "instructions": (2_000, lambda: agency.incoming("mango", "+74951234567", "+79035551122", at=NOON).why),
        "views": (2_000, lambda: agency.view(call, "zorin", at=NOON)),
        "calls": (2_000, lambda: (call.to_dict(), call.legs, call.external, call.start)),
        "files": (10, lambda: list(almon.read_calls(DAY, office=agency))),
        "offices refused": (200, lambda: fails(almon.Office, "/nowhere.toml")),
        "huge texts": (20, lambda: fails(almon.Number, "9" * 1_000_000)),
    }


@pytest.fixture(scope="module")
def stage(tmp_path_factory, snapshot):
    import shutil

    folder = tmp_path_factory.mktemp("leaks") / "office"
    shutil.copytree(SOURCE / "examples/office", folder)
    shutil.copy(snapshot, folder)
    return folder


@pytest.fixture(scope="module")
def questions(stage):
    return cases(stage)


@pytest.mark.parametrize("name", [
    "numbers read", "numbers refused", "properties", "wrong types", "batches", "batches' answers", "decisions",
    "decisions refused", "lookups", "instructions", "views", "calls", "files", "offices refused", "huge texts"])
def test_leaves_nothing_behind(questions, name):
    times, ask = questions[name]
    for _ in range(max(2, times // 20)):  # caches and pools fill
        ask()
    gc.collect()
    blocks, memory = sys.getallocatedblocks(), resident_kilobytes()
    references = [sys.getrefcount(o) for o in (None, almon.Number, almon.ParseError, almon.Error, questions)]
    for _ in range(times):
        ask()
    gc.collect()
    grown = [sys.getrefcount(o) - before
             for o, before in zip((None, almon.Number, almon.ParseError, almon.Error, questions), references)]
    assert max(map(abs, grown)) < 50, grown
    assert sys.getallocatedblocks() - blocks < 500
    # a leak of one byte a call would be small; one of 16 bytes, the smallest that malloc gives, is not
    assert resident_kilobytes() - memory < 2048 + times * 8 // 1024


def test_every_case_is_asked(questions):
    asked = {"batches": 1000, "batches' answers": 4000, "wrong types": 30}
    assert sum(times * asked.get(name, 1) for name, (times, _) in questions.items()) >= 1_000_000
