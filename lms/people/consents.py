"""The privacy notice and consents: told before first use, recorded with version and time, never rewritten."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lms.areas.errors import UserError
from lms.people import audit, nik_policy, rules
from lms.people.audit import Act
from lms.people.models import Consent, Person, User

# Whoever changes what the notice says (templates/people/privacy_notice.html) gives it a new version here.
NOTICE_VERSION = "2026-11"
RELATIONS = {"ibu": _("ibu"), "ayah": _("ayah"), "wali": _("wali")}


def notice_version() -> str:
    """The version in force; each decision to keep NIK makes another one, so that everybody is told again."""
    policies = nik_policy.told()
    return f"{NOTICE_VERSION}-nik{policies[0].pk}" if policies else NOTICE_VERSION


def has_read_notice(person: Person) -> bool:
    """Has she been shown the notice in force?"""
    rows = Consent.objects.filter(person=person, purpose=Consent.Purpose.NOTICE, version=notice_version(), given=True)
    return rows.exists()


def record_notice(
    person: Person, *, now: datetime, channel: str = Consent.Channel.SCREEN, by: User | None = None
) -> Consent:
    """She has been shown the notice in force: on her screen, or on paper by an officer (``by``)."""
    return Consent.objects.create(
        person=person,
        purpose=Consent.Purpose.NOTICE,
        version=notice_version(),
        channel=channel,
        at=now,
        recorded_by=by,
    )


def is_minor(person: Person, *, on: date) -> bool:
    """Is she known to be under 18 on that day? Without a birth date nobody is taken for a child."""
    return person.birth_date is not None and rules.age(person.birth_date, on) < rules.ADULT


def parent_consent(person: Person) -> Consent | None:
    """The parent's latest word for somebody under 18; None: never asked, or withdrawn."""
    last = Consent.objects.filter(person=person, purpose=Consent.Purpose.PARENT).order_by("-at", "-pk").first()
    return last if last is not None and last.given else None


def record_parent(person: Person, *, relation: str, given: bool, by: User, now: datetime) -> Consent:
    """A parent's signed paper was seen by an officer, or taken back. UserError for an unknown relation."""
    if relation not in RELATIONS:
        raise UserError("Pilih siapa yang memberi izin: ibu, ayah, atau wali.")
    audit.record(Act.PARENT_CONSENT, by=by, now=now, kader=getattr(person, "kader", None), detail={"given": given})
    return Consent.objects.create(
        person=person,
        purpose=Consent.Purpose.PARENT,
        relation=relation,
        given=given,
        channel=Consent.Channel.PAPER,
        at=now,
        recorded_by=by,
    )
