"""The keyboard grid for a form on paper: a row a kader, a box a cell; what cannot be taken is said beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q

from assessments import marks, paper, results
from assessments.marks import Marks
from assessments.models import Attempt, PaperForm
from assessments.printed import Cell
from lms.areas.errors import UserError
from lms.people.models import Kader, Membership, User
from lms.people.queries import in_field, in_force, place_name, serving
from lms.people.scope import Action
from lms.people.scope import rows as within

PAGE = 20


@dataclass
class Box:
    cell: Cell
    name: str
    text: str = ""
    problem: str = ""


@dataclass
class Row:
    """One kader. ``saved`` says what her accepted row earned; then there is nothing to type."""

    kader: Kader
    place: str
    boxes: list[Box] = field(default_factory=list)
    saved: str = ""
    problem: str = ""

    @property
    def is_begun(self) -> bool:
        return any(box.text.strip() for box in self.boxes)

    @property
    def is_full(self) -> bool:
        return self.is_begun and all(box.text.strip() for box in self.boxes)


def kader(form: PaperForm, user: User, *, search: str, page: str, on: date) -> Page:
    """Those of the form's puskesmas whom this officer assesses, by posyandu and name."""
    at = Q(posyandu__puskesmas=form.puskesmas) | Q(pustu__puskesmas=form.puskesmas)
    here = Membership.objects.filter(in_force(on), at, in_field(_field(form)), kader=OuterRef("pk"))
    found = within(user, Action.ASSESS, Kader.objects.select_related("person"), on=on).filter(Exists(here))
    if search:
        named = here.filter(Q(posyandu__name__icontains=search) | Q(pustu__name__icontains=search))
        found = found.filter(Q(person__name__icontains=search) | Exists(named))
    return Paginator(found.order_by("person__name", "pk"), PAGE).get_page(page)


def rows(form: PaperForm, people: Sequence[Kader], posted: Mapping[str, str], *, on: date) -> list[Row]:
    """The rows with what is typed so far."""
    places = serving([one.pk for one in people], field=_field(form), day=on)
    cells, saved = paper.cells(paper.items(form)), _saved(form, people)
    return [
        Row(
            kader=one,
            place=place_name(places[one.pk]) if one.pk in places else "",
            boxes=[] if one.pk in saved else _boxes(one, cells, posted),
            saved=saved.get(one.pk, ""),
        )
        for one in people
    ]


def hand_in(form: PaperForm, wanted: Sequence[Row], *, day: date, by: User, now: datetime) -> int:
    """Hand in these rows, each for itself; one that cannot be taken keeps what is typed and says why. Out: how many."""
    shown = paper.items(form)
    for row in wanted:
        typed = [_read(box) for box in row.boxes]
        if any(box.problem for box in row.boxes):
            continue
        try:
            receipt = paper.enter(form, row.kader, paper.answers(shown, typed), day=day, by=by, now=now)
        except UserError as error:
            row.problem = str(error)
        else:
            row.saved, row.boxes = _told(marks.of(receipt.attempt), receipt.code), []
    return sum(bool(row.saved) for row in wanted)


def _read(box: Box) -> str:
    try:
        return box.cell.read(box.text)
    except ValueError as error:
        box.problem = str(error)
        return ""


def _boxes(one: Kader, cells: Sequence[Cell], posted: Mapping[str, str]) -> list[Box]:
    names = [f"{one.uuid}-{at}" for at in range(len(cells))]
    return [Box(cell, name, posted.get(name, "")[:80]) for cell, name in zip(cells, names, strict=True)]


def _saved(form: PaperForm, people: Sequence[Kader]) -> dict[int, str]:
    found = marks.in_force(Attempt.objects.filter(ticket__paper=form, kader__in=people)).defer("body")
    return {row.kader_id: _told(marks.read(row), row.receipt) for row in found}


def _told(earned: Marks, receipt: str) -> str:
    return f"{results.told(earned)} · {receipt}"


def _field(form: PaperForm) -> str:
    group = form.quiz.competency.group if form.quiz.competency else form.quiz.group
    return str(group.programme.field)  # type: ignore[union-attr]
