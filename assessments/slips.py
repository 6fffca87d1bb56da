"""The slip a kader takes home from a day of assessing: one praise, one thing to practise, when, and how far she is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from assessments import goals, slip_rules
from assessments.event_roll import WHO
from assessments.models import CompetencyRecord, GroupRecord, Observation, TrainingEvent
from assessments.rules import local_day
from assessments.slip_rules import Did, Saw
from lms.areas import opening
from lms.areas.format import tanggal
from lms.people.models import Kader, Membership
from lms.people.queries import listed_name, place_name, rows_of, serving
from modules.models import Competency, ModulePage
from modules.queries import lessons_named, module_pages

KEPT = timedelta(days=60)  # on her own page; what comes after is told by her flower


@dataclass(frozen=True)
class Practise:
    """``what``: a step, or the whole skill. ``lesson``, ``href``: the lesson that teaches the step where one is known,
    else the module; "" where there is none yet.
    """

    key: str
    title: str
    what: str
    lesson: str
    href: str


@dataclass(frozen=True)
class Slip:
    """One kader's. ``seen``: how many skills were seen that day; ``goal``: her next level in words, perhaps empty."""

    kader: Kader
    name: str
    place: str
    day: date
    event: TrainingEvent
    seen: int
    praise: str
    practise: Practise | None
    again: str
    skilled: int
    waiting: int  # practices that are right and wait for the evaluasi of their group
    whole: int
    goal: str

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """What stands on it: heading, words, and the address of a lesson or ""."""
        found = [("Yang sudah bagus", self.praise, "")]
        if self.practise:
            one = self.practise
            what = one.title if one.what == one.title else f"{one.title}: {one.what[:1].lower()}{one.what[1:]}"
            read = f" Pelajarannya: {one.lesson}." if one.lesson else ""
            found += [("Satu hal untuk dilatih", f"{what.rstrip('.')}.{read}", one.href), ("Kapan", self.again, "")]
        return [*found, ("Sejauh ini", self.stands, "")]

    @property
    def stands(self) -> str:
        """ "18 dari 25, tinggal 2 lagi untuk Kader Purwa." """
        far = f"{self.skilled} dari {self.whole} terampil"
        told = f"{far}, {self.goal}." if self.goal else f"{far}."
        if not self.waiting:
            return told
        return f"{told} {self.waiting} praktik lain sudah benar; tinggal cek kemampuan kelompoknya."


def of_event(event: TrainingEvent, kader: Sequence[Kader], *, on: date) -> list[Slip]:
    """The slips of those of the kader who were seen at the event, in their order. A fixed number of queries."""
    ids = [one.pk for one in kader]
    seen = _seen(event, ids)
    about = _About(event, seen, on)
    return [about.slip(one) for one in kader if one.pk in seen]


def latest(kader: Kader, *, now: datetime) -> Slip | None:
    """The slip of the latest day on which she was seen; None: long ago, or never. For her own page."""
    rows = Observation.objects.filter(
        kader__in=rows_of(kader), event__isnull=False, superseded_by__isnull=True, happened_at__gt=now - KEPT
    )
    last = rows.select_related("event__programme", "event__kab").order_by("-happened_at").first()
    if last is None or last.event is None:
        return None
    seen = _seen(last.event, list(rows_of(kader).values_list("pk", flat=True)))
    found = [one for saws in seen.values() for one in saws]
    about = _About(last.event, {kader.pk: found}, local_day(now, last.event.kab.time_zone))
    return about.slip(kader) if found else None


