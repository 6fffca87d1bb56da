from assessments.models import Quarantine, Ticket
from lms.areas.errors import UserError


class ConflictError(UserError):
    """The same id came before with other content. What came first stands."""


class RefusedError(UserError):
    """An envelope that could not be accepted; it is kept in quarantine under ``reason``, unless ``kept`` is False."""

    def __init__(
        self, message: str, *, reason: Quarantine.Reason, ticket: Ticket | None = None, kept: bool = True
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.ticket = ticket
        self.kept = kept

    @property
    def is_conflict(self) -> bool:
        """Something else was accepted in its place (HTTP 409)."""
        return self.reason in (Quarantine.Reason.CONFLICT, Quarantine.Reason.TICKET_USED)
