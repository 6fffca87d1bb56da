"""An officer decides about doubtful and missing rows; each is planned anew with what she said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people.models import RosterRow, RosterRun, User
from lms.people.roster import choices, lines, present, tally
from lms.people.roster.choices import Choice
from lms.people.roster.entries import Entry
from lms.people.roster.match import Known
from lms.people.roster.people import People
from lms.people.roster.plan import Answer, Planned, Planner
from lms.people.roster.present import Reach

BULK = 200
OPEN = (RosterRun.State.PLANNED, RosterRun.State.APPLIED)
Outcome = RosterRow.Outcome


@transaction.atomic
def decide(
    run: RosterRun,
    said: Mapping[int, Choice],
    *,
    by: User | None,
    now: datetime,
    left: Mapping[int, date] | None = None,
) -> int:
    """Settle up to 200 rows (by line), those already applied excepted. Out: how many. UserError says what is wrong."""
    locked = RosterRun.objects.select_for_update().get(pk=run.pk)
    if locked.state not in OPEN:
        raise UserError("Rencana ini sedang atau sudah selesai dikerjakan, jadi keputusan tidak diubah lagi.")
    rows = list(RosterRow.objects.filter(run=run, line__in=list(said)[:BULK], applied_at=None).order_by("line"))
    answers = {row.line: _answer(row, said[row.line], left or {}) for row in rows}
    planned = _planned(locked, rows, answers, today=timezone.localdate(now))
    for row in rows:
        lines.put(row, planned[row.line])
        row.decided_by, row.decided_at = by, now
    RosterRow.objects.bulk_update(rows, [*lines.FATE, "decided_by", "decided_at"])
    tally.recount(locked)
    return len(rows)


def _answer(row: RosterRow, choice: Choice, left: Mapping[int, date]) -> Answer:
    """What was said, if the row offers it: nobody is made the same as a person whom the plan did not name."""
    offered = [one.get("kader") or one.get("line") or one.get("posyandu") for one in row.candidates] + [0]
    if choice.number not in [*offered, row.kader_id]:
        raise UserError("Pilihan itu tidak ada lagi, jadi belum ada yang diputuskan. Muat ulang halaman, lalu pilih.")
    answer = choices.settle(lines.answer_of(row), choice, left=left.get(row.line))
    shown = tuple(one["kader"] for one in row.candidates if "kader" in one)
    return replace(answer, rejected=shown) if choice.word == choices.NEW else answer


def _planned(
    run: RosterRun, rows: Sequence[RosterRow], answers: Mapping[int, Answer], *, today: date
) -> dict[int, Planned]:
    reach = Reach.of(run)
    found = present.places(reach)
    entries = {row.line: lines.entry_of(row) for row in rows if row.read}
    wanted = [row.kader_id for row in rows if row.kader_id]
    people = present.somebody(reach, found, list(entries.values()), list(answers.values()), also=wanted, on=today)
    planner = Planner(people, lines=_those_of(run, answers, people))
    planned = {}
    for row in rows:
        answer = answers[row.line]
        planned[row.line] = (
            planner.plan(entries[row.line], answer, line=row.line)
            if row.read
            else gone(planner, row, answer, today=today)
        )
    return planned


def gone(planner: Planner, row: RosterRow, answer: Answer, *, today: date) -> Planned:
    """The fate of somebody whom the file does not name: she left on a day, or stays as she is."""
    spot = planner.people.places.spots.get(lines.spot_of(row))
    known = planner.people.by_kader.get(row.kader_id or 0)
    post = next((one for one in known.posts if one.membership == row.membership_id), None) if known else None
    if known is None or spot is None or post is None:
        return Planned("unchanged", "Ia sudah tidak bertugas di tempat itu.", spot=spot, who=known)
    entry = Entry(sheet="", row=0, name=known.name, active=False, field=post.field)
    if answer.skip or answer.left is None:
        return Planned("missing", row.reason, spot=spot, who=known, post=post)
    if answer.left > today:
        raise UserError("Tanggal berhenti tidak boleh sesudah hari ini. Isi tanggal yang benar, lalu simpan lagi.")
    return planner.leaves(entry, spot, known, post, answer)


def _those_of(run: RosterRun, answers: Mapping[int, Answer], people: People) -> dict[int, Known]:
    """Who the rows are that answers speak of: kader they have become, or what they say."""
    wanted = {answer.line for answer in answers.values() if answer.line}
    found = {}
    for row in RosterRow.objects.filter(run=run, line__in=wanted):
        known = people.by_kader.get(row.kader_id or 0)
        found[row.line] = known or Planner.someone(lines.entry_of(row), row.line, lines.spot_of(row))
    return found
