"""A kader's part of ``/saya/``: her flower, the one next step, what is missing, and calm guidance."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from assessments import event_door, slips
from assessments.models import TrainingEvent
from assessments.queries import standing
from assessments.standing import CompetencyStanding, GroupStanding, Standing
from certificates import explain
from certificates import queries as levels
from certificates.queries import Standing as Levels
from certificates.rules import LevelRule
from lms.areas.flower import Petal, petals, words
from lms.areas.format import bulan, daftar, rentang
from lms.people import queries, rules
from lms.people.models import Kader, Membership
from lms.portal.guide import changes, ready, refresh
from lms.portal.guide.rules import is_near
from modules import recall
from modules.models import Programme

RECALLS_SHOWN = 3  # at once; the next come when these are read
MISSING_SHOWN = 6  # more would be a wall; the groups below hold all of them


def learner(kader: Kader, programme: Programme, *, now: datetime) -> dict[str, Any]:
    """Everything about one kader for the template."""
    today = timezone.localdate(now)
    hers = standing(kader, programme, now=now)
    level = levels.standing(kader, programme=programme, left_there=_left(hers))
    membership = queries.membership_on(kader, field=programme.field, day=today)
    return {
        "place": queries.place_name(membership) if membership else "",
        "standing": hers,
        "flower": petals(hers.states),
        "flower_words": words(hers.states),
        "of": f"dari {sum(len(group.competencies) for group in hers.groups)}",
        "served": served(kader, on=today),
        "levels": [_level(rule, sentence, level) for rule, sentence in explain.every(level)],
        "guide": guide(kader, hers, membership, now=now),
        "missing": [_row(petal) for petal in hers.missing[:MISSING_SHOWN]] if hers.skilled else [],
        "spared": [_spared(group) for group in hers.groups if group.spared],
        "tests": [row for group in hers.groups for row in _tests(group)],
        "groups": [_group(group) for group in hers.groups],
        "certificates": level.certificates,
        "receipts": hers.receipts,
        "slip": slips.latest(kader, now=now),
        "events": [_event(event, today) for event in event_door.coming(kader, on=today)],
        "recalls": list(recall.untold(kader)[:RECALLS_SHOWN]),
    }


def guide(kader: Kader, hers: Standing, membership: Membership | None, *, now: datetime) -> dict[str, Any]:
    """What changed in what she has passed, the three questions before her posyandu opens, with whom to practise, and
    for whom her posyandu is ready."""
    today = timezone.localdate(now)
    opens = refresh.opening_day(membership, on=today)
    posyandu = membership.posyandu if membership else None
    return {
        "changes": changes.since_she_passed(kader, hers, now=now),
        "refreshes": any(map(changes.learnt_on, hers.competencies)),
        "opens": opens if is_near(opens, today) else None,
        "pair": next(filter(_to_practise, hers.missing), None),
        "ready": ready.of(posyandu, hers, on=today) if posyandu else None,
    }


def served(kader: Kader, *, on: date) -> str:
    """Her years of service: "18 tahun mengabdi"; in the first year since when; "" where nobody knows."""
    since = queries.served_since(kader)
    if since is None or since > on:
        return ""
    years = rules.age(since, on)
    return f"{years} tahun mengabdi" if years else f"kader sejak {bulan(since)}"


def _event(event: TrainingEvent, today: date) -> dict[str, str]:
    """An event to which she is invited; on its days the tests of a training are one tap away."""
    tests = event.kind != TrainingEvent.Kind.ASSESSMENT and event.starts_on <= today
    small = " · ".join(part for part in (rentang(event.starts_on, event.last_day), event.place) if part)
    return {
        "title": event.title,
        "small": f"{small} · pre-test dan post-test" if tests else small,
        "href": reverse("event-door", args=[event.uuid]) if tests else "",
    }


def _left(hers: Standing) -> dict[str, list[str]]:
    """Per group, in order, the skills in which she is not yet *terampil*; none for a complete group."""
    return {
        group.group.key: [petal.competency.key for petal in group.competencies if petal.days.skilled_on is None]
        if group.days.skilled_on is None
        else []
        for group in hers.groups
    }


def _to_practise(petal: CompetencyStanding) -> bool:
    """Does she wait for the practice of a skill that two can rehearse?"""
    begun = petal.studied or petal.state >= Petal.TRAINED or petal.days.study_closed_on is not None
    return bool(begun and petal.days.observed_skilled_on is None and petal.module and petal.module.pairs)


def _level(rule: LevelRule, sentence: str, where: Levels) -> dict[str, Any]:
    held = where.awarded is not None and rule.position <= where.awarded.level.position
    return {"title": rule.title, "small": sentence, "chip": "sudah ditetapkan" if held else ""}


def _row(petal: CompetencyStanding) -> dict[str, Any]:
    return {
        "badge": petal.competency.key,
        "group": petal.competency.key[0].lower(),
        "title": petal.competency.short_title,
        "small": petal.sentence,
        "href": petal.module.address if petal.module else "",
    }


def _group(group: GroupStanding) -> dict[str, Any]:
    return {
        "badge": group.group.key,
        "group": group.group.key.lower(),
        "title": group.group.title,
        "small": group.sentence,
    }


def _spared(group: GroupStanding) -> dict[str, str]:
    """*Jalur singkat*: what she knows of a group, and what is left to study."""
    rest = [one.competency.key for one in group.missing if not one.known and one.days.study_closed_on is None]
    known = [one.competency.key for one in group.spared]
    return {"group": group.group.key, "known": daftar(known), "rest": daftar(rest)}


def _tests(group: GroupStanding) -> Iterator[dict[str, Any]]:
    """The pre-test of a group, or the post-test after it."""
    told = {
        group.pre_test: "Menunjukkan apa yang sudah dikuasai; sisanya saja yang dipelajari.",
        group.post_test: "Sesudah pelatihan. Soalnya lain dari pre-test.",
    }
    for quiz, small in told.items():
        if quiz:
            href = reverse("check-start", args=[quiz.key])
            yield {**_group(group), "title": quiz.title, "small": small, "href": href}
