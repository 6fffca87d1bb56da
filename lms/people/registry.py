"""What floors add to ``/kelola/``: tools, panels of a kader's and a posyandu's page, columns of the list of kader; and
what they do after a merge.

Called by an app's ``ready``; shown in the order of registration, which is that of the floors.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from lms.areas.models import Posyandu
from lms.people.models import Kader, KaderMerge, Person, User
from lms.people.scope import Action

Words = str | Promise


@dataclass(frozen=True)
class Tool:
    """A piece of work on ``/kelola/`` for whoever may do the action somewhere. ``url_name`` takes no arguments."""

    action: Action
    title: Words
    text: Words
    url_name: str


@dataclass(frozen=True)
class Panel:
    """A part of a page: a template (its variables: ``context``) under a heading; the viewer's scope is checked."""

    title: Words
    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column of the list of kader: what stands in it per kader id, and the choices by which the list is narrowed.

    ``cells`` must cost the same number of queries for one kader as for five hundred; who is missing gets an empty cell.
    """

    key: str
    title: Words
    cells: Callable[[Collection[int]], Mapping[int, Words]]
    choices: Callable[[], Sequence[tuple[str, Words]]]
    narrow: Callable[[QuerySet[Kader], str], QuerySet[Kader]]


KaderPanel = Callable[[Kader, User, datetime], Panel | None]
StartPanel = Callable[[User, datetime], Panel | None]
PosyanduPanel = Callable[[Posyandu, User, datetime], Panel | None]

MergeHook = Callable[[KaderMerge, datetime], None]
MergeSight = Callable[[Kader], Sequence[str]]
Eraser = Callable[[Person, datetime], None]

_erasers: dict[str, Eraser] = {}
_columns: list[Column] = []
_tools: list[Tool] = []
_start: list[StartPanel] = []
_kader: list[KaderPanel] = []
_posyandu: list[PosyanduPanel] = []
_merge_hooks: list[MergeHook] = []
_merge_sights: list[MergeSight] = []


def register_tool(action: Action, title: Words, text: Words, url_name: str) -> None:
    _tools.append(Tool(action, title, text, url_name))


def register_column(column: Column) -> None:
    """Add a column to the list of kader and its export. Its ``key`` becomes the name of the filter in the address."""
    _columns.append(column)


def register_start_panel(panel: StartPanel) -> None:
    """``panel(viewer, now)`` returns what stands above the tools of ``/kelola/``, None for nothing."""
    _start.append(panel)


def register_kader_panel(panel: KaderPanel) -> None:
    """``panel(kader, viewer, now)`` returns what to show, None for nothing."""
    _kader.append(panel)


def register_posyandu_panel(panel: PosyanduPanel) -> None:
    """``panel(posyandu, viewer, now)`` returns what to show, None for nothing."""
    _posyandu.append(panel)


def register_merge(hook: MergeHook, sight: MergeSight) -> None:
    """``hook(merge, now)`` brings a floor up to a merge just made or taken back, inside its transaction; UserError
    refuses it. ``sight(kader)`` says in words what the floor holds of one kader, for the officer who compares two.
    """
    _merge_hooks.append(hook)
    _merge_sights.append(sight)


def register_eraser(model: str, eraser: Eraser) -> None:
    """``eraser(person, now)`` takes who she is out of the rows of that model, the label of one marked *identity*.

    Called in the order of registration, while the person still has her name.
    """
    _erasers[model] = eraser


def erasers() -> dict[str, Eraser]:
    return dict(_erasers)


def tools() -> Sequence[Tool]:
    return tuple(_tools)


def columns() -> Sequence[Column]:
    return tuple(_columns)


def start_panels(viewer: User, now: datetime) -> list[Panel]:
    return [panel for make in _start if (panel := make(viewer, now)) is not None]


def kader_panels(kader: Kader, viewer: User, now: datetime) -> list[Panel]:
    return [panel for make in _kader if (panel := make(kader, viewer, now)) is not None]


def posyandu_panels(posyandu: Posyandu, viewer: User, now: datetime) -> list[Panel]:
    return [panel for make in _posyandu if (panel := make(posyandu, viewer, now)) is not None]


def merged(merge: KaderMerge, now: datetime) -> None:
    """Tell the floors above of a merge just made or taken back."""
    for hook in _merge_hooks:
        hook(merge, now)


def merge_sights(kader: Kader) -> list[str]:
    """What the floors above hold of one kader, in words."""
    return [line for sight in _merge_sights for line in sight(kader)]
