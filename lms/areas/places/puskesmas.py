"""A puskesmas opens, is renamed, serves certain kelurahan, closes; and so does a pustu."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from lms.areas.errors import UserError
from lms.areas.format import angka, daftar, tanggal
from lms.areas.models import Area, Catchment, Puskesmas, Pustu
from lms.areas.models.area import Level
from lms.areas.places.common import check_day, clean_name, refuse_if_needed
from lms.areas.places.common import rename as give_name
from lms.areas.places.posyandu import check_place


@transaction.atomic
def open_puskesmas(*, name: str, kab: Area, on: date | None, today: date, registration_number: str = "") -> Puskesmas:
    """A new puskesmas of a kab/kota. UserError if one of that name was ever there."""
    plain = clean_name(name, "puskesmas")
    if kab.level != Level.KAB or kab.until is not None:
        raise UserError(f"{kab} bukan kabupaten/kota yang berlaku.")
    if on is not None:
        check_day(on, today=today, what="Tanggal berdiri")
    _claim(plain, kab)
    number = " ".join(registration_number.split())
    return Puskesmas.objects.create(name=plain, kab=kab, opened_on=on, registration_number=number)


@transaction.atomic
def rename_puskesmas(
    puskesmas: Puskesmas, *, name: str, on: date, today: date, registration_number: str = ""
) -> Puskesmas:
    """Another name from that day (the same one: only the number changes). UserError if the name is taken."""
    found = _locked(puskesmas)
    plain = clean_name(name, "puskesmas")
    check_day(on, today=today, after=found.opened_on, what="Tanggal ganti nama")
    if plain != found.name:
        _claim(plain, found.kab, but=found)
        give_name(found, plain, on=on)
    found.registration_number = " ".join(registration_number.split())
    found.save(update_fields=["registration_number"])
    return found


@transaction.atomic
def close_puskesmas(puskesmas: Puskesmas, *, on: date, today: date) -> Puskesmas:
    """``on`` is its first day of being closed; it serves no kelurahan any more. UserError while posyandu hang on it."""
    found = _locked(puskesmas)
    check_day(on, today=today, after=found.opened_on, what="Tanggal tutup")
    for rows, what in ((found.posyandu, "posyandu"), (found.pustu, "pustu")):
        if left := rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on)).count():
            raise UserError(
                f"{found} masih melayani {angka(left)} {what}. Pindahkan atau tutup dulu, baru puskesmasnya."
            )
    refuse_if_needed(found, on=on)
    _release(found.catchments.filter(until__isnull=True), on=on)
    found.closed_on = on
    found.save(update_fields=["closed_on"])
    return found


@transaction.atomic
def take_back_closing(puskesmas: Puskesmas) -> Puskesmas:
    """It was closed by mistake. Which kelurahan it serves is to be said anew."""
    found = Puskesmas.objects.select_for_update().get(pk=puskesmas.pk)
    if found.closed_on is None:
        raise UserError(f"{found} memang tidak ditutup.")
    found.closed_on = None
    found.save(update_fields=["closed_on"])
    return found


@transaction.atomic
def serve(puskesmas: Puskesmas, desa: Sequence[Area], *, on: date, today: date) -> tuple[int, int]:
    """From that day it serves exactly these kelurahan; whoever served them before no longer does.

    Out: how many it gained and gave up. UserError for a kelurahan elsewhere, or one whose server changed later.
    """
    found = _locked(puskesmas)
    check_day(on, today=today, what="Tanggal mulai melayani")
    for one in desa:
        check_place(one, found)
    serving = Catchment.objects.select_for_update().filter(until__isnull=True).select_related("desa")
    kept = serving.filter(puskesmas=found, desa__in=desa).values_list("desa_id", flat=True)
    gained = [one for one in desa if one.pk not in set(kept)]
    _release(serving.filter(desa__in=gained), on=on)
    given_up = _release(serving.filter(puskesmas=found).exclude(desa__in=desa), on=on)
    Catchment.objects.bulk_create(Catchment(puskesmas=found, desa=one, since=on) for one in gained)
    return len(gained), given_up


@transaction.atomic
def open_pustu(*, name: str, desa: Area, puskesmas: Puskesmas, on: date | None, today: date) -> Pustu:
    """A new pustu. UserError if one of that name was ever in the desa."""
    plain = clean_name(name, "pustu")
    check_place(desa, puskesmas)
    if on is not None:
        check_day(on, today=today, what="Tanggal berdiri")
    _claim_pustu(plain, desa)
    return Pustu.objects.create(name=plain, desa=desa, puskesmas=puskesmas, opened_on=on)


@transaction.atomic
def rename_pustu(pustu: Pustu, *, name: str, on: date, today: date) -> Pustu:
    """Another name from that day. UserError if it is taken, the same, or the pustu is closed."""
    found = _locked_pustu(pustu)
    plain = clean_name(name, "pustu")
    check_day(on, today=today, after=found.opened_on, what="Tanggal ganti nama")
    if plain == found.name:
        raise UserError(f"Namanya sudah {plain}. Tidak ada yang diubah.")
    _claim_pustu(plain, found.desa, but=found)
    give_name(found, plain, on=on)
    return found


@transaction.atomic
def close_pustu(pustu: Pustu, *, on: date, today: date) -> Pustu:
    """``on`` is its first day of being closed. UserError while somebody still serves there."""
    found = _locked_pustu(pustu)
    check_day(on, today=today, after=found.opened_on, what="Tanggal tutup")
    refuse_if_needed(found, on=on)
    found.closed_on = on
    found.save(update_fields=["closed_on"])
    return found


def _locked(puskesmas: Puskesmas) -> Puskesmas:
    found = Puskesmas.objects.select_for_update(of=("self",)).select_related("kab").get(pk=puskesmas.pk)
    if found.closed_on is not None:
        raise UserError(f"{found} sudah ditutup {tanggal(found.closed_on)}, jadi tidak diubah.")
    return found


def _locked_pustu(pustu: Pustu) -> Pustu:
    found = Pustu.objects.select_for_update(of=("self",)).select_related("desa", "puskesmas").get(pk=pustu.pk)
    if found.closed_on is not None:
        raise UserError(f"{found} sudah ditutup {tanggal(found.closed_on)}, jadi tidak diubah.")
    return found


def _claim(name: str, kab: Area, *, but: Puskesmas | None = None) -> None:
    Area.objects.select_for_update().get(pk=kab.pk)
    taken = Puskesmas.objects.filter(kab=kab, name__iexact=name).exclude(pk__in=[but.pk] if but else []).first()
    if taken is not None:
        when = f", ditutup {tanggal(taken.closed_on)}" if taken.closed_on else ""
        raise UserError(f"Di {kab} sudah ada {taken}{when}. Periksa daftarnya.")


def _claim_pustu(name: str, desa: Area, *, but: Pustu | None = None) -> None:
    Area.objects.select_for_update().get(pk=desa.pk)
    if Pustu.objects.filter(desa=desa, name__iexact=name).exclude(pk__in=[but.pk] if but else []).exists():
        raise UserError(f"Di {desa} sudah ada Pustu {name}. Periksa daftarnya.")


def _release(serving: QuerySet[Catchment], *, on: date) -> int:
    """End these open catchments on that day; one that began on it held no day and goes. Out: how many."""
    rows = list(serving)
    later = [row.desa.name for row in rows if row.since > on]
    if later:
        raise UserError(f"Pelayanan {daftar(later)} berubah sesudah {tanggal(on)}. Tulis tanggal yang lebih baru.")
    keys = [row.pk for row in rows]
    Catchment.objects.filter(pk__in=keys, since=on).delete()
    Catchment.objects.filter(pk__in=keys, since__lt=on).update(until=on)
    return len(rows)
