"""What the screens of a run show: its rows with everybody they speak of, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.areas.format import tanggal
from lms.areas.models import Posyandu, Pustu
from lms.people import rules
from lms.people.models import Kader, Membership, RosterRow, RosterRun
from lms.people.queries import in_force, place_name
from lms.people.roster import choices, lines, words
from lms.people.roster.choices import Choice
from lms.people.roster.entries import Entry

PAGE = 50
Outcome = RosterRow.Outcome
# In the order in which an officer works: what waits for her first, what needs nothing last.
OUTCOMES = {
    Outcome.DOUBTFUL: gettext_lazy("Perlu keputusan"),
    Outcome.REFUSED: gettext_lazy("Ditolak"),
    Outcome.NEW: gettext_lazy("Baru"),
    Outcome.CHANGED: gettext_lazy("Berubah"),
    Outcome.MOVED: gettext_lazy("Pindah"),
    Outcome.LEFT: gettext_lazy("Berhenti"),
    Outcome.MISSING: gettext_lazy("Tidak ada di berkas"),
    Outcome.SKIPPED: gettext_lazy("Dilewati"),
    Outcome.UNCHANGED: gettext_lazy("Tetap"),
}
LABELS = {
    "name": gettext_lazy("Nama"),
    "sex": gettext_lazy("L/P"),
    "birth_date": gettext_lazy("Tanggal lahir"),
    "phone": gettext_lazy("Nomor HP"),
    "nik": gettext_lazy("NIK"),
    "served_since": gettext_lazy("Kader sejak"),
    "office": gettext_lazy("Jabatan"),
    "decree_number": gettext_lazy("Nomor SK"),
    "decree_date": gettext_lazy("Tanggal SK"),
    "place": gettext_lazy("Tempat tugas"),
    "bidang": gettext_lazy("Bidang"),
}
DAYS = ("birth_date", "served_since", "decree_date")


@dataclass(frozen=True)
class Option:
    """One thing that can be decided about a row."""

    value: str
    text: str


@dataclass
class Line:
    """One row of a run as it is shown."""

    row: RosterRow
    name: str
    where: str
    place: str
    said: str
    differences: list[dict[str, str]]
    entered: str = ""
    options: list[Option] = field(default_factory=list)

    @property
    def asks_for_a_day(self) -> bool:
        return any(option.value == choices.LEFT for option in self.options)


def page_of(run: RosterRun, outcome: str, number: str, *, on: date, is_open: bool) -> tuple[Page, list[Line]]:
    """A page of rows of one outcome, and their lines. At most six queries."""
    rows = RosterRow.objects.filter(run=run, outcome=outcome).order_by("line")
    page = Paginator(rows.select_related("posyandu__desa", "pustu__desa", "kader__person"), PAGE).get_page(number)
    found = list(page.object_list)
    seen = _Seen.of(run, found, on=on)
    return page, [_line(row, seen, is_open=is_open) for row in found]


@dataclass(frozen=True)
class _Seen:
    """Everybody whom some rows might mean, where they serve, and the rows they speak of."""

    kader: dict[int, Kader]
    posts: dict[int, list[Membership]]
    posyandu: dict[int, Posyandu | Pustu]
    lines: dict[int, RosterRow]

    @classmethod
    def of(cls, run: RosterRun, rows: Sequence[RosterRow], *, on: date) -> "_Seen":
        named = _named(rows, "kader") | {row.kader_id for row in rows if row.kader_id}
        kader = Kader.objects.select_related("person").in_bulk(named)
        posts: dict[int, list[Membership]] = {}
        serving = Membership.objects.filter(in_force(on), kader__in=named).select_related(
            "posyandu__desa", "pustu__desa"
        )
        for post in serving.order_by("-primary", "pk"):
            posts.setdefault(post.kader_id, []).append(post)
        asked = _named(rows, "posyandu")
        places: dict[int, Posyandu | Pustu] = dict(Posyandu.objects.select_related("desa").in_bulk(asked))
        if any(pk < 0 for pk in asked):
            places |= {
                -pk: one for pk, one in Pustu.objects.select_related("desa").in_bulk([-pk for pk in asked]).items()
            }
        others = RosterRow.objects.filter(run=run, line__in=_named(rows, "line"))
        return cls(kader, posts, places, {row.line: row for row in others})


def _named(rows: Iterable[RosterRow], kind: str) -> set[int]:
    return {one[kind] for row in rows for one in row.candidates if kind in one}


def _line(row: RosterRow, seen: _Seen, *, is_open: bool) -> Line:
    entry = lines.entry_of(row) if row.read else None
    name = words.kept_name(entry) if entry else row.kader.person.name if row.kader else ""
    there = row.posyandu or row.pustu
    place = f"{there}, {there.desa.name}" if there else ""
    said = ", ".join(filter(None, [entry.posyandu, entry.kelurahan])) if entry and not place else ""
    entered = _entered(entry) if entry and row.outcome == Outcome.NEW else ""
    line = Line(row, name or _("(tanpa nama)"), where_of(row), place, said, differences(row), entered)
    asked = row.outcome in (Outcome.DOUBTFUL, Outcome.MISSING)
    if is_open and row.applied_at is None and (asked or row.decided_at):
        line.options = list(_options(row, seen))
    return line


def _entered(entry: Entry) -> str:
    """What of a newcomer is written down beside name and place, so that it can be checked against the paper."""
    born = _("lahir %(day)s") % {"day": tanggal(entry.birth_date)} if entry.birth_date else ""
    phone = _("HP %(number)s") % {"number": rules.local_number(entry.phone)} if entry.phone else ""
    office = str(dict(Membership.Office.choices).get(entry.office, ""))
    return " · ".join(filter(None, [born, phone, office]))


def where_of(row: RosterRow) -> str:
    """Where the row stands in the file."""
    if not row.row:
        return ""
    if row.sheet:
        return _("baris %(row)s, lembar %(sheet)s") % {"row": row.row, "sheet": row.sheet}
    return _("baris %(row)s") % {"row": row.row}


def differences(row: RosterRow) -> list[dict[str, str]]:
    """Old and new values with their labels, for people."""
    return [
        {"label": str(LABELS[one["field"]]), "old": _value(one, "old") or "–", "new": _value(one, "new")}
        for one in row.differences
    ]


def _value(one: dict[str, str], side: str) -> str:
    text = one[side]
    if one["field"] in DAYS and text:
        return tanggal(date.fromisoformat(text))
    if one["field"] == "phone":
        return rules.local_number(text)
    return dict(Membership.Office.choices).get(text, text) if one["field"] == "office" else text


def _options(row: RosterRow, seen: _Seen) -> Iterable[Option]:
    for one in row.candidates:
        if "kader" in one and one["kader"] in seen.kader:
            yield from _same(row, seen.kader[one["kader"]], seen.posts.get(one["kader"], []))
        elif "line" in one and one["line"] in seen.lines:
            other = seen.lines[one["line"]]
            text = _("Orang yang sama dengan %(where)s: %(name)s")
            values = {"where": where_of(other), "name": words.kept_name(lines.entry_of(other))}
            yield Option(str(Choice(choices.LINE, other.line)), text % values)
        elif "posyandu" in one and one["posyandu"] in seen.posyandu:
            place = seen.posyandu[one["posyandu"]]
            text = _("%(place)s, %(desa)s") % {"place": place, "desa": place.desa.name}
            yield Option(str(Choice(choices.PLACE, one["posyandu"])), text)
    if any("posyandu" not in one for one in row.candidates):
        yield Option(choices.NEW, _("Orang lain: catat sebagai kader baru"))
    if row.membership_id and not row.candidates:
        yield Option(choices.LEFT, _("Sudah berhenti, sejak tanggal:"))
    yield Option(choices.SKIP, _("Biarkan, jangan diubah") if not row.read else _("Lewati baris ini"))


def _same(row: RosterRow, kader: Kader, posts: Sequence[Membership]) -> Iterable[Option]:
    """The same person: here already, or from elsewhere, moving or serving in both."""
    who = _who(kader, posts)
    here = not posts or any((post.posyandu_id, post.pustu_id) == (row.posyandu_id, row.pustu_id) for post in posts)
    if here:
        yield Option(str(Choice(choices.SAME, kader.pk)), _("Orang yang sama: %(who)s") % {"who": who})
        return
    yield Option(str(Choice(choices.MOVES, kader.pk)), _("Orang yang sama, pindah ke sini: %(who)s") % {"who": who})
    yield Option(
        str(Choice(choices.BOTH, kader.pk)), _("Orang yang sama, bertugas di keduanya: %(who)s") % {"who": who}
    )


def _who(kader: Kader, posts: Sequence[Membership]) -> str:
    """Enough to tell one from another, and no more."""
    person = kader.person
    born = _("lahir %(day)s") % {"day": tanggal(person.birth_date)} if person.birth_date else ""
    phone = _("HP berakhir %(digits)s") % {"digits": person.phone[-4:]} if person.phone else ""
    return " · ".join(filter(None, [person.name, *(place_name(post) for post in posts[:2]), born, phone]))


def rest(run: RosterRun, posted: Mapping[str, str], *, on: date) -> dict[int, Choice]:
    """What ``semua`` decides about the other rows of the page it was chosen on; nothing where it does not fit."""
    word, outcome = posted.get("semua", ""), posted.get("hasil", "")
    if word not in (choices.SAME, choices.NEW, choices.SKIP) or outcome not in (Outcome.DOUBTFUL, Outcome.MISSING):
        return {}
    _page, shown = page_of(run, outcome, posted.get("page", "1"), on=on, is_open=True)
    found: dict[int, Choice] = {}
    for line in shown:
        if word == choices.NEW and any("elsewhere" in one for one in line.row.candidates):
            continue  # nobody is entered a second time with a single word for many
        fitting = [option.value for option in line.options if option.value.partition(":")[0] == word]
        if len(fitting) == 1:
            found[line.row.line] = Choice.parse(fitting[0])
    return found


def tabs(run: RosterRun) -> list[tuple[str, str, int]]:
    """Outcome, words and number of rows, of those there are."""
    return [(key, str(text), run.counts[key]) for key, text in OUTCOMES.items() if run.counts.get(key)]


def runs_of(reachable: QuerySet[RosterRun], number: str) -> Page:
    """A page of runs, the latest first."""
    rows = reachable.select_related("by__person", "area", "puskesmas").order_by("-made_at", "-pk")
    return Paginator(rows, PAGE).get_page(number)
