"""Takes an erased person out of the lists of the last seven days."""

from datetime import datetime

from lms.people.models import Person, RosterRow, RosterRun
from lms.people.persons import ERASED_NAME
from lms.people.registry import register_eraser


def forget_rows(person: Person, now: datetime) -> None:
    """Her rows of plans lose what was read."""
    RosterRow.objects.filter(kader__person=person).update(
        read={"name": ERASED_NAME}, differences=[], nik_index="", nik_sealed=""
    )


def forget_files(person: Person, now: datetime) -> None:
    """The files that she stands in go; what was planned from them stays."""
    for run in RosterRun.objects.filter(rows__kader__person=person).exclude(file="").distinct():
        run.file.delete(save=True)


register_eraser("people.RosterRow", forget_rows)
register_eraser("people.RosterRun", forget_files)
