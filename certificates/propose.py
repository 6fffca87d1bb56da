"""Opens and withdraws proposals, as the rules say. Nothing is awarded here: that is an act (DESIGN 5.12)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from assessments.records import chunks
from assessments.serving import Serving
from certificates import queries, rules
from certificates.models import Award, Level, Proposal
from certificates.rules import Decision
from lms.people.models import Kader, Membership
from modules.models import Programme


@dataclass(frozen=True)
class Outcome:
    """How many proposals were opened and withdrawn."""

    opened: int = 0
    withdrawn: int = 0


def propose(kader_ids: Iterable[int], *, programme: Programme, now: datetime) -> Outcome:
    """Bring the proposals of these kader up to their records: the highest level reached and not yet awarded.

    Idempotent, and safe to run twice at once. Chunks of at most 200 kader, each its own transaction.
    """
    levels = queries.levels(programme)
    done = [_propose(some, levels, programme, now) for some in chunks(sorted(set(kader_ids)))]
    return Outcome(sum(one.opened for one in done), sum(one.withdrawn for one in done))


@transaction.atomic
def _propose(kader_ids: list[int], levels: list[Level], programme: Programme, now: datetime) -> Outcome:
    opened = _opened(kader_ids, programme)
    decisions = _decisions(kader_ids, levels, programme, opened) | _merged_away(kader_ids)
    gone = [opened[kader].pk for kader, decision in decisions.items() if decision.withdraw and kader in opened]
    withdrawn = Proposal.objects.filter(pk__in=gone, state=Proposal.State.OPEN).update(
        state=Proposal.State.WITHDRAWN, settled_at=now
    )
    new = _new(decisions, levels, programme, now)
    # Two sweeps at once may both find the same: the partial unique constraint lets one in.
    Proposal.objects.bulk_create(new, ignore_conflicts=True)
    return Outcome(len(new), withdrawn)


def _merged_away(kader_ids: list[int]) -> dict[int, Decision]:
    """Nothing is proposed for a row that was merged into another one: what it has shown is proposed for that one."""
    rows = Kader.objects.filter(pk__in=kader_ids, merged_into__isnull=False).values_list("pk", flat=True)
    return {kader: Decision(withdraw=True, open=None) for kader in rows}


def _opened(kader_ids: list[int], programme: Programme) -> dict[int, Proposal]:
    rows = Proposal.objects.filter(
        kader_id__in=kader_ids, level__scheme__programme=programme, state=Proposal.State.OPEN
    )
    return {row.kader_id: row for row in rows.select_related("level", "level__scheme")}


def _decisions(
    kader_ids: list[int], levels: list[Level], programme: Programme, opened: dict[int, Proposal]
) -> dict[int, Decision]:
    ordered = [queries.rule(level) for level in levels]
    skilled = queries.skilled_groups(kader_ids, programme=programme)
    awards = _awarded(kader_ids, programme)
    keys = {kader: _key(proposal, levels) for kader, proposal in opened.items()}
    return {kader: rules.decide(ordered, skilled.get(kader, {}), awards[kader], keys.get(kader)) for kader in kader_ids}


def _key(proposal: Proposal, levels: list[Level]) -> str:
    """The proposed level, unless its scheme is no longer in force: then a key that no rule asks for."""
    return proposal.level.key if proposal.level in levels else f"~{proposal.level.key}"


def _awarded(kader_ids: list[int], programme: Programme) -> dict[int, dict[str, date | None]]:
    hers = Q(kader_id__in=kader_ids, kader__merged_into__isnull=True) | Q(kader__merged_into__in=kader_ids)
    rows = Award.objects.filter(hers, level__scheme__programme=programme)
    found: dict[int, dict[str, date | None]] = defaultdict(dict)
    holder = Coalesce("kader__merged_into_id", "kader_id")
    # Newest act last; one in force outweighs every revoked one.
    for kader, key, revoked in rows.order_by("pk").values_list(holder, "level__key", "revoked_on"):
        in_force = key in found[kader] and found[kader][key] is None
        found[kader][key] = None if in_force else revoked
    return found


def _new(decisions: dict[int, Decision], levels: list[Level], programme: Programme, now: datetime) -> list[Proposal]:
    by_key = {level.key: level for level in levels}
    wanted = {kader: decision.open for kader, decision in decisions.items() if decision.open}
    places = _places(wanted, programme, now)
    return [
        Proposal(
            kader_id=kader,
            level=by_key[reached.level.key],
            membership=places[kader],
            reached_on=reached.on,
            proposed_at=now,
        )
        for kader, reached in wanted.items()
    ]


def _places(kader_ids: Iterable[int], programme: Programme, now: datetime) -> dict[int, Membership | None]:
    serving = Serving(kader_ids, field=programme.field)
    return {kader: serving.at(kader, now) for kader in kader_ids}
