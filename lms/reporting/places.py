"""The places below a place: the table of a board. One grouped query for the figures, one or two for the names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.areas import flower
from lms.areas.models import Area, Posyandu, Puskesmas, Pustu
from lms.areas.models.area import Level
from lms.reporting import queries, rungs
from lms.reporting.asked import Asked
from lms.reporting.queries import Figures
from lms.reporting.reach import Ground
from lms.reporting.rungs import ASSESSED, LEVELLED, TRAINED, Part
from lms.reporting.subject import Subject

NAMES: dict[int, str | Promise] = {
    0: _("Provinsi"),
    Level.PROVINCE: _("Kabupaten/kota"),
    Level.KAB: _("Kecamatan"),
    Level.KEC: _("Desa/kelurahan"),
    Level.DESA: _("Posyandu"),
}
_COLUMN = {Level.PROVINCE: "province_code", Level.KAB: "kab_code", Level.KEC: "kec_code", Level.DESA: "code"}


@dataclass(frozen=True)
class Place:
    """A place to be listed: its key in the tallies, its code for people, and where its own board is ("": none)."""

    key: str
    code: str
    name: str
    href: str = ""
    is_open: bool = True


@dataclass(frozen=True)
class Row:
    """A place with its figures."""

    place: Place
    figures: Figures
    groups: Sequence[str]

    @property
    def kader(self) -> int:
        return self.figures.get("kader", 0)

    @cached_property
    def trained(self) -> Part:
        return rungs.part(self.figures, TRAINED)

    @cached_property
    def assessed(self) -> Part:
        return rungs.part(self.figures, ASSESSED)

    @cached_property
    def levelled(self) -> Part:
        return rungs.part(self.figures, LEVELLED)

    @property
    def mini(self) -> list[flower.MiniPetal]:
        skilled = rungs.shares(self.figures, [f"group:{key}:skilled" for key in self.groups])
        return flower.mini(dict(zip(self.groups, skilled, strict=True)))


@dataclass(frozen=True)
class Head:
    """A column: its title, the address that sorts by it, how it is sorted (aria-sort), whether phones leave it out."""

    title: str | Promise
    href: str
    sorted: str
    wide: bool


@dataclass(frozen=True)
class Table:
    """The rows in the order asked for; ``name`` says what they are."""

    name: str | Promise
    rows: Sequence[Row]
    asked: Asked

    @property
    def heads(self) -> list[Head]:
        """The columns; those after ``dilatih`` are left out on a phone, one tap away."""
        titles = [
            ("nama", self.name),
            ("kader", _("Kader")),
            ("dilatih", TRAINED.name),
            ("dinilai", ASSESSED.name),
            ("ditetapkan", LEVELLED.name),
        ]
        return [
            Head(title, self.asked.sorted_by(key), self._sorted(key), n > 2) for n, (key, title) in enumerate(titles)
        ]

    def _sorted(self, key: str) -> str:
        if self.asked.order != key:
            return "none"
        return "descending" if self.asked.down else "ascending"


_ORDER: Mapping[str, Callable[[Row], tuple[object, ...]]] = {
    "kode": lambda row: (row.place.code,),
    "nama": lambda row: (row.place.name.casefold(),),
    "kader": lambda row: (row.kader,),
    "dilatih": lambda row: (row.trained.share, row.trained.part),
    "dinilai": lambda row: (row.assessed.share, row.assessed.part),
    "ditetapkan": lambda row: (row.levelled.share, row.levelled.part),
}


def below(subject: Subject, ground: Ground, asked: Asked) -> Table:
    """The areas directly below, or the posyandu and pustu of a desa."""
    found = _posyandu(ground, asked) if ground.level == Level.DESA else _areas(ground, asked)
    return _table(subject, ground.place, found, NAMES[ground.level], asked)


def puskesmas(subject: Subject, ground: Ground, asked: Asked) -> Table:
    """The puskesmas of a kab/kota."""
    rows = Puskesmas.objects.filter(kab__code=ground.code, kab__until__isnull=True).order_by("name")
    found = [Place(f"k:{pk}", name, name) for pk, name in rows.values_list("pk", "name")]
    return _table(subject, f"k:{ground.code}", found, _("Puskesmas"), asked)


def open_posyandu(ground: Ground, *, day: date) -> int:
    """How many posyandu were open there on that day: of what those ready for a life stage are a share."""
    here = {f"desa__{_COLUMN[Level(ground.level)]}": ground.code} if ground.place else {}
    return Posyandu.objects.filter(_open(day), **here).count()


def _areas(ground: Ground, asked: Asked) -> list[Place]:
    where = {"parent__code": ground.code, "parent__until__isnull": True} if ground.place else {"level": Level.PROVINCE}
    rows = Area.objects.filter(until__isnull=True, **where).order_by("code").values_list("code", "name")
    return [Place(code, code, name, asked.address("board", code)) for code, name in rows]


def _posyandu(ground: Ground, asked: Asked) -> list[Place]:
    here = {"desa__code": ground.code, "desa__until__isnull": True}
    is_open = ExpressionWrapper(_open(asked.day), BooleanField())
    rows = Posyandu.objects.filter(**here).order_by("name").values_list("pk", "uuid", "name", is_open)
    found = [
        Place(f"p:{pk}", name, name, asked.address("posyandu-board", uuid), is_open) for pk, uuid, name, is_open in rows
    ]
    pustu = Pustu.objects.filter(**here).order_by("name").values_list("pk", "name", is_open)
    # After the posyandu, since its kader are counted apart from theirs.
    return [*found, *(Place(f"u:{pk}", f"~{name}", f"Pustu {name}", "", opened) for pk, name, opened in pustu)]


def _open(day: date) -> Q:
    return (Q(opened_on__isnull=True) | Q(opened_on__lte=day)) & (Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def _table(subject: Subject, parent: str, found: Sequence[Place], name: str | Promise, asked: Asked) -> Table:
    figures = queries.children(subject.programme, parent, day=asked.day, measures=subject.row_measures)
    rows = [Row(place, figures.get(place.key, {}), subject.group_keys) for place in _whole(found, figures)]
    return Table(name, sorted(rows, key=_ORDER[asked.order], reverse=asked.down), asked)


def _whole(found: Sequence[Place], figures: Mapping[str, Figures]) -> list[Place]:
    """Without what was closed and counts nobody, and with what was counted under a code no longer in force, so that
    the rows add up to their total.
    """
    listed = {place.key for place in found}
    shown = [place for place in found if place.is_open or place.key in figures]
    return [*shown, *(Place(key, key, key) for key in sorted(figures) if key not in listed)]
