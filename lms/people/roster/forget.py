"""Takes an erased person out of the lists of the last seven days: rows that became her, and rows that name her.

A row that was refused or still waits for a decision belongs to nobody. It is hers as far as a name goes that stands
where she served or beside her birth date or phone; losing it costs a namesake no more than being written in the next
list.
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from lms.people.models import Membership, Person, RosterRow, RosterRun
from lms.people.persons import ERASED_NAME
from lms.people.registry import register_eraser
from lms.people.roster import tally
from lms.people.roster.match import name_key, place_key
from lms.people.roster.present import key_of

REASON = "Dihapus atas permintaan orangnya. Baris ini tidak diproses."


def forget_files(person: Person, now: datetime) -> None:
    """The files that she stands in go; what was planned from them stays."""
    runs = RosterRun.objects.filter(rows__kader__person=person) | RosterRun.objects.filter(pk__in=_naming(person))
    for run in runs.exclude(file="").distinct():
        run.file.delete(save=True)


def forget_rows(person: Person, now: datetime) -> None:
    """Her rows of plans lose what was read; those that only name her are not to be decided any more."""
    for run, rows in _naming(person).items():
        emptied = {"read": {}, "differences": [], "candidates": [], "answer": {}, "nik_index": "", "nik_sealed": ""}
        RosterRow.objects.filter(pk__in=rows).update(**emptied, outcome=RosterRow.Outcome.SKIPPED, reason=REASON)
        tally.recount(RosterRun.objects.get(pk=run))
    RosterRow.objects.filter(kader__person=person).update(
        read={"name": ERASED_NAME}, differences=[], nik_index="", nik_sealed=""
    )


def _naming(person: Person) -> dict[int, list[int]]:
    """By run the rows of nobody in which her name stands where she served, or beside her birth date or phone."""
    places = Membership.objects.filter(kader__person=person)
    served = {(posyandu, pustu) for posyandu, pustu in places.values_list("posyandu", "pustu")}
    names = {
        place_key(name or f"Pustu {pustu.removeprefix('Pustu ')}")
        for name, pustu in places.values_list("posyandu__name", "pustu__name")
    }
    key = key_of(person.name)
    found: dict[int, list[int]] = defaultdict(list)
    rows = RosterRow.objects.filter(kader=None, applied_at=None).exclude(read={})
    columns = ("pk", "run", "posyandu", "pustu", "read")
    for pk, run, *place, read in rows.values_list(*columns).iterator(chunk_size=2000):
        if name_key(read.get("name", "")) != key:
            continue
        here = tuple(place) in served if any(place) else place_key(read.get("posyandu", "")) in names
        if here or _confirms(read, person):
            found[run].append(pk)
    return found


def _confirms(read: dict[str, Any], person: Person) -> bool:
    born = person.birth_date.isoformat() if person.birth_date else None
    phones = [read.get("phone"), *read.get("more_phones", ())]
    return (born is not None and read.get("birth_date") == born) or (bool(person.phone) and person.phone in phones)


register_eraser("people.RosterRun", forget_files)  # before the rows that say which they are
register_eraser("people.RosterRow", forget_rows)
