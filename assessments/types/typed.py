"""What people type: kept on one line, and folded for comparing."""

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+|(?<=[0-9])[.,/:-](?=[0-9])")


def typed(answer: object, most: int) -> str:
    """Typed words as they are kept, without what cannot be seen. ValueError: no text, or longer than its field."""
    if not isinstance(answer, str) or len(answer) > most:
        raise ValueError("not what this field can hold")
    seen = (char for char in answer if char.isspace() or unicodedata.category(char)[0] != "C")
    return " ".join("".join(seen).split())


def fold(text: str) -> str:
    """The same for every way of writing it: case, accents, spaces and punctuation do not count.

    What stands between two digits does (``11,5`` is not ``115``), a point there like a comma.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return "".join(_WORDS.findall("".join(plain.casefold().split()))).replace(".", ",")
