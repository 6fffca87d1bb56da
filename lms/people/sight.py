"""What an officer sees of one kader and one posyandu on this floor: duties, card, devices, who looked, who serves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from lms.areas.models import Posyandu
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import AuditEvent, Card, DeviceProfile, Kader, Membership, User
from lms.people.models.kader import Field
from lms.people.queries import PLACES, in_force, listed, listed_name

LOOKS_SHOWN = 10
_RANK = {office: rank for rank, office in enumerate(Membership.Office.values)}


@dataclass(frozen=True)
class Access:
    """How she comes in: her valid card, when she chose her PIN, on how many phones she has a corner."""

    card: Card | None
    pin_set_at: datetime | None
    devices: int


def duties(kader: Kader, *, on: date) -> tuple[list[Membership], list[Membership]]:
    """What she does on that day (the one that counts her first), and what she did or will do, the latest first.

    What was entered by mistake is left out.
    """
    rows = list(
        kader.memberships.exclude(until=F("since")).select_related(*PLACES).order_by("-primary", "-since", "pk")
    )
    now = [row for row in rows if row.since <= on < (row.until or date.max)]
    return now, sorted((row for row in rows if row not in now), key=lambda row: row.since, reverse=True)


def access(kader: Kader) -> Access:
    """Three queries."""
    user = User.objects.filter(person=kader.person_id).first()
    devices = DeviceProfile.objects.filter(user=user, revoked_at=None, device__revoked_at=None).count() if user else 0
    return Access(
        Card.objects.filter(person=kader.person_id, revoked_at=None).first(),
        user.pin_set_at if user and user.pin else None,
        devices,
    )


def looks(kader: Kader) -> Sequence[AuditEvent]:
    """Who opened her page or looked at her NIK last; the same person in the same minute once."""
    found = audit.of_kader(kader, acts=[Act.KADER_SEEN, Act.NIK_REVEALED], most=LOOKS_SHOWN)
    once = {(one.actor_id, one.act, one.at.replace(second=0, microsecond=0)): one for one in reversed(found)}
    return list(reversed(once.values()))


@dataclass(frozen=True)
class Member:
    """Somebody who serves at a posyandu, as a list names her."""

    membership: Membership
    name: str


def crew(posyandu: Posyandu, *, on: date) -> list[tuple[str, list[Member]]]:
    """Who serves there on that day and may stand in a list, by bidang, whoever leads first. One query."""
    rows = Membership.objects.filter(in_force(on), posyandu=posyandu)
    rows = rows.filter(kader__in=listed(Kader.objects.all(), on=on)).select_related("kader__person")
    found: dict[str, list[Member]] = {str(label): [] for _value, label in Field.choices}
    for row in sorted(rows, key=lambda row: (_RANK[row.office], row.kader.person.folded)):
        found[row.get_field_display()].append(Member(row, listed_name(row.kader.person, on=on)))
    return [(label, members) for label, members in found.items() if members]


def facts(posyandu: Posyandu) -> Mapping[str, Any]:
    """Its kind, strata and verifications as they are now. Three queries."""
    return {
        "kind": posyandu.kinds.filter(until=None).first(),
        "strata": posyandu.strata.order_by("-assessed_on").first(),
        "verifications": list(posyandu.verifications.order_by("-verified_on")),
    }
