"""Chooses the one next step: the shortest thing she can do now, else what she waits for."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from assessments.models import Quiz, Ticket
from assessments.standing import CompetencyStanding, GroupStanding, NextStep
from lms.areas.flower import Petal

DONE = NextStep("Semua keterampilan sudah terampil", "Terima kasih. Ilmunya bisa dibagikan kepada kader lain.")
WAIT = NextStep("Modul berikutnya segera dibuka", "Sambil menunggu, baca lagi pelajaran yang sudah ada.")


def choose(groups: Sequence[GroupStanding], open_tickets: Sequence[Ticket]) -> NextStep:
    """An open ticket first; then kuis, evaluasi, a module to study; then the practice she waits for.

    What she knows by her pre-test is passed over; its kuis comes when nothing else is left to do alone.
    """
    if open_tickets:
        return _resume(open_tickets[0])
    if all(not group.missing for group in groups):
        return DONE
    for steps in (_quizzes, _evaluations, _modules, _known_quizzes, _practices):
        step = next(steps(groups), None)
        if step is not None:
            return step
    return WAIT


def _resume(ticket: Ticket) -> NextStep:
    href = reverse("check", args=[ticket.token])
    return NextStep(ticket.quiz.title, "Lembar soal sudah dibuka dan menunggu jawaban.", "Lanjutkan", href)


def _start(quiz: Quiz, text: str) -> NextStep:
    return NextStep(quiz.title, text, "Mulai", reverse("check-start", args=[quiz.key]))


def _waiting(groups: Sequence[GroupStanding]) -> Iterator[tuple[GroupStanding, CompetencyStanding]]:
    """Competencies whose practice has not been seen done right."""
    for group in groups:
        for petal in group.missing:
            if petal.days.observed_skilled_on is None:
                yield group, petal


def _quizzes(groups: Sequence[GroupStanding]) -> Iterator[NextStep]:
    for group, petal in _waiting(groups):
        begun = petal.studied or petal.state == Petal.TRAINED
        counts = group.evaluation_is_due or group.days.trained_on is None
        if petal.quiz and begun and not petal.known and petal.days.study_closed_on is None and counts:
            yield _start(petal.quiz, f"Menutup belajar {petal.competency.key}. Boleh diulang sampai lulus.")


def _known_quizzes(groups: Sequence[GroupStanding]) -> Iterator[NextStep]:
    """They make a group *dilatih*, which a pre-test never does."""
    for group in groups:
        for petal in group.spared:
            if petal.quiz:
                text = f"Menurut pre-test, {petal.competency.key} sudah dikuasai. Kuis ini menutup modulnya."
                yield _start(petal.quiz, text)


def _evaluations(groups: Sequence[GroupStanding]) -> Iterator[NextStep]:
    for group in groups:
        ready = all(p.days.study_closed_on or p.known or p.state >= Petal.TRAINED for p in group.competencies)
        if group.evaluation and group.missing and group.evaluation_is_due and ready and group.attempts_left != 0:
            yield _start(group.evaluation, "Sesudah lulus, tinggal praktik di depan penilai.")


def _modules(groups: Sequence[GroupStanding]) -> Iterator[NextStep]:
    for _, petal in _waiting(groups):
        to_study = not petal.known and petal.days.study_closed_on is None and petal.state < Petal.TRAINED
        if petal.module and to_study:
            title = f"Belajar {petal.competency.key}: {petal.competency.short_title}"
            yield NextStep(title, "Pelajaran pendek, bisa diulang kapan saja.", "Buka modul", petal.module.address)


def _practices(groups: Sequence[GroupStanding]) -> Iterator[NextStep]:
    for group, petal in _waiting(groups):
        if group.evaluation_is_due and group.attempts_left == 0:
            title = f"Cek kemampuan kelompok {group.group.key} bersama penilai"
            yield NextStep(title, "Semua kesempatan sudah dipakai; penilai akan mendampingi, lalu satu dibuka lagi.")
        elif not group.evaluation_is_due:
            title = f"Praktik {petal.competency.key}: {petal.competency.short_title}"
            href, action = (petal.module.address, "Siapkan praktik") if petal.module else ("", "")
            yield NextStep(title, "Tunjukkan di depan penilai puskesmas pada hari buka.", action, href)
