"""Many numbers at once: every kind of column gives what one number at a time gives."""
import threading

import almon
import numpy
import pytest
from arrow_column import arrow_column

TEXTS = ["8 (916) 123-45-67", "+442071234567", "12", "", "доб. 5", "+7 495 123-45-67 доб. 5", "anonymous"] * 100


def one_at_a_time(texts, **options):
    out = []
    for text in texts:
        try:
            out.append(almon.Number(text, **options).e164)
        except almon.ParseError as e:
            out.append((e.code, e.offset))
    return out


def all_at_once(column, **options):
    batch = almon.parse_many(column, **options)
    errors = batch.errors
    return [e or (errors[i].code, errors[i].offset) for i, e in enumerate(batch.e164())]


COLUMNS = {
    "list": lambda texts: texts,
    "tuple": tuple,
    "iterator": iter,
    "numpy U": lambda texts: numpy.array(texts, dtype=str),
    "numpy S": lambda texts: numpy.array([t.encode() for t in texts], dtype=bytes),
    "numpy object": lambda texts: numpy.array(texts, dtype=object),
    "numpy strided": lambda texts: numpy.array([x for t in texts for x in (t, "7")], dtype=str)[::2],
    "arrow": lambda texts: arrow_column(texts, wide=False),
    "arrow large": lambda texts: arrow_column(texts, wide=True),
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_column_gives_the_same(kind):
    assert all_at_once(COLUMNS[kind](TEXTS)) == one_at_a_time(TEXTS)


@pytest.mark.parametrize("kind", COLUMNS)
def test_no_texts_give_no_numbers(kind):
    batch = almon.parse_many(COLUMNS[kind]([]))
    assert len(batch) == 0 and list(batch) == [] and batch.errors == {}


def test_home_and_area_are_for_all():
    assert almon.parse_many(["020 7123 4567"], home="GB").e164() == ["+442071234567"]
    assert almon.parse_many(["123-45-67"], area="495").e164() == ["+74951234567"]


def test_is_a_sequence_of_numbers():
    batch = almon.parse_many(["+79161234567", "12", "+442071234567"])
    assert [n and n.e164 for n in batch] == ["+79161234567", None, "+442071234567"]
    assert batch[-1].region == "GB" and batch[1] is None
    for index in (3, -4):
        with pytest.raises(IndexError):
            batch[index]
    assert "916" not in repr(batch)
    assert batch.masked() == ["+7 916 ***-**-67", None, almon.Number("+442071234567").masked]
    assert batch.types() == ["mobile", None, "fixed_line"]
    assert batch.regions() == ["RU", None, "GB"]
    assert batch.valid() == [True, None, True]


def test_shows_its_memory_to_numpy():
    batch = almon.parse_many(["+79161234567", "12"])
    array = numpy.asarray(batch)
    assert array.dtype == numpy.uint64 and array.tolist() == [79161234567, 0]
    assert not array.flags.writeable
    values = batch.values
    del batch, array
    assert values.tolist() == [79161234567, 0]


def test_absent_texts_are_empty():
    assert [e.code for e in almon.parse_many([None, None]).errors.values()] == ["numbering.empty"] * 2
    column = arrow_column(["+79161234567", None, "+442071234567"], wide=False)
    assert almon.parse_many(column).e164() == ["+79161234567", None, "+442071234567"]


def test_an_arrow_slice_begins_at_its_offset():
    column = arrow_column(["x", "+79161234567", None, "+442071234567"], wide=False, offset=1)
    assert almon.parse_many(column).e164() == ["+79161234567", None, "+442071234567"]


@pytest.mark.parametrize(
    "given",
    ["89161234567", b"89161234567", 89161234567, None, [89161234567], [["89161234567"]], [b"89161234567"],
     numpy.zeros(3), numpy.zeros((2, 2), dtype="U3"), {"a": 1}.items()],
)
def test_wrong_columns_are_type_errors(given):
    with pytest.raises(TypeError) as caught:
        almon.parse_many(given)
    assert "9161234567" not in str(caught.value)


def test_text_that_is_no_unicode_is_an_error():
    with pytest.raises(UnicodeEncodeError):
        almon.parse_many(["\ud800"])


def test_the_interpreter_runs_on_meanwhile():
    """Threads that read the same list while another empties it: the texts stay alive."""
    texts = [f"+7916{i:07d}" for i in range(50_000)]
    expected = almon.parse_many(texts).values.tolist()
    results = []
    threads = [threading.Thread(target=lambda: results.append(almon.parse_many(shared))) for _ in range(4)]
    shared = list(texts)
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    shared.clear()
    assert [r.values.tolist() for r in results] == [expected] * 4


def test_finds_numbers_in_text_by_characters():
    text = "Звоните 8 495 123-45-67 или +44 20 7946 0958 \N{TELEPHONE RECEIVER}"
    found = almon.find(text)
    assert [(text[a:b], n.e164) for a, b, n in found] == [("8 495 123-45-67", "+74951234567"),
                                                         ("+44 20 7946 0958", "+442079460958")]
    assert almon.find("no number here, 12:30") == []
    assert almon.find("020 7946 0958", home="GB")[0][2].zones == ["Europe/London"]


def test_redacts_a_text():
    text = "Звоните 8 495 123-45-67, запись out-79161234567.wav"
    assert almon.redact(text) == "Звоните +7 495 ***-**-67, запись out-+7 916 ***-**-67.wav"
    assert almon.redact(text, style="nothing") == "Звоните ***, запись out-***.wav"
    assert almon.redact("020 7946 0958", home="GB", style="last:2") == "***58"
    assert almon.redact(b"\xff 89161234567") == "\ufffd +7 916 ***-**-67"
    with pytest.raises(almon.Error) as refused:
        almon.redact(text, style="half")
    assert refused.value.code == "masking.malformed_style"


@pytest.mark.parametrize("ask", [almon.find, almon.redact])
def test_refuses_a_misspelt_region_instead_of_finding_nothing(ask):
    with pytest.raises(almon.ParseError) as refused:
        ask("8 495 123-45-67", home="RUS")
    assert refused.value.code == "numbering.unknown_region"


def test_diagnoses_a_trunk():
    told = almon.diagnose([f"916{n:07d}" for n in range(1000000, 1000100)] + ["+79161234567"])
    assert told["finding"] == "the provider cuts +7 from every caller: only the national number is left"
    assert (told["home"], told["writes"], told["numbers"]) == ("RU", "ten-digit", 101)
    assert told["exceptions"] == [(100, "plus", "+7 916 ***-**-67")]
    assert told["office_lines"].endswith('writes = "ten-digit"\n')
