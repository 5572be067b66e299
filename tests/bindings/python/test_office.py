"""The front door: the agency's story, from Python."""
import json
import os
import threading

import almon
import pytest
from conftest import NOON

CLIENT = "+79035551122"


def opened(agency):
    alias = agency.aliases.open("4017", CLIENT, label="client", at=NOON)
    agency.aliases.grant("4017", "user:ivanov", at=NOON)
    return alias


def test_a_client_reaches_the_operators(agency):
    told = agency.incoming("mts-gsm", "9161230001", "9035551122", at=NOON)
    assert (told.act, told.name) == ("queue", "operators") and told.refused is None
    assert told.why and all(b.rule and b.text for b in told.why)
    assert json.loads(told.json()) == told.to_dict()
    assert told.agi().startswith('SET VARIABLE ALMON_ACT "queue"')


def test_an_agent_dials_a_deal(agency):
    alias = opened(agency)
    assert (alias.digits, alias.deal, alias.label, alias.closed) == ("4017", "4017", "client", None)
    assert alias.party.e164 == CLIENT and "555" not in repr(alias)
    told = agency.dial("ivanov", "4017", via="mts-gsm", caller="9031230003", at=NOON)
    assert told.act == "dial" and told.alias == "4017" and told.record == "always"
    assert told.trunks[0].present in {"+74951234567", "+79031230001", "+79161230001"}
    assert told.to_dict()["trunks"][0]["digits"] == told.trunks[0].digits
    assert [w.trunk for w in told.trunks] == [w["trunk"] for w in told.to_dict()["trunks"]]
    assert not any("5551122" in shown for shown in (repr(told), *map(str, told.why), *map(repr, told.trunks)))


def test_refusals_are_told_with_code_and_line(agency):
    opened(agency)
    told = agency.dial("ivanov", "989035551122", at=NOON)
    assert told.act == "reject" and isinstance(told.refused, almon.Error)
    assert told.refused.code == "office.not_allowed" and any(b.line for b in told.why)
    assert agency.dial("sidorova", "4017", at=NOON).refused.code == "masking.not_granted"
    assert agency.dial("nobody at all", "112", at=NOON).act == "dial"  # help is never refused


def test_aliases_are_granted_and_closed(agency):
    opened(agency)
    aliases = agency.aliases
    assert aliases.resolve("4017", "ivanov", at=NOON).party.e164 == CLIENT
    for change, code in [(lambda: aliases.revoke("4017", "user:ivanov"), "masking.not_granted"),
                         (lambda: aliases.close("4017", at=NOON), "masking.alias_closed")]:
        change()
        with pytest.raises(almon.Error) as caught:
            aliases.resolve("4017", "ivanov", at=NOON)
        assert caught.value.code == code
    with pytest.raises(almon.Error) as caught:
        aliases.resolve("9999", "ivanov", at=NOON)
    assert caught.value.code == "masking.unknown_alias"
    with pytest.raises(almon.Error) as caught:
        aliases.resolve("4017", "nobody", at=NOON)
    assert caught.value.code == "office.unknown_user"
    with pytest.raises(almon.Error) as caught:
        aliases.grant("4017", "planet:mars")
    assert caught.value.code == "masking.malformed_grantee"


def test_decides_with_rule_and_line(agency):
    decision = agency.decide("ivanov", "recording.listen", "own", at=NOON)
    assert not decision and decision.rule == "forbid recording.*" and decision.line
    assert agency.decide("orlova", "supervise.listen", at=NOON)
    assert agency.policy.decide("zorin", "recording.listen", at=NOON)
    for user, verb, whose in [("nobody", "call.alias", ""), ("ivanov", "call.fly", ""), ("ivanov", "call.alias", "x:y")]:
        with pytest.raises(almon.Error):
            agency.decide(user, verb, whose)


def test_routes_and_looks_up(agency):
    route = agency.route("orlova", CLIENT, at=NOON)
    assert route.refused is None and not route.emergency
    assert len(route.trunks) == len(route.presents) == len(route.reasons) > 0
    assert set(route.rejected).isdisjoint(route.trunks)
    assert agency.lookup("+79000000001").operator.inn == "7743895280"
    assert agency.directory.lookup("+79000000001").operator == agency.lookup("+79000000001").operator
    with pytest.raises(almon.Error) as caught:
        agency.route("nobody", CLIENT)
    assert caught.value.code == "office.unknown_user"


def test_shows_calls_as_a_user_may_see_them(agency, place):
    calls = [c for c in almon.read_calls(place / "day.csv", office=agency, tz="UTC") if c.external and c.external.number]
    seen = {user: [agency.view(c, user, at=NOON) for c in calls] for user in ("orlova", "zorin", "ivanov")}
    full = [str(c.external.number.value)[-10:] for c in calls]
    assert all(v and d in v.json() for v, d in zip(seen["orlova"], full))
    for user in ("zorin", "ivanov"):
        assert not any(v and d in v.json() for v, d in zip(seen[user], full))
    with pytest.raises(almon.Error):
        agency.view(calls[0], "nobody")
    with pytest.raises(TypeError):
        agency.view(calls[0].to_dict(), "orlova")


