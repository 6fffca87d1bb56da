"""Takes an erased person out of the lists of the last seven days: rows that became her, and rows that name her.

A row that was refused or still waits for a decision belongs to nobody. It is hers as far as a name at a posyandu goes,
and losing it costs a namesake no more than being written in the next list.
"""

from collections import defaultdict
from datetime import datetime

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
    """By run the rows of nobody in which her name stands at a posyandu where she served."""
    places = Membership.objects.filter(kader__person=person, posyandu__isnull=False)
    where = dict(places.values_list("posyandu", "posyandu__name"))
    names = {place_key(name) for name in where.values()}
    key = key_of(person.name)
    found: dict[int, list[int]] = defaultdict(list)
    rows = RosterRow.objects.filter(kader=None, applied_at=None).exclude(read={})
    for pk, run, posyandu, read in rows.values_list("pk", "run", "posyandu", "read").iterator(chunk_size=2000):
        here = posyandu in where if posyandu else place_key(read.get("posyandu", "")) in names
        if here and name_key(read.get("name", "")) == key:
            found[run].append(pk)
    return found


register_eraser("people.RosterRun", forget_files)  # before the rows that say which they are
register_eraser("people.RosterRow", forget_rows)
