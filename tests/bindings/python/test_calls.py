"""Call records to calls: what `almon calls` prints, as objects."""
import datetime
import gzip
import json
import sqlite3
import subprocess
import threading

import almon
import pytest
from conftest import BUILD, SOURCE

DAY = SOURCE / "examples/office/day.csv"
OFFICE = SOURCE / "examples/office/office.toml"


def moment(t):
    """As the JSON has it: to the millisecond."""
    return t and t.replace(microsecond=t.microsecond // 1000 * 1000)


def told_moment(text):
    return text and datetime.datetime.fromisoformat(text)


def printed(*options):
    done = subprocess.run([BUILD / "almon", "calls", "--json", *options], stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("office", [None, OFFICE])
@pytest.mark.parametrize("explain", [False, True])
def test_is_what_the_command_prints(office, explain):
    options = ["--tz", "UTC"] + (["--office", office] if office else []) + (["--explain"] if explain else [])
    expected = printed(*options, DAY)
    reader = almon.read_calls(DAY, office=office, tz="UTC", explain=explain)
    assert [c.to_dict() for c in reader] == expected and len(expected) > 20
    assert reader.withdrawn == []
    assert list(reader) == []  # it is over, and stays so


def test_properties_are_those_of_the_json():
    for call in almon.read_calls(DAY, office=OFFICE, tz="UTC"):
        told = call.to_dict()
        assert json.loads(call.json()) == told
        for name in ("id", "direction", "by", "did", "campaign", "trunk", "queue", "disposition", "outcome", "rang", "answered_by",
                     "responsible", "recordings", "native", "ring_ms", "menu_ms", "wait_ms", "talk_ms", "hold_ms",
                     "other_ms", "duration_ms"):
            assert getattr(call, name) == told[name], name
        assert moment(call.start) == told_moment(told["start"]) and moment(call.end) == told_moment(told["end"])
        assert call.start.utcoffset() == datetime.timedelta(hours=3)
        assert [t.who for t in call.talks] == [t["who"] for t in told["talks"]]
        assert [moment(t.start) for t in call.talks] == [told_moment(t["start"]) for t in told["talks"]]
        assert [(t.kind, t.by, t.to, t.result) for t in call.transfers] == [
            (t["kind"], t["by"], t["to"], t["result"]) for t in told["transfers"]]
        assert [(x.channel, x.trunk, x.who, x.dialled, x.presented, x.cause) for x in call.legs] == [
            (x["channel"], x["trunk"], x["who"], x["dialled"], x["presented"], x["cause"]) for x in told["legs"]]
        assert [moment(x.answer) for x in call.legs] == [told_moment(x["answer"]) for x in told["legs"]]
        external = told["external"]
        assert (call.external is None) == (external is None)
        if external:
            number = call.external.number
            assert (number and number.e164) == external["e164"]
            assert (call.external.text, call.external.kind, call.external.name, call.external.withheld) == (
                external["text"], external["kind"], external["name"], external["withheld"])


def test_repr_holds_no_number():
    for call in almon.read_calls(DAY, office=OFFICE, tz="UTC"):
        parts = [repr(part) for part in (*call.talks, *call.transfers, *call.legs)]
        assert not any("object at" in part for part in parts)
        for shown in (repr(call), repr(call.external), *parts):
            assert not (call.external and call.external.number) or str(call.external.number.value)[-10:] not in shown


def test_no_message_tells_the_number_that_a_file_is_called_by(tmp_path):
    path = tmp_path / "in-89161234567.csv"
    with pytest.raises(almon.Error) as missing:
        list(almon.read_calls(path))
    path.write_text(DAY.read_text("utf-8") + "half a row\n", "utf-8")
    reader = almon.read_calls(path)
    list(reader)
    office = tmp_path / "89161234567.toml"
    office.write_text("schema = 2\n")
    with pytest.raises(almon.OfficeError) as refused:
        almon.Office(str(office))
    for text in (str(missing.value), repr(missing.value), str(reader.mistakes[0]), repr(reader.mistakes), str(refused.value)):
        assert "916 ***-**-67" in text and "9161234567" not in text
    assert reader.mistakes[0].file == str(path)


def test_bad_rows_cost_themselves_only(tmp_path):
    lines = DAY.read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "day.csv").write_text("".join(lines[:5] + ["half a row\n"] + lines[5:]), "utf-8")
    reader = almon.read_calls(tmp_path / "day.csv", format="asterisk-cdr-custom", tz="UTC")
    assert len(list(reader)) == len(list(almon.read_calls(DAY, tz="UTC")))
    assert len(reader.mistakes) == 1
    mistake = reader.mistakes[0]
    assert mistake.code == "cdr.too_few_columns" and mistake.line == 6 and mistake.file.endswith("day.csv")


def test_several_files_are_one_stream():
    once = [c.json() for c in almon.read_calls(DAY, tz="UTC")]
    assert [c.json() for c in almon.read_calls([DAY, str(DAY)], tz="UTC")] == once  # repeats are recognised


def test_compressed_files_and_databases_are_read_as_they_are(tmp_path):
    once = [c.json() for c in almon.read_calls(DAY, tz="UTC")]
    (tmp_path / "Master.csv.1.gz").write_bytes(gzip.compress(DAY.read_bytes()))
    assert [c.json() for c in almon.read_calls(tmp_path / "Master.csv.1.gz", tz="UTC")] == once
    base = sqlite3.connect(tmp_path / "master.db")
    base.execute("CREATE TABLE cdr (calldate, channel, dstchannel, src, lastapp, duration, billsec, disposition, uniqueid)")
    base.execute("INSERT INTO cdr VALUES ('2026-11-22 00:38:19', 'PJSIP/mango-1', 'PJSIP/101-2', '+79161234567', 'Dial', 9, 5, "
                 "'ANSWERED', '1795307899.1')")
    base.commit()
    base.close()
    calls = list(almon.read_calls([tmp_path / "master.db"], tz="UTC"))
    assert len(calls) == 1 and list(calls[0].answered_by) == ["101"] and calls[0].talk_ms == 5000


def test_a_call_that_later_records_make_part_of_another_is_withdrawn(tmp_path):
    def row(channel, phone, after, lasted, unique, linked):
        at = datetime.datetime(2026, 11, 22) + datetime.timedelta(seconds=after)
        return f"{at},PJSIP/{channel},PJSIP/{phone},Dial,+79160000100,{lasted},{lasted},ANSWERED,{unique},{linked}"

    # a client talks to 101, who asks 102, and is then given to 102: what tells that it is one call is written hours later
    client, asked = "1795306100.9100", "1795306105.9101"
    others = [row(f"mango-{n}", f"103-{n}", 5 * n, 4, *[f"{1795305600 + 5 * n}.{n}"] * 2) for n in range(3000)]
    file = tmp_path / "cdr.csv"
    file.write_text("\n".join([
        "start,channel,dstchannel,lastapp,src,duration,billsec,disposition,uniqueid,linkedid",
        row("mango-aa", "101-aa", 500, 10, client, client), row("101-bb", "102-bb", 505, 7, asked, asked), *others,
        row("mango-aa", "102-bb", 512, 10800, client, asked)]) + "\n")
    reader = almon.read_calls(file, tz="UTC")
    kept = {}
    for call in reader:
        kept[call.id] = call
    assert [i for i, c in kept.items() if c.version > 1] == [f"default/{client}"] and len(kept) == 3002
    assert kept[f"default/{client}"].answered_by == ["101", "102"]
    assert reader.withdrawn == [f"default/{asked}"] and reader.withdrawn[0] in kept


def test_two_threads_share_a_reader():
    reader, seen = almon.read_calls(DAY, tz="UTC"), []
    threads = [threading.Thread(target=lambda: seen.extend(c.id for c in reader)) for _ in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(seen) == sorted(c.id for c in almon.read_calls(DAY, tz="UTC"))


@pytest.mark.parametrize(
    "path, options, error, code",
    [
        (DAY, {"format": "papyrus"}, almon.ParseError, "cdr.unknown_format"),
        (DAY, {"tz": "Europe/Atlantis"}, almon.ParseError, "core.unknown_time_zone"),
        ("/nowhere.csv", {}, almon.Error, "core.not_found"),
        ("/", {}, almon.Error, "core.is_directory"),
        (OFFICE, {}, almon.ParseError, "cdr.unknown_format"),
        (DAY, {"office": "/nowhere.toml"}, almon.OfficeError, "office.unreadable"),
    ],
)
def test_what_cannot_be_read_is_an_error(path, options, error, code):
    with pytest.raises(error) as caught:
        list(almon.read_calls(path, **options))
    assert caught.value.code == code
    if not options:
        assert str(caught.value).startswith(f"{path}: {code}: "), "several files may be read"


def test_an_empty_file_is_none_to_be_raised_and_the_second_missing_one_is_told(tmp_path):
    (tmp_path / "Master.csv").touch()  # as it is after each rotation
    reader = almon.read_calls([tmp_path / "Master.csv", DAY], tz="UTC")
    assert len(list(reader)) == len(list(almon.read_calls(DAY, tz="UTC")))
    assert [m.code for m in reader.mistakes] == ["cdr.empty_file"]
    reader = almon.read_calls(["/nowhere.csv", "/nor-here.csv"])
    with pytest.raises(almon.Error, match="/nowhere.csv"):
        list(reader)
    assert [m.file for m in reader.mistakes] == ["/nor-here.csv"]


@pytest.mark.parametrize("arguments, named", [((None,), {}), ((17,), {}), (([None],), {}), ((DAY,), {"format": None}),
                                              ((DAY,), {"office": 3}), ((DAY,), {"columns": "start"}), ((), {})])
def test_wrong_types_are_type_errors(arguments, named):
    with pytest.raises(TypeError):
        almon.read_calls(*arguments, **named)


def two_offices(place):
    """Two offices with extension 101 on one PBX, and a file of both."""
    for tenant in ("alfa", "beta"):
        (place / f"{tenant}.toml").write_text(
            f'schema = 1\n[office]\ntenant = "{tenant}"\nextensions = ["10x"]\n[records]\ncontexts = ["{tenant}-*"]\n'
            f'phones = ["{tenant}-{{extension}}"]\n[[trunk]]\nname = "mango"\nmatch = ["PJSIP/mango-*"]\nshared = true\n')
    row = ("2026-11-22 12:40:1{0},PJSIP/mango-{0},PJSIP/{1}101-2{0},{1}in,Dial,PJSIP/{1}101,+7916123456{0},65,60,ANSWERED,"
           "179534041{0}.{0},179534041{0}.{0}\n")
    rows = place / "shared.csv"
    rows.write_text("start,channel,dstchannel,dcontext,lastapp,lastdata,src,duration,billsec,disposition,uniqueid,linkedid\n" +
                    row.format(1, "alfa-") + row.format(2, "beta-") + row.format(3, ""))
    return [str(place / "alfa.toml"), almon.Office(str(place / "beta.toml"))], rows


def test_several_offices_are_told_apart(tmp_path):
    offices, rows = two_offices(tmp_path)
    calls = list(almon.read_calls(rows, format="asterisk-cdr-custom", office=offices))
    assert [c.id.split("/")[0] for c in calls] == ["alfa", "beta", "default"]
    assert [c.answered_by for c in calls] == [["101"]] * 3
    assert [c.outcome for c in calls] == ["held"] * 3
    with pytest.raises(almon.OfficeError) as refused:
        almon.read_calls(rows, office=[offices[0], offices[0]])
    assert refused.value.mistakes[0].code == "office.claimed_twice"
