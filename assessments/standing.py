"""Where one kader stands, as plain data: the same for her, her trainer and Dinas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessments.models import Attempt, Quiz, Ticket
from assessments.rules import CompetencyDays, GroupDays, ProgrammeDays
from lms.areas.flower import Petal
from lms.people.models import Kader
from modules.models import Competency, CompetencyGroup, ModulePage, Programme


@dataclass(frozen=True)
class CompetencyStanding:
    """One petal. ``sentence`` says where she stands and what is missing; ``known``: by her pre-test, no evidence.

    ``elsewhere``: an assessment from elsewhere was accepted. ``here``: was it seen here, and terampil? None: not seen.
    """

    competency: Competency
    state: Petal
    days: CompetencyDays
    studied: bool
    module: ModulePage | None
    quiz: Quiz | None
    sentence: str = ""
    known: bool = False
    elsewhere: bool = False
    here: bool | None = None

    @property
    def spared(self) -> bool:
        """Need she not study it any more, since she knows it?"""
        return self.known and self.days.study_closed_on is None


@dataclass(frozen=True)
class GroupStanding:
    """One group of petals. ``evaluation`` is its evaluasi; ``attempts_left`` None: no limit or no evaluasi.

    ``pre_test`` and ``post_test`` are there as long as they are of use to her.
    """

    group: CompetencyGroup
    days: GroupDays
    competencies: Sequence[CompetencyStanding]
    evaluation: Quiz | None
    attempts_left: int | None
    needs_evaluation: bool
    sentence: str = ""
    pre_test: Quiz | None = None
    post_test: Quiz | None = None

    @property
    def skilled(self) -> int:
        return sum(petal.state == Petal.SKILLED for petal in self.competencies)

    @property
    def missing(self) -> list[CompetencyStanding]:
        return [petal for petal in self.competencies if petal.state != Petal.SKILLED]

    @property
    def spared(self) -> list[CompetencyStanding]:
        """What she need not study, by her pre-test, while there is something to study for."""
        return [] if self.days.trained_on else [petal for petal in self.missing if petal.spared]

    @property
    def evaluation_is_due(self) -> bool:
        """Does terampil still wait for the evaluasi of this group?"""
        return self.needs_evaluation and self.days.evaluation_passed_on is None


@dataclass(frozen=True)
class NextStep:
    """The one thing to do next. ``href`` is empty when she can only wait; it is always a page to open (GET)."""

    title: str
    text: str
    action: str = ""
    href: str = ""


@dataclass(frozen=True)
class Standing:
    """Everything about one kader in one programme. ``receipts``: her attempts, newest first, with their quiz."""

    kader: Kader
    programme: Programme
    days: ProgrammeDays
    groups: Sequence[GroupStanding]
    next: NextStep
    receipts: Sequence[Attempt]
    open_tickets: Sequence[Ticket]

    @property
    def competencies(self) -> list[CompetencyStanding]:
        return [petal for group in self.groups for petal in group.competencies]

    @property
    def own_tickets(self) -> list[Ticket]:
        """The open sheets of this programme: ``open_tickets`` knows what she has begun in any."""
        groups = {group.group.pk for group in self.groups}
        competencies = {petal.competency.pk for petal in self.competencies}
        of = ((ticket, ticket.quiz) for ticket in self.open_tickets)
        return [ticket for ticket, quiz in of if quiz.group_id in groups or quiz.competency_id in competencies]

    @property
    def skilled(self) -> int:
        return sum(group.skilled for group in self.groups)

    @property
    def missing(self) -> list[CompetencyStanding]:
        return [petal for group in self.groups for petal in group.missing]

    @property
    def states(self) -> dict[str, list[Petal]]:
        """Per group letter the state of each petal, as ``lms.areas.flower`` draws them."""
        return {group.group.key: [petal.state for petal in group.competencies] for group in self.groups}


def petal_state(days: CompetencyDays, *, trained_on: date | None, studied: bool) -> Petal:
    """Terampil; else dilatih when its group is trained; else dipelajari after any study; else belum mulai."""
    if days.skilled_on is not None:
        return Petal.SKILLED
    if trained_on is not None:
        return Petal.TRAINED
    return Petal.STUDIED if studied or days != CompetencyDays() else Petal.NOT_STARTED
