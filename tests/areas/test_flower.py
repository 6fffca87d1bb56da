import pytest

from lms.areas import flower
from lms.areas.flower import Petal

SARI = {
    "A": [3, 3, 3, 3],
    "B": [3, 3, 2, 3, 3, 3, 1],
    "C": [3, 2, 1, 0, 3, 0],
    "D": [1, 0, 0],
    "E": [2, 0, 1, 0, 0],
}


def test_the_25_petals_stand_where_the_drawing_says() -> None:
    drawn = flower.petals(SARI)
    angles = [petal["angle"] for group in drawn for petal in group["petals"]]
    assert len(angles) == 25
    assert angles[:5] == ["-19.2", "-6.4", "6.4", "19.2", "40"]
    assert angles[-1] == "320"


def test_each_letter_stands_on_the_middle_of_its_group() -> None:
    places = {group["letter"]: (group["label_x"], group["label_y"]) for group in flower.petals(SARI)}
    assert places == {
        "A": ("0", "-51.4"),
        "B": ("52.9", "-8.3"),
        "C": ("9.7", "55.7"),
        "D": ("-44.3", "33.4"),
        "E": ("-49.2", "-19.7"),
    }


def test_a_group_keeps_the_order_and_the_state_of_its_competencies() -> None:
    b = flower.petals(SARI)[1]
    assert b["key"] == "b"
    assert [petal["state"] for petal in b["petals"]] == [3, 3, 2, 3, 3, 3, 1]


def test_the_words_count_each_state_from_most_to_least_and_leave_out_nought() -> None:
    assert flower.words(SARI) == "11 terampil, 3 dilatih, 4 dipelajari, 7 belum mulai"
    assert flower.words({"A": [0, 0]}) == "2 belum mulai"
    assert flower.count(SARI) == 11
    assert flower.count(SARI, Petal.TRAINED) == 3


def test_no_number_leaves_with_a_comma_or_a_minus_nought() -> None:
    drawn = flower.shares({letter: [1 / 3 for _ in group] for letter, group in SARI.items()})
    numbers = [petal[key] for group in drawn for petal in group["petals"] for key in ("angle", "share")]
    assert not [number for number in numbers if "," in number or number == "-0"]
    assert drawn[0]["petals"][0]["share"] == "0.33"


def test_another_programme_with_other_groups_closes_the_circle_too() -> None:
    angles = [float(p["angle"]) for group in flower.petals({"A": [0] * 3, "B": [0] * 5}) for p in group["petals"]]
    pitch = angles[1] - angles[0]
    assert round(360 - (angles[-1] - angles[0]) - pitch, 1) == flower.GAP


def test_a_state_or_a_share_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="4"):
        flower.petals({"A": [4]})
    with pytest.raises(ValueError, match="between 0 and 1"):
        flower.shares({"A": [1.2]})


def test_the_mini_flower_turns_one_petal_a_group() -> None:
    mini = flower.mini({"A": 1, "B": 0.714, "C": 0, "D": 0.5, "E": 0.25})
    assert [petal["angle"] for petal in mini] == ["0", "72", "144", "216", "288"]
    assert [petal["share"] for petal in mini] == ["1", "0.71", "0", "0.5", "0.25"]


def test_few_petals_are_wider_and_25_are_not():
    widths = {size: flower.petals({"S": [0] * size})[0]["petals"][0]["wide"] for size in (2, 4, 7, 14, 25)}
    assert widths == {2: "2.2", 4: "2.2", 7: "2", 14: "", 25: ""}
