"""How heavy a page is and how long it takes to read, against the limits. Pure."""

import gzip
import re
from dataclasses import dataclass
from typing import ClassVar

FIRST_FLIGHT = 14_600  # bytes, compressed, headers included: what TCP sends before the first answer
HEADERS = 1_250  # bytes of a page and its two sheets, measured generously
SHEETS = ("tuntas.css", "belajar.css")  # of a page that teaches
MODULE = 500_000  # bytes of the pictures of a module
DRAWING = 15_000
PHOTOGRAPH = 100_000
WORDS_A_MINUTE = 150  # aloud or for somebody who seldom reads; practised readers take 200 and more
SHORT_PATH = 12  # minutes of the lessons of a module that are "inti"

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w[\w’'/.,-]*")
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)


@dataclass(frozen=True)
class Weight:
    """Of one page: bytes on the wire, bytes of its own pictures and of all of its module, words, minutes as counted
    from them, and minutes that the lessons called "inti" say they take."""

    page: int
    pictures: int
    module: int
    words: int
    minutes: int
    short_path: int

    MOST: ClassVar = {"page": FIRST_FLIGHT, "module": MODULE, "rate": WORDS_A_MINUTE, "short_path": SHORT_PATH}

    @property
    def page_share(self) -> int:
        return 100 * self.page // FIRST_FLIGHT

    @property
    def module_share(self) -> int:
        return 100 * self.module // MODULE


def on_the_wire(html: str, css: bytes) -> int:
    """Bytes of a page and its stylesheet with their headers, compressed as for the older of phones."""
    return len(gzip.compress(html.encode(), 9, mtime=0)) + len(gzip.compress(css, 9, mtime=0)) + HEADERS


def words_in(html: str) -> int:
    """Words of what is read: the main part of a page, without its markup."""
    main = _MAIN.search(html)
    return in_words(_TAG.sub(" ", main[0] if main else html))


def in_words(text: str) -> int:
    return len(_WORD.findall(text))


def minutes_for(words: int) -> int:
    """Minutes to read so many words, rounded up."""
    return -(-words // WORDS_A_MINUTE)


def most(name: str) -> int:
    """Bytes that the picture of that file name should not exceed."""
    return DRAWING if name.lower().endswith(".svg") else PHOTOGRAPH


def in_kb(size: int) -> str:
    """14_600 -> "14,6 KB"."""
    return f"{size / 1000:.1f}".replace(".", ",") + "\u00a0KB"
