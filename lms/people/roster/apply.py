"""Applies a plan in chunks of 200 rows: each chunk is one transaction with its own mark, taken exactly once.

Before a row is done it is planned again against what is there now. What has changed since is never overwritten: such a
row waits for a decision instead.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.areas.models.area import Level
from lms.people.audit import Act
from lms.people.models import RosterRow, RosterRun, User
from lms.people.roster import acts, decide, lines, present, runs, tally
from lms.people.roster.match import Known
from lms.people.roster.places import Places
from lms.people.roster.plan import Answer, Planned, Planner
from lms.people.roster.present import Reach

CHUNK = 200
STALE = "Data di sini berubah sejak rencana dibuat, jadi baris ini belum diterapkan. Lihat lagi, lalu putuskan."
State = RosterRun.State
Outcome = RosterRow.Outcome


@transaction.atomic
def start(run: RosterRun, *, by: User | None, now: datetime) -> None:
    """Let the workers apply what is planned and decided. UserError if there is nothing to do, or it is under way."""
    total = tally.waiting(run)
    if not total:
        raise UserError("Tidak ada yang perlu diterapkan: semua baris sudah sama, atau masih menunggu keputusan.")
    ready = RosterRun.objects.filter(pk=run.pk, state__in=decide.OPEN, purged_at=None)
    if not ready.update(state=State.APPLYING, cursor=0, done=0, total=total, touched_at=now, applied_by=by, message=""):
        raise UserError("Rencana ini sedang diterapkan atau sudah dibatalkan. Muat ulang halaman untuk melihatnya.")
    runs.note(Act.ROSTER_APPLIED, run, by=by, now=now, count=total)


def work(run: RosterRun, *, clock: Callable[[], datetime] = timezone.now) -> None:
    """Apply chunk after chunk until all is through. Safe to run many times at once: a chunk is done by one of them."""
    found = present.places(Reach.of(run))
    while step(run, found, now=clock()):
        pass


@transaction.atomic
def step(run: RosterRun, found: Places, *, now: datetime) -> bool:
    """One chunk, or the end. Out: is there more to do?"""
    run.refresh_from_db()
    if run.state != State.APPLYING:
        return False
    rows = list(_waiting(run)[:CHUNK])
    mine = RosterRun.objects.filter(pk=run.pk, state=State.APPLYING, cursor=run.cursor)
    if not rows:
        if mine.update(state=State.APPLIED, applied_at=run.applied_at or now, touched_at=now):
            tally.recount(run)
        return False
    if mine.update(cursor=rows[-1].line, done=run.done + len(rows), touched_at=now):
        _wait_for_others(run)
        _Chunk(run, found, now=now).apply(rows)
    return True


def _wait_for_others(run: RosterRun) -> None:
    """Two lists that touch one kab/kota follow each other, so that neither enters whom the other just did: one chunk
    holds every kab/kota that its list may touch, always in the same order."""
    touched = Area.objects.filter(level=Level.KAB, **Reach.of(run).around()).order_by("pk")
    list(touched.select_for_update(no_key=True).values_list("pk", flat=True))


def _waiting(run: RosterRun) -> QuerySet[RosterRow]:
    rows = RosterRow.objects.filter(run=run, outcome__in=tally.ACTS, applied_at=None, line__gt=run.cursor)
    return rows.order_by("line")


@dataclass
class _Chunk:
    """Some rows on their way: all are looked at in their order, then the new are entered, then the others done."""

    run: RosterRun
    found: Places
    now: datetime
    planner: Planner = field(init=False)

    def apply(self, rows: Sequence[RosterRow]) -> None:
        if self.run.with_nik and not runs.keeps_nik(self.run):  # turned off since it was planned
            for row in rows:
                row.nik_index = row.nik_sealed = ""
        answers = {row.line: lines.answer_of(row) for row in rows}
        self.planner = self._planner(rows, answers)
        new, known = [], []
        for row in rows:
            planned = self._planned(row, answers[row.line])
            if not lines.is_as_planned(row, planned):
                self._leave_open(row, planned)
            elif planned.outcome == Outcome.NEW and planned.who:
                self.planner.lines[row.line] = planned.who
                new.append((row, planned))
            else:
                known.append((row, planned))
        self._enter(new)
        for row, planned in known:
            self._do(row, planned)
        RosterRow.objects.bulk_update(rows, [*lines.FATE, "applied_at", "undo"])

    def _planner(self, rows: Sequence[RosterRow], answers: dict[int, Answer]) -> Planner:
        entries = [lines.entry_of(row) for row in rows if row.read]
        of_line = dict(
            RosterRow.objects.filter(run=self.run, line__in={one.line for one in answers.values()}).values_list(
                "line", "kader"
            )
        )
        wanted = {row.kader_id for row in rows if row.kader_id} | {pk for pk in of_line.values() if pk}
        people = present.somebody(
            Reach.of(self.run), self.found, entries, list(answers.values()), also=wanted, on=self._today
        )
        known = {line: people.by_kader.get(pk or 0) for line, pk in of_line.items()}
        return Planner(people, lines={line: one for line, one in known.items() if one})

    def _planned(self, row: RosterRow, answer: Answer) -> Planned:
        if not row.read:
            return decide.gone(self.planner, row, answer, today=self._today)
        kept = answer
        if row.kader_id and not answer.line:
            kept = replace(answer, who=row.kader_id)  # settled once: not to be guessed again
        return self.planner.plan(lines.entry_of(row), kept, line=row.line)

    def _leave_open(self, row: RosterRow, planned: Planned) -> None:
        """What would now be something else than planned: nothing to do any more, or to be asked again."""
        done = planned.outcome == Outcome.UNCHANGED
        asks = planned.candidates or _candidate(planned.who)
        reason = planned.reason if done else f"{STALE} {planned.reason}".strip()
        lines.put(row, replace(planned, outcome="unchanged" if done else "doubtful", reason=reason, candidates=asks))
        row.applied_at = self.now if done else None

    def _do(self, row: RosterRow, planned: Planned) -> None:
        try:
            with transaction.atomic():
                row.undo = acts.do(row, planned, lines.entry_of(row), **self._when)
        except UserError as error:
            row.outcome, row.reason = Outcome.DOUBTFUL, str(error)
            row.candidates = planned.candidates or _candidate(planned.who)
        else:
            lines.put(row, replace(planned, reason=row.reason))  # which says more: of another row as such
            row.applied_at = self.now
            _serves(planned, row.undo.get("joined"))

    def _enter(self, new: list[tuple[RosterRow, Planned]]) -> None:
        entries = [(lines.entry_of(row), planned.who, planned.spot) for row, planned in new]
        for (row, planned), joined in zip(new, acts.enter(entries, **self._when), strict=True):
            row.kader_id, row.membership_id = joined.kader_id, joined.pk
            row.undo = {"made": True, "joined": joined.pk}
            row.applied_at = self.now
            if planned.who:
                planned.who.kader = joined.kader_id
                _serves(planned, joined.pk)

    @property
    def _when(self) -> dict[str, Any]:
        return {"today": self._today, "now": self.now, "by": self.run.applied_by}

    @property
    def _today(self) -> date:
        return timezone.localdate(self.now)


def _serves(planned: Planned, joined: int | None) -> None:
    """Later rows of the chunk speak of the membership that this one made."""
    if planned.who is None or planned.spot is None or joined is None:
        return
    before = planned.post.membership if planned.post else 0
    for post in planned.who.posts:
        if post.posyandu == planned.spot.id and post.membership == before:
            post.membership = joined


def _candidate(known: Known | None) -> list[dict[str, int]]:
    return [{"kader": known.kader}] if known and known.kader else []
