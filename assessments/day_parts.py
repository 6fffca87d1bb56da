"""What each part adds to the list of a day that a phone takes along (decision 0058)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assessments.models import TrainingEvent
from lms.people import devices
from lms.people.models import DeviceProfile, User


@dataclass(frozen=True)
class Asked:
    """Who takes which event along, on which day there. ``profile``: her corner of the phone, which seals later."""

    event: TrainingEvent
    user: User
    profile: DeviceProfile
    on: date

    def key(self, purpose: str) -> str:
        """With what this phone seals for that one purpose."""
        return devices.key_for(self.profile, purpose)


@dataclass(frozen=True)
class Piece:
    """``data``: keys of the list. ``keys``: what seals, by kind of envelope. ``people``: by uuid what is said of a
    kader; pieces that speak of the same one are put together.
    """

    data: Mapping[str, Any]
    keys: Mapping[str, str]
    people: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
