"""Everything held of a person: as data for another machine, and as a paper that she can read."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone

from assessments.queries import standing
from assessments.serving import programmes_of
from lms.areas import home, typeset
from lms.areas.format import angka, tanggal, tanggal_waktu
from lms.people import audit, nik
from lms.people.audit import Act
from lms.people.models import AuditEvent, Consent, Kader, Membership, Person, User
from lms.people.queries import place_name, rows_of
from lms.portal.privacy.marks import Holding, holdings

TEMPLATE = Path(__file__).resolve().parents[1] / "typst" / "own_data.typ"


def as_json(person: Person, *, by: User, now: datetime) -> bytes:
    """All rows of all tables that are marked as holding personal data, UTF-8; audited."""
    _told(person, "json", by=by, now=now)
    tables = {holding.model._meta.label: _rows(holding, person) for holding in holdings()}
    whole = {
        "made_at": now,
        "nik": nik.last4(person),
        "tables": {label: rows for label, rows in tables.items() if rows},
    }
    return json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def as_pdf(person: Person, *, by: User, now: datetime) -> bytes:
    """What matters of it, in her language; audited. Raises typst.TypstError."""
    _told(person, "pdf", by=by, now=now)
    return typeset.pdf(TEMPLATE, _paper(person, now), made_at=now)


def looks(person: Person, *, most: int) -> list[str]:
    """Who opened her data and when, newest first, as sentences."""
    kader = getattr(person, "kader", None)
    # The same person at the same page within a minute is told once: she reads who, and not how often it was loaded.
    return list(dict.fromkeys(_look(event) for event in audit.of_kader(kader, most=most))) if kader else []


def _look(event: AuditEvent) -> str:
    person = event.actor.person if event.actor else None
    who = person.name if person else "Sistem"
    return f"{who}, {_moment(event.at)}: {audit.LABELS.get(event.act, event.act)}"


def _told(person: Person, form: str, *, by: User, now: datetime) -> None:
    kader = getattr(person, "kader", None)
    audit.record(Act.DATA_EXPORTED, by=by, now=now, kader=kader, user=None if kader else by, detail={"form": form})


def _rows(holding: Holding, person: Person) -> list[dict[str, Any]]:
    fields = list(holding.fields())
    related = [field.name for field in fields if field.is_relation]
    rows = holding.rows(person).select_related(*related) if related else holding.rows(person)
    return [{field.name: _value(row, field.name, field.is_relation) for field in fields} for row in rows]


def _value(row: Model, name: str, is_relation: bool) -> Any:
    value = getattr(row, name)
    return str(value) if is_relation and value is not None else value


def _paper(person: Person, now: datetime) -> dict[str, Any]:
    area, kader = home.served(), Kader.objects.filter(person=person).first()
    return {
        "title": "Data saya di Tuntas",
        "office": f"Dinas Kesehatan {area.name}" if area else "Dinas Kesehatan",
        "made": f"Dibuat {_moment(now)}",
        "year": now.year,
        "month": now.month,
        "day": now.day,
        "sections": [
            {"title": "Diri", "pairs": _self(person), "lines": []},
            {"title": "Tugas", "pairs": [], "lines": _duties(kader) if kader else []},
            {"title": "Keterampilan", "pairs": [], "lines": _skills(kader, now) if kader else []},
            {"title": "Pemberitahuan dan izin", "pairs": [], "lines": _consents(person)},
            {"title": "Siapa yang membuka", "pairs": [], "lines": looks(person, most=100)},
            {"title": "Jumlah catatan per tabel di berkas JSON", "pairs": _counts(person), "lines": []},
        ],
        "foot": "Isi setiap catatan ada di berkas JSON yang diunduh dari halaman yang sama.",
    }


def _self(person: Person) -> list[list[str]]:
    born = tanggal(person.birth_date) if person.birth_date else "tidak dicatat"
    rows = {
        "Nama": person.name,
        "Jenis kelamin": person.get_sex_display(),
        "Tanggal lahir": born,
        "Nomor HP": person.phone or "tidak dicatat",
        "NIP": person.nip or "tidak dicatat",
        "NIK": f"disimpan tersandi, berakhir {nik.last4(person)}" if person.nik_sealed else "tidak disimpan",
    }
    return [[title, str(value)] for title, value in rows.items()]


def _duties(kader: Kader) -> list[str]:
    rows = (
        Membership.objects.filter(kader__in=rows_of(kader))
        .select_related("posyandu__desa", "pustu__desa")
        .order_by("since")
    )
    return [
        f"{place_name(row)}: {row.get_office_display()}, bidang {row.get_field_display().lower()}, "
        f"sejak {tanggal(row.since)}{f' sampai {tanggal(row.until)}' if row.until else ''}"
        for row in rows
    ]


def _skills(kader: Kader, now: datetime) -> list[str]:
    return [
        f"{group.group.key}. {group.group.title}: {group.sentence}"
        for whole in programmes_of(kader, on=timezone.localdate(now))
        for group in standing(kader, whole, now=now).groups
    ]


def _consents(person: Person) -> list[str]:
    rows = Consent.objects.filter(person=person).order_by("at")
    words = {True: "", False: " (ditarik)"}
    return [f"{row.get_purpose_display().capitalize()}, {_moment(row.at)}{words[row.given]}" for row in rows]


def _counts(person: Person) -> list[list[str]]:
    counts = ((holding.model._meta.label, holding.rows(person).count()) for holding in holdings())
    return [[label, angka(count)] for label, count in counts if count]


def _moment(moment: datetime) -> str:
    return tanggal_waktu(moment, timezone.get_current_timezone())
