from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.blueprint import Item, Line, draw, fills, is_thin, read, room, size


def item(key: str, *, competency: str = "B3", essential: bool = False, **how) -> Item:
    made = Item(key, competency, "menimbang", "single", "mudah", essential, key)
    return replace(made, **how)


def bank(count: int, *, essential: int = 0, competency: str = "B3") -> list[Item]:
    return [item(f"{competency}-{at}", essential=at < essential, competency=competency) for at in range(count)]


def test_a_line_takes_what_fits_all_it_asks_for():
    line = Line("B3", 1, lessons=("menimbang", "lila"), difficulties=("sulit",))
    assert line.takes(item("a", difficulty="sulit"))
    assert not line.takes(item("b"))
    assert not line.takes(item("c", difficulty="sulit", lesson="kepala"))
    assert not line.takes(item("d", difficulty="sulit", competency="B4"))


def test_a_blueprint_is_kept_without_what_asks_for_nothing():
    written = [{"competency": "B3", "count": 6}, {"competency": "B4", "count": 2, "types": ["single"], "essential": 1}]
    assert [line.written for line in read(written)] == written


@pytest.mark.parametrize("seed", range(20))
def test_essential_items_come_in_their_share(seed: int):
    drawn = draw([Line("B3", 6)], bank(16, essential=2), Random(seed))
    assert sum(one.essential for one in drawn) == 1
    assert len(set(drawn)) == 6


@pytest.mark.parametrize("seed", range(10))
def test_so_many_essential_items_as_the_line_asks(seed: int):
    drawn = draw([Line("B3", 4, essential=3)], bank(16, essential=5), Random(seed))
    assert sum(one.essential for one in drawn) == 3
    assert draw([Line("B3", 4, essential=3)], bank(16, essential=2), Random(seed)) is None


def test_each_item_has_its_chance():
    drawn = Counter(one.key for seed in range(300) for one in draw([Line("B3", 4)], bank(8), Random(seed)))
    assert set(drawn) == {one.key for one in bank(8)}
    assert max(drawn.values()) < 2 * min(drawn.values())


def test_an_item_and_its_alternative_never_stand_on_one_ticket():
    pair = [item("gambar", family="pengganti"), item("pengganti"), item("gambar-2", family="pengganti")]
    assert room(pair) == 1
    assert draw([Line("B3", 2)], pair, Random(1)) is None
    assert {one.family for one in draw([Line("B3", 2)], [*pair, item("lain")], Random(1))} == {"pengganti", "lain"}


def test_pools_are_thin_under_so_many_times_the_draw():
    assert is_thin(Line("B3", 6), bank(17), 3)
    assert not is_thin(Line("B3", 6), bank(18), 3)
    assert fills([Line("B3", 6)], bank(12), tickets=2)
    assert not fills([Line("B3", 6)], bank(11), tickets=2)


difficulties = st.sampled_from(["mudah", "sedang", "sulit"])
banks = st.lists(st.tuples(difficulties, st.booleans()), max_size=14)
blueprints = st.lists(st.tuples(st.integers(1, 4), st.sets(difficulties)), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(banks, blueprints, st.integers(0, 9))
def test_overlapping_lines_are_filled_wherever_that_is_possible(some, asked, seed: int):
    items = [item(str(at), difficulty=level, essential=must) for at, (level, must) in enumerate(some)]
    lines = [Line("B3", count, difficulties=tuple(sorted(levels))) for count, levels in asked]
    drawn = draw(lines, items, Random(seed))
    # Hall: it can be filled when no set of lines asks for more than their pools hold together.
    chosen = [[line for at, line in enumerate(lines) if mask >> at & 1] for mask in range(1, 2 ** len(lines))]
    possible = all(size(part) <= len({one for line in part for one in line.pool(items)}) for part in chosen)
    assert (drawn is not None) == possible
    if drawn:
        assert len(set(drawn)) == size(lines)
        rest = iter(drawn)
        assert all(line.takes(next(rest)) for line in lines for _ in range(line.count))
