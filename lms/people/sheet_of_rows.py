"""The rows of a posyandu as they were typed on one screen: read, and compared with who is there and with each other."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BaseFormSet
from django.utils.translation import gettext as _

from lms.areas.models import Posyandu
from lms.people import alike
from lms.people.entry import NewMember
from lms.people.entry_forms import member, sought
from lms.people.folding import fold
from lms.people.models import User


@dataclass(frozen=True)
class Row:
    """One filled row; ``number`` as it stands on the screen."""

    number: int
    form: Any
    member: NewMember


def read(rows: BaseFormSet) -> list[Row]:
    """The rows in which something was typed, of a valid set."""
    return [Row(n, form, member(form.cleaned_data)) for n, form in enumerate(rows.forms, 1) if form.has_changed()]


def doubtful(rows: list[Row], *, near: Posyandu, user: User, on: date) -> bool:
    """Must the officer look again? Says why at each row, and hangs whoever looks alike on its form.

    Nothing typed at all, somebody who is perhaps known already, and one name twice on the screen.
    """
    if not rows:
        return True
    first: dict[str, int] = {}
    found = False
    for row, others in zip(
        rows, alike.find([sought(r.member) for r in rows], near=near, user=user, on=on), strict=True
    ):
        twice = first.setdefault(fold(row.member.person.name), row.number)
        if row.form.cleaned_data["new"] or not (others or twice != row.number):
            continue
        found = True
        row.form.alike = others
        if twice != row.number:
            row.form.add_error("name", _("Sama dengan baris %(number)s.") % {"number": twice})
    return found
