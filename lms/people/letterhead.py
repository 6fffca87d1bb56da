"""The head and the signature of an office's papers, from what the office has said of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lms.areas import surat
from lms.areas.format import NBSP, tanggal
from lms.areas.surat import Block, Signer
from lms.people import offices, queries
from lms.people.offices import OfficeWords, Place


@dataclass(frozen=True)
class Letterhead:
    """``words`` are suggested ones where the office has said nothing yet. ``logo``: a PNG, or empty."""

    words: OfficeWords
    logo: bytes = b""

    @property
    def office(self) -> str:
        """ "Dinas Kesehatan, Pemerintah Kota Kediri"."""
        return ", ".join(filter(None, (self.words.name, self.words.government)))

    def kop(self) -> Block:
        """What stands on top of a paper; never an empty line."""
        words = self.words
        phone = f"Telepon {words.phone}" if words.phone else ""
        lines = [words.address, " · ".join(filter(None, (phone, words.email, words.website)))]
        return surat.kop(words.government, words.name, [line for line in lines if line], self.logo)

    def dated(self, day: date | None) -> str:
        """ "Kediri, 24 November 2025", with dots for what is not known."""
        return f"{self.words.city or surat.BLANK[:16]}, {tanggal(day) if day else surat.BLANK}"

    def signer(self, *above: str) -> Signer:
        """The head of the office, or a line for whoever signs; ``above``: what stands before the title."""
        words = self.words
        title = f"{words.head_title}," if words.head_title else ""
        return Signer([*above, *filter(None, (title,))], words.head, under(words.head, words.head_rank, words.nip))


def of_place(place: Place) -> Letterhead:
    """The letterhead of a Dinas or puskesmas. A logo that is not there any more is left out."""
    office = queries.office_of(place)
    if office is None:
        return Letterhead(offices.suggested(place))
    logo = b""
    if office.logo.name and office.logo.storage.exists(office.logo.name):
        with office.logo.open("rb") as file:
            logo = file.read()
    return Letterhead(offices.words_of(office), logo)


def under(name: str, rank: str = "", nip: str = "") -> Sequence[str]:
    """What stands below a name: rank and NIP, each if there is one; below no name a line for the NIP."""
    if not name:
        return [f"NIP {surat.BLANK}"]
    return [*filter(None, (rank, f"NIP {spaced(nip)}" if nip else ""))]


def spaced(nip: str) -> str:
    """``19800101 200501 2 005``: birth date, appointment, sex, order, as offices write it; another number as it is."""
    digits = "".join(nip.split())
    if len(digits) != offices.NIP_DIGITS or not digits.isdecimal():
        return nip
    return NBSP.join((digits[:8], digits[8:14], digits[14:15], digits[15:]))
