"""Derives records from evidence, writes only what differs, and tells higher floors by ``RecordChange``.

Records can be dropped and rebuilt at any time; evidence is the truth (DESIGN 4).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import models, transaction

from assessments import presets, shown
from assessments.models import CompetencyRecord, GroupRecord, ProgrammeRecord, RecordChange, Rung
from assessments.rules import CompetencyDays, GroupDays, Plan, ProgrammeDays, derive
from assessments.serving import Serving
from lms.people.models import Kader
from modules.models import Programme

CHUNK = 200  # hand-ins never wait longer than one of these (DESIGN 4)

Key = tuple[int, int]  # kader, and the competency, group or programme
Days = CompetencyDays | GroupDays | ProgrammeDays


@dataclass(frozen=True, eq=False)
class _Kind:
    """One of the three record tables: what it is about, its days, and which of them are rungs."""

    model: type[models.Model]
    about: str
    days: type[Any]
    rungs: Mapping[Rung, str]

    @property
    def columns(self) -> list[str]:
        return [field.name for field in fields(self.days)]


_SHOWN = {Rung.ASSESSED: "assessed_on", Rung.SKILLED: "skilled_on"}
_COMPETENCY = _Kind(CompetencyRecord, "competency", CompetencyDays, _SHOWN)
_GROUP = _Kind(GroupRecord, "group", GroupDays, {Rung.TRAINED: "trained_on", **_SHOWN})
_PROGRAMME = _Kind(ProgrammeRecord, "programme", ProgrammeDays, {Rung.TRAINED: "trained_on", **_SHOWN})
_KINDS = (_COMPETENCY, _GROUP, _PROGRAMME)


def refresh(kader_ids: Iterable[int], *, programme: Programme, now: datetime) -> int:
    """Bring the records of these kader up to their evidence. Out: how many transitions were written.

    With each kader goes the row that hers was merged into, for which her evidence counts too. Chunks of at most 200
    kader, each its own transaction (or a savepoint inside the caller's).
    """
    plan = presets.plan(programme)
    return sum(_refresh(_with_kept(some), plan, programme, now) for some in chunks(sorted(set(kader_ids))))


def rebuild(*, programme: Programme, now: datetime) -> int:
    """Derive the records of everybody anew. Out: how many transitions that took (0: they were right).

    Only differences are written, so boards never see an empty moment; a dropped table comes back whole.
    """
    everybody = Kader.objects.order_by("pk").values_list("pk", flat=True)
    return refresh(everybody.iterator(), programme=programme, now=now)


def differences(programme: Programme) -> list[str]:
    """Where records and evidence disagree, one line each, by row number (no names). None is the only passing answer."""
    plan = presets.plan(programme)
    found = []
    for some in chunks(Kader.objects.order_by("pk").values_list("pk", flat=True).iterator()):
        wanted = _derived(some, plan, programme)
        for kind in _KINDS:
            stored = {key: days for key, (_, days) in _stored(kind, some, plan, programme).items()}
            found += [
                f"kader {key[0]}, {kind.about} {key[1]}: recorded {stored.get(key)}, evidence {wanted[kind].get(key)}"
                for key in sorted(_differing(stored, wanted[kind]))
            ]
    return found


def _with_kept(kader_ids: list[int]) -> list[int]:
    kept = Kader.objects.filter(merged_from__in=kader_ids).values_list("pk", flat=True)
    return sorted({*kader_ids, *kept})


def chunks(items: Iterable[int]) -> Iterator[list[int]]:
    """The items in lists of at most CHUNK."""
    rest = iter(items)
    while some := list(islice(rest, CHUNK)):
        yield some


def lock(kader_ids: Iterable[int]) -> None:
    """Let nobody else derive the records of these kader until the transaction ends; ``refresh`` does it too."""
    _lock(_with_kept(sorted(set(kader_ids))))


def _lock(kader_ids: list[int]) -> None:
    # One refresh of a kader at a time: two hand-ins at once must not each derive without the other's evidence.
    # NO KEY, because the evidence just inserted already holds a key share on the same rows.
    list(Kader.objects.select_for_update(no_key=True).filter(pk__in=kader_ids).order_by("pk").values_list("pk"))


@transaction.atomic
def _refresh(kader_ids: list[int], plan: Plan, programme: Programme, now: datetime) -> int:
    _lock(kader_ids)
    wanted = _derived(kader_ids, plan, programme)
    serving = Serving(kader_ids, field=programme.field)
    changes: list[RecordChange] = []
    for kind in _KINDS:
        stored = _stored(kind, kader_ids, plan, programme)
        before = {key: days for key, (_, days) in stored.items()}
        differing = sorted(_differing(before, wanted[kind]))
        _write(kind, differing, wanted[kind], stored)
        changes += _changes(kind, differing, before, wanted[kind], serving, now)
    RecordChange.objects.bulk_create(changes)
    return len(changes)


def _derived(kader_ids: list[int], plan: Plan, programme: Programme) -> dict[_Kind, dict[Key, Days]]:
    wanted: dict[_Kind, dict[Key, Days]] = {kind: {} for kind in _KINDS}
    for kader, evidence in shown.read(kader_ids, plan).items():
        derived = derive(evidence, plan)
        wanted[_COMPETENCY] |= {(kader, key): days for key, days in derived.competencies.items()}
        wanted[_GROUP] |= {(kader, key): days for key, days in derived.groups.items()}
        if derived.programme != ProgrammeDays():
            wanted[_PROGRAMME][kader, programme.pk] = derived.programme
    return wanted


def _stored(kind: _Kind, kader_ids: list[int], plan: Plan, programme: Programme) -> dict[Key, tuple[int, Days]]:
    """What stands in the table now: key -> (row id, days)."""
    about = {
        _COMPETENCY: [key for keys in plan.groups.values() for key in keys],
        _GROUP: list(plan.groups),
        _PROGRAMME: [programme.pk],
    }[kind]
    rows = kind.model._default_manager.filter(kader__in=kader_ids, **{f"{kind.about}__in": about})
    return {
        (kader, key): (pk, kind.days(*days))
        for pk, kader, key, *days in rows.values_list("pk", "kader_id", f"{kind.about}_id", *kind.columns)
    }


def _differing(before: Mapping[Key, Days], after: Mapping[Key, Days]) -> set[Key]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _write(kind: _Kind, keys: Sequence[Key], after: Mapping[Key, Days], stored: Mapping[Key, tuple[int, Days]]) -> None:
    gone = [stored[key][0] for key in keys if key not in after]
    if gone:
        kind.model._default_manager.filter(pk__in=gone).delete()
    kind.model._default_manager.bulk_create(
        (
            kind.model(kader_id=key[0], **{f"{kind.about}_id": key[1]}, **asdict(after[key]))
            for key in keys
            if key in after
        ),
        update_conflicts=True,
        unique_fields=["kader", kind.about],
        update_fields=kind.columns,
    )


def _changes(
    kind: _Kind,
    keys: Sequence[Key],
    before: Mapping[Key, Days],
    after: Mapping[Key, Days],
    serving: Serving,
    now: datetime,
) -> Iterator[RecordChange]:
    nothing = kind.days()
    for key in keys:
        for rung, column in kind.rungs.items():
            was: date | None = getattr(before.get(key, nothing), column)
            is_now: date | None = getattr(after.get(key, nothing), column)
            if was != is_now:
                yield RecordChange(
                    kader_id=key[0],
                    **{f"{kind.about}_id": key[1]},
                    rung=rung,
                    was=was,
                    now=is_now,
                    membership=serving.on(key[0], is_now or was),  # type: ignore[arg-type]
                    received_at=now,
                )
