"""The acts and corrections that a screen offers for one membership, and the verbs behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.people import corrections, duty, memberships
from lms.people.duty_forms import (
    BidangForm,
    DatedForm,
    LeaveForm,
    MoveForm,
    OfficeForm,
    PlaceForm,
    SinceForm,
    StepForm,
    UntilForm,
)
from lms.people.memberships import Reason
from lms.people.models import Membership, User

Run = Callable[..., object]


@dataclass(frozen=True)
class Step:
    """``text`` says what it does to the boards; ``run(membership, by, now, **the form's data)``."""

    title: str | Promise
    text: str | Promise
    form: type[StepForm]
    run: Run
    goes_on: bool = True  # for one that goes on; False: for one that has ended
    other: bool = False  # for one that does not count her only


def _leave(row: Membership, *, by: User, now: datetime, on: Any, reason: str) -> None:
    if reason == Reason.DIED:
        duty.die(row.kader, on=on, now=now, by=by)
    else:
        memberships.leave(row, on=on, now=now, reason=reason, by=by)


def _until(row: Membership, *, by: User, now: datetime, on: Any) -> None:
    if on is None:
        corrections.reopen(row, now=now, by=by)
    else:
        corrections.correct_until(row, on, now=now, by=by)


def _since(row: Membership, *, by: User, now: datetime, on: Any) -> None:
    corrections.correct_since(row, on, now=now, by=by)


def _bidang(row: Membership, *, by: User, now: datetime, on: Any, field: str) -> None:
    duty.change_field(row, field, on=on, now=now, by=by)


def _office(row: Membership, *, by: User, now: datetime, office: str, **rest: Any) -> None:
    duty.change_office(row, office, now=now, by=by, **rest)


_PAST = _("Papan untuk hari-hari yang lalu ikut berubah dan tercatat sebagai koreksi; yang sudah dilaporkan tetap.")

STEPS: Mapping[str, Step] = {
    "berhenti": Step(
        _("Berhenti"), _("Mulai hari itu ia tidak dihitung di sini. Angka sebelumnya tetap."), LeaveForm, _leave
    ),
    "pindah": Step(
        _("Pindah tempat tugas"),
        _("Mulai hari itu ia dihitung di tempat yang baru; yang sudah ia capai ikut. Angka sebelumnya tetap."),
        MoveForm,
        memberships.move,
    ),
    "bidang": Step(
        _("Ganti bidang"),
        _("Hanya bidang kesehatan dihitung untuk 25 keterampilan. Angka sebelum hari itu tetap."),
        BidangForm,
        _bidang,
    ),
    "jabatan": Step(_("Ganti jabatan"), _("Ia tetap dihitung seperti sebelumnya."), OfficeForm, _office),
    "utama": Step(
        _("Jadikan tempat tugas utama"),
        _("Mulai hari itu ia dihitung di sini, tidak lagi di tempat tugas utama yang lama."),
        DatedForm,
        duty.make_primary,
        other=True,
    ),
    "betulkan-akhir": Step(_("Betulkan tanggal berhenti"), _PAST, UntilForm, _until, goes_on=False),
    "betulkan-mulai": Step(_("Betulkan tanggal mulai"), _PAST, SinceForm, _since),
    "betulkan-tempat": Step(_("Betulkan tempat yang salah catat"), _PAST, PlaceForm, corrections.correct_place),
    "hapus": Step(_("Tidak pernah bertugas di sini"), _PAST, StepForm, corrections.void),
}


def offered(row: Membership) -> Mapping[str, Step]:
    """The steps that fit this membership; none for one that was entered by mistake."""
    if row.until == row.since:
        return {}
    ended = row.until is not None
    return {
        key: step
        for key, step in STEPS.items()
        if (key not in _ACTS or step.goes_on != ended) and not (step.other and row.primary)
    }


def acts(steps: Mapping[str, Step]) -> Mapping[str, Step]:
    """Those that tell what happened."""
    return {key: step for key, step in steps.items() if step.text is not _PAST}


def fixes(steps: Mapping[str, Step]) -> Mapping[str, Step]:
    """Those that put right what was entered by mistake."""
    return {key: step for key, step in steps.items() if step.text is _PAST}


_ACTS = ("berhenti", "pindah", "bidang", "jabatan", "utama", "betulkan-akhir")
