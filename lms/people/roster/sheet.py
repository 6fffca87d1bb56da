"""The plan as a spreadsheet that can be corrected and uploaded again: our columns, our codes, a column *Keputusan*.

The code of a doubtful row stays empty: a row that comes back with a code is that person, and only people say so.
"""

from collections.abc import Iterator
from datetime import datetime

from lms.areas.sheets.writing import Page, Value, workbook
from lms.people.models import Kader, Membership, RosterRow, RosterRun
from lms.people.models.kader import Field
from lms.people.roster import choices, lines, screen, words
from lms.people.roster.plan import Answer

Office = Membership.Office
HEAD = (
    "Nama kader",
    "L/P",
    "Tanggal lahir",
    "Nomor HP",
    "Kecamatan",
    "Kelurahan",
    "Puskesmas",
    "Posyandu",
    "Bidang",
    "Jabatan",
    "Nomor SK",
    "Tanggal SK",
    "Mulai bertugas",
    "Kader sejak",
    "Kode kader",
    "Keputusan",
    "Hasil rencana",
    "Alasan",
    "Perubahan",
    "Mungkin orang ini",
    "Asal baris",
)
KNOWN = (RosterRow.Outcome.CHANGED, RosterRow.Outcome.UNCHANGED, RosterRow.Outcome.MOVED, RosterRow.Outcome.LEFT)


def plan_as_workbook(run: RosterRun, *, now: datetime) -> bytes:
    """All rows of a plan, read piece by piece."""
    return workbook([Page("Rencana", HEAD, _rows(run))], now)


def _rows(run: RosterRun) -> Iterator[list[Value]]:
    rows = (
        RosterRow.objects.filter(run=run)
        .select_related("kader__person", "posyandu__desa__parent", "pustu__desa__parent")
        .order_by("line")
    )
    for row in rows.iterator(chunk_size=500):
        yield _row(row, _candidates(row))


def _row(row: RosterRow, perhaps: str) -> list[Value]:
    entry = lines.entry_of(row)
    answer = lines.answer_of(row)
    place = row.posyandu or row.pustu
    desa = place.desa if place else None
    kader = row.kader if row.outcome in (*KNOWN, RosterRow.Outcome.MISSING) else None
    changes = "; ".join(f"{one['label']}: {one['old']} > {one['new']}" for one in screen.differences(row))
    return [
        words.kept_name(entry) or (kader.person.name if kader else ""),
        entry.sex,
        entry.birth_date,
        entry.phone,
        desa.parent.name if desa and desa.parent else entry.kecamatan,
        desa.name if desa else entry.kelurahan,
        entry.puskesmas,
        (str(place) if row.pustu else place.name) if place else entry.posyandu,
        str(Field(entry.field).label) if entry.field in Field.values else "",
        str(Office(entry.office).label) if entry.office in Office.values else "",
        entry.decree_number,
        entry.decree_date,
        entry.since,
        entry.served_since,
        str(kader.uuid) if kader else entry.code,
        _decision(answer),
        str(screen.OUTCOMES[RosterRow.Outcome(row.outcome)]),
        row.reason,
        changes,
        perhaps,
        screen.where_of(row),
    ]


def _decision(answer: Answer) -> str:
    if answer.skip:
        return choices.SKIP
    if answer.left:
        return f"{choices.LEFT} {answer.left:%d-%m-%Y}"
    if answer.who == Answer.NEW:
        return choices.NEW
    return "" if answer.second is None else choices.BOTH if answer.second else choices.MOVES


def _candidates(row: RosterRow) -> str:
    ids = [one["kader"] for one in row.candidates if "kader" in one]
    if not ids:
        return ""
    found = Kader.objects.select_related("person").filter(pk__in=ids)
    return "; ".join(f"{kader.person.name} {kader.uuid}" for kader in found)
