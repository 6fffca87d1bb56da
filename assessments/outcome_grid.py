"""The keyboard grid of a day of assessing: a row a kader, a box a competency; the sister of ``paper_grid``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from assessments import desk, grid, queue
from assessments.event_roll import WHO
from assessments.models import InstrumentVersion, Observation, TrainingEvent
from assessments.paper_grid import Box
from assessments.printed import Cell
from lms.areas.errors import UserError
from lms.people.models import Kader, User
from modules.models import Competency

PAGE = 30  # with 25 competencies as many boxes as one form may send


@dataclass(frozen=True)
class Columns:
    """What the grid asks: the competencies of the event that have a form, and that form."""

    competencies: Sequence[Competency]
    forms: Mapping[int, InstrumentVersion]

    @property
    def cells(self) -> list[Cell]:
        return [Cell(letters=grid.LETTERS, label=one.key) for one in self.competencies]


@dataclass
class Kept(Box):
    """A box that knows what is kept of it; ``fixed``: it was seen step by step, and is corrected there."""

    kept: str = ""
    fixed: bool = False


@dataclass
class Row:
    """One kader. ``problem``: why her row is not kept."""

    line: queue.Line
    boxes: list[Kept]
    problem: str = ""
    saved: bool = False

    @property
    def is_changed(self) -> bool:
        return any(box.text.strip().lower() != box.kept for box in self.boxes)


def columns(event: TrainingEvent) -> Columns:
    """Two queries."""
    forms = desk.forms_of(event.programme)
    rows = Competency.objects.filter(group__in=event.groups.values("pk"), pk__in=forms)
    return Columns(list(rows.order_by("group__position", "position")), forms)


def page(event: TrainingEvent, user: User, *, number: str, on: date) -> Page:
    """The kader of the event whom she may assess."""
    return Paginator(queue.people(event, user, on=on), PAGE).get_page(number)


def rows(
    event: TrainingEvent, shown: Sequence[Kader], asked: Columns, posted: Mapping[str, str], *, on: date
) -> list[Row]:
    """The rows of these kader with what is kept, and what is typed over it. Three queries, however many they are."""
    lines = queue.lines_of(event, shown, on=on)
    found: dict[int, dict[int, Observation]] = {}
    kept = Observation.objects.annotate(who=WHO).filter(
        event=event, superseded_by__isnull=True, who__in=[one.kader.pk for one in lines]
    )
    for one in kept.order_by("happened_at", "received_at"):
        found.setdefault(one.who, {})[one.competency_id] = one
    return [_row(line, found.get(line.kader.pk, {}), asked, posted) for line in lines]


def keep(
    event: TrainingEvent,
    wanted: Sequence[Row],
    asked: Columns,
    *,
    day: date,
    reason: str,
    by: User,
    now: datetime,
) -> int:
    """Keep these rows, each for itself; one that cannot be taken says why and keeps what is typed. Out: how many."""
    done = 0
    for row in wanted:
        letters = _letters(row, asked)
        if any(box.problem for box in row.boxes):
            continue
        try:
            grid.enter(event, row.line.kader, letters, asked.forms, day=day, reason=reason, by=by, now=now)
        except UserError as error:
            row.problem = str(error)
        else:
            done, row.saved = done + 1, True
            for box in row.boxes:
                box.kept = box.text.strip().lower()
    return done


def _letters(row: Row, asked: Columns) -> dict[int, str]:
    found = {}
    for competency, box in zip(asked.competencies, row.boxes, strict=True):
        try:
            letter = box.cell.read(box.text)
        except ValueError as error:
            box.problem = str(error)
            continue
        if letter:
            found[competency.pk] = letter
        elif box.kept:
            box.problem = _("Yang sudah tersimpan tidak dapat dikosongkan. Ketik T atau B.")
    return found


def _row(line: queue.Line, stands: Mapping[int, Observation], asked: Columns, posted: Mapping[str, str]) -> Row:
    boxes = []
    for competency, cell in zip(asked.competencies, asked.cells, strict=True):
        kept = stands.get(competency.pk)
        letter = "" if kept is None else grid.SKILLED if kept.skilled else grid.NOT_YET
        fixed = kept is not None and kept.mode != Observation.Mode.GRID
        name = f"{line.kader.uuid}-{competency.key}"  # by its key: what waits on a computer outlives a change of groups
        text = letter.upper() if fixed else posted.get(name, letter.upper())[:8]
        boxes.append(Kept(cell, name, text, kept=letter, fixed=fixed))
    return Row(line, boxes)
