from datetime import date

import pytest

from lms.areas.chart import Goal, Point, Series, line_chart, split

TRAINED = Series(
    "Dilatih",
    [
        Point(date(2024, 7, 31), 1074, 3581),
        Point(date(2025, 11, 12), 1072, 3343),
        Point(date(2025, 11, 20), 1643, 3343),
    ],
)
GOAL = Goal("Sasaran", date(2025, 12, 31), 3343, 3343)


def test_a_count_holds_until_the_next_one_and_then_jumps() -> None:
    path = line_chart([TRAINED]).lines[0].path
    assert path.startswith("M84 ")
    assert path.count("H") == path.count("V") == 2
    assert "L" not in path


def test_with_denominators_the_axis_is_a_percentage() -> None:
    chart = line_chart([TRAINED], goal=GOAL)
    assert [level.text for level in chart.up] == ["0\u00a0%", "25\u00a0%", "50\u00a0%", "75\u00a0%", "100\u00a0%"]
    assert chart.lines[0].dot.text == "49,1\u00a0%"
    assert chart.goal
    assert chart.goal.y == "34"


def test_without_denominators_the_axis_counts_in_round_steps() -> None:
    chart = line_chart([Series("Kader", [Point(date(2025, 1, 1), 40), Point(date(2025, 2, 1), 3343)])])
    assert [level.text for level in chart.up] == ["0", "1.000", "2.000", "3.000", "4.000"]
    assert chart.lines[0].dot.text == "3.343"


def test_the_table_twin_says_every_count_with_its_denominator() -> None:
    chart = line_chart([TRAINED, Series("Dinilai", [Point(date(2025, 11, 20), 200, 3343)])])
    assert chart.head == ["Tanggal", "Dilatih", "Dinilai"]
    assert chart.rows[0] == ["31 Juli 2024", "1.074 dari 3.581, 30,0\u00a0%", "–"]
    assert chart.rows[-1] == ["20 November 2025", "1.643 dari 3.343, 49,1\u00a0%", "200 dari 3.343, 6,0\u00a0%"]


def test_a_single_day_and_an_empty_area_still_draw() -> None:
    chart = line_chart([Series("Dilatih", [Point(date(2025, 1, 15), 0, 0)])])
    assert chart.lines[0].dot.x == "84"
    assert chart.lines[0].dot.y == "286"
    assert len(chart.across) == 1


def test_long_times_show_at_most_seven_months() -> None:
    chart = line_chart([Series("Kader", [Point(date(2016, 3, 1), 1), Point(date(2025, 11, 1), 2)])])
    assert 2 <= len(chart.across) <= 7
    assert chart.across[0].text == "Jan 18"


def test_a_chart_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="point"):
        line_chart([Series("Dilatih", [])])


def test_the_parts_of_a_split_bar_add_up_to_the_whole() -> None:
    parts = split([("Terampil", 1643), ("Dilatih", 842), ("Belum", 858)])
    assert [part.x for part in parts] == ["0.00%", "49.15%", "74.33%"]
    assert round(sum(float(part.width[:-1]) for part in parts)) == 100
    assert parts[0].figure == "1.643"


def test_a_split_bar_of_nobody_is_empty() -> None:
    assert [part.width for part in split([("Terampil", 0), ("Belum", 0)])] == ["0.00%", "0.00%"]
