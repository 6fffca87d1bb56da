"""What is known of a posyandu, with its days: kind, registration number, SK, strata, verification."""

from datetime import date

from django.db import transaction

from lms.areas.errors import UserError
from lms.areas.format import tanggal
from lms.areas.models import Posyandu, PosyanduKind, PosyanduStrata, PosyanduVerification
from lms.areas.opening import CODES
from lms.areas.places.common import check_day
from lms.areas.places.posyandu import locked


@transaction.atomic
def become(posyandu: Posyandu, *, kind: str, on: date, today: date) -> PosyanduKind:
    """From that day it is of another kind (Bontang's posyandu balita *became* terpadu). UserError if it already is."""
    found = locked(posyandu)
    check_day(on, today=today, what="Tanggal berubah jenis")
    now = found.kinds.filter(until__isnull=True).first()
    if now is not None:
        if now.kind == kind:
            raise UserError(f"{found} sudah berjenis {now.get_kind_display()}. Tidak ada yang diubah.")
        if on < now.since:
            raise UserError(f"Jenis sekarang berlaku sejak {tanggal(now.since)}. Tulis tanggal itu atau sesudahnya.")
        if on == now.since:  # a kind that held no day was a slip of the pen
            now.kind = kind
            now.save(update_fields=["kind"])
            return now
        PosyanduKind.objects.filter(pk=now.pk).update(until=on)
    return PosyanduKind.objects.create(posyandu=found, kind=kind, since=on)


@transaction.atomic
def set_papers(
    posyandu: Posyandu, *, registration_number: str, decree_number: str, decree_date: date | None, today: date
) -> Posyandu:
    """Registration number (Kepmendagri 2834/2025) and SK pembentukan; empty takes them away. UserError if in use."""
    found = locked(posyandu)
    if decree_date is not None:
        check_day(decree_date, today=today, what="Tanggal SK")
    number = " ".join(registration_number.split())
    other = Posyandu.objects.filter(registration_number=number, closed_on__isnull=True).exclude(pk=found.pk).first()
    if number and other is not None:
        raise UserError(f"Nomor registrasi {number} sudah dipakai {other}, {other.desa}. Periksa nomornya.")
    found.registration_number, found.decree_number = number, " ".join(decree_number.split())
    found.decree_date = decree_date
    found.save(update_fields=["registration_number", "decree_number", "decree_date"])
    return found


@transaction.atomic
def set_opening(posyandu: Posyandu, *, opening: str, today: date) -> Posyandu:
    """On which day of each month it opens; "" takes it away. UserError for what is no code of ``lms.areas.opening``."""
    found = locked(posyandu)
    if opening not in ("", *CODES):
        raise UserError("Pilih hari buka dari daftar. Belum ada yang berubah.")
    found.opening = opening
    found.save(update_fields=["opening"])
    return found


@transaction.atomic
def assess_strata(posyandu: Posyandu, *, strata: str, on: date, today: date) -> PosyanduStrata:
    """The strata found on that day; a second one of the same day replaces the first."""
    check_day(on, today=today, what="Tanggal penilaian strata")
    row, _ = PosyanduStrata.objects.update_or_create(
        posyandu=locked(posyandu), assessed_on=on, defaults={"strata": strata}
    )
    return row


@transaction.atomic
def verify(posyandu: Posyandu, *, what: str, on: date, today: date) -> PosyanduVerification:
    """It was verified as something (*siklus hidup*) on that day; the same twice is one."""
    check_day(on, today=today, what="Tanggal verifikasi")
    found, words = locked(posyandu), " ".join(what.split())[:80]
    if not words:
        raise UserError("Tulis verifikasi apa, misalnya siklus hidup.")
    row, _ = PosyanduVerification.objects.get_or_create(posyandu=found, what=words, verified_on=on)
    return row
