"""A list of training or assessment done elsewhere: read, planned row by row, applied.

Between plan and applying it travels sealed in the page; nothing of it is kept here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import outside
from assessments.models import OutsideEvidence, Rung
from assessments.outside import Claim
from assessments.outside_papers import noon
from assessments.serving import Serving
from lms.areas.errors import UserError
from lms.areas.sheets import reading
from lms.areas.sheets.dates import NoDate, read_day
from lms.areas.sheets.finding import find_tables
from lms.areas.sheets.grid import Cell
from lms.areas.sheets.table import Line as SheetLine
from lms.areas.sheets.vocabulary import Column, plain
from lms.people.folding import fold
from lms.people.models import Kader, User
from lms.people.queries import place_name, serving_somewhere
from lms.people.scope import Action, rows
from modules.models import Competency, CompetencyGroup, Programme

MOST = 2000
SALT = "assessments.outside_list"
GOOD_FOR = 24 * 60 * 60  # seconds
CHUNK = 200
EVERYTHING = {"semua", "lengkap", "a e", "semua kelompok", "25"}


def _column(key: str, names: str, **how: bool) -> Column:
    return Column(key, tuple(name.strip() for name in names.split("|")), **how)


COLUMNS = (
    _column("name", "nama | nama kader | nama lengkap | nama peserta", required=True),
    _column("document", "dokumen | bukti | sertifikat | nomor sertifikat | no sertifikat", required=True),
    _column("day", "tanggal | tgl | tanggal sertifikat | tanggal pelatihan | tanggal bukti", required=True),
    _column("posyandu", "posyandu | nama posyandu | pustu"),
    _column("desa", "kelurahan | desa | kelurahan desa | desa kelurahan"),
    _column("about", "kelompok | kelompok keterampilan | keterampilan | kompetensi | materi"),
    _column("rung", "tahap | hasil | status"),
    _column("number", "no | nomor | no urut"),
)


@dataclass(frozen=True)
class Entry:
    """One row as the file has it; ``problem`` says why it cannot be read."""

    row: int
    name: str
    posyandu: str
    desa: str
    about: str
    rung: str
    day: str
    document: str
    problem: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the plan: whom it is about and what is new of it, or why it is refused."""

    entry: Entry
    place: str = ""
    claims: tuple[Claim, ...] = ()
    new: int = 0
    problem: str = ""


def read(content: bytes, filename: str, *, today: date) -> list[Entry]:
    """Every row of the file. UserError for what is no such list, and for more than MOST rows."""
    found: list[Entry] = []
    for table in find_tables(reading.read(content, filename), COLUMNS):
        for line in table.lines:
            found.append(_entry(line, today))
            if len(found) > MOST:
                raise UserError(_("Daftar ini lebih dari 2.000 baris. Bagi dulu menjadi beberapa berkas."))
    if not found:
        raise UserError(_("Tidak ada baris di bawah judul kolomnya. Periksa berkasnya, lalu unggah lagi."))
    return found


def plan(entries: Sequence[Entry], *, programme: Programme, by: User, now: datetime) -> list[Line]:
    """Each row with the kader whom it means among those for whom the officer may accept proof."""
    known = _known(programme)
    lines: list[Line] = []
    for at in range(0, len(entries), CHUNK):
        some = entries[at : at + CHUNK]
        people = _people(some, by, on=timezone.localdate(now))
        serving = Serving((one.pk for found in people.values() for one, _place in found), field=programme.field)
        lines += [_line(entry, people, known, serving, now) for entry in some]
    return list(_fresh(lines))


def apply(entries: Sequence[Entry], *, programme: Programme, by: User, now: datetime) -> int:
    """Accept what the plan of this moment takes; what is refused stays out. Out: how many pieces were new."""
    claims = [claim for line in plan(entries, programme=programme, by=by, now=now) for claim in line.claims]
    return outside.accept_many(claims, programme=programme, by=by, now=now)


def seal(entries: Sequence[Entry], *, by: User) -> str:
    """The list as a text that only this user can give back, within a day."""
    return signing.dumps([by.pk, [astuple(entry) for entry in entries]], salt=SALT, compress=True)


