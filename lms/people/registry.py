"""What floors add to ``/kelola/``: tools, and panels of a kader's and a posyandu's page.

Called by an app's ``ready``; shown in the order of registration, which is that of the floors.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from lms.areas.models import Posyandu
from lms.people.models import Kader, User
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


KaderPanel = Callable[[Kader, User, datetime], Panel | None]
PosyanduPanel = Callable[[Posyandu, User, datetime], Panel | None]

_tools: list[Tool] = []
_kader: list[KaderPanel] = []
_posyandu: list[PosyanduPanel] = []


def register_tool(action: Action, title: Words, text: Words, url_name: str) -> None:
    _tools.append(Tool(action, title, text, url_name))


def register_kader_panel(panel: KaderPanel) -> None:
    """``panel(kader, viewer, now)`` returns what to show, None for nothing."""
    _kader.append(panel)


def register_posyandu_panel(panel: PosyanduPanel) -> None:
    """``panel(posyandu, viewer, now)`` returns what to show, None for nothing."""
    _posyandu.append(panel)


def tools() -> Sequence[Tool]:
    return tuple(_tools)


def kader_panels(kader: Kader, viewer: User, now: datetime) -> list[Panel]:
    return [panel for make in _kader if (panel := make(kader, viewer, now)) is not None]


def posyandu_panels(posyandu: Posyandu, viewer: User, now: datetime) -> list[Panel]:
    return [panel for make in _posyandu if (panel := make(posyandu, viewer, now)) is not None]