def test_asks_the_crm(place):
    asked = []

    def clients(number, budget_ms):
        asked.append((number.e164, budget_ms))
        return {"name": "Анна", "responsible": "petrov", "entity": "contacts/17"}

    agency = almon.Office(place / "office.toml", clients=clients)
    told = agency.incoming("mango", "+74951234567", CLIENT, at=NOON)
    assert asked and asked[0][0] == CLIENT and asked[0][1] > 0
    assert "102" in told.extensions  # Petrov's


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_crm_that_fails_is_no_answer(place):
    plain = almon.Office(place / "office.toml", clients=lambda number, budget: None)
    expected = plain.incoming("mango", "+74951234567", CLIENT, at=NOON)

    def fails(number, budget):
        raise RuntimeError("the CRM is down")

    for clients in (fails, lambda n, b: 17, lambda n, b: {"responsible": ["petrov"]}, lambda: None):
        told = almon.Office(place / "office.toml", clients=clients).incoming("mango", "+74951234567", CLIENT, at=NOON)
        assert (told.act, told.name) == (expected.act, expected.name)
    with pytest.raises(TypeError):
        almon.Office(place / "office.toml", clients="the CRM")


def test_reloads_or_keeps_the_old(agency, place):
    file = place / "office.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('to       = "queue:operators"', 'to       = "menu:main"'), "utf-8")
    assert agency.incoming("mts-gsm", "9161230001", "9035551122", at=NOON).act == "queue"
    report = agency.reload()
    assert isinstance(report.changes, list) and isinstance(report.warnings, list)
    assert agency.incoming("mts-gsm", "9161230001", "9035551122", at=NOON).act == "menu"
    file.write_text("schema = 1\n", "utf-8")
    with pytest.raises(almon.OfficeError):
        agency.reload()
    assert agency.incoming("mts-gsm", "9161230001", "9035551122", at=NOON).act == "menu"


def test_a_broken_store_is_a_store_error(agency, place):
    opened(agency)
    for path in place.glob("office.db*"):
        path.unlink()
    (place / "office.db").write_bytes(b"this is no database" * 1000)
    fresh = almon.Office(place / "office.toml")
    with pytest.raises(almon.StoreError) as caught:
        fresh.aliases.open("4018", CLIENT, at=NOON)
    assert caught.value.code.startswith("store.") and isinstance(caught.value, almon.Error)
    assert fresh.incoming("mts-gsm", "9161230001", "9035551122", at=NOON).act == "queue"  # clients get through


def test_threads_share_an_office_while_it_reloads(agency):
    opened(agency)
    wrong, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            if agency.dial("ivanov", "4017", at=NOON).act != "dial" or not agency.route("orlova", CLIENT, at=NOON).trunks:
                wrong.append(1)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for t in threads:
        t.start()
    for _ in range(5):
        agency.reload()
    stop.set()
    for t in threads:
        t.join()
    assert not wrong


def test_a_child_process_goes_on(agency):
    opened(agency)
    child = os.fork()
    if child == 0:
        good = agency.dial("ivanov", "4017", at=NOON).act == "dial" and agency.aliases.resolve("4017", "ivanov", at=NOON)
        os._exit(0 if good else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert agency.dial("ivanov", "4017", at=NOON).act == "dial"


@pytest.mark.parametrize(
    "name, arguments",
    [("incoming", (1, 2, 3)), ("incoming", ()), ("incoming", (None, "+74951234567")), ("dial", ("ivanov", 4017)),
     ("dial", ("ivanov", ["4017"])), ("decide", ("ivanov", None)), ("route", ("ivanov", None)), ("lookup", (None,)),
     ("view", (None, "ivanov")), ("reload", (1,))],
)
def test_wrong_types_are_type_errors(agency, name, arguments):
    with pytest.raises(TypeError):
        getattr(agency, name)(*arguments)


def test_huge_texts_are_answered(agency):
    huge = "9" * 1_000_000
    assert agency.dial("ivanov", huge, at=NOON).act == "reject"
    assert agency.dial(huge, huge, at=NOON).act == "reject"
    assert agency.incoming(huge, huge, huge, at=NOON).act in {"queue", "menu", "reject"}
    with pytest.raises(almon.Error):
        agency.decide(huge, huge)


def test_missing_files_are_errors(tmp_path):
    with pytest.raises(almon.OfficeError) as caught:
        almon.Office(tmp_path / "none.toml")
    assert caught.value.code == "office.unreadable" and caught.value.mistakes
    for given in (None, 17, ["office.toml"]):
        with pytest.raises(TypeError):
            almon.Office(given)


def test_calling_hours_hold_in_every_zone_of_the_number(agency):
    assert agency.zones("+74951234567") == ["Europe/Moscow"]
    assert agency.safe_to_call("+74951234567", at=NOON)
    assert not agency.safe_to_call("+74951234567", at=NOON, from_hour=13)
    assert agency.zones(CLIENT) == ["Europe/Moscow"], "the register says so"
    unknown = "+79991112233"
    assert len(agency.zones(unknown)) > 10, "no register knows this mobile: it may be anywhere"
    assert not agency.safe_to_call(unknown, at=NOON)
    with pytest.raises(ValueError):
        agency.safe_to_call(CLIENT, at=NOON, from_hour=25)
