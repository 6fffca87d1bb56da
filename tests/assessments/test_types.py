import json
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.types import TYPES, fields_of, payload
from assessments.types.fields import Field, outline, shape_of
from modules.shapes import fit
from tests.assessments import solve
from tests.assessments.factories import CONTENT, ITEMS

SECRETS = ("correct", "RAHASIA", "feedback", "weight", "key_order", "kunci", "value", "accepted", "tolerance")
CHOICES = tuple(CONTENT)


def content(kind: str) -> dict:
    return {"weight": 3, "note": "kunci: b", **ITEMS[kind]}


def pin(kind: str, seed: int = 1) -> Any:
    return TYPES[kind].pin(content(kind), Random(seed))


def answered(kind: str, how: Any) -> Any:
    """``solve.right`` or ``solve.wrong``, as it is kept."""
    return TYPES[kind].parse(how(kind, content(kind), pin(kind)), content(kind), pin(kind))


def author_keys(data: Any) -> set[str]:
    """Every key an author gave, of however deep a row."""
    if isinstance(data, list):
        return {key for one in data for key in author_keys(one)}
    return (
        {data["key"], *author_keys(list(data.values()))}
        if isinstance(data, dict) and "key" in data
        else (author_keys(list(data.values())) if isinstance(data, dict) else set())
    )


def test_every_type_has_a_case_here():
    assert set(TYPES) == set(ITEMS) == set(solve.SOLVE)


def rows_in(fields: tuple[Field, ...]) -> Iterator[tuple[Field, ...]]:
    yield fields
    for field in fields:
        yield from rows_in(field.fields)


@pytest.mark.parametrize("kind", TYPES)
def test_no_two_fields_of_a_form_are_called_alike(kind: str):
    for fields in rows_in(fields_of(kind)):
        labels = [field.label for field in fields]
        assert len(set(labels)) == len(labels)
    explained = [field.label for field in fields_of(kind) if field.name in ("feedback", "explanation")]
    assert "Penjelasan" not in explained  # that is what stands at a row


@pytest.mark.parametrize("kind", TYPES)
def test_a_counting_item_leaves_without_its_key(kind: str):
    sent = json.dumps(payload(kind, content(kind), pin(kind)))
    assert set(json.loads(sent)) == set(TYPES[kind].sent)
    assert not any(secret in sent for secret in SECRETS)
    letters = set("abcdefgh") | {"benar", "salah"}
    assert not any(f'"{key}"' in sent for key in author_keys(content(kind)) - letters)


@pytest.mark.parametrize("kind", TYPES)
def test_the_pin_says_nothing_about_the_key(kind: str):
    """Neither the order an author wrote nor what is right shows in what a ticket fixes."""
    turned = other_truth(content(kind))
    for seed in range(20):
        assert pin(kind, seed) == TYPES[kind].pin(turned, Random(seed))


def other_truth(data: Any) -> Any:
    """The same words with other truths, in another order: what was wrong is right."""
    if isinstance(data, list):
        return [other_truth(one) for one in reversed(data)]
    if isinstance(data, dict):
        scenes = {"scenes": [other_truth(one) for one in data["scenes"]]} if "scenes" in data else {}
        found = {name: other_truth(value) for name, value in data.items()}
        return found | scenes | ({"correct": not data["correct"]} if "correct" in data else {})
    return data


@pytest.mark.parametrize("kind", TYPES)
def test_right_earns_all_and_wrong_earns_nothing(kind: str):
    for how, share in ((solve.right, 1), (solve.wrong, 0)):
        assert TYPES[kind].score(answered(kind, how), content(kind)) == share


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("answer", [None, 7, {"a": 1}, ["zzz", 3], [["a"]], True, {"zzz": "a"}, "z" * 99])
def test_an_answer_no_item_can_have_is_refused(kind: str, answer: object):
    with pytest.raises(ValueError, match=r".+"):
        TYPES[kind].parse(answer, content(kind), pin(kind))


@pytest.mark.parametrize("kind", TYPES)
def test_a_whole_answer_has_every_part(kind: str):
    sent = solve.right(kind, content(kind), pin(kind))
    assert (set(sent) if isinstance(sent, dict) else set()) == set(TYPES[kind].parts(pin(kind)))


