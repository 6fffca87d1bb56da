"""What the reader of a board chose, from the address."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lms.areas.format import tanggal

ORDERS = ("kode", "nama", "kader", "dilatih", "dinilai", "ditetapkan")
BY_PUSKESMAS = "puskesmas"
FIRST = date(2000, 1, 1)  # before any record of the 25


@dataclass(frozen=True)
class Asked:
    """The last day that counts, today's date there, order and kind of the table, and what was not understood."""

    day: date
    today: date
    order: str = ORDERS[0]
    down: bool = False
    by: str = ""
    problem: str = ""
    programme: str = ""  # its key, where it is not the first one's

    @property
    def is_past(self) -> bool:
        return self.day < self.today

    def sorted_by(self, order: str) -> str:
        """The same page sorted so; the other way round if it is already."""
        down = self.order == order and not self.down
        query = self._kept | ({"menurut": self.by} if self.by else {})
        return f"?{urlencode({**query, 'urut': f'-{order}' if down else order})}"

    def grouped_by(self, by: str) -> str:
        """The same page with its table by another kind of place."""
        return f"?{urlencode({**self._kept, 'menurut': by})}"

    def address(self, name: str, *args: object) -> str:
        """A board's address that keeps the day and the programme."""
        query = self._kept
        return reverse(name, args=args) + (f"?{urlencode(query)}" if query else "")

    def of_programme(self, key: str) -> str:
        """The same page on that programme ("": the first one)."""
        query = replace(self, programme=key)._kept
        return f"?{urlencode(query)}"

    @property
    def now(self) -> str:
        """The same page as of today."""
        return f"?{urlencode({'program': self.programme} if self.programme else {})}"

    @property
    def _kept(self) -> dict[str, str]:
        kept = {"per": self.day.isoformat()} if self.is_past else {}
        return kept | ({"program": self.programme} if self.programme else {})


def read(query: QueryDict, *, today: date, programme: str = "") -> Asked:
    """From ``?per=2025-11-20&urut=-dilatih&menurut=puskesmas``; where a day cannot be read, ``problem`` says so.
    ``programme``: the key of the one that is read, "" for the first."""
    day, problem = _day(query.get("per", ""), today)
    order = query.get("urut", "")
    known = order.removeprefix("-") in ORDERS
    return Asked(
        day=day,
        today=today,
        order=order.removeprefix("-") if known else ORDERS[0],
        down=known and order.startswith("-"),
        by=BY_PUSKESMAS if query.get("menurut") == BY_PUSKESMAS else "",
        problem=problem,
        programme=programme,
    )


def _day(text: str, today: date) -> tuple[date, str]:
    if not text:
        return today, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today, _("Tanggal itu tidak terbaca. Yang tampil adalah angka hari ini; pilih tanggal lain bila perlu.")
    if not FIRST <= day <= today:
        return today, _("Papan hanya sampai hari ini, %(today)s. Yang tampil adalah angka hari ini.") % {
            "today": tanggal(today)
        }
    return day, ""
