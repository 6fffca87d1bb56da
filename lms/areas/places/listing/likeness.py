"""Are two names the same, alike, or different? Pure."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

LIKE = 84  # of 100: Banjaran and Banaran are alike and never taken for the same
ROMAN = {
    numeral: str(number)
    for number, numeral in enumerate(
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), start=1
    )
}


@lru_cache(maxsize=20_000)  # every row of a list is held against every posyandu of its kelurahan
def key_of(name: str) -> str:
    """What is left when capitals, spaces, marks and the way of writing numbers do not count: "Melati II" -> melati2."""
    text = unicodedata.normalize("NFKD", name).casefold()
    words = re.sub(r"[\u0300-\u036f'’`]", "", text)
    parts = re.findall(r"[a-z]+|\d+", words)
    return "".join(ROMAN.get(part, part) if at else part for at, part in enumerate(_plain(part) for part in parts))


def are_alike(one: str, other: str) -> bool:
    """Two keys that may be one name written twice; other numbers make other places."""
    return fuzz.ratio(one, other) >= LIKE and re.sub(r"\D", "", one) == re.sub(r"\D", "", other)


def nearest(name: str, known: Iterable[str]) -> str:
    """The most alike of these names, as it is written; "" if none is."""
    key = key_of(name)
    alike = [other for other in known if are_alike(key, key_of(other))]
    return max(alike, key=lambda other: fuzz.ratio(key, key_of(other)), default="")


def _plain(part: str) -> str:
    return str(int(part)) if part.isdigit() else part
