"""What a list of posyandu would change in a kab/kota: new, changed field by field, unchanged, doubtful, refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch

from lms.areas import opening
from lms.areas.format import daftar, tanggal
from lms.areas.models import Area, Catchment, FormerName, Posyandu, PosyanduKind, PosyanduStrata, Puskesmas
from lms.areas.models.area import Level
from lms.areas.places.listing.entries import Entry
from lms.areas.places.listing.likeness import are_alike, key_of, nearest


class State(StrEnum):
    NEW = "baru"
    CHANGED = "berubah"
    UNCHANGED = "sama"
    DOUBTFUL = "meragukan"
    REFUSED = "ditolak"


@dataclass(frozen=True)
class Change:
    """One fact that the list says otherwise: of which field, how it is now, how it would be."""

    field: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Item:
    """One row of the list. ``puskesmas`` is None where the list names one that is not there (``missing``).

    ``target`` is the posyandu it means; a doubtful row has ``near`` ones instead, each with what would change.
    """

    entry: Entry
    state: State
    desa: Area | None = None
    puskesmas: Puskesmas | None = None
    missing: str = ""
    target: Posyandu | None = None
    changes: Sequence[Change] = ()
    near: Sequence[tuple[Posyandu, Sequence[Change]]] = ()
    reason: str = ""
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Plan:
    """``unnamed`` are open posyandu of which the list says nothing: they stay as they are."""

    items: Sequence[Item]
    unnamed: Sequence[Posyandu]
    missing: Mapping[str, str] = field(default_factory=dict)
    """Puskesmas that the list names and nobody has recorded, with the recorded one that is alike ("": none)."""
    unserved: frozenset[int] = frozenset()
    """Kelurahan that no puskesmas serves yet."""

    def of(self, *states: State) -> list[Item]:
        return [item for item in self.items if item.state in states]


@dataclass
class _Ground:
    """What stands in the kab/kota."""

    kab: Area
    desa: dict[str, list[Area]]
    posyandu: dict[int, list[Posyandu]]
    former: dict[int, set[str]]
    puskesmas: dict[str, Puskesmas]
    servers: dict[int, Puskesmas]
    numbers: dict[str, Posyandu]
    seen: dict[object, Entry] = field(default_factory=dict)


def make(entries: Iterable[Entry], *, kab: Area, today: date) -> Plan:
    """Compare a list with what is recorded in a kab/kota. Nine queries whatever its length; nothing is written."""
    ground = _read(kab, today)
    items = [_item(entry, ground) for entry in entries]
    named = {item.target.pk for item in items if item.target} | {one.pk for item in items for one, _ in item.near}
    every = [row for rows in ground.posyandu.values() for row in rows]
    names = [row.name for row in ground.puskesmas.values()]
    return Plan(
        items=items,
        unnamed=[row for row in every if row.pk not in named],
        missing={item.missing: nearest(item.missing, names) for item in items if item.missing},
        unserved=frozenset(
            area.pk for areas in ground.desa.values() for area in areas if area.pk not in ground.servers
        ),
    )


def _read(kab: Area, today: date) -> _Ground:
    desa: dict[str, list[Area]] = {}
    areas = Area.objects.filter(kab_code=kab.code, level=Level.DESA, until__isnull=True).select_related("parent")
    for area in areas.order_by("code"):
        desa.setdefault(key_of(area.name), []).append(area)
    rows = Posyandu.objects.filter(desa__kab_code=kab.code, closed_on__isnull=True).select_related("desa", "puskesmas")
    rows = rows.prefetch_related(
        Prefetch("kinds", PosyanduKind.objects.filter(until__isnull=True), to_attr="its_kinds"),
        Prefetch("strata", PosyanduStrata.objects.order_by("-assessed_on"), to_attr="its_strata"),
        Prefetch("verifications", to_attr="its_verifications"),
    )
    posyandu: dict[int, list[Posyandu]] = {}
    for row in rows.order_by("desa__code", "name", "pk"):
        posyandu.setdefault(row.desa_id, []).append(row)
    former: dict[int, set[str]] = {}
    for pk, name in FormerName.objects.filter(posyandu__desa__kab_code=kab.code).values_list("posyandu", "name"):
        former.setdefault(pk, set()).add(key_of(name))
    open_now = Puskesmas.objects.filter(kab=kab, closed_on__isnull=True)
    serving = Catchment.objects.filter(desa__kab_code=kab.code, since__lte=today, until__isnull=True)
    return _Ground(
        kab=kab,
        desa=desa,
        posyandu=posyandu,
        former=former,
        puskesmas={key_of(row.name): row for row in open_now},
        servers={row.desa_id: row.puskesmas for row in serving.select_related("puskesmas")},
        numbers={row.registration_number: row for rows in posyandu.values() for row in rows if row.registration_number},
    )


def _item(entry: Entry, ground: _Ground) -> Item:
    if entry.problem:
        return Item(entry, State.REFUSED, reason=entry.problem)
    desa, reason = _desa(entry, ground)
    if desa is None:
        return Item(entry, State.REFUSED, reason=reason)
    reason = _said_before(entry, desa, ground)
    if reason:
        return Item(entry, State.REFUSED, desa=desa, reason=reason)
    there = ground.posyandu.get(desa.pk, [])
    key = key_of(entry.name)
    target = next((row for row in there if key_of(row.name) == key), None)
    notes = []
    if target is None:
        target = next((row for row in there if key in ground.former.get(row.pk, set())), None)
        notes = [f"Dulu bernama {entry.name}, sekarang {target.name}."] if target else []
    reason = _number_taken(entry, target, ground)
    if reason:
        return Item(entry, State.REFUSED, desa=desa, target=target, reason=reason)
    return _known(entry, desa, target, notes) if target else _unknown(entry, desa, there, ground)


def _desa(entry: Entry, ground: _Ground) -> tuple[Area | None, str]:
    if not entry.kelurahan:
        return None, "Kelurahan/desa tidak tertulis. Isi kolomnya, lalu unggah lagi."
    found = ground.desa.get(key_of(entry.kelurahan), [])
    if len(found) > 1:
        kec = key_of(entry.kecamatan)
        found = [area for area in found if area.parent and key_of(area.parent.name) == kec]
    if len(found) == 1:
        return found[0], ""
    if key_of(entry.kelurahan) in ground.desa:
        return None, f"Ada beberapa {entry.kelurahan} di {ground.kab}. Isi juga kolom kecamatan, lalu unggah lagi."
    alike = nearest(entry.kelurahan, [area.name for areas in ground.desa.values() for area in areas])
    hint = f" Mungkin maksudnya {alike}?" if alike else ""
    return None, f"Tidak ada kelurahan/desa {entry.kelurahan} di {ground.kab}.{hint} Betulkan, lalu unggah lagi."


def _said_before(entry: Entry, desa: Area, ground: _Ground) -> str:
    """The same posyandu twice in one list: the first counts."""
    first = ground.seen.setdefault((desa.pk, key_of(entry.name)), entry)
    if first is not entry:
        return f"Posyandu {entry.name} di {desa} sudah disebut di {_where(first)}. Hapus salah satu, lalu unggah lagi."
    number = entry.registration_number
    first = ground.seen.setdefault(number, entry) if number else entry
    return f"Nomor registrasi {number} sudah disebut di {_where(first)}. Periksa." if first is not entry else ""


def _where(entry: Entry) -> str:
    return f"baris {entry.row} lembar {entry.sheet}"


def _number_taken(entry: Entry, target: Posyandu | None, ground: _Ground) -> str:
    other = ground.numbers.get(entry.registration_number)
    if other is None or other == target:
        return ""
    return (
        f"Nomor registrasi {entry.registration_number} sudah milik {other}, {other.desa}. Bila posyandu itu berganti "
        "nama atau pindah, catat di halamannya; bila bukan, betulkan nomornya."
    )


def _known(entry: Entry, desa: Area, target: Posyandu, notes: list[str]) -> Item:
    kind = _kind(target)
    if kind is not None and _is_backdated(entry, kind):
        reason = (
            f"Jenis sekarang ({kind.get_kind_display()}) berlaku sejak {tanggal(kind.since)}; tanggal di daftar lebih "
            "awal. Betulkan tanggal jenisnya, lalu unggah lagi."
        )
        return Item(entry, State.REFUSED, desa, target=target, reason=reason)
    changes = changes_of(entry, target)
    if entry.puskesmas and key_of(entry.puskesmas) != key_of(target.puskesmas.name):
        notes = [
            *notes,
            f"Menurut daftar dilayani Puskesmas {entry.puskesmas}, tercatat {target.puskesmas}. Pindahkan di halaman "
            "posyandunya bila memang pindah.",
        ]
    state = State.CHANGED if changes else State.UNCHANGED
    return Item(entry, state, desa, target.puskesmas, target=target, changes=changes, notes=notes)


def _unknown(entry: Entry, desa: Area, there: Sequence[Posyandu], ground: _Ground) -> Item:
    puskesmas = ground.puskesmas.get(key_of(entry.puskesmas)) if entry.puskesmas else ground.servers.get(desa.pk)
    if puskesmas is None and not entry.puskesmas:
        reason = f"Puskesmas yang melayani {desa} belum diketahui. Isi kolom puskesmas, lalu unggah lagi."
        return Item(entry, State.REFUSED, desa=desa, reason=reason)
    missing = "" if puskesmas else entry.puskesmas
    near = [row for row in there if are_alike(key_of(row.name), key_of(entry.name))]
    if near:
        names = daftar([row.name for row in near])
        reason = f"Mirip {names} di {desa}. Posyandu yang sama, atau memang lain?"
        compared = [(row, changes_of(entry, row)) for row in near]
        return Item(entry, State.DOUBTFUL, desa, puskesmas, missing, near=compared, reason=reason)
    return Item(entry, State.NEW, desa, puskesmas, missing)


def changes_of(entry: Entry, row: Posyandu) -> list[Change]:
    """What the list says otherwise of a recorded posyandu; an empty cell says nothing. Reads what ``make`` fetched."""
    papers = [
        ("registration_number", "Nomor registrasi", row.registration_number, entry.registration_number),
        ("decree_number", "SK pembentukan", row.decree_number, entry.decree_number),
        ("decree_date", "Tanggal SK", _said(row.decree_date), _said(entry.decree_date)),
    ]
    changes = [Change(*fact) for fact in papers if fact[3] and fact[2] != fact[3]]
    if row.opened_on is None and entry.opened_on is not None:
        changes.append(Change("opened_on", "Berdiri sejak", "", tanggal(entry.opened_on)))
    if entry.opening and entry.opening != row.opening:
        changes.append(Change("opening", "Hari buka", row.opening_words, opening.words(entry.opening)))
    kind = _kind(row)
    if entry.kind and (kind is None or kind.kind != entry.kind) and not _is_backdated(entry, kind):
        changes.append(Change("kind", "Jenis", kind.kind if kind else "", entry.kind))
    return [*changes, *_strata(entry, row), *_verified(entry, row)]


def _fetched(row: Posyandu, what: str) -> list[Any]:
    """The rows that ``_read`` hung on it: as lists, since a queryset for each of some thousand costs seconds."""
    found: list[Any] = getattr(row, f"its_{what}")
    return found


def _kind(row: Posyandu) -> PosyanduKind | None:
    return next(iter(_fetched(row, "kinds")), None)


def _is_backdated(entry: Entry, kind: PosyanduKind | None) -> bool:
    """Would it become of another kind before the present one began?"""
    if kind is None or not entry.kind or kind.kind == entry.kind or entry.kind_on is None:
        return False
    return entry.kind_on < kind.since


def _strata(entry: Entry, row: Posyandu) -> list[Change]:
    rows = _fetched(row, "strata")
    if not entry.strata:
        return []
    same = [one for one in rows if one.strata == entry.strata and entry.strata_on in (None, one.assessed_on)]
    if same and (entry.strata_on is not None or rows[0] in same):
        return []
    before = f"{rows[0].strata}, {tanggal(rows[0].assessed_on)}" if rows else ""
    return [Change("strata", "Strata", before, _with_day(entry.strata, entry.strata_on))]


def _verified(entry: Entry, row: Posyandu) -> list[Change]:
    if not entry.verified:
        return []
    words = entry.verified.casefold()
    for one in _fetched(row, "verifications"):
        if one.what.casefold() == words and entry.verified_on in (None, one.verified_on):
            return []
    return [Change("verified", "Verifikasi", "", _with_day(entry.verified, entry.verified_on))]


def _with_day(words: str, day: date | None) -> str:
    return f"{words}, {tanggal(day) if day else 'per hari ini'}"


def _said(day: date | None) -> str:
    return tanggal(day) if day else ""
