"""The columns of pyarrow and polars: every layout of strings, slices, nulls, chunks. Skipped where they are not there:

    pip install --target DIR pyarrow polars; PYTHONPATH=build/python:DIR pytest tests/bindings/python/test_arrow.py
"""
import almon
import pytest

pyarrow = pytest.importorskip("pyarrow")

TEXTS = ["8 (916) 123-45-67", None, "+442071234567", "12", "", "+7 495 123-45-67 доб. 5 (добавочный)", "anonymous"] * 50
WANTED = [n and n.e164 for n in almon.parse_many([t or "" for t in TEXTS])]
LAYOUTS = [pyarrow.utf8(), pyarrow.large_utf8()] + ([pyarrow.string_view()] if hasattr(pyarrow, "string_view") else [])


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_every_layout_of_strings(layout):
    column = pyarrow.array(TEXTS, type=layout)
    assert almon.parse_many(column).e164() == WANTED
    assert almon.parse_many(column.slice(13, 100)).e164() == WANTED[13:113]
    assert almon.parse_many(column.slice(0, 0)).e164() == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_a_stream_of_chunks(layout):
    chunks = pyarrow.chunked_array([pyarrow.array(TEXTS[:9], type=layout), pyarrow.array([], type=layout),
                                    pyarrow.array(TEXTS, type=layout).slice(9)])
    assert almon.parse_many(chunks).e164() == WANTED
    assert almon.parse_many(pyarrow.chunked_array([], type=layout)).e164() == []


def test_other_columns_are_refused():
    for column in (pyarrow.array([1, 2]), pyarrow.chunked_array([[1.5]]), pyarrow.array(["a"]).dictionary_encode()):
        with pytest.raises(TypeError):
            almon.parse_many(column)


def test_polars():
    polars = pytest.importorskip("polars")
    assert almon.parse_many(polars.Series(TEXTS)).e164() == WANTED
