"""Names as a search compares them: "Nur'aini", "NUR AINI" and "nuraini" are one. Pure: no Django.

The database folds what it holds (``Person.folded``) by replacing the signs of ``REPLACED`` one after another, no more,
since SQLite's parser takes no deeper nesting; ``fold`` folds what somebody types.
"""

import re
import unicodedata

SILENT = "'’‘`´ʼ\".- "
_PLAIN = {"e": "éèêëÉ", "a": "áàä", "o": "óö", "u": "ü", "i": "í", "n": "ñ"}
REPLACED: tuple[tuple[str, str], ...] = tuple(
    [(sign, "") for sign in SILENT] + [(letter, plain) for plain, letters in _PLAIN.items() for letter in letters]
)
LEAST_DIGITS = 4  # fewer would be half the list
WHOLE_NUMBER = 9  # digits after +62 from which a number is typed whole


def fold(typed: str) -> str:
    """Small letters without accents, apostrophes, dots, hyphens and spaces."""
    letters = unicodedata.normalize("NFKD", typed).lower()
    return "".join(sign for sign in letters if not unicodedata.combining(sign) and sign not in SILENT)


def words(typed: str) -> list[str]:
    """What was typed, word by word, folded: each must stand somewhere in a name or a posyandu's name."""
    return [folded for word in typed.split() if (folded := fold(word))]


def digits(typed: str) -> str:
    """The digits of a phone number as they stand after +62, however it was typed; "" if it is no number.

    "0812-3456", "62 812 3456" and "+62812 3456" are all "8123456".
    """
    if not re.fullmatch(r"[\d\s().+/-]+", typed.strip()):
        return ""
    found = re.sub(r"\D", "", typed)
    plain = re.sub(r"^(0062|62|0)", "", found)
    return plain if len(found) >= LEAST_DIGITS and len(plain) >= LEAST_DIGITS - 1 else ""