@pytest.mark.parametrize("kind", TYPES)
def test_an_item_is_written_down_and_read_again_as_its_fields_say(kind: str):
    fitted, misfits = fit(ITEMS[kind], shape_of(fields_of(kind)))
    assert not misfits
    assert fitted | ITEMS[kind] == fitted
    assert len(list(outline(fields_of(kind), ITEMS[kind]))) >= 3


@pytest.mark.parametrize("kind", TYPES)
def test_an_answer_is_told_in_words_and_counted_by_what_was_chosen(kind: str):
    item = TYPES[kind]
    right, wrong = answered(kind, solve.right), answered(kind, solve.wrong)
    for answer in (right, wrong):
        assert item.said(answer, content(kind))
        assert all(isinstance(key, str) for key in item.picks(answer, content(kind)))
    assert item.picks(right, content(kind)) != item.picks(wrong, content(kind))


@given(ticked=st.lists(st.sampled_from("abcd")), right=st.sets(st.sampled_from("abcd"), min_size=1, max_size=3))
def test_multiple_is_within_bounds_and_blind_to_order(ticked: list[str], right: set[str]):
    item = TYPES["multiple"]
    options = [{"key": key, "text": key, "correct": key in right, "feedback": ""} for key in "abcd"]
    given_content = {"stem": "?", "options": options}
    same = [[key, key] for key in "abcd"]
    share = item.score(item.parse(ticked, given_content, same), given_content)
    assert 0 <= share <= 1
    assert share == item.score(item.parse(ticked[::-1] + ticked, given_content, same), given_content)
    assert (share == 1) is (set(ticked) == right)


def test_ticking_everything_or_half_of_it_earns_little():
    item = TYPES["multiple"]
    assert item.score(["a", "b", "c"], content("multiple")) == Fraction(1, 2)
    assert item.score(["a"], content("multiple")) == Fraction(1, 2)
    assert item.score(["a", "c"], content("multiple")) == 0


@pytest.mark.parametrize("kind", CHOICES)
def test_practice_explains_every_option(kind: str):
    texts = {option["key"]: option["text"] for option in CONTENT[kind]}
    remarks = TYPES[kind].feedback(answered(kind, solve.right), content(kind), pin(kind))
    assert [remark["text"] for remark in remarks] == [texts[key] for _, key in pin(kind)]
    assert all(remark["feedback"] for remark in remarks)


@pytest.mark.parametrize("kind", TYPES)
def test_practice_says_what_was_right_and_why(kind: str):
    item = TYPES[kind]
    good = item.feedback(answered(kind, solve.right), content(kind), pin(kind))
    assert all(remark["chosen"] is remark["correct"] for remark in good)
    assert any(remark["feedback"] for remark in good)
    bad = item.feedback(answered(kind, solve.wrong), content(kind), pin(kind))
    assert any(remark["chosen"] and not remark["correct"] for remark in bad)


@pytest.mark.parametrize("kind", CHOICES)
@pytest.mark.parametrize(
    "broken",
    [
        {"options": []},
        {"options": [{"key": "a", "text": "x", "correct": True}] * 2},
        {"options": [{"key": "a", "text": "x", "correct": "ya"}, {"key": "b", "text": "y", "correct": False}]},
        {"options": [{"key": "a", "text": "x", "correct": False}, {"key": "b", "text": "y", "correct": False}]},
        {"options": ["a", "b"]},
    ],
)
def test_an_author_hears_what_is_wrong_with_options(kind: str, broken: dict):
    assert TYPES[kind].problems(content(kind) | broken) != []


@pytest.mark.parametrize("kind", TYPES)
def test_an_author_hears_of_an_item_without_words_or_with_rubbish(kind: str):
    item = TYPES[kind]
    assert item.problems(content(kind)) == []
    assert item.problems(content(kind) | {"stem": " "}) != []
    must = next(field.name for field in item.fields if not field.optional)
    for rubbish in (None, "", [], 7, ["a", 7], [{}], {"key": "a"}):
        assert item.problems(content(kind) | {must: rubbish}) != []


