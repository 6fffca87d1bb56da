"""Names as they are written, and what they may mean."""

import pytest

from lms.people.roster.match import alike, likeness, name_key, place_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("POSYANDU MELATI II", "Melati 2"),
        ("Melati-02", "Melati II"),
        ("Pos. Melati2", "melati 2"),
        ("Kel. Bandar Lor", "BANDAR  LOR"),
    ],
)
def test_one_place_in_many_spellings(one: str, other: str):
    assert place_key(one) == place_key(other)


@pytest.mark.parametrize(
    ("written", "known", "means", "near"),
    [
        ("Banjaran", ["Banjaran", "Banaran"], "banjaran", ()),
        ("Banaran", ["Banjaran", "Banaran"], "banaran", ()),
        ("Banjarn", ["Banjaran", "Banaran"], None, ("banjaran", "banaran")),
        ("Melati II", ["Melati 2", "Melati 3"], "melati 2", ()),
        ("Melati IV", ["Melati 2", "Melati 3"], None, ()),
        ("Melati", ["Melati 1", "Melati 2"], None, ()),
        ("Kenangga", ["Kenanga", "Melati"], "kenanga", ()),
        ("Mawar A", ["Mawar B"], None, ()),
        ("Bandarlor", ["Bandar Lor", "Bandar Kidul"], "bandar lor", ()),
        ("Tulip", ["Kenanga"], None, ()),
    ],
)
def test_exact_wins_and_two_that_are_near_are_asked(written, known, means, near):
    read = likeness(place_key(written), {place_key(name) for name in known})
    assert (read.means, read.near) == (means, near)


@pytest.mark.parametrize("written", ["SITI AMINAH", "Ibu Siti Aminah, S.Pd.", "siti  aminah", "Hj. Siti Aminah"])
def test_titles_and_capitals_make_no_other_person(written: str):
    assert name_key(written) == name_key("Siti Aminah")


def test_one_word_names_and_apostrophes_are_kept():
    assert name_key("Ibu") == "ibu"
    assert name_key("Nur'aini") == name_key("NURAINI")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("siti aminah", "siti aminnah", True), ("sri", "sri wahyuni", True), ("siti aminah", "siti aisyah", False)],
)
def test_names_that_are_near_enough_to_ask(one: str, other: str, near: bool):
    assert alike(one, other) is near
