"""The report of missed calls: what `almon calls --report missed` prints, as objects."""
import datetime
import json
import subprocess

import almon
import pytest
from conftest import BUILD, SOURCE

DAY = SOURCE / "examples/office/day.csv"
OFFICE = SOURCE / "examples/office/office.toml"
NOON = "2026-11-23T12:00:00+03:00"


def printed(*options):
    done = subprocess.run([BUILD / "almon", "calls", "--report", "missed", "--json", *options, DAY], stdout=subprocess.PIPE, check=False)
    return done.stdout.decode()


@pytest.mark.parametrize("options, named", [
    ([], {}),
    (["--office", OFFICE], {"office": OFFICE}),
    (["--office", OFFICE, "--as", "zorin", "--at", NOON], {"office": OFFICE, "viewer": "zorin", "at": NOON}),
    (["--office", OFFICE, "--since", "2026-11-22"], {"office": OFFICE, "since": datetime.date(2026, 11, 22)}),
    (["--office", OFFICE, "--until", "2026-11-22T01:00:00+03:00"],
     {"office": OFFICE, "until": datetime.datetime(2026, 11, 22, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=3)))}),
    (["--office", OFFICE, "--until", "2026-11-22 01:00:00"], {"office": OFFICE, "until": datetime.datetime(2026, 11, 22, 1)}),
])
def test_is_what_the_command_prints(options, named):
    assert almon.missed_calls(DAY, **named).json() == printed(*options)


def test_is_a_sequence_of_calls_and_their_counts():
    report = almon.missed_calls(DAY, office=almon.Office(str(OFFICE)))
    calls = list(report)
    assert len(report) == len(calls) == report.totals.missed > 5
    assert report[0].id == calls[0].id and report[-1].id == calls[-1].id
    assert [c.at for c in calls] == sorted(c.at for c in calls)
    assert [c.to_dict() for c in [*calls, *report.short_abandons]] == [json.loads(x) for x in report.json().splitlines()[:-1]]
    assert report.totals.unresolved == sum(c.resolved is None for c in calls)
    assert report.totals.short_abandons == len(report.short_abandons)
    assert sum(x.missed for x in report.by_line_and_hour) == len(calls)
    assert sum(report.rang_unanswered.values()) == sum(len(c.rang) for c in calls)
    assert list(report.rang_unanswered.values()) == sorted(report.rang_unanswered.values(), reverse=True)
    assert report.mistakes == []
    assert calls[0].at.utcoffset() == datetime.timedelta(hours=3)


def test_says_who_called_back_and_how_late():
    centre = SOURCE / "tests/data/callcentre"
    (back,) = almon.missed_calls(centre / "full/97-missed-and-called-back/cel.csv", office=centre / "office.toml")
    assert back.resolved.how == "called_back"
    assert back.resolved.by and back.resolved.at > back.at and back.resolved.after_ms >= back.resolved.after_open_ms


def test_has_an_end():
    report = almon.missed_calls(DAY)
    assert [c.id for c in report[:3]] == [c.id for c in report][:3] and [c.id for c in report[::-2]] == [c.id for c in report][::-2]
    with pytest.raises(IndexError):
        report[len(report)]


def test_a_call_outlives_its_report():
    kept = almon.missed_calls(DAY, office=OFFICE)[0]
    again = [almon.missed_calls(DAY)[0] for _ in range(3)]
    assert kept.id.startswith("svetly-dom/") and all(a.id.startswith("default/") for a in again)


def test_repr_holds_no_number():
    report = almon.missed_calls(DAY, office=OFFICE)
    for call in [*report, *report.short_abandons]:
        shown = f"{call!r} {call.resolved!r} {call.caller!r} {call.caller} {report!r} {report.totals!r} {report.by_line_and_hour!r}"
        assert "object at" not in shown
        assert not call.caller or str(call.caller.value)[-10:] not in shown


@pytest.mark.parametrize("named, code", [
    ({"since": "yesterday"}, "core.malformed_time"),
    ({"since": "2026-11-22", "until": "2026-11-21"}, "cdr.empty_period"),
    ({"viewer": "zorin"}, "office.unknown_user"),
    ({"office": OFFICE, "viewer": "zorina"}, "office.unknown_user"),
    ({"format": "papyrus"}, "cdr.unknown_format"),
    ({"tz": "Europe/Atlantis"}, "core.unknown_time_zone"),
])
def test_what_is_wrong_is_told(named, code):
    with pytest.raises(almon.Error) as caught:
        almon.missed_calls(DAY, **named)
    assert caught.value.code == code


def test_a_file_that_cannot_be_read_may_tell_who_was_called_back(tmp_path):
    with pytest.raises(almon.Error, match="/nowhere.csv: core.not_found"):
        almon.missed_calls([DAY, "/nowhere.csv"])
    (tmp_path / "Master.csv").touch()
    report = almon.missed_calls([DAY, tmp_path / "Master.csv"])
    assert [m.code for m in report.mistakes] == ["cdr.empty_file"] and report.json() == almon.missed_calls(DAY).json()


@pytest.mark.parametrize("named", [{"since": 17}, {"until": object()}, {"viewer": None}, {"office": 3}, {"since": b"2026-11-22"}])
def test_wrong_types_are_type_errors(named):
    with pytest.raises(TypeError):
        almon.missed_calls(DAY, **named)
    with pytest.raises(TypeError):
        almon.missed_calls(DAY)["+79161234567"]
