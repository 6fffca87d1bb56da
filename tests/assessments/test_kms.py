"""The growth curve: the numbers of the WHO, a point on the chart, and N or T where nobody disputes it."""

from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assessments.types import TYPES
from assessments.types.kms.chart import HEIGHT, chart_of
from assessments.types.kms.standards import BOY, GIRL, deviations, weight
from tests.assessments import pixels

KMS = TYPES["kms"]
ITEM = {
    "stem": "Bima, laki-laki, 7 bulan, beratnya 7,9 kg. Letakkan titiknya.",
    "sex": BOY,
    "age_months": 7,
    "weight": "7,9",
    "before": [{"age_months": 5, "weight": "7,0"}, {"age_months": 6, "weight": "7,4"}],
    "tolerance_weight": "0,2",
    "judge": "N",
    "feedback": "Garisnya mengikuti pita.",
}
PIN = KMS.pin(ITEM, Random(4))
CHART = chart_of(BOY, [5])

# Median and the lines of the published table ("simplified field tables", weight for age, z-scores), in kg.
PUBLISHED = [
    (BOY, 0, (2.1, 2.5, 2.9, 3.3, 3.9, 4.4, 5.0)),
    (BOY, 6, (5.7, 6.4, 7.1, 7.9, 8.8, 9.8, 10.9)),
    (BOY, 24, (8.6, 9.7, 10.8, 12.2, 13.6, 15.3, 17.1)),
    (BOY, 60, (12.4, 14.1, 16.0, 18.3, 21.0, 24.2, 27.9)),
    (GIRL, 0, (2.0, 2.4, 2.8, 3.2, 3.7, 4.2, 4.8)),
    (GIRL, 9, (5.8, 6.5, 7.3, 8.2, 9.3, 10.5, 12.0)),
    (GIRL, 36, (9.6, 10.8, 12.2, 13.9, 15.8, 18.1, 20.9)),
    (GIRL, 60, (12.1, 13.7, 15.8, 18.2, 21.2, 24.9, 29.5)),
]


@pytest.mark.parametrize(("sex", "month", "lines"), PUBLISHED)
def test_the_curves_are_those_of_the_who(sex: str, month: int, lines: tuple[float, ...]):
    assert tuple(round(weight(sex, month, z) + 1e-9, 1) for z in range(-3, 4)) == pytest.approx(lines, abs=0.051)
    assert deviations(sex, month, weight(sex, month, -1.5)) == pytest.approx(-1.5)


def test_every_month_has_a_median_and_it_grows():
    for sex in (BOY, GIRL):
        medians = [weight(sex, month, 0) for month in range(61)]
        assert medians == sorted(medians)


def tap(age: float, kilos: float) -> str:
    x, y = CHART.percent(age, kilos)
    return f"{x:.3f};{y:.3f}"


@pytest.mark.parametrize(
    ("age", "kilos", "trend", "share"),
    [(7, 7.9, "N", 1), (7.4, 8.05, "N", 1), (7, 7.9, "T", 0.5), (8, 7.9, "N", 0), (7, 8.4, "N", 0), (6, 7.4, "N", 0)],
)
def test_point_and_trend_earn_half_each_and_nothing_beside_the_point(
    age: float, kilos: float, trend: str, share: float
):
    answer = KMS.parse({"titik": tap(age, kilos), "arah": trend}, ITEM, PIN)
    assert KMS.score(answer, ITEM) == share


def test_a_lettered_point_is_kept_as_the_place_where_it_stands():
    for letter, age, kilos in PIN["points"]:
        kept = KMS.parse({"titik": letter, "arah": "N"}, ITEM, PIN)
        assert kept == {"umur": age, "berat": kilos, "arah": "N"}
    shares = [KMS.score(KMS.parse({"titik": letter}, ITEM, PIN), ITEM) for letter, *_ in PIN["points"]]
    assert sorted(map(float, shares)) == [0, 0, 0, 0, 0, 0.5]


def test_the_right_point_stands_anywhere_among_those_to_choose():
    drawn = [KMS.pin(ITEM, Random(seed))["points"] for seed in range(600)]
    right = [next(letter for letter, *place in points if place == ["7", "7.9"]) for points in drawn]
    assert all(60 < right.count(letter) < 140 for letter in "abcdef")
    lowest = [min(kilos for _, _, kilos in points) for points in drawn]
    assert all(150 < lowest.count(kilos) < 250 for kilos in ("6.5", "7.2", "7.9"))


