"""Whose a number is."""
import gc

import almon
import pytest


@pytest.fixture(scope="module")
def directory(snapshot):
    return almon.Directory(snapshot)


def test_tells_whose_a_number_is(directory):
    found = directory.lookup("+79000000001")
    assert found.operator.inn == "7743895280" and found.operator == found.holder
    assert found.operator.brand == "t2" and "2" in found.operator.name
    assert found.ported == "unknown"
    assert found.regions == ["RU-KDA"] and found.zones == ["Europe/Moscow"]
    file, row = found.source
    assert file == "register.csv" and row == 2
    assert found.to_dict()["operator"] == {
        "name": found.operator.name, "inn": found.operator.inn, "brand": found.operator.brand}
    assert directory.lookup(almon.Number("8 900 000-00-01")).operator == found.operator
    assert directory.lookup("900 000 00 01").region == found.region
    assert directory.lookup("+12125551234") is None


def test_many_at_once_are_the_same(directory):
    texts = ["+79000000001", "not a number", "+12125551234", "+79161230001"] * 50
    each = []
    for text in texts:
        try:
            found = directory.lookup(text)
        except almon.ParseError:
            found = None
        each.append(found and found.to_dict())
    many = directory.lookup_many(almon.parse_many(texts))
    assert [a and a.to_dict() for a in many] == each and len([a for a in each if a]) >= 50


def test_answers_outlive_the_directory(snapshot):
    opened = almon.Directory(snapshot)
    found = opened.lookup("+79000000001")
    operator = found.operator
    expected = found.to_dict()
    del opened
    gc.collect()
    assert found.to_dict() == expected
    del found
    gc.collect()
    assert operator.name == expected["operator"]["name"]


def test_knows_itself(directory):
    assert directory.numbers > 1000 and directory.built.tzinfo is not None
    assert directory.lookup("+79000000001").operator.name in directory.operators
    assert directory.verify() is None
    assert "900" not in repr(directory.lookup("+79000000001"))


def test_broken_snapshots_are_errors(tmp_path, snapshot):
    whole = snapshot.read_bytes()
    cases = {
        "empty": (b"", None),
        "text": (b"hello, world" * 100, "operators.not_a_snapshot"),
        "cut": (whole[: len(whole) // 2], "operators.truncated"),
    }
    for name, (content, code) in cases.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(almon.Error) as caught:
            almon.Directory(path)
        assert code is None or caught.value.code == code
    changed = bytearray(whole)
    changed[len(whole) * 3 // 4] ^= 0xFF
    (tmp_path / "changed").write_bytes(changed)
    with pytest.raises(almon.Error):
        almon.Directory(tmp_path / "changed").verify()
    with pytest.raises(almon.Error) as caught:
        almon.Directory(tmp_path / "absent")
    assert caught.value.code == "core.not_found"


@pytest.mark.parametrize("given", [None, 79000000001, ["+79000000001"], b"+79000000001", object()])
def test_wrong_types_are_type_errors(directory, given):
    with pytest.raises(TypeError) as caught:
        directory.lookup(given)
    assert "79000000001" not in str(caught.value)
    with pytest.raises(TypeError):
        directory.lookup_many(given)
    if not isinstance(given, (str, bytes)):
        with pytest.raises(TypeError):
            almon.Directory(given)
