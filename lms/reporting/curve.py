"""The rungs of a place over time, as points of a chart. Jumps stay jumps: nothing is smoothed."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from lms.areas import chart
from lms.areas.format import persen_dari, tanggal
from lms.reporting.queries import Figures
from lms.reporting.rungs import RUNGS, Rung, count
from lms.reporting.targets import Goal

MOST = 60  # points; beyond that the last of each week stands for it, then that of each month

History = Sequence[tuple[date, Figures]]


def draw(history: History, *, day: date, goal: Goal | None) -> chart.Chart:
    """The three rungs as shares of the kader of each day, up to ``day``, with the goal's line."""
    points = thin([*history, (day, history[-1][1])])
    lines = [chart.Series(str(rung.name), _points(points, rung)) for rung in RUNGS]
    mark = chart.Goal(_goal(goal), goal.due_on, int(goal.share * 100), 100) if goal else None
    return chart.line_chart(lines, goal=mark, until=day, words=chart.Words(_("Tanggal"), _("dari")))


def finding(history: History, *, day: date) -> str:
    """What the curve shows, in one sentence, for those who do not see it."""
    first, last = history[0], history[-1]
    return _("Dilatih %(before)s pada %(since)s, %(now)s pada %(day)s.") % {
        "before": persen_dari(first[1].get("trained", 0), first[1].get("kader", 0)),
        "since": tanggal(first[0]),
        "now": persen_dari(last[1].get("trained", 0), last[1].get("kader", 0)),
        "day": tanggal(day),
    }


def thin(points: History) -> History:
    """At most some MOST points: the first, and the last of each day, week or month."""
    keys: list[Callable[[date], object]] = [
        lambda day: day,
        lambda day: day.isocalendar()[:2],
        lambda day: (day.year, day.month),
    ]
    for key in keys:
        kept = list({key(day): (day, figures) for day, figures in points[1:]}.values())
        if len(kept) < MOST:
            break
    return [points[0], *(point for point in kept if point[0] > points[0][0])]


def _points(points: History, rung: Rung) -> list[chart.Point]:
    return [chart.Point(day, count(figures, rung), figures.get("kader", 0)) for day, figures in points]


def _goal(goal: Goal) -> str:
    return _("Sasaran dilatih %(share)s, %(day)s") % {
        "share": persen_dari(int(goal.share * 100), 100, 0),
        "day": tanggal(goal.due_on),
    }
