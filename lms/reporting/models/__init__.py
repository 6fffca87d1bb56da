from lms.reporting.models.inbox import Inbox
from lms.reporting.models.snapshot import Snapshot
from lms.reporting.models.tally import KaderLine, Tally
from lms.reporting.models.target import Target

__all__ = ["Inbox", "KaderLine", "Snapshot", "Tally", "Target"]
