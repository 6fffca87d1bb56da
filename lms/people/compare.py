"""Two rows side by side, and what a merge of them would do, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lms.areas.format import tanggal
from lms.people import registry
from lms.people.models import Kader, Membership, User
from lms.people.queries import PLACES, in_force, place_name


@dataclass(frozen=True)
class Side:
    """One row as an officer compares it: ``pairs`` [{name, value}], ``serving`` where she serves today."""

    kader: Kader
    pairs: Sequence[dict[str, str | Promise]]
    serving: Sequence[Membership]
    has_account: bool


@dataclass(frozen=True)
class Comparison:
    """``takes_over``: memberships of the second row in places where the first does not serve, with their names."""

    kept: Side
    gone: Side
    takes_over: Sequence[tuple[Membership, str]]

    @property
    def better_the_other_way(self) -> bool:
        """Only the second one has a card in use: she would have to get a new one."""
        return self.gone.has_account and not self.kept.has_account


def compare(kept: Kader, gone: Kader, *, on: date) -> Comparison:
    """Both rows for the officer's eyes."""
    first, second = _side(kept, on), _side(gone, on)
    there = {(row.posyandu_id, row.pustu_id, row.field) for row in first.serving}
    over = [row for row in second.serving if (row.posyandu_id, row.pustu_id, row.field) not in there]
    return Comparison(first, second, [(row, place_name(row)) for row in over])


def _side(kader: Kader, on: date) -> Side:
    person = kader.person
    serving = list(kader.memberships.filter(in_force(on)).select_related(*PLACES).order_by("-primary", "since"))
    account = User.objects.filter(person=person).exclude(pin="").exists()
    card = person.cards.filter(revoked_at=None).exists()
    pairs = [
        (_("Nama"), person.name),
        (_("Lahir"), tanggal(person.birth_date) if person.birth_date else ""),
        (_("Nomor HP"), person.phone),
        (_("Masa bakti sejak"), tanggal(kader.served_since) if kader.served_since else ""),
        (_("Bertugas di"), "; ".join(f"{place_name(row)} ({row.get_field_display()})" for row in serving)),
        (_("Tercatat"), "; ".join(registry.merge_sights(kader))),
        (_("Akun"), _("kartu dan PIN dipakai") if account else _("kartu tercetak") if card else _("belum ada kartu")),
    ]
    shown: list[dict[str, str | Promise]] = [{"name": name, "value": value or "-"} for name, value in pairs]
    return Side(kader, shown, serving, account)
