from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from certificates import explain
from certificates.rules import LevelRule, decide, highest, missing, reached_on
from tests.factories import SIZES

DAY = date(2025, 11, 1)
PURWA = LevelRule("purwa", "Kader Purwa", 1, ("A", "B", "C"))
MADYA = LevelRule("madya", "Kader Madya", 2, ("A", "B", "C"), 1)
UTAMA = LevelRule("utama", "Kader Utama", 3, ("A", "B", "C", "D", "E"))
LEVELS = [PURWA, MADYA, UTAMA]
SKILLS = {group: [f"{group}{n}" for n in range(1, size + 1)] for group, size in SIZES.items()}

days = st.dates(min_value=date(2023, 1, 1), max_value=date(2026, 1, 1))
groups = st.dictionaries(st.sampled_from("ABCDE"), days)
lefts = st.fixed_dictionaries({g: st.lists(st.sampled_from(s), unique=True) for g, s in SKILLS.items()})


def skilled(keys: str) -> dict[str, date]:
    return {key: DAY + timedelta(days=at) for at, key in enumerate(keys)}


def test_purwa_is_a_b_and_c_and_no_other_three():
    assert highest(LEVELS, skilled("ABC")).level == PURWA
    assert highest(LEVELS, skilled("ABD")) is None
    assert highest(LEVELS, skilled("ABDE")) is None


def test_a_level_is_reached_on_the_day_of_its_last_group():
    assert reached_on(MADYA, skilled("ABCDE")) == DAY + timedelta(days=3)
    assert reached_on(MADYA, skilled("ABC")) is None
    assert highest(LEVELS, skilled("ABCDE")).on == DAY + timedelta(days=4)


@given(groups)
def test_one_group_more_never_takes_a_level_away(some: dict[str, date]):
    before, after = highest(LEVELS, some), highest(LEVELS, {**some, "C": DAY})
    assert before is None or (after is not None and after.level.position >= before.level.position)


@given(groups, st.sampled_from(LEVELS))
def test_nothing_is_missing_exactly_where_the_level_is_reached(some: dict[str, date], level: LevelRule):
    left = {group: [] if group in some else skills for group, skills in SKILLS.items()}
    assert (missing(level, left).skills == ()) == (reached_on(level, some) is not None)


@given(lefts, st.sampled_from(LEVELS))
def test_what_is_missing_would_bring_her_there(left: dict[str, list[str]], level: LevelRule):
    lack = missing(level, left)
    done = {group: DAY for group, skills in left.items() if not set(skills) - set(lack.skills)}
    assert reached_on(level, done) == DAY
    assert set(lack.instead).isdisjoint(level.required)


def test_the_open_group_is_the_nearest_one_and_the_other_is_named():
    left = {"A": [], "B": [], "C": [], "D": ["D3"], "E": ["E1", "E2"]}
    assert missing(MADYA, left).skills == ("D3",)
    assert explain.level(MADYA, left) == "Tinggal 1 keterampilan lagi untuk Kader Madya: D3 (boleh juga kelompok E)."


def test_the_sentence_names_the_skills_and_when_they_are_many_the_groups():
    assert explain.level(PURWA, {"A": [], "B": ["B3", "B7"], "C": []}) == (
        "Tinggal 2 keterampilan lagi untuk Kader Purwa: B3 dan B7."
    )
    assert explain.level(PURWA, SKILLS) == "Tinggal 17 keterampilan lagi untuk Kader Purwa: kelompok A, B, dan C."
    assert "menunggu penetapan" in explain.level(PURWA, {"A": [], "B": [], "C": []})


def test_a_proposal_is_opened_once_and_overtaken_by_a_higher_level():
    assert decide(LEVELS, skilled("ABC"), {}, None).open.level == PURWA
    assert decide(LEVELS, skilled("ABC"), {}, "purwa").open is None
    overtaken = decide(LEVELS, skilled("ABCD"), {}, "purwa")
    assert overtaken.withdraw
    assert overtaken.open.level == MADYA


def test_an_awarded_level_is_not_proposed_again_nor_a_lower_one():
    assert decide(LEVELS, skilled("ABC"), {"purwa": None}, None).open is None
    assert decide(LEVELS, skilled("ABC"), {"utama": None}, None).open is None
    assert decide(LEVELS, skilled("ABCDE"), {"purwa": None}, None).open.level == UTAMA


def test_a_revoked_level_is_proposed_again_only_on_newer_evidence():
    last = DAY + timedelta(days=2)
    assert decide(LEVELS, skilled("ABC"), {"purwa": last}, None).open is None
    assert decide(LEVELS, skilled("ABC"), {"purwa": last - timedelta(days=1)}, None).open.level == PURWA


@given(groups, st.dictionaries(st.sampled_from([level.key for level in LEVELS]), st.none() | days))
def test_deciding_twice_changes_nothing(some: dict[str, date], awarded: dict[str, date | None]):
    first = decide(LEVELS, some, awarded, None)
    again = decide(LEVELS, some, awarded, first.open.level.key if first.open else None)
    assert not again.withdraw
    assert again.open is None
