"""What figures say to an author, and what they do not."""

from random import Random

import pytest

from assessments.analysis.areas import gather, jumps
from assessments.analysis.doctor import Finding, Sign, easier_aloud, findings
from assessments.analysis.items import Chosen, Tally
from assessments.analysis.sheets import Reply, Sheet
from tests.assessments.analysis.people import chance, class_of, sheet


def made(n: int = 90, best: int = 30, right: tuple[int, int] = (24, 30), **chosen: tuple[int, int]) -> Tally:
    """``right`` and the others: how many of the best and of the rest chose it."""
    tally = Tally(n=n, best=best, earned=sum(right), xx=10, rr=10, xr=4)
    tally.chosen = {"a": Chosen(*right), **{key: Chosen(*pair) for key, pair in chosen.items()}}
    return tally


def signs(tally: Tally, *, essential: bool = False) -> list[tuple[Sign, str]]:
    found = findings(tally, parts=[({"a"}, ["a", "b", "c"])], essential=essential)
    return [(finding.sign, finding.choice) for finding in found]


def test_a_good_item_is_left_in_peace():
    assert signs(made(b=(3, 15), c=(3, 15))) == []


def test_the_best_choose_another_answer():
    assert signs(made(right=(10, 40), b=(15, 10), c=(5, 10))) == [(Sign.RIVAL, "b")]
    assert signs(made(right=(20, 38), b=(8, 12), c=(2, 10))) == [(Sign.TEMPTING, "b")]


def test_nobody_chooses_one():
    assert signs(made(b=(6, 30), c=(0, 0))) == [(Sign.UNUSED, "c")]


def test_nearly_all_are_right_which_an_essential_item_hopes_for():
    easy = made(right=(30, 57), b=(0, 2), c=(0, 1))
    assert signs(easy) == [(Sign.EASY, "")]
    assert signs(easy, essential=True) == []


def test_the_able_answer_wrong_and_the_worst_is_said_first():
    wrong = made(right=(4, 30), b=(20, 10), c=(6, 20))
    wrong.xr = -3
    assert signs(wrong)[0] == (Sign.REVERSED, "")


def test_twenty_nine_answers_say_nothing():
    assert signs(made(n=29, best=10, right=(0, 0), b=(10, 19))) == []


def test_far_easier_when_read_aloud():
    alone, aloud = made(right=(20, 25)), made(right=(30, 50))
    found = easier_aloud({"sendiri": alone, "dibacakan": aloud}, alone="sendiri", aloud="dibacakan")
    assert found == Finding(Sign.ALOUD, figure=pytest.approx(35 / 90))
    assert easier_aloud({"sendiri": alone}, alone="sendiri", aloud="dibacakan") is None


def test_an_item_that_went_round_in_one_area_is_seen_and_no_other():
    rng = Random(5)
    hardness = {item: rng.gauss(0, 0.5) for item in range(24)}
    told = 4

    def one(area: str, ability: float) -> Sheet:
        made = sheet(rng, rng.sample(range(24), 12), ability=ability, hardness=hardness, area=area)
        if area != "35.71":
            return made
        return Sheet(made.mode, [Reply(r.version, 1.0) if r.version == told else r for r in made.replies], area)

    # People of 35.73 were simply taught better: everything is easier there, and that is no jump.
    people = {"35.71": 0.0, "35.72": 0.0, "35.73": 1.5}
    sheets = [one(area, rng.gauss(ability, 0.7)) for area, ability in people.items() for _ in range(200)]
    found = jumps(gather(sheets))
    assert [(jump.version, jump.area) for jump in found] == [(told, "35.71")]
    assert found[0].facility == 1.0
    assert found[0].facility_elsewhere < 0.9


def test_chance_alone_calls_nobody():
    """Eight worlds of forty items and five areas: sixteen hundred comparisons without a cause."""
    called = 0
    for seed in range(8):
        sheets = class_of(600, pool=40, drawn=16, seed=seed)
        areas = [Sheet(s.mode, s.replies, f"35.{at % 5}") for at, s in enumerate(sheets)]
        called += len(jumps(gather(areas)))
    assert called == 0


def test_few_answers_and_answers_from_nowhere_are_not_compared():
    few = [Sheet("sendiri", [Reply(1, 1.0), Reply(2, 0.0)], "35.71") for _ in range(29)]
    none = [Sheet("sendiri", [Reply(1, 0.0), Reply(2, float(at % 2))], "") for at in range(300)]
    assert jumps(gather(few + none)) == []
    assert chance(0, 0) == 0.5
