"""Who may do what, and which rule says so."""
import datetime

import almon
import pytest
from conftest import NOON, SOURCE

OFFICE = SOURCE / "examples/office/office.toml"


@pytest.fixture(scope="module")
def policy():
    return almon.Policy.load(OFFICE)


@pytest.mark.parametrize(
    "user, verb, whose, allowed, reason",
    [
        ("orlova", "recording.listen", "", True, "granted"),
        ("ivanova", "stats.view", "role:operator", True, "granted"),
        ("ivanova", "stats.view", "role:agent", False, "not_granted"),
        ("zorin", "recording.listen", "", True, "granted"),
        ("zorin", "surface.crm", "", False, "forbidden"),
        ("ivanov", "recording.listen", "own", False, "forbidden"),
        ("ivanov", "data.view_number", "outside", False, "forbidden"),
        ("ivanov", "call.emergency", "", True, "emergency"),
    ],
)
def test_decides(policy, user, verb, whose, allowed, reason):
    decision = policy.decide(user, verb, whose, at=NOON)
    assert decision.allowed is allowed and bool(decision) is allowed and decision.reason == reason


def test_tells_obligations_and_the_deciding_rule(policy):
    decision = policy.decide("ivanov", "call.alias", direction="outbound", at=NOON)
    assert (decision.show_number, decision.present, decision.record) == ("alias", "office", "always")
    assert decision.rule == "permit call.alias" and decision.role == "agent"
    assert decision.file == str(OFFICE)
    line = OFFICE.read_text("utf-8").splitlines()[decision.line - 1]
    assert "call.alias" in line
    assert policy.decide("ivanova", "stats.view", "role:agent", at=NOON).line is None


def test_explains_in_one_sentence(policy):
    sentence = policy.explain("ivanov", "recording.listen", at=NOON)
    assert sentence.startswith("deny: ") and "forbid recording.*" in sentence and "nearest" in sentence


def test_lists_who_may(policy):
    assert policy.who("recording.listen", at=NOON) == ["orlova", "zorin"]
    assert "ivanov" in policy.users and set(policy.who("call.internal", at=NOON)) <= set(policy.users)


def test_all_verbs_are_known(policy):
    assert len(almon.VERBS) == len(set(almon.VERBS)) > 80
    for verb in almon.VERBS:
        assert isinstance(policy.decide("orlova", verb, at=NOON).allowed, bool)


@pytest.mark.parametrize(
    "arguments, named, code",
    [
        (("nobody", "call.alias"), {}, "policy.unknown_user"),
        (("ivanov", "call.fly"), {}, "policy.unknown_verb"),
        (("ivanov", "call.alias", "planet:mars"), {}, "policy.unknown_object"),
        (("ivanov", "call.alias"), {"direction": "sideways"}, "policy.unknown_value"),
        (("ivanov", "call.alias"), {"number_class": "nice"}, "policy.unknown_value"),
        (("ivanov", "call.alias"), {"state": "x" * 1_000_000}, "policy.unknown_value"),
        (("ivanov", "call.alias"), {"at": "tomorrow"}, "core.malformed_time"),
        (("", ""), {}, "policy.unknown_user"),
    ],
)
def test_unknown_words_are_parse_errors(policy, arguments, named, code):
    for ask in (policy.decide, policy.explain):
        with pytest.raises(almon.ParseError) as caught:
            ask(*arguments, **named)
        assert caught.value.code == code and len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "arguments, named",
    [((), {}), ((None, "call.alias"), {}), (("ivanov", ["call.alias"]), {}), (("ivanov", "call.alias"), {"at": 17}),
     (("ivanov", "call.alias"), {"when": NOON})],
)
def test_wrong_types_are_type_errors(policy, arguments, named):
    with pytest.raises(TypeError):
        policy.decide(*arguments, **named)


def test_times_are_aware(policy):
    moscow = datetime.timezone(datetime.timedelta(hours=3))
    aware = datetime.datetime(2026, 11, 23, 12, tzinfo=moscow)
    assert policy.decide("ivanov", "call.alias", at=aware).allowed
    with pytest.raises(ValueError):
        policy.decide("ivanov", "call.alias", at=datetime.datetime(2026, 11, 23, 12))


def test_an_office_file_tells_all_its_mistakes():
    text = 'schema = 1\n[office]\ntenant = "x"\nhome = "XX"\ncolour = "red"\n[[user]]\nname = "a"\nrole = "none"\n'
    with pytest.raises(almon.OfficeError) as caught:
        almon.Policy.from_text(text, "made.toml")
    mistakes = caught.value.mistakes
    assert len(mistakes) >= 3 and mistakes[0].file == "made.toml"
    assert caught.value.code == mistakes[0].code
    assert [m.line for m in mistakes] == sorted(m.line for m in mistakes)
    assert all(str(m) in str(caught.value) for m in mistakes)
    assert mistakes[0].message and mistakes[0].severity == "rejected"
    assert isinstance(caught.value, almon.Error)
    with pytest.raises(almon.OfficeError) as caught:
        almon.Policy.load("/nowhere/office.toml")
    assert caught.value.code == "office.unreadable"
