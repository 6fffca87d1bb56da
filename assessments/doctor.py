"""*Dokter soal* for people: which questions should be looked at, and why, in plain sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.analysis.doctor import Sign
from assessments.analysis.items import ENOUGH
from assessments.answers import Choice, choices, given
from assessments.models import ItemStatistic, Question, QuizStatistic
from lms.areas.format import angka, desimal, persen

# What each sign is called in a list to choose from.
SIGNS: dict[Sign, str | Promise] = {
    Sign.REVERSED: gettext_lazy("yang pandai justru salah"),
    Sign.RIVAL: gettext_lazy("pilihan lain mengalahkan kunci"),
    Sign.TEMPTING: gettext_lazy("pilihan yang menjebak"),
    Sign.HARD: gettext_lazy("terlalu sulit"),
    Sign.EASY: gettext_lazy("terlalu mudah"),
    Sign.WEAK: gettext_lazy("tidak membedakan"),
    Sign.UNUSED: gettext_lazy("pilihan yang tidak dipakai"),
    Sign.ALOUD: gettext_lazy("jauh lebih mudah bila dibacakan"),
    Sign.SLOW: gettext_lazy("lama dijawab"),
}
LIST = list(Sign)
_SHORT = 60


@dataclass(frozen=True)
class Line:
    """One choice in the table of who chose what; shares written for people."""

    choice: Choice
    best: str
    rest: str


@dataclass(frozen=True)
class Figures:
    """What the answers say of one version in one mode, for people. ``enough``: there are answers enough to say it."""

    statistic: ItemStatistic
    enough: bool
    facility: str
    discrimination: str
    seconds: str
    sentences: Sequence[str]
    lines: Sequence[Line]


def rows(*, competency: str = "", sign: str = "", everything: bool = False) -> QuerySet[ItemStatistic]:
    """The versions in use with answers enough, worst first; those with a sign only, unless all are asked for."""
    found = ItemStatistic.objects.enough().filter(version__question__current=F("version"))
    if competency:
        found = found.filter(version__question__competency__key=competency)
    if sign in LIST:
        found = found.filter(worst=LIST.index(Sign(sign)))
    elif not everything:
        found = found.ailing()
    return found.select_related("version__question__competency").order_by("worst", "version__question__key", "mode")


def of(question: Question) -> QuerySet[ItemStatistic]:
    """Everything about one question, its newest version first."""
    found = ItemStatistic.objects.filter(version__question=question).select_related("version__question__competency")
    return found.order_by("-version__number", "-n", "mode")


def waiting_for_answers() -> int:
    """How many versions in use have been answered, but too seldom."""
    return ItemStatistic.objects.filter(version__question__current=F("version"), n__lt=ENOUGH).count()


def tests() -> QuerySet[QuizStatistic]:
    """The quizzes with sheets enough, those that count most first."""
    found = QuizStatistic.objects.filter(n__gte=ENOUGH).select_related("quiz__group", "quiz__competency")
    return found.order_by("quiz__kind", "quiz__title", "pk")


def figures(statistic: ItemStatistic) -> Figures:
    """Written out; below thirty answers nothing but how many there are."""
    content, enough = statistic.version.content, statistic.n >= ENOUGH
    listed = choices(content)
    named = {choice.key: choice for choice in listed}
    found = statistic.discrimination
    return Figures(
        statistic=statistic,
        enough=enough,
        facility=persen(statistic.facility, 0),
        discrimination="–" if found is None else desimal(found, 2),
        seconds="–" if statistic.seconds is None else angka(round(statistic.seconds)),
        sentences=[sentence(finding, named) for finding in statistic.findings],
        lines=[_line(statistic, choice) for choice in listed or _typed(statistic)],
    )


def sentence(finding: Mapping[str, Any], named: Mapping[str, Choice]) -> str:
    """What a finding says to the author."""
    sign, figure = Sign(finding["sign"]), finding["figure"]
    words = {
        "choice": _named(named.get(finding["choice"])),
        "share": persen(abs(figure), 0) if abs(figure) <= 1 else "",
        "figure": desimal(figure, 2),
        "seconds": angka(round(figure)),
    }
    return _sentence(sign, nobody=figure == 0) % words


def _sentence(sign: Sign, *, nobody: bool) -> str:
    match sign:
        case Sign.REVERSED:
            return _("Yang pandai justru salah (daya beda %(figure)s): periksa kuncinya dan kalimatnya.")
        case Sign.RIVAL:
            return _("Peserta terbaik memilih %(choice)s (%(share)s dari mereka): apakah itu juga benar?")
        case Sign.TEMPTING:
            return _("Peserta terbaik lebih sering memilih %(choice)s daripada yang lain: dapatkah itu dibaca benar?")
        case Sign.HARD:
            return _("Hampir semua salah (benar %(share)s): terlalu sulit, atau kuncinya keliru?")
        case Sign.EASY:
            return _("Hampir semua benar (%(share)s): terlalu mudah?")
        case Sign.WEAK:
            return _("Yang sudah paham dan yang belum menjawab sama (daya beda %(figure)s): apa yang ditanyakannya?")
        case Sign.UNUSED if nobody:
            return _("Tidak ada yang memilih %(choice)s: ganti.")
        case Sign.UNUSED:
            return _("Hampir tidak ada yang memilih %(choice)s (%(share)s): ganti.")
        case Sign.ALOUD:
            return _("Jauh lebih mudah bila dibacakan (selisih %(share)s): sederhanakan kalimatnya.")
        case Sign.SLOW:
            return _("Lama dijawab (separuhnya lebih dari %(seconds)s detik): terlalu panjang?")


def _typed(statistic: ItemStatistic) -> list[Choice]:
    """The answers that were not picked from a list, the most frequent first."""
    counts = statistic.choices.items()
    return [given(key, statistic.version.content) for key, pair in sorted(counts, key=lambda one: -sum(one[1]))]


def _named(choice: Choice | None) -> str:
    """ "B, “Di pangkuan”"; a long text is cut off."""
    if choice is None:
        return ""
    text = choice.text if len(choice.text) <= _SHORT else f"{choice.text[:_SHORT].rstrip()}…"
    return f"{choice.letter}, “{text}”"


def _line(statistic: ItemStatistic, choice: Choice) -> Line:
    best, rest = statistic.choices.get(choice.key, (0, 0))
    others = statistic.n - statistic.best
    return Line(
        choice,
        best=persen(best / statistic.best, 0) if statistic.best else "–",
        rest=persen(rest / others, 0) if others else "–",
    )
