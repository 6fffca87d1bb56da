"""What higher floors know of a kader's next goal ("tinggal 2 lagi untuk Kader Purwa"): they register it here."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from lms.people.models import User
from modules.models import Programme

# Asked with ids of kader: the words for each who has a goal. A fixed number of queries, however many they are.
Goals = Callable[[Collection[int], Programme], Mapping[int, str]]


@dataclass(frozen=True)
class Lead:
    """Where an officer goes on after a day: words, and an address."""

    title: str
    small: str
    href: str


Leads = Callable[[User, date], Lead | None]

_goals: list[Goals] = []
_reasons: list[Goals] = []
_leads: list[Leads] = []


def register(goals: Goals, reasons: Goals) -> None:
    """Called by an app's ``ready``. ``reasons``: the sentence that says what a kader lacks for her next goal."""
    _goals.append(goals)
    _reasons.append(reasons)


def register_lead(lead: Leads) -> None:
    """``lead(user, on)``: where this user goes on, None for nowhere."""
    _leads.append(lead)


def leads(user: User, on: date) -> list[Lead]:
    """All that are open to the user."""
    return [found for lead in _leads if (found := lead(user, on)) is not None]


def of(kader_ids: Collection[int], programme: Programme) -> dict[int, str]:
    """Kader id -> her next goal in words; missing: nothing is known of one."""
    return {pk: words for goals in _goals for pk, words in goals(kader_ids, programme).items()}


def reasons(kader_ids: Collection[int], programme: Programme) -> dict[int, str]:
    """Kader id -> why her next goal is not reached yet; missing: it is, or nothing is known of one."""
    return {pk: words for reasons in _reasons for pk, words in reasons(kader_ids, programme).items()}