def unseal(sealed: str, *, by: User) -> list[Entry]:
    """The list again. UserError if it is not hers, not whole, or too old."""
    try:
        user, given = signing.loads(sealed, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        user, given = None, []
    if user != by.pk:
        raise UserError(_("Daftar itu sudah lebih dari sehari atau tidak utuh. Unggah lagi berkasnya."))
    return [Entry(*row) for row in given]


def _entry(line: SheetLine, today: date) -> Entry:
    given = {key: _text(line.values.get(key)) for key in ("name", "posyandu", "desa", "about", "rung", "document")}
    for key in ("posyandu", "desa"):
        given[key] = given[key] or line.context.get("kelurahan" if key == "desa" else key, "")
    try:
        day, problem = read_day(line.values.get("day"), today=today), ""
    except NoDate as error:
        day, problem = None, str(error)
    return Entry(line.number, **given, day=day.isoformat() if day else "", problem=problem)


def _text(cell: Cell) -> str:
    return " ".join(str(cell).split())[:200] if cell is not None else ""


def _people(entries: Iterable[Entry], by: User, *, on: date) -> Mapping[str, list[tuple[Kader, str]]]:
    """Folded name -> the kader of that name within reach, each with her place."""
    names = {fold(entry.name) for entry in entries}
    found = list(rows(by, Action.AWARD, Kader.objects.select_related("person"), on=on).filter(person__folded__in=names))
    at = serving_somewhere([one.pk for one in found], day=on)
    people: dict[str, list[tuple[Kader, str]]] = {}
    for one in found:
        people.setdefault(one.person.folded, []).append((one, place_name(at[one.pk]) if one.pk in at else ""))
    return people


def _line(
    entry: Entry,
    people: Mapping[str, list[tuple[Kader, str]]],
    known: Mapping[str, CompetencyGroup | Competency],
    serving: Serving,
    now: datetime,
) -> Line:
    try:
        _readable(entry)
        kader, place = _meant(entry, people.get(fold(entry.name), []))
        about, rung = _about(entry, known), plain(entry.rung)
        at = noon(serving, kader.pk, date.fromisoformat(entry.day), now=now)
        if at > now:
            raise UserError(_("Tanggal bukti belum tiba. Periksa lagi tanggalnya."))
        return Line(entry, place, tuple(_claim(kader, one, rung, at, entry.document) for one in about))
    except UserError as error:
        return Line(entry, problem=str(error))


def _readable(entry: Entry) -> None:
    if entry.problem:
        raise UserError(entry.problem)
    if not entry.day:
        raise UserError(_("Tanggalnya kosong. Tulis tanggal pelatihan atau penilaiannya."))
    if not entry.document:
        raise UserError(_("Tulis dokumen apa yang diperlihatkan: jenis, nomor, tanggal, dan penerbitnya."))


def _meant(entry: Entry, named: Sequence[tuple[Kader, str]]) -> tuple[Kader, str]:
    wanted = [
        fold(re.sub(r"^(posyandu|pustu|kelurahan|desa)\b", "", part, flags=re.I))
        for part in (entry.posyandu, entry.desa)
    ]
    found = [(one, place) for one, place in named if all(part in fold(place) for part in wanted)]
    if not found:
        raise UserError(
            _("Tidak ada kader bernama itu di tempat itu, di wilayah Ibu/Bapak. Periksa nama dan posyandunya.")
        )
    if len(found) > 1:
        raise UserError(_("Ada lebih dari satu kader bernama itu. Tulis posyandu dan kelurahannya."))
    return found[0]


def _about(entry: Entry, known: Mapping[str, CompetencyGroup | Competency]) -> list[CompetencyGroup | Competency]:
    words = plain(entry.about)
    if not words or words in EVERYTHING:
        return [one for one in known.values() if isinstance(one, CompetencyGroup)]
    keys = re.findall(r"[a-z]\d*", words)
    if not keys or any(key not in known for key in keys):
        raise UserError(_("Kelompok atau keterampilannya tidak dikenal. Tulis misalnya A, B, atau B3."))
    return [known[key] for key in dict.fromkeys(keys)]


def _claim(kader: Kader, one: CompetencyGroup | Competency, rung: str, at: datetime, document: str) -> Claim:
    if isinstance(one, CompetencyGroup):
        if rung not in ("", Rung.TRAINED):
            raise UserError(_("Kelompok hanya dapat dilatih. Untuk dinilai atau terampil, tulis keterampilannya: B3."))
        return Claim(kader.pk, Rung.TRAINED, at, document, group_id=one.pk)
    if rung not in (Rung.ASSESSED, Rung.SKILLED):
        raise UserError(_("Tulis tahapnya, dinilai atau terampil, untuk satu keterampilan."))
    return Claim(kader.pk, rung, at, document, competency_id=one.pk)


def _fresh(lines: Sequence[Line]) -> Iterator[Line]:
    """With how much of each row is not recorded yet."""
    ids = sorted({claim.kader_id for line in lines for claim in line.claims})
    there: set[tuple[object, ...]] = set()
    for at in range(0, len(ids), CHUNK):
        found = OutsideEvidence.objects.filter(kader__in=ids[at : at + CHUNK])
        there |= set(found.values_list("kader_id", "rung", "group_id", "competency_id", "document"))
    for line in lines:
        new = sum(claim.identity not in there for claim in line.claims)
        yield Line(line.entry, line.place, line.claims, new, line.problem)


def _known(programme: Programme) -> dict[str, CompetencyGroup | Competency]:
    """What may be named in a row, by its key in small letters; groups in their order first."""
    groups = programme.groups.order_by("position")
    found: dict[str, CompetencyGroup | Competency] = {group.key.lower(): group for group in groups}
    competencies = Competency.objects.filter(group__in=groups).order_by("group__position", "position")
    return found | {one.key.lower(): one for one in competencies}
