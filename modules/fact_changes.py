"""A fact is changed by a nakes, or by an author with a nakes's consent; who, when and why stays on record."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User
from modules import fact_lists, facts, rules
from modules.models import Fact, FactDecision, FactProposal


def base_of(row: Fact | None) -> str:
    """Digest of what a fact says, by which a change made meanwhile by somebody else is noticed; "": there is none."""
    return rules.digest(row.words) if row else ""


@transaction.atomic
def propose(
    key: str,
    *,
    words: dict[str, Any],
    reason: str,
    base: str,
    by: User,
    now: datetime,
    area: Area | None = None,
    ends: bool = False,
) -> FactProposal:
    """Ask that the fact (of that area) says this from its acceptance on. The caller has checked that ``by`` may.

    ``base``: ``base_of`` the row that ``by`` looked at. ``ends``: the area goes back to the nation's number.
    UserError: somebody changed it meanwhile, nothing would change, or another proposal waits already.
    """
    row = facts.row_in_force(key, area=area)
    if area is not None and (row is None or not base):
        facts.refuse_choice(key, area=area)
    _refuse_stale(row, base)
    if row is not None and not ends and words == row.words:
        raise UserError(_("Tidak ada yang berubah. Ubah sesuatu dulu, atau kembali ke daftar fakta."))
    if fact_lists.waiting().filter(key=key, area=area).exists():
        raise UserError(_("Sudah ada usulan untuk fakta ini yang menunggu nakes. Putuskan yang itu dulu."))
    proposal = FactProposal.objects.create(
        key=key, area=area, ends=ends, **words, reason=reason, base=base, proposed_by=by, proposed_at=now
    )
    audit.record(Act.FACT_PROPOSED, by=by, now=now, area=area, detail=_told(proposal))
    return proposal


@transaction.atomic
def decide(proposal: FactProposal, *, accepted: bool, note: str, by: User, now: datetime) -> FactDecision:
    """A nakes takes the proposal, and the fact says so from now on; or drops it. The caller has checked that they may.

    UserError: it was decided before, the fact changed since it was proposed, or it cannot be (``modules.facts``).
    """
    fact = _apply(proposal, now=now) if accepted else None
    try:
        with transaction.atomic():
            decision = FactDecision.objects.create(
                proposal=proposal, accepted=accepted, note=note, decided_by=by, decided_at=now, fact=fact
            )
    except IntegrityError as error:
        raise UserError(_("Usulan ini sudah diputuskan orang lain.")) from error
    audit.record(Act.FACT_DECIDED, by=by, now=now, area=proposal.area, detail=_told(proposal) | {"accepted": accepted})
    return decision


@transaction.atomic
def change(key: str, *, by: User, now: datetime, **asked: Any) -> FactDecision:
    """A nakes who may decide it changes a fact herself: proposed and taken in one. As ``propose`` and ``decide``."""
    return decide(propose(key, by=by, now=now, **asked), accepted=True, note="", by=by, now=now)


def _apply(proposal: FactProposal, *, now: datetime) -> Fact:
    key, area = proposal.key, proposal.area
    _refuse_stale(facts.row_in_force(key, area=area), proposal.base)
    if area is not None and proposal.ends:
        return facts.end_choice(key, area=area, now=now)
    if proposal.base:
        return facts.change_fact(key, area=area, now=now, **proposal.words)
    return facts.add_fact(key, area=area, now=now, **proposal.words)


def _refuse_stale(row: Fact | None, base: str) -> None:
    if base_of(row) != base:
        raise UserError(_("Fakta ini sudah berubah sejak dibaca. Buka lagi, lihat isinya yang baru, lalu ulangi."))


def _told(proposal: FactProposal) -> dict[str, Any]:
    return {"fact": proposal.key, "proposal": proposal.pk}