class _About:
    """What all slips of an event need, read at once."""

    def __init__(self, event: TrainingEvent, seen: Mapping[int, Sequence[Saw]], on: date) -> None:
        ids = list(seen)
        self._event, self._on, self._seen = event, on, seen
        self._found = {kader: slip_rules.practise(saws) for kader, saws in seen.items()}
        self._whole = Competency.objects.filter(group__programme=event.programme).count()
        self._numbers = _numbers(event, ids)
        self._groups = _completed(event, ids)
        self._places = serving(ids, field=event.programme.field, day=on)
        self._goals = goals.of(ids, event.programme)
        self._modules = {page.competency.key: page for page in _modules(event)}
        self._lessons = lessons_named({step.lesson for _saw, step in filter(None, self._found.values()) if step})

    def slip(self, kader: Kader) -> Slip:
        place, seen, found = self._places.get(kader.pk), self._seen[kader.pk], self._found[kader.pk]
        return Slip(
            kader=kader,
            name=listed_name(kader.person, on=self._on),
            place=place_name(place) if place else "",
            day=self._event.ends_before - timedelta(days=1),
            event=self._event,
            seen=len(seen),
            praise=slip_rules.praise(seen, self._groups.get(kader.pk, ())),
            practise=self._practise(*found) if found else None,
            again=_again(place, self._on) if found else "",
            skilled=self._numbers.get(kader.pk, (0, 0))[0],
            waiting=self._numbers.get(kader.pk, (0, 0))[1],
            whole=self._whole,
            goal=self._goals.get(kader.pk, ""),
        )

    def _practise(self, saw: Saw, step: Did | None) -> Practise:
        page = self._modules.get(saw.key)
        lesson, href = (page.title, page.address) if page else ("", "")
        if page and step and step.lesson:
            lesson, href = self._lessons.get((page.address, step.lesson), (lesson, href))
        return Practise(saw.key, saw.title, step.text if step else saw.title, lesson, href)


def _seen(event: TrainingEvent, ids: Collection[int]) -> dict[int, list[Saw]]:
    """Per kader what stands of the event, the last word on each competency, in the order of the programme."""
    rows = Observation.objects.annotate(who=WHO).filter(event=event, superseded_by__isnull=True)
    rows = rows.filter(Q(kader__in=ids) | Q(who__in=ids))
    rows = rows.select_related("competency__group", "instrument_version__instrument").order_by(
        "competency__group__position", "competency__position", "happened_at", "received_at"
    )
    found: dict[int, dict[int, Saw]] = defaultdict(dict)
    for one in rows:
        before = found[one.who].get(one.competency_id)
        if before is None or not before.skilled or one.skilled:  # weaker evidence takes nothing away (record 8)
            found[one.who][one.competency_id] = _saw(one)
    return {kader: list(saws.values()) for kader, saws in found.items()}


def _saw(one: Observation) -> Saw:
    steps: list[Mapping[str, Any]] = one.instrument_version.content["steps"] if one.ticks else []
    taught = one.instrument_version.instrument.lessons
    did = [Did(step["text"], step["critical"], one.ticks[step["key"]], taught.get(step["key"], "")) for step in steps]
    return Saw(one.competency.key, one.competency.short_title, one.skilled, did)


def _numbers(event: TrainingEvent, ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Per kader how many competencies are *terampil*, and of how many only the practice is right."""
    rows = CompetencyRecord.objects.filter(kader__in=ids, competency__group__programme=event.programme)
    waiting = Q(observed_skilled_on__isnull=False, skilled_on__isnull=True)
    counted = rows.order_by().values("kader").annotate(n=Count("skilled_on"), left=Count("pk", filter=waiting))
    return {kader: (n, left) for kader, n, left in counted.values_list("kader", "n", "left")}


def _completed(event: TrainingEvent, ids: Collection[int]) -> dict[int, list[str]]:
    """Per kader the titles of the groups that became whole on these days."""
    days = {"skilled_on__gte": event.starts_on, "skilled_on__lt": event.ends_before}
    rows = GroupRecord.objects.filter(kader__in=ids, group__programme=event.programme, **days)
    found: dict[int, list[str]] = defaultdict(list)
    for kader, title in rows.order_by("group__position").values_list("kader_id", "group__title"):
        found[kader].append(title)
    return found


def _modules(event: TrainingEvent) -> list[ModulePage]:
    rows = module_pages().filter(competency__group__in=event.groups.values("pk"))
    return list(rows.select_related("competency"))


def _again(place: Membership | None, on: date) -> str:
    """When she may try it again: on the next opening day of her posyandu, where that is known."""
    posyandu = place.posyandu if place else None
    day = opening.next_day(posyandu.opening, on + timedelta(days=1)) if posyandu else None
    if day is None:
        return "Sepakati tanggal mencoba lagi dengan bidan atau penilai."
    return f"Latih pada hari buka berikutnya, {tanggal(day)}, lalu coba lagi bersama bidan."
