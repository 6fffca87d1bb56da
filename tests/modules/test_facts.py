"""Facts: citing, resolving, changing."""

from datetime import date, timedelta

import pytest

from modules import facts, page_cache, review
from modules.models import ClinicalReview, Fact, FactUsage, LessonPage
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.modules.conftest import ADDRESS

LATER = NOW + timedelta(days=30)


@pytest.fixture
def limit(db: None) -> Fact:
    return Fact.objects.create(
        key="b3.batas",
        value="11,5",
        unit="cm",
        wording="Batas.",
        status="settled",
        source_title="Pedoman",
        valid_from=date(2025, 1, 1),
    )


def test_a_citation_becomes_value_and_unit_that_never_part(limit: Fact) -> None:
    assert facts.resolve("Kurang dari {fakta:b3.batas}.") == "Kurang dari 11,5\u00a0cm."
    assert facts.cited("{fakta:b3.batas} dan {fakta:lain}") == {"b3.batas", "lain"}


def test_an_unknown_fact_is_an_error(limit: Fact) -> None:
    with pytest.raises(facts.UnknownFact, match=r"b3\.salah"):
        facts.resolve("{fakta:b3.salah}")


def test_the_fact_of_an_area_outranks_the_nations(limit: Fact, cast: Cast) -> None:
    Fact.objects.create(
        key="b3.batas", value="11,8", unit="cm", status="local", area=cast.kediri, valid_from=TODAY, wording="Kediri."
    )
    assert facts.resolve("{fakta:b3.batas}", area=cast.semampir) == "11,8\u00a0cm"
    assert facts.resolve("{fakta:b3.batas}", area=cast.blitar) == "11,5\u00a0cm"


def test_a_change_closes_the_old_row_and_keeps_the_past_readable(limit: Fact) -> None:
    new = facts.change_fact("b3.batas", value="11,6", now=LATER)
    assert new.valid_from == date(2025, 12, 24)
    assert facts.resolve("{fakta:b3.batas}") == "11,6\u00a0cm"
    assert facts.resolve("{fakta:b3.batas}", on=TODAY) == "11,5\u00a0cm"


def test_a_second_change_on_the_same_day_corrects_that_days_row(limit: Fact) -> None:
    facts.change_fact("b3.batas", value="11,6", now=LATER)
    facts.change_fact("b3.batas", value="11,7", now=LATER)
    assert list(Fact.objects.order_by("valid_from").values_list("value", flat=True)) == ["11,5", "11,7"]


def test_changing_an_unknown_fact_is_refused(limit: Fact) -> None:
    with pytest.raises(facts.UnknownFact, match="tidak ada"):
        facts.change_fact("b3.salah", value="1", now=NOW)


def test_publishing_writes_down_what_a_lesson_cites(lesson: LessonPage) -> None:
    assert FactUsage.objects.filter(kind="lesson", target=str(lesson.pk)).get().fact_key == "b3.batas"
    assert [one.title for one in facts.touched("b3.batas")] == [f"Menyiapkan ({ADDRESS})", "alat.svg (Menyiapkan)"]
    lesson.unpublish()
    assert facts.touched("b3.batas") == []


def test_a_change_voids_the_review_and_purges_the_pages_that_cite_it(
    lesson: LessonPage, cast: Cast, client: object, django_capture_on_commit_callbacks: object
) -> None:
    review.approve(lesson, reviewer=cast.ningsih, now=NOW)
    assert review.is_reviewed(lesson)
    assert "belum ditelaah" not in client.get(ADDRESS).text
    with django_capture_on_commit_callbacks(execute=True):
        facts.change_fact("b3.batas", value="11,6", now=LATER)
    text = client.get(ADDRESS).text
    assert not review.is_reviewed(lesson)
    assert "11,6\u00a0cm" in text
    assert "belum ditelaah" in text


def test_a_change_tells_the_kinds_that_other_floors_registered(limit: Fact, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[list[str], object]] = []
    monkeypatch.setattr(facts, "_kinds", {})
    facts.register_usage("question", lambda targets, after: [], lambda targets, now: told.append((targets, now)))
    facts.refresh_usage("question", "soal-1", {"stem": "Berapa? {fakta:b3.batas}"})
    facts.change_fact("b3.batas", value="11,6", now=LATER)
    assert told == [(["soal-1"], LATER)]


def test_approving_twice_is_once_and_an_edit_leaves_it_behind(lesson: LessonPage, cast: Cast) -> None:
    review.approve(lesson, reviewer=cast.ningsih, now=NOW)
    review.approve(lesson, reviewer=cast.ningsih, now=LATER)
    assert ClinicalReview.objects.count() == 1
    lesson.aim = "Tujuan lain."
    assert not review.is_reviewed(lesson)


def test_purging_forgets_every_encoding(lesson: LessonPage, client: object) -> None:
    for encoding in ("br", "gzip", "identity"):
        client.get(ADDRESS, headers={"Accept-Encoding": encoding})
    page_cache.purge([ADDRESS])
    assert page_cache.caches["pages"].get(page_cache._key(ADDRESS, "br")) is None
