"""A posyandu opens, is renamed, ends, or goes on as another one."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from lms.areas.errors import UserError
from lms.areas.format import tanggal
from lms.areas.models import Area, Posyandu, PosyanduKind, PosyanduStrata, PosyanduVerification, Puskesmas
from lms.areas.models.area import Level
from lms.areas.places.common import check_day, clean_name, refuse_if_needed
from lms.areas.places.common import rename as give_name

FACTS = ("registration_number", "decree_number", "decree_date", "opening")


@transaction.atomic
def open_one(
    *, name: str, desa: Area, puskesmas: Puskesmas, on: date | None, today: date, kind: str = PosyanduKind.Kind.TERPADU
) -> Posyandu:
    """A new posyandu; ``on`` None: nobody knows since when. UserError for a name taken, a wrong place or day."""
    plain = clean_name(name, "posyandu")
    check_place(desa, puskesmas)
    if on is not None:
        check_day(on, today=today, what="Tanggal berdiri")
    _claim_name(plain, desa)
    made = Posyandu.objects.create(name=plain, desa=desa, puskesmas=puskesmas, opened_on=on)
    PosyanduKind.objects.create(posyandu=made, kind=kind, since=on or today)
    return made


@transaction.atomic
def rename(posyandu: Posyandu, *, name: str, on: date, today: date) -> Posyandu:
    """From that day it has another name. UserError if another posyandu of the desa has it, or it is closed."""
    found = locked(posyandu)
    plain = clean_name(name, "posyandu")
    check_day(on, today=today, after=found.opened_on, what="Tanggal ganti nama")
    if plain == found.name:
        raise UserError(f"Namanya sudah {plain}. Tidak ada yang diubah.")
    _claim_name(plain, found.desa, but=found)
    give_name(found, plain, on=on)
    return found


@transaction.atomic
def close(posyandu: Posyandu, *, on: date, today: date) -> Posyandu:
    """``on`` is its first day of being closed. UserError while somebody still serves there."""
    found = locked(posyandu)
    check_day(on, today=today, after=found.opened_on, what="Tanggal tutup")
    refuse_if_needed(found, on=on)
    return _end(found, on=on)


@transaction.atomic
def take_back_closing(posyandu: Posyandu) -> Posyandu:
    """It was closed by mistake and never was: a posyandu that begins anew is opened as a new one."""
    found = Posyandu.objects.select_for_update().select_related("desa", "puskesmas").get(pk=posyandu.pk)
    if found.closed_on is None:
        raise UserError(f"{found} memang tidak ditutup.")
    if found.merged_into_id is not None:
        raise UserError(f"{found} berlanjut sebagai {found.merged_into}, jadi penutupannya tidak dapat dibatalkan.")
    if found.puskesmas.closed_on is not None:
        raise UserError(f"{found.puskesmas} sudah ditutup. Buka posyandu baru di puskesmas yang kini melayani.")
    _claim_name(found.name, found.desa)
    Posyandu.objects.filter(pk=found.pk).update(closed_on=None)
    found.closed_on = None
    return found


@transaction.atomic
def succeed(posyandu: Posyandu, *, desa: Area, puskesmas: Puskesmas, on: date, today: date, name: str = "") -> Posyandu:
    """From that day it stands elsewhere: it ends, and a successor with its papers and facts begins; with its name too,
    unless another is given.

    Who serves there must move in the same transaction, by the floor that knows people. UserError as for opening.
    """
    found = locked(posyandu)
    check_place(desa, puskesmas)
    check_day(on, today=today, after=found.opened_on, what="Tanggal pindah")
    if (found.desa_id, found.puskesmas_id) == (desa.pk, puskesmas.pk):
        raise UserError(f"{found} sudah ada di {desa} dan dilayani {puskesmas}. Tidak ada yang diubah.")
    plain = clean_name(name, "posyandu") if name.strip() else found.name
    _end(found, on=on)
    _claim_name(plain, desa)
    heir = Posyandu.objects.create(
        name=plain,
        desa=desa,
        puskesmas=puskesmas,
        opened_on=on,
        **{name: getattr(found, name) for name in FACTS},
    )
    _inherit(found, heir, on=on)
    Posyandu.objects.filter(pk=found.pk).update(merged_into=heir)
    return heir


@transaction.atomic
def end_into(posyandu: Posyandu, target: Posyandu, *, on: date, today: date) -> None:
    """From that day it is part of another posyandu. Who serves there must move in the same transaction."""
    found, into = locked(posyandu), locked(target)
    if found.pk == into.pk:
        raise UserError("Pilih posyandu lain untuk digabung.")
    if found.desa.kab_code != into.desa.kab_code:
        raise UserError(f"{into} ada di kabupaten/kota lain. Yang digabung harus sekabupaten/sekota.")
    check_day(on, today=today, after=found.opened_on, what="Tanggal gabung")
    check_day(on, today=today, after=into.opened_on, what="Tanggal gabung")
    _end(found, on=on)
    Posyandu.objects.filter(pk=found.pk).update(merged_into=into)


def check_place(desa: Area, puskesmas: Puskesmas) -> None:
    """UserError unless that is a desa in force and a puskesmas of the same kab/kota that is open."""
    if desa.level != Level.DESA or desa.until is not None:
        raise UserError(f"{desa} bukan desa/kelurahan yang berlaku. Pilih dari daftar.")
    if puskesmas.closed_on is not None:
        raise UserError(f"{puskesmas} ditutup {tanggal(puskesmas.closed_on)}. Pilih puskesmas lain.")
    if puskesmas.kab.code != desa.kab_code:
        raise UserError(f"{puskesmas} ada di kabupaten/kota lain. Pilih puskesmas yang melayani {desa}.")


def locked(posyandu: Posyandu) -> Posyandu:
    """The posyandu for change, with where it stands. UserError if it is closed."""
    found = Posyandu.objects.select_for_update(of=("self",)).select_related("desa", "puskesmas").get(pk=posyandu.pk)
    if found.closed_on is not None:
        raise UserError(f"{found} sudah ditutup {tanggal(found.closed_on)}, jadi tidak diubah.")
    return found


def same_name(desa: Area, name: str) -> QuerySet[Posyandu]:
    """The open posyandu of that name there, whatever the capitals."""
    return Posyandu.objects.filter(desa=desa, closed_on__isnull=True, name__iexact=name)


def _claim_name(name: str, desa: Area, *, but: Posyandu | None = None) -> None:
    # The lock lets two who open the same name follow each other.
    Area.objects.select_for_update().get(pk=desa.pk)
    taken = same_name(desa, name).exclude(pk__in=[but.pk] if but else []).first()
    if taken is not None:
        raise UserError(f"Di {desa} sudah ada {taken}. Periksa daftarnya, atau tambahkan angka: {name} 2.")


def _end(posyandu: Posyandu, *, on: date) -> Posyandu:
    posyandu.closed_on = on
    posyandu.save(update_fields=["closed_on"])
    return posyandu


def _inherit(old: Posyandu, heir: Posyandu, *, on: date) -> None:
    kind = old.kinds.filter(until__isnull=True).first()
    if kind is not None:
        PosyanduKind.objects.create(posyandu=heir, kind=kind.kind, since=on)
    PosyanduStrata.objects.bulk_create(
        PosyanduStrata(posyandu=heir, strata=row.strata, assessed_on=row.assessed_on) for row in old.strata.all()
    )
    PosyanduVerification.objects.bulk_create(
        PosyanduVerification(posyandu=heir, what=row.what, verified_on=row.verified_on)
        for row in old.verifications.all()
    )
