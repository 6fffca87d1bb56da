"""Events as their pages tell them: rows of the list, numbers and links of a home, days to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments import event_lists, event_roll, gain_pages
from assessments.event_lists import Lists
from assessments.event_presence import Part
from assessments.event_steps import CATCH_UP, Facts, Step
from assessments.events import STEPS
from assessments.models import EventSession, GainTally, Invitation, TrainingEvent
from lms.areas.format import angka, hari_tanggal, rentang
from lms.people import scope
from lms.people.models import Kader, User
from lms.people.scope import Action

Status = TrainingEvent.Status
CHIPS = {Status.RUNNING: "ok", Status.CALLED_OFF: "bad", Status.PLANNED: "", Status.DONE: ""}
# What a button says that brings an event into a state, from where.
ACTS = {
    (Status.RUNNING, Status.DONE): gettext_lazy("Tutup kegiatan"),
    (Status.DONE, Status.RUNNING): gettext_lazy("Buka lagi"),
    (Status.PLANNED, Status.CALLED_OFF): gettext_lazy("Batalkan kegiatan"),
    (Status.CALLED_OFF, Status.PLANNED): gettext_lazy("Jadikan rencana lagi"),
}


@dataclass(frozen=True)
class Section:
    """``rows``: as components/row.html takes them."""

    title: str
    rows: list[dict[str, Any]]


def sections(lists: Lists) -> list[Section]:
    """The parts of the list that have anything in them."""
    parts = ((_("Berjalan"), lists.running), (_("Akan datang"), lists.coming), (_("Selesai"), lists.past.object_list))
    found = [Section(title, [_row(event) for event in rows]) for title, rows in parts]
    return [one for one in found if one.rows]


def when(event: TrainingEvent) -> str:
    """ "24 sampai 26 November 2025 · Aula Kelurahan"."""
    return " · ".join(part for part in (rentang(event.starts_on, event.last_day), event.place) if part)


def home(event: TrainingEvent, facts: Facts, *, plans: bool) -> dict[str, Any]:
    """What the page of an event shows beside its next step."""
    states = event_roll.counts(event)
    came = sum(1 for _one in event_roll.there(event)) if facts.there else 0
    numbers = [
        {"number": angka(facts.invited), "label": _("diundang")},
        {"number": angka(came), "label": _("pernah hadir")},
    ]
    if waiting := states[Invitation.State.WAITING]:
        numbers.insert(1, {"number": angka(waiting), "label": _("menunggu tempat")})
    gains = GainTally.objects.filter(event=event).select_related("group", "kab", "puskesmas", "event")
    return {
        "when": when(event),
        "who": str(event.puskesmas or f"Dinas Kesehatan {event.kab.name}"),
        "numbers": numbers,
        "pairs": _pairs(event),
        "days": [_day(event, day, facts) for day in event.days],
        "acts": _acts(event) if plans else [],
        "gains": gain_pages.sections(gains.order_by("puskesmas__name", "group__position"))[:1],
        "tests": event_lists.quizzes(event) if event.kind != TrainingEvent.Kind.ASSESSMENT else [],
        "walk_ins": event_roll.walk_ins(event) if facts.there else 0,
    }


def address(event: TrainingEvent, step: Step) -> str:
    """Where the button of a step leads; "" for none."""
    if step.url == CATCH_UP:
        return f"{reverse('event-new')}?susulan={event.uuid}"
    return reverse(step.url, args=[event.uuid]) if step.url else ""


def day_choices(event: TrainingEvent) -> list[tuple[str, str]]:
    return [(day.isoformat(), hari_tanggal(day)) for day in event.days]


def hours(session: EventSession) -> str:
    """ "08.00–10.15"."""
    return f"{session.starts:%H.%M}–{session.ends:%H.%M}"


def timetable(event: TrainingEvent) -> list[dict[str, Any]]:
    """The days of the event with their sessions, as components/row.html takes them."""
    found: dict[date, list[dict[str, Any]]] = {day: [] for day in event.days}
    for one in event.sessions.prefetch_related("groups").order_by("day", "starts", "pk"):
        groups = ", ".join(group.key for group in one.groups.all())
        small = " · ".join(part for part in (hours(one), groups, one.speaker) if part)
        href = reverse("event-session", args=[event.uuid, one.uuid])
        found.setdefault(one.day, []).append({"href": href, "title": one.title, "small": small})
    return [{"title": hari_tanggal(day), "rows": rows} for day, rows in found.items()]


def parts(event: TrainingEvent, asked: Part) -> dict[str, list[dict[str, Any]]]:
    """The days to choose from, and the sessions of the chosen one; empty where there is but one."""
    at = reverse("event-attendance", args=[event.uuid])
    days = [
        {"title": hari_tanggal(day), "href": f"{at}?hari={day.isoformat()}", "on": day == asked.day}
        for day in event.days
    ]
    day = f"{at}?hari={asked.day.isoformat()}"
    sessions = [
        {"title": f"{hours(one)} {one.title}", "href": f"{day}&sesi={one.uuid}", "on": one == asked.session}
        for one in event.sessions.filter(day=asked.day).order_by("starts", "pk")
    ]
    whole = {"title": _("Sehari penuh"), "href": day, "on": asked.session is None}
    return {"days": days if len(days) > 1 else [], "sessions": [whole, *sessions] if sessions else []}


def tests(event: TrainingEvent, user: User, *, on: date) -> dict[str, Any]:
    """The tests of the event with how many handed them in, and the table of its people.

    ``assesses``: may this officer take tests on paper or read them aloud; of a row ``aloud``: to her.
    """
    quizzes = event_lists.quizzes(event)
    guests = event_roll.guests(event, Invitation.State.INVITED)
    done = event_lists.handed_in(event, quizzes, guests)
    listed = Kader.objects.filter(pk__in=[guest.kader.pk for guest in guests])
    hers = set(scope.rows(user, Action.ASSESS, listed, on=on).values_list("pk", flat=True))
    rows = [
        {
            "guest": guest,
            "cells": [guest.kader.pk in done[quiz.pk] for quiz in quizzes],
            "aloud": guest.kader.pk in hers,
        }
        for guest in guests
    ]
    told = [
        {
            "quiz": quiz,
            "text": _("%(done)s dari %(all)s sudah mengirim")
            % {"done": angka(len(done[quiz.pk])), "all": angka(len(guests))},
        }
        for quiz in quizzes
    ]
    return {"quizzes": told, "rows": rows, "assesses": scope.may(user, Action.ASSESS, on=on)}


def _row(event: Any) -> dict[str, Any]:
    invited = ngettext("%(number)s diundang", "%(number)s diundang", event.invited) % {"number": angka(event.invited)}
    return {
        "href": reverse("event", args=[event.uuid]),
        "title": event.title,
        "small": f"{when(event)} · {event.puskesmas or event.kab} · {invited}",
        "chip": event.get_status_display(),
        "chip_kind": CHIPS[event.status],
    }


def _pairs(event: TrainingEvent) -> list[dict[str, str]]:
    groups = ", ".join(f"{group.key}. {group.title}" for group in event.groups.order_by("position"))
    found = [
        (_("Jenis"), event.get_kind_display()),
        (_("Angkatan"), str(event.cohort) if event.cohort else ""),
        (_("Program"), event.programme.title),
        (_("Kelompok"), groups),
        (_("Daya tampung"), angka(event.capacity) if event.capacity else ""),
        (_("Sumber dana"), event.get_funding_display() if event.funding else ""),
    ]
    return [{"name": name, "value": value} for name, value in found if value]


def _day(event: TrainingEvent, day: date, facts: Facts) -> dict[str, Any]:
    number = facts.there.get(day, 0)
    told = ngettext("%(number)s orang hadir", "%(number)s orang hadir", number) % {"number": angka(number)}
    small = told if number else (_("belum tiba") if day > facts.today else _("kehadiran belum dicatat"))
    href = f"{reverse('event-attendance', args=[event.uuid])}?hari={day.isoformat()}"
    return {"href": href if day <= facts.today else "", "title": hari_tanggal(day), "small": small}


def _acts(event: TrainingEvent) -> Iterable[dict[str, str]]:
    """The buttons that bring the event into another state."""
    steps = [to for to in STEPS[event.status] if (event.status, to) in ACTS]
    return [{"to": to, "text": str(ACTS[Status(event.status), Status(to)])} for to in steps]
