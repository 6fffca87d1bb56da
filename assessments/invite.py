"""Invites kader to an event: up to its capacity, then onto the waiting list, which moves up when a place is free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import event_rights
from assessments.models import Invitation, TrainingEvent
from assessments.rules import local_day
from lms.areas.errors import UserError
from lms.people.models import Kader, User
from lms.people.scope import Action, rows

State = Invitation.State
CHUNK = 200
_BEST = (State.INVITED, State.WAITING, State.OFF)


@dataclass(frozen=True)
class Placed:
    """How many got a place, and how many wait for one."""

    invited: int = 0
    waiting: int = 0


def invite_many(event: TrainingEvent, kader_ids: Sequence[int], *, by: User | None, now: datetime) -> Placed:
    """Invite these kader in this order; whoever is invited or waits already is passed over.

    ``by`` None: by the installation itself. Chunks of at most 200, each its own transaction. UserError: not hers to
    plan, over or called off, or somebody who does not serve where she works.
    """
    wanted = list(dict.fromkeys(kader_ids))
    chunks = [wanted[at : at + CHUNK] for at in range(0, len(wanted), CHUNK)]
    done = [_invite(event, some, by, now) for some in chunks]
    return Placed(sum(one.invited for one in done), sum(one.waiting for one in done))


@transaction.atomic
def withdraw(event: TrainingEvent, kader_ids: Sequence[int], *, why: str, by: User, now: datetime) -> int:
    """Take these kader off the list. Out: how many moved up from the waiting list; of a closed event nobody does.

    UserError: not hers to plan.
    """
    event = _locked(event, by, now)
    rows = Invitation.objects.filter(event=event, kader__in=kader_ids[:CHUNK]).exclude(state=State.OFF)
    rows.update(state=State.OFF, why=why.strip()[:200])
    return 0 if event.is_closed else move_up(event)


@transaction.atomic
def move_up(event: TrainingEvent) -> int:
    """Give free places to those who wait longest. Out: how many."""
    waiting = Invitation.objects.filter(event=event, state=State.WAITING).order_by("invited_at", "pk")
    first = list(waiting.values_list("pk", flat=True)[: free(event)])
    for at in range(0, len(first), CHUNK):
        Invitation.objects.filter(pk__in=first[at : at + CHUNK]).update(state=State.INVITED)
    return len(first)


@transaction.atomic
def follow(gone: Kader, kept: Kader) -> None:
    """What stands on the merged-away row stands on the kept one; of two invitations to one event the better place.

    Where that frees a place, whoever waits longest moves up.
    """
    for event in TrainingEvent.objects.select_for_update(of=("self",)).filter(invitations__kader=gone).order_by("pk"):
        rows = {row.kader_id: row for row in event.invitations.filter(kader__in=[gone.pk, kept.pk])}
        theirs, hers = rows[gone.pk], rows.get(kept.pk)
        if hers is None:
            theirs.kader = kept
            theirs.save(update_fields=["kader"])
            continue
        if _BEST.index(theirs.state) < _BEST.index(hers.state):
            theirs.state, hers.state = hers.state, theirs.state
            hers.save(update_fields=["state"])
        theirs.state, theirs.why = State.OFF, _("Dua data, satu orang: sudah di daftar.")
        theirs.save(update_fields=["state", "why"])
        if not event.is_closed:
            move_up(event)


def free(event: TrainingEvent) -> int | None:
    """How many places are free; None: no limit."""
    if event.capacity is None:
        return None
    taken = Invitation.objects.filter(event=event, state=State.INVITED).count()
    return max(0, event.capacity - taken)


@transaction.atomic
def _invite(event: TrainingEvent, kader_ids: list[int], by: User | None, now: datetime) -> Placed:
    event = _locked(event, by, now)
    if event.is_closed:
        raise UserError(_("Kegiatan ini sudah ditutup atau dibatalkan. Belum ada yang diundang."))
    if by is not None:
        hers = rows(by, Action.EVENTS, Kader.objects.filter(pk__in=kader_ids), on=local_day(now, event.kab.time_zone))
        if hers.count() != len(kader_ids):
            raise UserError(_("Ada kader yang tidak bertugas di wilayah Ibu/Bapak. Belum ada yang diundang."))
    known = {row.kader_id: row for row in Invitation.objects.filter(event=event, kader__in=kader_ids)}
    fresh = [one for one in kader_ids if one not in known or known[one].state == State.OFF]
    places = free(event)
    placed = len(fresh) if places is None else min(places, len(fresh))
    made = []
    for number, kader in enumerate(fresh):
        row = known.get(kader) or Invitation(event=event, kader_id=kader)
        row.state = State.INVITED if number < placed else State.WAITING
        row.why, row.invited_by, row.invited_at = "", by, now
        made.append(row)
    Invitation.objects.bulk_create(row for row in made if row.pk is None)
    again = [row for row in made if row.kader_id in known]
    Invitation.objects.bulk_update(again, ["state", "why", "invited_by", "invited_at"])
    return Placed(placed, len(fresh) - placed)


def _locked(event: TrainingEvent, by: User | None, now: datetime) -> TrainingEvent:
    found = TrainingEvent.objects.select_for_update(of=("self",)).select_related("kab").get(pk=event.pk)
    if by is not None and not event_rights.may_plan(by, found, on=local_day(now, found.kab.time_zone)):
        raise UserError(_("Daftar undangan tidak berubah: bukan kegiatan kantor Ibu/Bapak."))
    return found
