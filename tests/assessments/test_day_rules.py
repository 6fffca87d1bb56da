"""The pure rules of a day of assessing."""

import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import again, fairness, oral, slip_rules
from assessments.rules import TICKS
from assessments.slip_rules import Did, Saw

GUIDE = """Dua kursi. Pakai contoh:

1. Anak Bayu, 4 bulan.

Pilih **dua** pertanyaan lisan, dengan undian:

1. “Satu?”

2. “Dua?”

3. “Tiga?”

Dengarkan dulu.
"""
words = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)
dids = st.builds(Did, text=words, critical=st.booleans(), tick=st.sampled_from(TICKS))
saws = st.lists(
    st.builds(Saw, key=words, title=words, skilled=st.booleans(), steps=st.lists(dids, max_size=6)), max_size=6
)


def test_only_the_oral_questions_are_asked_and_two_of_them():
    assert oral.questions(GUIDE) == ["“Satu?”", "“Dua?”", "“Tiga?”"]
    assert len(oral.drawn(GUIDE, "sari")) == 2
    assert oral.questions("Sediakan satu meja.\n\n1. Timbangan.") == []
    assert oral.how_many("Ajukan satu soal lisan, dengan undian:\n\n1. “Satu?”") == 1


@given(st.lists(st.integers(), unique=True), st.integers(0, 5), words)
def test_a_draw_is_fixed_by_its_seed_and_keeps_the_order(items: list[int], count: int, seed: str):
    drawn = oral.draw(items, count, seed)
    assert drawn == oral.draw(items, count, seed)
    assert len(drawn) == min(count, len(items))
    assert drawn == [one for one in items if one in drawn]


@pytest.mark.parametrize(("text", "number"), [("23,4", "23.4"), ("23.4", "23.4"), ("150", "150"), (" ", None)])
def test_a_reading_is_written_either_way(text: str, number: str | None):
    assert again.number(text) == (Decimal(number) if number else None)


@pytest.mark.parametrize("text", ["dua", "12,3,4", "-3", "99999", "1e3"])
def test_what_is_no_reading_is_refused(text: str):
    with pytest.raises(ValueError, match=re.escape(text)):
        again.number(text)


@given(st.decimals(0, 999, places=1), st.decimals(0, 999, places=1), st.decimals(0, 9, places=1))
def test_two_readings_agree_either_way_round(first: Decimal, second: Decimal, tolerance: Decimal):
    line = {"what": "LiLA", "unit": "cm", "tolerance": str(tolerance)}
    assert again.of(line, first, second).agrees == again.of(line, second, first).agrees
    assert again.of(line, first, first).agrees
    assert again.of(line | {"tolerance": ""}, first, second).agrees is None


def test_the_lot_falls_on_about_five_in_a_hundred():
    drawn = sum(fairness.is_drawn("benih", str(number)) for number in range(4000))
    assert 150 < drawn < 250
    assert fairness.is_drawn("benih", "x", share=Fraction(1))
    assert not fairness.is_drawn("benih", "x", share=Fraction(0))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: (min(pair), max(pair))), max_size=8))
def test_a_rate_stands_beside_the_median_or_nothing_is_said(peers: list[tuple[int, int]]):
    enough = [one for one in peers if one[1] >= fairness.LEAST_SEEN]
    for own in peers:
        said = fairness.beside(own, peers)
        assert (said is None) == (own not in enough or len(enough) < fairness.LEAST_PEERS)
        if said:
            rates = [round(100 * good / seen) for good, seen in enough]
            assert min(rates) <= said[1] <= max(rates)


def test_two_colleagues_see_nothing_of_each_other():
    assert fairness.beside((9, 10), [(9, 10), (1, 10)]) is None
    assert fairness.beside((9, 10), [(9, 10), (1, 10), (5, 10)]) == (90, 50)


@given(st.lists(st.fixed_dictionaries({"a": st.sampled_from(TICKS), "b": st.sampled_from(TICKS)})))
def test_differences_are_counted_without_names(given_: list[dict[str, str]]):
    spread = fairness.spread(["a", "b"], given_)
    assert [one.total() for one in spread] == [len(given_)] * 2
    assert spread[0] == Counter(one["a"] for one in given_)


@given(saws)
def test_a_slip_praises_what_is_true_and_asks_for_one_thing_at_most(seen: list[Saw]):
    praise, found = slip_rules.praise(seen), slip_rules.practise(seen)
    assert praise
    assert not any(word in praise.lower().split() for word in ("gagal", "belum", "salah"))
    if found is None:
        assert all(one.skilled and not one.open for one in seen)
    else:
        saw, step = found
        assert saw in seen
        assert step in saw.open if saw.open else step is None
        assert not saw.skilled or all(one.skilled for one in seen)


def test_critical_steps_come_first_and_the_nearest_skill():
    near = Saw("B3", "Mengukur", False, [Did("Menulis", False, "belum"), Did("Menera", True, "belum")])
    far = Saw("B4", "Menilai", False, [Did(str(n), False, "belum") for n in range(5)])
    assert slip_rules.practise([far, near]) == (near, near.steps[1])
    assert slip_rules.practise([Saw("B1", "Buku KIA", False)])[1] is None


def test_the_best_is_said_first():
    flawless = Saw("B1", "Buku KIA", True, [Did("Membuka", True, "benar")])
    assert slip_rules.praise([flawless], ["Bayi dan Balita"]) == "Semua keterampilan Bayi dan Balita sudah lengkap."
    assert "tanpa bantuan" in slip_rules.praise([flawless])
    assert slip_rules.praise([Saw("B1", "Buku KIA", False, [Did("Membuka Buku.", True, "benar")])]) == (
        "Sudah benar: membuka Buku."
    )
    assert slip_rules.praise([]) == "Terima kasih sudah datang dan mencoba."
