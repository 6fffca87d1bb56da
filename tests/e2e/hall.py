"""A hall on a day of assessing: stations, a penilai with a card of her own at each of five, kader who are invited; and
what the day left in the database.

Made by the project's own verbs in a process beside a running site, as errands of ``tests.e2e.prepare``.
"""

from datetime import datetime, timedelta
from typing import Any

PIN = "715264"
GROUP, ELSEWHERE = "B", "AC"  # what is assessed today; what they have shown before, so that a level is near
UNTESTED = 5  # every fifth has not passed the evaluasi of the group: she is seen, and not yet terampil


def build(count: int, groups: str, now: datetime) -> dict[str, Any]:
    """The event with its stations, forms and people, as the hands of a test need them. ``groups``: what it covers."""
    from assessments import events, invite, team
    from assessments.models import Station
    from assessments.rules import local_day
    from lms.areas.models import Puskesmas
    from lms.people.models import Role
    from modules.models import Programme

    programme = Programme.objects.get(key="ilp-25")
    another = Role.objects.filter(kind="penilai").order_by("pk")[0].puskesmas_id
    place = Puskesmas.objects.exclude(pk=another).order_by("-pk")[0]
    event = events.create(
        kind="penilaian",
        title="Hari penilaian di aula",
        programme=programme,
        groups=list(programme.groups.filter(key__in=groups).order_by("position")),
        kab=place.kab,
        puskesmas=place,
        place="Aula kelurahan",
        starts_on=local_day(now, place.kab.time_zone),
    )
    people = sorted(_kader(place, count, event.starts_on), key=lambda one: (one.person.name, one.pk))  # as in a queue
    assert len(people) == count, "there are no more who have shown nothing yet"
    _shown_before(people, programme, now)
    invite.invite_many(event, [one.pk for one in people], by=None, now=now)
    stations = list(
        Station.objects.filter(circuit__group__in=event.groups.all(), circuit__active=True, position__isnull=False)
        .select_related("circuit__group")
        .order_by("circuit__group__position", "position")
    )
    crew = [_penilai(at, place, now) for at in range(5)]
    for (user, _words), station in zip(crew, stations, strict=False):
        team.add(event, duty="penilai", user=user, station=station, by=None, now=now)
    return {
        "pk": event.pk,
        "event": str(event.uuid),
        "puskesmas": str(place.uuid),
        "group": GROUP,
        "day": event.starts_on.isoformat(),
        "crew": [{"words": words, "pin": PIN} for _user, words in crew],
        "stations": [_station(one) for one in stations],
        "kader": [str(one.uuid) for one in people],
        "names": {str(one.uuid): one.person.name for one in people},
        "tested": [str(one.uuid) for at, one in enumerate(people) if at % UNTESTED],
    }


def _kader(place: Any, count: int, on: Any) -> list[Any]:
    """So many who serve there, are listed by name, and have shown nothing yet."""
    from assessments.models import CompetencyRecord
    from lms.people.models import Kader, Membership
    from lms.people.queries import in_force, listed

    serve = Membership.objects.filter(in_force(on), field="kesehatan", posyandu__puskesmas=place)
    free = listed(Kader.objects.filter(pk__in=serve.values("kader"), merged_into=None), on=on)
    return list(
        free.exclude(pk__in=CompetencyRecord.objects.values("kader")).select_related("person").order_by("pk")[:count]
    )


def _shown_before(people: list[Any], programme: Any, now: datetime) -> None:
    from assessments.models import Quiz, Rung
    from assessments.outside import Claim, accept_many
    from modules.models import Competency

    skills = Competency.objects.filter(group__programme=programme, group__key__in=ELSEWHERE)
    then, document = now - timedelta(days=30), "Formulir penilaian kecakapan"
    claims = [Claim(one.pk, Rung.SKILLED, then, document, competency_id=skill.pk) for one in people for skill in skills]
    accept_many(claims, programme=programme, by=None, now=now)
    quiz = Quiz.objects.get(key=f"evaluasi-{GROUP.lower()}")
    for at, one in enumerate(people):
        if at % UNTESTED:
            _pass(one, quiz, now)


def _pass(kader: Any, quiz: Any, now: datetime) -> None:
    from uuid import uuid4

    from assessments.draw import issue_ticket
    from assessments.envelope import seal
    from assessments.submit import submit
    from tests.e2e.prepare import right

    ticket = issue_ticket(kader, quiz, now=now)
    body = seal(id=uuid4(), ticket=ticket.token, answers=right(ticket), started_at=now, finished_at=now)
    submit(body, channel="form", now=now)


def _penilai(number: int, place: Any, now: datetime) -> tuple[Any, str]:
    from lms.people import accounts, cards, roles
    from lms.people.models import Person
    from lms.people.models.role import Kind

    person = Person.objects.create(name=f"Penilai {'Satu Dua Tiga Empat Lima'.split()[number]} Contoh")
    user = accounts.activate(person, PIN, now=now, is_demo=True)
    since = (now - timedelta(days=400)).date()
    roles.grant(user, Kind.PENILAI, since=since, on=now.date(), puskesmas=place)
    return user, cards.issue(person, by=None, now=now).words


def _station(station: Any) -> dict[str, Any]:
    from assessments import scenes

    return {
        "group": station.circuit.group.key.lower(),
        "key": station.key,
        "title": station.title,
        "forms": {one.instrument.key: _form(one) for one in scenes.in_use(station)},
    }


def _form(version: Any) -> dict[str, Any]:
    steps = {step["key"]: step["critical"] for step in version.content["steps"]}
    twice = len(version.content.get("repeat", []))
    return {"steps": steps, "least": version.content["pass"]["min_benar_percent"], "twice": twice}


def left_by(event: int) -> dict[str, Any]:
    """What stands after the day, each as a list that sorts: what was seen, records, proposals, what was refused."""
    from assessments.models import CompetencyRecord, GroupRecord, Invitation, Observation, ProgrammeRecord, Quarantine
    from certificates.models import Proposal

    people = Invitation.objects.filter(event=event).values("kader")
    seen = Observation.objects.filter(event=event, superseded_by=None)
    of_one = ("kader__uuid", "competency__key")
    days = ("study_closed_on", "assessed_on", "observed_skilled_on", "skilled_on")
    groups = ("kader__uuid", "group__key", "evaluation_passed_on", "trained_on", "assessed_on", "skilled_on")
    whole = ("kader__uuid", "programme__key", "trained_on", "assessed_on", "skilled_on")
    proposed = ("kader__uuid", "level__key", "state", "reached_on")
    return {
        "seen": _rows(seen, *of_one, "skilled", "mode", "ticks", "station__key"),
        "all_seen": Observation.objects.filter(event=event).count(),
        "competencies": _rows(CompetencyRecord.objects.filter(kader__in=people), *of_one, *days),
        "groups": _rows(GroupRecord.objects.filter(kader__in=people), *groups),
        "programmes": _rows(ProgrammeRecord.objects.filter(kader__in=people), *whole),
        "proposals": _rows(Proposal.objects.filter(kader__in=people), *proposed),
        "held": Quarantine.objects.filter(kader__in=people).count(),
    }


def _rows(found: Any, *columns: str) -> list[list[Any]]:
    plain = [
        [one if isinstance(one, dict | bool | None) else str(one) for one in row] for row in found.values_list(*columns)
    ]
    return sorted(plain, key=lambda row: (row[0], str(row[1])))
