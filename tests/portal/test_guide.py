"""Calm guidance on /saya/: what changed, three questions before her posyandu opens, practising with a friend."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.draw import issue_ticket
from assessments.submit import submit
from lms.areas.models import Posyandu
from lms.portal.guide import rules
from lms.portal.guide.rules import Learnt
from lms.reporting.models import Tally
from modules.models import CompetencyGroup, Fact, FactUsage, LessonPage, ModulePage, Programme
from tests.assessments.factories import lacks_only_b3, make_bank, make_module, make_quiz, passes, sealed
from tests.cast import Cast
from tests.factories import NOW, TODAY

AGAIN = "/saya/ulang/"
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2025, 11, 24))
LEARNT = st.lists(st.builds(Learnt, st.integers(1, 25), DAYS, st.integers(0, 3)), unique_by=lambda one: one.key)


@settings(max_examples=150, deadline=None)
@given(learnt=LEARNT, on=st.dates(min_value=date(2025, 11, 24), max_value=date(2026, 11, 24)))
def test_three_skills_come_back_and_what_was_missed_or_is_long_ago_comes_first(learnt: list[Learnt], on: date):
    chosen = rules.three(learnt, on=on)
    assert len(chosen) == len(set(chosen)) == min(rules.QUESTIONS, len(learnt))
    assert rules.three(list(reversed(learnt)), on=on) == chosen
    missed = {one.key for one in learnt if one.missed}
    assert not missed or chosen[0] in missed
    ripe = missed | {one.key for one in learnt if (on - one.since).days >= rules.FRESH}
    assert len(ripe.intersection(chosen)) >= min(len(chosen), len(ripe) - len(missed) + bool(missed))


@settings(max_examples=50, deadline=None)
@given(count=st.integers(1, 25))
def test_in_a_year_every_skill_has_had_its_turn(count: int):
    learnt = [Learnt(key, date(2020, 1, 1)) for key in range(count)]
    months = [date(2026, month, 1) for month in range(1, 13)]
    assert {key for month in months for key in rules.three(learnt, on=month)} == set(range(count))


def test_it_is_near_from_four_days_before_until_the_day_itself():
    opens = date(2025, 12, 10)
    near = [day for day in range(1, 15) if rules.is_near(opens, date(2025, 12, day))]
    assert near == [6, 7, 8, 9, 10]
    assert not rules.is_near(None, opens)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return lacks_only_b3(cast.sari, at=NOW - timedelta(days=200))


@pytest.fixture
def saya(client: Client, cast: Cast, programme: Programme) -> Client:
    client.force_login(cast.sari)
    return client


@pytest.mark.django_db
class TestThreeQuestions:
    def test_they_come_one_at_a_time_are_explained_and_end(self, saya: Client, programme: Programme):
        for competency in ("A1", "B1", "C2", "D1"):
            make_module(programme, competency)
            make_bank(programme, competency, counting=0, practice=3)
        texts = []
        for number in (1, 2, 3):
            asked = saya.get(AGAIN, {"soal": number}).text
            assert f"{number} dari 3" in asked
            texts += re.findall(r"Soal pengingat (\w\d), tidak dinilai", asked)[:1]
            assert "Belum ada jawaban" in saya.get(AGAIN, {"soal": number, "dijawab": 1}).text
            assert "Baca lagi" in saya.get(AGAIN, {"soal": number, "dijawab": 1, "jawab": ["a", "benar"]}).text
        assert len(set(texts)) == 3
        end = saya.get(AGAIN, {"soal": 4}).text
        assert "Selesai, terima kasih" in end
        assert end.count('class="badge"') == 3

    def test_what_she_got_wrong_lately_comes_first(self, saya: Client, cast: Cast, programme: Programme):
        for competency in ("A1", "B3", "C2", "D1"):
            make_module(programme, competency)
            make_bank(programme, competency, counting=8, practice=3)
        quiz = make_quiz(programme)
        passes(cast.sari, quiz)
        assert "Soal pengingat B3" not in saya.get(AGAIN).text
        missed = make_quiz(programme, "evaluasi")
        ticket = issue_ticket(cast.sari.person.kader, missed, now=NOW)
        submit(sealed(ticket, right=2, at=NOW), channel="form", now=NOW)
        assert "Soal pengingat B3" in saya.get(AGAIN).text

    def test_only_a_kader_has_them_and_who_has_learnt_nothing_is_told_where_to_begin(
        self, client: Client, cast: Cast, programme: Programme
    ):
        assert client.get(AGAIN).url.startswith("/masuk/")
        client.force_login(cast.rina)
        assert client.get(AGAIN).status_code == 404
        client.force_login(cast.tini)
        assert "Belum ada yang perlu diulang" in client.get(AGAIN).text

    def test_the_page_costs_the_same_whatever_she_has_done(
        self, saya: Client, programme: Programme, django_assert_max_num_queries: object
    ):
        for competency in ("A1", "B1", "C2", "D1"):
            make_module(programme, competency)
            make_bank(programme, competency, counting=0, practice=3)
        with django_assert_max_num_queries(16):
            saya.get(AGAIN)


@pytest.mark.django_db
class TestSaya:
    def test_she_is_reminded_when_her_posyandu_is_about_to_open_and_else_not(self, saya: Client, cast: Cast):
        Posyandu.objects.filter(pk=cast.melati.pk).update(opening="t26")
        with time_machine.travel(NOW, tick=False):
            near = saya.get("/saya/").text
        assert "Posyandu buka 26 November 2025" in near
        Posyandu.objects.filter(pk=cast.melati.pk).update(opening="t10")
        with time_machine.travel(NOW, tick=False):
            later = saya.get("/saya/").text
        assert "Posyandu buka" not in later
        assert later.count(AGAIN) == near.count(AGAIN) == 1

    def test_who_waits_for_practice_is_led_to_practise_with_a_friend(self, saya: Client, programme: Programme):
        assert "Latihan berdua" not in saya.get("/saya/").text
        ModulePage.objects.filter(pk=make_module(programme).pk).update(pairs="Ukur bergantian.")
        assert 'href="/modul/b3/#berdua"' in saya.get("/saya/").text
        assert 'id="berdua"' in saya.get("/modul/b3/").text

    def test_her_posyandu_is_told_what_it_is_ready_for_and_never_who_lacks(
        self, saya: Client, cast: Cast, programme: Programme
    ):
        for key, stages in (("B", ["bayi_balita"]), ("E", ["usia_produktif", "lansia"])):
            CompetencyGroup.objects.filter(programme=programme, key=key).update(life_stages=stages)
        assert "tahap kehidupan" not in saya.get("/saya/").text
        here = {"programme": programme, "place": f"p:{cast.melati.pk}", "parent": "-", "day": TODAY, "delta": 1}
        Tally.objects.create(measure="ready:E", **here)
        page = saya.get("/saya/").text
        assert "siap untuk 2 dari 3 tahap kehidupan" in page
        assert "menunggu kelompok B lengkap" in page
        Tally.objects.create(measure="ready:B", **here)
        whole = saya.get("/saya/").text
        assert "Posyandu kita lengkap" in whole
        assert "Tini" not in whole


@pytest.mark.django_db
class TestChanges:
    @pytest.fixture
    def lesson(self, programme: Programme) -> LessonPage:
        """Of A1, which she passed 200 days ago; the module stood there before that."""
        module = make_module(programme, "A1")
        before = NOW - timedelta(days=400)
        for row in (ModulePage.objects.filter(pk=module.pk), LessonPage.objects.child_of(module)):
            row.update(first_published_at=before, last_published_at=before)
        return LessonPage.objects.child_of(module).first()

    @staticmethod
    def published(lesson: LessonPage, **days: int) -> None:
        moments = {name: NOW - timedelta(days=ago) for name, ago in days.items()}
        LessonPage.objects.filter(pk=lesson.pk).update(**moments)

    def test_a_lesson_made_better_since_she_passed_is_told_in_one_line(self, saya: Client, lesson: LessonPage):
        with time_machine.travel(NOW, tick=False):
            assert "diperbarui" not in saya.get("/saya/").text
            self.published(lesson, last_published_at=5)
            page = saya.get("/saya/").text
        assert "A1 diperbarui 19 November 2025" in page
        assert f'<a href="{lesson.address}">' in page
        assert "tetap terampil" in page

    def test_a_new_lesson_is_called_new(self, saya: Client, lesson: LessonPage):
        self.published(lesson, first_published_at=5, last_published_at=5)
        with time_machine.travel(NOW, tick=False):
            assert "Ada pelajaran baru" in saya.get("/saya/").text

    def test_what_she_read_since_or_what_changed_long_ago_is_not_told(
        self, saya: Client, cast: Cast, lesson: LessonPage
    ):
        with time_machine.travel(NOW, tick=False):
            self.published(lesson, last_published_at=100)
            assert "diperbarui" not in saya.get("/saya/").text
            self.published(lesson, last_published_at=5)
            saya.post(f"/tandai/a1/{lesson.slug}/")
            assert "diperbarui" not in saya.get("/saya/").text

    def test_who_never_passed_it_or_passed_before_it_stood_here_is_told_nothing(
        self, client: Client, saya: Client, cast: Cast, lesson: LessonPage
    ):
        self.published(lesson, last_published_at=5)
        with time_machine.travel(NOW, tick=False):
            ModulePage.objects.update(first_published_at=NOW - timedelta(days=10))
            assert "diperbarui" not in saya.get("/saya/").text
            client.force_login(cast.tini)
            assert "diperbarui" not in client.get("/saya/").text

    def test_a_number_that_changed_is_a_change_of_the_lesson(self, saya: Client, lesson: LessonPage):
        words = {"unit": "cm", "wording": "x", "status": "settled", "source_title": "y", "key": "a1.batas"}
        day = TODAY - timedelta(days=3)
        Fact.objects.create(value="11", valid_from=date(2025, 1, 1), valid_until=day, **words)
        Fact.objects.create(value="12", valid_from=day, **words)
        FactUsage.objects.create(fact_key="a1.batas", kind="lesson", target=str(lesson.pk))
        with time_machine.travel(NOW, tick=False):
            assert "A1 diperbarui 21 November 2025" in saya.get("/saya/").text