PAIR, STEP = ITEMS["matching"]["pairs"][0], ITEMS["ordering"]["steps"][0]
SCENE = ITEMS["scenario"]["scenes"][0]


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        ("matching", {"pairs": [PAIR, {**PAIR, "key": "lain"}]}),
        ("matching", {"pairs": [PAIR, {**PAIR, "left": "Lain"}]}),
        ("matching", {"pairs": [{**PAIR, "key": "+a"}, ITEMS["matching"]["pairs"][1]]}),
        ("matching", {"extra": ["pita lila"]}),
        ("matching", {"extra": ["Sendok", "sendok"]}),
        ("matching", {"extra": ["sendok" * 11]}),
        ("matching", {"pairs": [{**PAIR, "right": "sendok" * 11}, ITEMS["matching"]["pairs"][1]]}),
        ("ordering", {"steps": [STEP, {**STEP, "key": "lain"}, ITEMS["ordering"]["steps"][1]]}),
        ("numeric", {"value": "delapan"}),
        ("numeric", {"tolerance": "-1"}),
        ("numeric", {"tolerance": "sedikit"}),
        ("numeric", {"value": "80,7 kg"}),
        ("numeric", {"errors": [{"value": "banyak", "feedback": "x"}]}),
        ("numeric", {"errors": [{"value": "80,8", "feedback": "x"}]}),
        ("short", {"accepted": ["pita", "!!"]}),
        ("short", {"errors": [{"text": "PITA-LILA", "feedback": "x"}]}),
        ("scenario", {"scenes": [SCENE]}),
        ("scenario", {"scenes": [SCENE, {**SCENE, "key": "s2", "options": CONTENT["multiple"]}]}),
    ],
)
def test_an_author_hears_what_cannot_be_asked(kind: str, broken: dict):
    assert TYPES[kind].problems(content(kind) | broken) != []


def test_two_pairs_may_share_a_right_side_which_then_stands_there_once():
    item, shared = TYPES["matching"], content("matching")
    shared["pairs"] = [*shared["pairs"], {"key": "lutut", "left": "Paha", "right": "pita LiLA"}]
    assert item.problems(shared) == []
    drawn = item.pin(shared, Random(3))
    assert len(item.payload(shared, drawn)["rights"]) == 4
    own = {"dacin": "dacin", "lila": "lila", "papan": "papan", "lutut": "lila"}
    assert item.score(own, shared) == 1
    assert item.score({"dacin": "lila", "lutut": "lila"}, shared) == Fraction(1, 4)


def test_an_order_earns_by_neighbours_and_shared_places_earn_nothing():
    item, four = TYPES["ordering"], content("ordering")
    shares = {"2341": Fraction(2, 3), "1243": Fraction(1, 3), "1122": 0, "1224": 0, "4321": 0}
    for places, share in shares.items():
        answer = dict(zip(("daftar", "ukur", "catat", "layan"), places, strict=True))
        assert item.score(answer, four) == share, places
    assert item.score({"daftar": "1", "ukur": "2"}, four) == Fraction(1, 3)


def test_a_typed_number_is_right_however_it_is_written_and_a_typical_error_is_named():
    item, asked = TYPES["numeric"], content("numeric")
    for text in ("80,7", "80.7", "80,70 CM", "80,6", "80,8cm"):
        assert item.score(text, asked) == 1, text
    for text in ("80,81", "80,7 kg", "807", "delapan puluh", ""):
        assert item.score(text, asked) == 0, text
    mine, key = item.feedback("79,3", asked, [])
    assert (mine["feedback"], key["text"]) == ("RAHASIA-kurang", "80,7\u00a0cm")
    assert (item.picks("79.3", asked), item.picks("3 kg", asked)) == (["79,3"], ["3kg"])


def test_a_value_may_come_from_a_fact_with_its_unit():
    item, asked = TYPES["numeric"], content("numeric") | {"value": "11,5\u00a0cm", "unit": "", "errors": []}
    assert item.problems(asked) == []
    assert item.payload(asked, [])["unit"] == "cm"
    assert item.score("11,5", asked) == 1
    assert item.problems(asked | {"value": "{fakta:b3.lila_batas_merah}"}) == []


def test_typed_words_count_however_they_are_written():
    item, asked = TYPES["short"], content("short")
    for text in ("Pita LiLA", "pita-lila.", "  PITA   LILÁ ", "pita lengan"):
        assert item.score(text, asked) == 1, text
    assert item.score("pita", asked) == item.score("?!", asked) == 0
    assert item.score("11,5", asked | {"accepted": ["115"]}) == 0
    assert item.score("140 / 90", asked | {"accepted": ["140/90"]}) == 1


def test_what_cannot_be_seen_or_stored_falls_away_from_typed_words():
    for kind in ("numeric", "short"):
        assert TYPES[kind].parse(" a\x00\u200b\ud800 \n b\t", content(kind), []) == "a b"
