"""What stands on a paper, frozen at issue: later changes of names, places or programmes do not touch it."""

from datetime import date
from typing import Any

from django.conf import settings

from certificates import queries
from certificates.models import Award
from lms.areas.models import Area
from lms.people.models import Membership
from lms.people.queries import office_of
from modules.models import Competency, Programme

VERSION = 1


def frozen(award: Award, place: Membership, *, number: str, issued_on: date) -> dict[str, Any]:
    """The claims of a TKK certificate as plain JSON: dates as ISO text, no NIK, phone or birth date."""
    programme = award.level.scheme.programme
    groups = _groups(award, programme)
    return {
        "v": VERSION,
        "name": award.kader.person.name,
        "level": {"key": award.level.key, "title": award.level.title},
        "programme": {"key": programme.key, "title": programme.title},
        **_place(place),
        "number": number,
        "issued_on": issued_on.isoformat(),
        "minutes": {"number": award.minutes_number, "date": award.minutes_date.isoformat()},
        "decree": {"number": award.decree_number, "date": award.decree_date.isoformat()},
        "groups": groups,
        "skilled": sum(len(group["skills"]) for group in groups if group["skilled"]),
        "total": sum(len(group["skills"]) for group in groups),
        **_office(queries.kab_of(place)),
        "contoh": settings.DEMO,
    }


def _place(membership: Membership) -> dict[str, Any]:
    where = membership.posyandu or membership.pustu
    if where is None:
        raise LookupError(f"membership {membership.pk} has no place")
    kab = queries.kab_of(membership)
    return {
        "place": str(where),
        "desa": f"{_desa_word(where.desa)} {where.desa.name}",
        "puskesmas": str(where.puskesmas),
        "kab": {"code": kab.code, "name": kab.name},
    }


def _office(kab: Area) -> dict[str, Any]:
    """Who issues it: kop, logo (the name of its file) and signature of the Dinas, as far as it has said them."""
    office = office_of(kab)
    if office is None:
        return {"official": None}
    head = office.head
    return {
        "office": {
            "government": office.government,
            "name": office.name,
            "address": office.address,
            "city": office.city,
            "title": office.head_title,
            "logo": office.logo.name,
        },
        "official": {"name": head.name, "nip": head.nip, "rank": office.head_rank} if head else None,
    }


def _desa_word(desa: Area) -> str:
    """Kemendagri numbers kelurahan from 1001 and desa from 2001."""
    return "Kelurahan" if desa.code.rpartition(".")[2].startswith("1") else "Desa"


def _groups(award: Award, programme: Programme) -> list[dict[str, Any]]:
    skilled = queries.skilled_groups([award.kader_id], programme=programme)[award.kader_id]
    rows = Competency.objects.filter(group__programme=programme).order_by("group__position", "position")
    groups: dict[str, dict[str, Any]] = {}
    for row in rows.select_related("group"):
        blank = {"key": row.group.key, "title": row.group.title, "skilled": row.group.key in skilled, "skills": []}
        groups.setdefault(row.group.key, blank)["skills"].append({"key": row.key, "title": row.title})
    return list(groups.values())
