from lms.reporting.models.inbox import FoldMark, Inbox
from lms.reporting.models.snapshot import Snapshot, SnapshotRun
from lms.reporting.models.tally import KaderLine, PosyanduLine, Tally
from lms.reporting.models.target import Target

__all__ = ["FoldMark", "Inbox", "KaderLine", "PosyanduLine", "Snapshot", "SnapshotRun", "Tally", "Target"]
