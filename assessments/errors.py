from assessments.models import Quarantine, Ticket, TrainingEvent
from lms.areas.errors import UserError
from lms.people import parcels
from lms.people.models import Kader


class ConflictError(UserError):
    """The same id came before with other content. What came first stands."""


class RefusedError(parcels.RefusedError):
    """An envelope of answers that could not be accepted. ``ticket``: of which sheet, None if nobody can say."""

    def __init__(
        self, message: str, *, reason: Quarantine.Reason, ticket: Ticket | None = None, kept: bool = True
    ) -> None:
        super().__init__(message, reason=reason, kader=ticket.kader if ticket else None, kept=kept)
        self.ticket = ticket

    @property
    def is_conflict(self) -> bool:
        return self.reason in (Quarantine.Reason.CONFLICT, Quarantine.Reason.TICKET_USED)


class AtEventError(parcels.RefusedError):
    """Of an envelope sealed with the key of an event's page. ``event``: None where it is not sealed as such."""

    def __init__(
        self, message: str, *, reason: str, event: TrainingEvent | None = None, kader: Kader | None = None
    ) -> None:
        super().__init__(message, reason=reason, kader=kader)
        self.event = event
