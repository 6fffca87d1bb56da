"""When the last backup ended well. A file and no row: what a restore brings back must not claim to be backed up."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

FILE = "backup.json"
# A nightly backup that was missed twice is worth a look.
FRESH = timedelta(hours=48)


@dataclass(frozen=True)
class Last:
    """The last backup: when, and how large its file is in bytes."""

    at: datetime
    size: int

    def is_fresh(self, now: datetime) -> bool:
        return now - self.at < FRESH


def last() -> Last | None:
    """The last backup of this site; None if there was none or its mark cannot be read."""
    try:
        found = json.loads(_path().read_text("utf-8"))
        return Last(datetime.fromisoformat(found["at"]), int(found["size"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(at: datetime, size: int) -> None:
    """Write down a backup that has just ended."""
    draft = _path().with_suffix(".part")
    draft.write_text(json.dumps({"at": at.isoformat(), "size": size}), "utf-8")
    draft.replace(_path())


def _path() -> Path:
    return Path(settings.VAR_DIR) / FILE
