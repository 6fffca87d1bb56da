"""Reckons what the answers teach: nightly, or when somebody asks. Everything it writes can be dropped and made anew.

Only the first sheet of everybody counts for questions and tests: who takes a quiz again has learnt from the first time.
Pre-tests say nothing of a question, as they come before the teaching; they are paired with post-tests instead. Marks
are those in force, after a regrade.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from assessments import gains, inquiries, retire
from assessments.analysis import areas, doctor, reliability
from assessments.analysis.areas import Areas
from assessments.analysis.doctor import Finding, Sign
from assessments.analysis.items import Tally, tally
from assessments.analysis.sheets import Key
from assessments.answers import Choice, Item, Read, Reader
from assessments.models import AnalysisRun, Attempt, ItemStatistic, Quiz, QuizStatistic, Ticket
from assessments.models.statistic import NOTHING
from lms.people.models import User
from modules.breath import Breath

CHUNK = 200
TYPED, TYPED_BY = 12, 3
GONE = timedelta(hours=1)  # a worker that has not finished by then was killed
NOBODY = timedelta(seconds=20)
Kind = Quiz.Kind
_COUNTING = {Kind.EVALUATION, Kind.POST}
_SIGNS = list(Sign)
Clock = Callable[[], datetime]


@dataclass
class _Night:
    """What one run has gathered so far."""

    now: datetime
    reader: Reader = field(default_factory=Reader)
    items: dict[Key, Tally] = field(default_factory=dict)
    by_area: Areas = field(default_factory=dict)
    gains: set[str] = field(default_factory=set)
    quizzes: set[int] = field(default_factory=set)
    sheets: int = 0


def ask(*, by: User | None, now: datetime) -> AnalysisRun:
    """The run that is waiting or under way, else a new one."""
    waiting = AnalysisRun.objects.filter(done_at__isnull=True).order_by("pk").first()
    return waiting or AnalysisRun.objects.create(asked_by=by, asked_at=now)


def nightly(*, now: datetime) -> AnalysisRun | None:
    """A new run, where something was handed in since the last one began; else None."""
    last = latest()
    news = Attempt.objects.filter(received_at__gte=last.begun_at) if last else Attempt.objects.all()
    return ask(by=None, now=now) if news.exists() else None


def latest() -> AnalysisRun | None:
    """The last one that was finished."""
    return AnalysisRun.objects.filter(done_at__isnull=False).order_by("-done_at").first()


def is_running() -> bool:
    """Is one waiting or under way?"""
    return AnalysisRun.objects.filter(done_at__isnull=True).exists()


def due(*, now: datetime) -> list[AnalysisRun]:
    """Runs whose worker never came or is gone."""
    lost = Q(begun_at__isnull=True, asked_at__lt=now - NOBODY) | Q(begun_at__lt=now - GONE)
    return list(AnalysisRun.objects.filter(lost, done_at__isnull=True))


def work(run: AnalysisRun, *, clock: Clock = timezone.now) -> None:
    """Do it. Safe to start twice: one worker has it for an hour."""
    now = clock()
    free = Q(begun_at__isnull=True) | Q(begun_at__lt=now - GONE)
    mine = AnalysisRun.objects.filter(free, pk=run.pk, done_at__isnull=True)
    if mine.update(begun_at=now):
        sheets = reckon(now=now)
        AnalysisRun.objects.filter(pk=run.pk, begun_at=now).update(done_at=clock(), sheets=sheets)


def reckon(*, now: datetime) -> int:
    """All figures anew. Out: how many sheets were read."""
    night = _Night(now)
    order = Quiz.objects.select_related("group").order_by("group", "pk")
    for _, quizzes in groupby(order, key=lambda quiz: quiz.group_id):
        _group(night, quizzes)
    _write_items(night)
    _drop_quizzes(night)
    gains.drop_others(night.gains)
    retire.propose(areas.jumps(night.by_area), now=now)
    return night.sheets


def _group(night: _Night, quizzes: Iterable[Quiz]) -> None:
    """The quizzes of one group one after the other; what its pre-tests and post-tests say is kept until the end."""
    tests: dict[int, list[Read]] = {}
    twins: list[tuple[int, int]] = []
    group = None
    for quiz in quizzes:
        reads, group = night.reader.read(quiz), quiz.group
        if reads:
            _quiz(night, quiz, reads)
        if quiz.kind in (Kind.PRE, Kind.POST):
            tests[quiz.pk] = reads
        if quiz.pair_id:
            twins.append((quiz.pair_id, quiz.pk))
    if group is not None and twins:
        told = [(tests.get(pre, []), tests[post]) for pre, post in twins]
        gains.reckon(group, told, night.reader.items, night.gains, now=night.now)


def _quiz(night: _Night, quiz: Quiz, reads: list[Read]) -> None:
    night.sheets += len(reads)
    firsts = [read.sheet for read in reads if read.first]
    if quiz.kind != Kind.PRE:
        for key, found in tally(firsts).items():
            night.items.setdefault(key, Tally()).add(found)
        areas.gather(firsts, into=night.by_area)
    found_quiz = reliability.reliability(firsts, cut=quiz.cut)
    if found_quiz is not None:
        words = asdict(found_quiz) | {"cut": quiz.cut, "computed_at": night.now}
        QuizStatistic.objects.update_or_create(quiz=quiz, defaults=words)
        night.quizzes.add(quiz.pk)
    if quiz.kind in _COUNTING:
        inquiries.look(reads, night.reader.items, now=night.now)


def _write_items(night: _Night) -> None:
    modes: dict[int, dict[str, Tally]] = defaultdict(dict)
    for (version, mode), found in night.items.items():
        modes[version][mode] = found
    rows = [_row(night, version, mode, by_mode) for version, by_mode in modes.items() for mode in by_mode]
    names = [f.name for f in ItemStatistic._meta.local_fields if f.name not in ("id", "version", "mode")]
    breath = Breath()
    for at in range(0, len(rows), CHUNK):
        ItemStatistic.objects.bulk_create(
            rows[at : at + CHUNK], update_conflicts=True, unique_fields=["version", "mode"], update_fields=names
        )
        breath.draw()
    _drop(ItemStatistic.objects.exclude(computed_at=night.now).values_list("pk", flat=True))


def _row(night: _Night, version: int, mode: str, by_mode: Mapping[str, Tally]) -> ItemStatistic:
    one = by_mode[mode]
    found = _findings(night.reader.items[version], mode, by_mode)
    return ItemStatistic(
        version_id=version,
        mode=mode,
        n=one.n,
        best=one.best,
        facility=one.facility,
        discrimination=one.discrimination,
        seconds=one.seconds,
        choices=_choices(one, {choice.key for choice in night.reader.items[version].choices}),
        findings=[asdict(finding) for finding in found],
        worst=min((_SIGNS.index(finding.sign) for finding in found), default=NOTHING),
        computed_at=night.now,
    )


def _choices(tally: Tally, listed: Collection[str]) -> dict[str, list[int]]:
    """Who chose what; of what is typed, the most frequent only, and nothing that few people wrote."""
    counts = {key: [one.best, one.rest] for key, one in tally.chosen.items()}
    typed = [key for key, pair in counts.items() if key not in listed and sum(pair) >= TYPED_BY]
    shown = {*listed, *sorted(typed, key=lambda key: (-sum(counts[key]), key))[:TYPED]}
    return {key: pair for key, pair in sorted(counts.items()) if key in shown}


def _findings(item: Item, mode: str, by_mode: Mapping[str, Tally]) -> list[Finding]:
    parts: dict[str, list[Choice]] = defaultdict(list)
    for choice in item.choices:
        parts[choice.part].append(choice)
    asked = [({one.key for one in part if one.correct}, [one.key for one in part]) for part in parts.values()]
    found = doctor.findings(by_mode[mode], parts=asked, essential=item.essential)
    aloud = doctor.easier_aloud(by_mode, alone=Ticket.Mode.SELF, aloud=Ticket.Mode.ALOUD)
    return [*found, aloud] if aloud and mode == Ticket.Mode.SELF else found


def _drop_quizzes(night: _Night) -> None:
    _drop(QuizStatistic.objects.exclude(quiz__in=night.quizzes).values_list("pk", flat=True), QuizStatistic)


def _drop(keys: Iterable[int], model: type[ItemStatistic | QuizStatistic] = ItemStatistic) -> None:
    """Rows of an earlier run that nothing stands behind now."""
    gone = list(keys)
    for at in range(0, len(gone), CHUNK):
        model.objects.filter(pk__in=gone[at : at + CHUNK]).delete()