def test_what_is_sent_holds_the_axes_and_no_point():
    sent = KMS.payload(ITEM, PIN)
    assert sent["letters"] == list("abcdef")
    assert sent["axes"] == KMS.payload(ITEM | {"weight": "6,1", "age_months": 8}, PIN)["axes"]
    assert not any(sign.isdigit() for sign in sent["alt"])
    assert "judge" in sent
    assert "N" not in str(sent["judge"])


@pytest.mark.parametrize("look", ["", "huruf"])
def test_the_chart_is_small_and_bare_and_does_not_show_the_point(look: str):
    raw = KMS.draw(ITEM, PIN, look)
    with Image.open(BytesIO(raw)) as image:
        assert (image.format, image.size) == ("WEBP", (640, HEIGHT))
        assert not {"exif", "xmp", "icc_profile"} & set(image.info)
    assert len(raw) < 15_000
    other = ITEM | {"weight": "8,8", "judge": "T"}
    assert (raw == KMS.draw(other, PIN, look)) is True


def test_an_earlier_point_stands_where_it_was_weighed():
    alone = ITEM | {"before": ITEM["before"][1:]}
    left, top, right, bottom = pixels.box(KMS.draw(alone, PIN), (29, 63, 143))
    x, y = chart_of(BOY, [6]).at(6, 7.4)
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((x, y), abs=1.5)


@pytest.mark.parametrize(
    ("wire", "word"),
    [
        ({"titik": tap(8, 7.9), "arah": "N"}, "garis umur yang lain"),
        ({"titik": tap(7, 9.0), "arah": "N"}, "garis berat yang lain"),
        ({"titik": tap(7, 7.9), "arah": "T"}, "Titiknya tepat"),
        ({"arah": "N"}, "Letakkan dulu"),
    ],
)
def test_practice_names_the_error(wire: dict, word: str):
    mine, key = KMS.feedback(KMS.parse(wire, ITEM, PIN), ITEM, PIN)
    assert word in mine["feedback"]
    assert (key["text"], key["feedback"]) == ("umur 7 bulan, 7,9\u00a0kg, N", "Garisnya mengikuti pita.")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"judge": "T"}, "tetap atau turun"),
        ({"weight": "7,5"}, "belum pasti N"),
        ({"weight": "7,5", "judge": "T"}, "tetap atau turun"),
        ({"before": ITEM["before"][:1]}, "tanpa titik bulan lalu"),
        ({"before": [*ITEM["before"], {"age_months": 7, "weight": "7,9"}]}, "harus lebih muda"),
        ({"weight": "13,5"}, "di luar grafik"),
        ({"tolerance_weight": "0,5"}, "toleransi berat"),
        ({"weight": "tujuh"}, "harus berupa angka"),
        ({"age_months": 60}, "bilangan bulat"),
    ],
)
def test_only_what_is_settled_can_be_asked(change: dict, word: str):
    assert KMS.problems(ITEM) == []
    assert word in " ".join(KMS.problems(ITEM | change))


@pytest.mark.parametrize("kilos", ["7,4", "7,2"])
def test_flat_and_falling_are_t_whatever_the_table_says(kilos: str):
    assert KMS.problems(ITEM | {"weight": kilos, "judge": "T"}) == []


def test_a_point_may_be_asked_without_a_verdict():
    item = ITEM | {"judge": "", "before": []}
    pin = KMS.pin(item, Random(1))
    assert KMS.problems(item) == []
    assert KMS.parts(pin) == ["titik"]
    with pytest.raises(ValueError, match="parts"):
        KMS.parse({"titik": "a", "arah": "N"}, item, pin)


@settings(max_examples=60)
@given(x=st.floats(0, 100), y=st.floats(0, 100), trend=st.sampled_from(["N", "T", None]))
def test_wherever_she_taps_it_is_scored_between_nothing_and_all(x: float, y: float, trend: str | None):
    wire = {"titik": f"{x:.3f};{y:.3f}"} | ({"arah": trend} if trend else {})
    kept = KMS.parse(wire, ITEM, PIN)
    assert 0 <= KMS.score(kept, ITEM) <= 1
    assert KMS.said(kept, ITEM)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["titik", "arah", "x"]), st.text(max_size=12)))
def test_what_no_form_sends_is_refused_or_scored(wire: dict[str, str]):
    try:
        kept = KMS.parse(wire, ITEM, PIN)
    except ValueError:
        return
    assert 0 <= KMS.score(kept, ITEM) <= 1
