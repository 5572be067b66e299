"""One number: spellings, facts, comparison, and that nothing prints it in full."""
import copy
import pickle

import almon
import pytest

FULL = "9161234567"  # what no message may hold


@pytest.mark.parametrize(
    "text, options, e164",
    [
        ("+7 (916) 123-45-67", {}, "+79161234567"),
        ("8 916 123 45 67", {}, "+79161234567"),
        ("9161234567", {}, "+79161234567"),
        ("123-45-67", {"area": "495"}, "+74951234567"),
        ("020 7123 4567", {"home": "GB"}, "+442071234567"),
        ('"Анна" <sip:89161234567@10.0.0.1>', {}, "+79161234567"),
        ("٠٢٠٧١٢٣٤٥٦٧", {"home": "GB"}, "+442071234567"),
    ],
)
def test_reads_any_spelling(text, options, e164):
    assert almon.Number(text, **options).e164 == e164
    assert almon.Number.parse(text, **options).e164 == e164
    assert almon.Number.read(text, **options).e164 == e164


def test_tells_what_the_plan_knows():
    number = almon.Number("8 916 123-45-67 доб. 12")
    assert number.value == 79161234567
    assert number.country_code == 7
    assert number.region == "RU"
    assert number.type == "mobile"
    assert number.valid is True
    assert number.possible == "possible"
    assert number.extension == "12"
    assert number.international == "+7 916 123-45-67 ext. 12"
    assert number.national == "8 (916) 123-45-67 ext. 12"
    assert number.rfc3966 == "tel:+7-916-123-45-67;ext=12"
    assert almon.Number("+79161234567").extension is None
    assert almon.Number("0 31 11 98765-4321", home="BR").carrier_code == "31"
    assert almon.Number("+55 11 98765-4321").carrier_code is None


def test_is_masked_wherever_it_is_printed():
    number = almon.Number("+79161234567")
    for shown in (str(number), repr(number), f"{number}", "%s" % number, repr([number]), number.masked):
        assert FULL not in shown and "123" not in shown
        assert "+7 916 ***-**-67" in shown


def test_is_a_value():
    a, b = almon.Number("+79161234567"), almon.Number("8 (916) 123-45-67 ext. 3")
    other = almon.Number("+79161234568")
    assert a == b and hash(a) == hash(b) and len({a, b, other}) == 2
    assert a != other and a < other and other >= a and sorted([other, a]) == [a, other]
    assert a != "+79161234567" and not a == 79161234567
    with pytest.raises(TypeError):
        a < 3
    with pytest.raises(AttributeError):
        a.e164 = "+79161234568"


def test_survives_copy_and_pickle():
    for text in ("+7 495 123-45-67 доб. 12", "+7 12", "+39 06 6982", "+800 1234 5678"):
        number = almon.Number.read(text)
        for again in (copy.copy(number), copy.deepcopy(number), pickle.loads(pickle.dumps(number))):
            assert again == number and again.extension == number.extension


def test_read_leaves_the_judgement_to_the_caller():
    assert almon.Number.read("1234567").possible == "local_only"
    with pytest.raises(almon.ParseError) as caught:
        almon.Number.parse("1234567")
    assert caught.value.code == "numbering.no_area_code"


@pytest.mark.parametrize(
    "text, code, offset",
    [
        ("", "numbering.empty", 0),
        ("anonymous", "numbering.withheld", 0),
        ("12", "numbering.too_short", 0),
        ("+0 916 123", "numbering.invalid_country_code", None),
        ("x" * 1_000_000, "numbering.input_too_long", None),
        ("9" * 1_000_000, "numbering.input_too_long", None),
    ],
    ids=["empty", "withheld", "short", "no country", "a million letters", "a million digits"],
)
def test_refuses_with_code_and_offset(text, code, offset):
    with pytest.raises(almon.ParseError) as caught:
        almon.Number(text)
    assert isinstance(caught.value, (ValueError, almon.Error))
    assert offset is None or caught.value.offset == offset
    assert caught.value.code == code
    assert str(caught.value).startswith(code + ": ")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "arguments, named",
    [
        ((89161234567,), {}),
        ((None,), {}),
        ((["89161234567"],), {}),
        (({"text": "89161234567"},), {}),
        ((object(),), {}),
        (("\ud800",), {}),
        ((), {}),
        (("89161234567", "RU"), {}),
        (("89161234567",), {"home": 7}),
        (("89161234567",), {"hoem": "RU"}),
    ],
)
@pytest.mark.parametrize("call", [almon.Number, almon.Number.parse, almon.Number.read])
def test_wrong_types_are_type_errors_that_quote_nothing(call, arguments, named):
    with pytest.raises(TypeError) as caught:
        call(*arguments, **named)
    assert FULL not in str(caught.value)


def test_wrong_region_is_a_parse_error():
    with pytest.raises(almon.ParseError) as caught:
        almon.Number("89161234567", home="Russia")
    assert caught.value.code == "numbering.unknown_region"
    assert FULL not in str(caught.value)
