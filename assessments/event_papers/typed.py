"""What was typed in for a paper. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lms.areas.surat import BLANK


@dataclass(frozen=True)
class Typed:
    number: str = ""
    day: date | None = None
    subject: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def number_or_dots(self) -> str:
        return self.number or BLANK

    def text(self, key: str) -> str:
        """What stands in that field; "" if nothing."""
        return self.texts.get(key, "").strip()

    def lines(self, key: str) -> list[str]:
        """Its lines that are not empty."""
        return [line.strip() for line in self.text(key).splitlines() if line.strip()]
