"""A fact is changed by a nakes, or by an author with a nakes's consent; areas choose where the nation has no number."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from lms.areas.errors import UserError
from lms.people.models import AuditEvent
from modules import fact_changes, fact_rights, facts, markdown, review
from modules.models import Fact, FactDecision, FactProposal, LessonPage
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.modules.conftest import ADDRESS

LATER = NOW + timedelta(days=30)
WORDS = {
    "value": "2",
    "unit": "tablet",
    "wording": "Dua tablet sehari.",
    "status": "local",
    "source_title": "Surat Dinas",
    "source_url": "",
    "source_read_on": TODAY,
    "note": "",
    "review_due": None,
}


@pytest.fixture
def dose(db: None) -> Fact:
    """A number that each area has for itself."""
    words = WORDS | {"value": "1", "wording": "Satu tablet sehari."}
    return Fact.objects.create(key="c3.tablet", valid_from=date(2025, 1, 1), **words)


def asked(row: Fact | None, **values: object) -> dict:
    """A wish: what the row says with these values changed."""
    words = (row.words if row else WORDS) | values
    return {"words": words, "reason": "Edaran baru.", "base": fact_changes.base_of(row)}


def test_an_author_proposes_and_nothing_changes_until_a_nakes_takes_it(dose: Fact, cast: Cast):
    proposal = fact_changes.propose("c3.tablet", **asked(dose, value="3"), by=cast.budi, now=NOW)
    assert facts.in_force()["c3.tablet"].value == "1"
    decision = fact_changes.decide(proposal, accepted=True, note="", by=cast.ningsih, now=LATER)
    assert facts.in_force()["c3.tablet"].value == "3"
    assert decision.fact == facts.in_force()["c3.tablet"]
    assert list(AuditEvent.objects.order_by("pk").values_list("act", "actor")) == [
        ("fact_proposed", cast.budi.pk),
        ("fact_decided", cast.ningsih.pk),
    ]


def test_a_dropped_proposal_changes_nothing_and_is_decided_once(dose: Fact, cast: Cast):
    proposal = fact_changes.propose("c3.tablet", **asked(dose, value="3"), by=cast.budi, now=NOW)
    fact_changes.decide(proposal, accepted=False, note="Salah baca.", by=cast.ningsih, now=NOW)
    assert facts.in_force()["c3.tablet"].value == "1"
    with pytest.raises(UserError, match="sudah diputuskan"):
        fact_changes.decide(proposal, accepted=True, note="", by=cast.ningsih, now=NOW)
    assert facts.in_force()["c3.tablet"].value == "1"


def test_who_and_why_cannot_be_rewritten(dose: Fact, cast: Cast):
    fact_changes.change("c3.tablet", **asked(dose, value="3"), by=cast.ningsih, now=NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FactDecision.objects.all().delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FactProposal.objects.update(reason="Lain")


def test_what_somebody_else_changed_meanwhile_is_noticed(dose: Fact, cast: Cast):
    wish = asked(dose, value="3")
    proposal = fact_changes.propose("c3.tablet", **wish, by=cast.budi, now=NOW)
    facts.change_fact("c3.tablet", value="4", now=NOW)
    with pytest.raises(UserError, match="sudah berubah"):
        fact_changes.decide(proposal, accepted=True, note="", by=cast.ningsih, now=NOW)
    with pytest.raises(UserError, match="sudah berubah"):
        fact_changes.change("c3.tablet", **wish, by=cast.ningsih, now=NOW)
    assert facts.in_force()["c3.tablet"].value == "4"


def test_a_wish_that_changes_nothing_or_comes_twice_is_refused(dose: Fact, cast: Cast):
    with pytest.raises(UserError, match="Tidak ada yang berubah"):
        fact_changes.propose("c3.tablet", **asked(dose), by=cast.budi, now=NOW)
    fact_changes.propose("c3.tablet", **asked(dose, value="3"), by=cast.budi, now=NOW)
    with pytest.raises(UserError, match="menunggu nakes"):
        fact_changes.propose("c3.tablet", **asked(dose, value="4"), by=cast.budi, now=NOW)


def test_a_new_fact_begins_today_and_once(db: None, cast: Cast):
    fact_changes.change("c3.baru", **asked(None), by=cast.ningsih, now=NOW)
    assert facts.in_force()["c3.baru"].valid_from == TODAY
    with pytest.raises(UserError, match="sudah"):
        fact_changes.change("c3.baru", **asked(None), by=cast.ningsih, now=NOW)
    with pytest.raises(UserError, match="sudah ada"):
        facts.add_fact("c3.baru", now=NOW, **WORDS)


def test_an_area_chooses_changes_and_goes_back(dose: Fact, cast: Cast):
    kediri = cast.kediri
    made = fact_changes.change("c3.tablet", **asked(None), area=kediri, by=cast.ningsih, now=NOW).fact
    with pytest.raises(UserError, match="sudah memilih angka"):
        fact_changes.propose("c3.tablet", **asked(None), area=kediri, by=cast.ningsih, now=NOW)
    assert facts.resolve("{fakta:c3.tablet}", area=cast.semampir) == "2\u00a0tablet"
    changed = fact_changes.change("c3.tablet", **asked(made, value="3"), area=kediri, by=cast.ningsih, now=LATER).fact
    fact_changes.change("c3.tablet", **asked(changed), ends=True, area=kediri, by=cast.ningsih, now=LATER)
    assert facts.resolve("{fakta:c3.tablet}", area=cast.semampir) == "1\u00a0tablet"
    assert facts.resolve("{fakta:c3.tablet}", area=cast.semampir, on=TODAY) == "2\u00a0tablet"


def test_two_rows_never_hold_on_one_day(dose: Fact, cast: Cast):
    for now in (NOW, NOW, LATER):
        facts.add_fact("c3.tablet", area=cast.kediri, now=now, **WORDS)
        facts.end_choice("c3.tablet", area=cast.kediri, now=now)
    rows = list(Fact.objects.filter(area=cast.kediri).order_by("valid_from"))
    assert len(rows) == 2
    assert rows[0].valid_until <= rows[1].valid_from


def test_a_settled_number_is_for_everybody(dose: Fact, cast: Cast):
    facts.add_fact("c3.tablet", area=cast.kediri, now=NOW, **WORDS)
    facts.change_fact("c3.tablet", status="settled", now=LATER)
    assert facts.for_everyone()["c3.tablet"].elsewhere == ()
    with pytest.raises(UserError, match="ditetapkan untuk semua daerah"):
        fact_changes.propose("c3.tablet", **asked(None), area=cast.kediri, by=cast.ningsih, now=LATER)


def test_who_may_propose_and_who_decides(cast: Cast):
    def may(user: object, area: object) -> tuple[bool, bool]:
        return (
            fact_rights.may_propose(user, area, on=TODAY),
            fact_rights.may_decide(user, area, on=TODAY),
        )

    assert may(cast.budi, None) == may(cast.budi, cast.kediri) == (True, False)
    assert may(cast.ningsih, None) == may(cast.ningsih, cast.kediri) == (True, True)
    for user in (cast.dewi, cast.admin, cast.sari, cast.rina):
        assert may(user, None) == may(user, cast.kediri) == (False, False)


def test_what_areas_chose_stands_beside_the_nations_number(dose: Fact, cast: Cast):
    facts.add_fact("c3.tablet", area=cast.kediri, now=NOW, **WORDS)
    known = facts.for_everyone()
    html = markdown.render("Minum {fakta:c3.tablet}.", known)
    assert '<span class="fact-area" data-area="35.71">(Kota Kediri: 2\u00a0tablet)</span>' in html
    assert markdown.plain(known["c3.tablet"]) == "1\u00a0tablet (Kota Kediri: 2\u00a0tablet)"


def test_a_choice_shows_on_the_page_and_leaves_its_review_alone(
    lesson: LessonPage, cast: Cast, client: object, django_capture_on_commit_callbacks: object
):
    facts.change_fact("b3.batas", status="local", now=NOW)
    review.approve(lesson, reviewer=cast.ningsih, now=NOW)
    client.get(ADDRESS)
    with django_capture_on_commit_callbacks(execute=True):
        facts.add_fact("b3.batas", area=cast.kediri, now=NOW, **WORDS)
    text = client.get(ADDRESS).text
    assert '<li data-area="35.71"><b>Kota Kediri: 2\u00a0tablet.</b> Dua tablet sehari.' in text
    assert "(Kota Kediri: 2\u00a0tablet)" in text
    assert review.is_reviewed(lesson)


@pytest.mark.parametrize("change", [{"status": "disputed"}, {"wording": "Kalimat lain."}, {"value": "12"}])
def test_a_change_says_whose_review_falls_before_it_does(lesson: LessonPage, cast: Cast, change: dict):
    review.approve(lesson, reviewer=cast.ningsih, now=NOW)
    after = Fact.objects.get(key="b3.batas")
    for name, value in change.items():
        setattr(after, name, value)
    drawing = "lihat, mungkin perlu digambar ulang" if "value" in change else ""
    assert [one.effect for one in facts.touched("b3.batas", after=after)] == ["telaah nakes gugur", drawing]
    assert review.is_reviewed(lesson)
    facts.change_fact("b3.batas", now=LATER, **change)
    assert not review.is_reviewed(lesson)


def test_what_a_change_touches_takes_as_many_queries_for_one_lesson_as_for_many(
    lesson: LessonPage, cast: Cast, django_assert_num_queries: object
):
    other = LessonPage.objects.get(slug="menimbang")
    after = Fact.objects.get(key="b3.batas")
    after.value = "12"
    with django_assert_num_queries(12):  # three of them for the drawing
        assert len(facts.touched("b3.batas", after=after)) == 2
    other.body = [{"type": "text", "value": "{fakta:b3.batas}"}]
    other.save_revision().publish()
    with django_assert_num_queries(12):
        assert len(facts.touched("b3.batas", after=after)) == 3
