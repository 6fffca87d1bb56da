"""What a running site is given before a test begins, by the project's own verbs, in a process beside it.

    python -m tests.e2e.prepare        (environment: ``tests.e2e.phones.environment``)

Reads one errand a line, its name and a number, until there is no more, and prints one JSON value for each.
"""

import json
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from typing import Any

import django

PIN = "482913"


def tickets(count: int) -> list[dict[str, Any]]:
    """Sheets of kuis-b3 of so many kader who have none yet, each with its right answers by position."""
    from assessments.draw import issue_ticket
    from assessments.models import Quiz, Ticket
    from lms.people.models import Kader

    now, quiz = _now(), Quiz.objects.get(key="kuis-b3")
    have = Ticket.objects.filter(quiz=quiz).values("kader")
    free = Kader.objects.filter(memberships__field="kesehatan", memberships__until=None).exclude(pk__in=have)
    issued = [issue_ticket(kader, quiz, now=now) for kader in free.order_by("pk").distinct()[:count]]
    return [{"token": ticket.token, "answers": right(ticket)} for ticket in issued]


def cards(count: int) -> list[dict[str, str]]:
    """Cards of so many kader, with the PIN they all have."""
    from lms.people import accounts
    from lms.people.cards import issue_many
    from lms.people.models import Person

    now = _now()
    people = list(Person.objects.filter(kader__isnull=False, user=None, erased_at=None).order_by("pk")[:count])
    for person in people:
        accounts.activate(person, PIN, now=now, is_demo=True)
    return [{"words": issued.words, "pin": PIN} for issued in issue_many(people, by=None, now=now)]


def new_cards(count: int) -> list[str]:
    """The words of new cards, without PIN, of so many kader."""
    from lms.people.cards import issue_many
    from lms.people.models import Person

    people = list(Person.objects.filter(kader__isnull=False, user=None, erased_at=None).order_by("-pk")[:count])
    return [issued.words for issued in issue_many(people, by=None, now=_now())]


def proposals(count: int) -> list[str]:
    """Open proposals of so many kader for the first level; their uuids."""
    from assessments.models import GroupRecord, Rung
    from assessments.outside import Claim, accept_many
    from certificates.models import Proposal
    from certificates.propose import propose
    from lms.people.models import Kader
    from modules.models import Competency, Programme

    now, programme = _now(), Programme.objects.get(key="ilp-25")
    have = GroupRecord.objects.filter(skilled_on__isnull=False).values("kader")
    free = Kader.objects.filter(memberships__field="kesehatan", memberships__until=None).exclude(pk__in=have)
    chosen = [kader.pk for kader in free.order_by("-pk").distinct()[:count]]
    skills = Competency.objects.filter(group__programme=programme, group__key__in="ABC").values_list("pk", flat=True)
    document, then = "Formulir penilaian kecakapan", now - timedelta(days=1)
    claims = [Claim(pk, Rung.SKILLED, then, document, competency_id=skill) for pk in chosen for skill in skills]
    accept_many(claims, programme=programme, by=None, now=now)
    propose(chosen, programme=programme, now=now)
    rows = Proposal.objects.filter(kader__in=chosen, state=Proposal.State.OPEN).order_by("pk")
    return [str(uuid) for uuid in rows.values_list("uuid", flat=True)]


def fold(count: int) -> int:
    """Fold so many times, one after the other; how many kader were counted."""
    from lms.reporting.fold import fold

    return sum(fold(now=_now()) for _ in range(count))


def differences(_count: int) -> list[str]:
    """What ``manage.py verify`` finds."""
    from lms.reporting.verify import differences
    from modules.models import Programme

    return [line for programme in Programme.objects.all() for line in differences(programme)]


def scene(_count: int) -> dict[str, str]:
    """What pages are shown with (``tests.e2e.scene``)."""
    from tests.e2e.scene import build

    return build(_now())


def assessing(_count: int) -> dict[str, str]:
    """A day of assessing of the penilai's puskesmas, today."""
    from tests.e2e.scene import assessing

    return assessing(_now())


def hall(count: int) -> dict[str, Any]:
    """A day of assessing of one group with five stations and five penilai, and so many kader."""
    from tests.e2e.hall import GROUP, build

    return build(count, GROUP, _now())


def whole_hall(count: int) -> dict[str, Any]:
    """The same of all groups."""
    from tests.e2e.hall import build

    return build(count, "ABCDE", _now())


def left_by(event: int) -> dict[str, Any]:
    """What a day of assessing left (``tests.e2e.hall``); ``event`` is its number."""
    from tests.e2e.hall import left_by

    return left_by(event)


def scanning(count: int) -> dict[str, Any]:
    """Such a day with so many kader, those of the penilai's puskesmas first, and the addresses in their cards. Every
    tenth of hers comes without an invitation (``strangers``: their numbers, from 1)."""
    from assessments.models import Invitation, TrainingEvent
    from lms.people import cards
    from lms.people.models import Kader

    now = _now()
    event = TrainingEvent.objects.get(uuid=assessing(0)["day"])
    event.invitations.all().delete()
    serving = Kader.objects.filter(memberships__field="kesehatan", memberships__until=None, person__erased_at=None)
    hers = set(serving.filter(memberships__posyandu__puskesmas=event.puskesmas).values_list("pk", flat=True))
    all_of_them = serving.select_related("person").order_by("pk").distinct()
    chosen = sorted(all_of_them, key=lambda one: one.pk not in hers)[:count]
    strangers = [at for at, one in enumerate(chosen, start=1) if at % 10 == 0 and one.pk in hers]
    listed = [one for at, one in enumerate(chosen, start=1) if at not in strangers]
    about = {"event": event, "state": "diundang", "invited_at": now}
    Invitation.objects.bulk_create(Invitation(kader=one, **about) for one in listed)
    people = [one.person for one in chosen]
    parts = (people[start : start + cards.BULK] for start in range(0, count, cards.BULK))
    issued = [one.card for some in parts for one in cards.ensure_many(some, by=None, now=now)]
    addresses, names = [cards.address_of(one) for one in issued], [one.name for one in people]
    return {"day": str(event.uuid), "cards": addresses, "names": names, "strangers": strangers}


def right(ticket: Any) -> dict[str, Any]:
    """The right answers of a sheet, by position."""
    from tests.assessments import solve

    rows = ticket.items.select_related("version__question")
    return {str(row.position): solve.right(row.version.question.type, row.version.content, row.pin) for row in rows}


def _now() -> datetime:
    from django.utils import timezone

    return timezone.now()


ERRANDS: dict[str, Callable[[int], Any]] = {
    run.__name__: run
    for run in (
        tickets,
        cards,
        new_cards,
        proposals,
        fold,
        differences,
        scene,
        assessing,
        hall,
        whole_hall,
        left_by,
        scanning,
    )
}

if __name__ == "__main__":
    django.setup()
    for line in sys.stdin:
        errand, number = line.split()
        with redirect_stdout(sys.stderr):
            value = ERRANDS[errand](int(number))
        print(json.dumps(value), flush=True)
