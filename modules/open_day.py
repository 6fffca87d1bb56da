"""The opening day of a posyandu as data of a package: which cards each step needs, and what may be reckoned there.

Every limit is a citation of a fact, so that the number stands in one place and a disputed one is not judged.
"""

from typing import Any

from modules.body import LINE, WORDS
from modules.rules import CITATION
from modules.shapes import Choice, Many, Misfit, Optional, Text

DAY = "open_day"  # the kind of its citations
TONES = ("ok", "warn", "bad")
SUM = {"title": WORDS, "note": LINE, "card": str}
BAND = {"below": Optional(Text(60), ""), "tone": Optional(Choice(TONES), "ok"), "title": WORDS, "text": LINE}
OPEN_DAY: dict[str, Any] = {
    "steps": Many({"title": WORDS, "text": LINE, "cards": Many(str, 1, 12)}, 1, 8),
    "after": Optional({"title": WORDS, "text": LINE, "cards": Many(str, 1, 12)}, None),
    "age": Optional(SUM, None),
    "imt": Optional(SUM, None),
    "arm": Optional(Many({"who": WORDS, "card": str, "bands": Many(BAND, 2, 4)}, 1, 6), []),
}


def misfits(day: dict[str, Any], codes: set[str], values: dict[str, str]) -> list[Misfit]:
    """What is wrong in a day whose parts each fit. ``values``: key of a fact -> its value."""
    found = [
        Misfit(("open_day",), f"Kompetensi {code} tidak ada.")
        for code in dict.fromkeys(cards(day))
        if code not in codes
    ]
    for at, arm in enumerate(day.get("arm", [])):
        for place, band in enumerate(arm["bands"]):
            last = place == len(arm["bands"]) - 1
            if bool(band["below"]) == last or (band["below"] and limit(band["below"], values) is None):
                found.append(Misfit(("open_day", "arm", at, "bands", place), LIMIT))
    return found


LIMIT = "Setiap baris kecuali yang terakhir mengutip satu fakta berupa angka: below: “{fakta:kunci}”."


def cards(day: dict[str, Any]) -> list[str]:
    """The codes of all competencies it names."""
    parts = [*day.get("steps", []), *filter(None, [day.get("after")])]
    sums = [*filter(None, (day.get("age"), day.get("imt"))), *day.get("arm", [])]
    return [code for part in parts for code in part["cards"]] + [one["card"] for one in sums]


def limit(below: str, values: dict[str, str]) -> float | None:
    """The number that a citation stands for; None where it is no single number."""
    match = CITATION.fullmatch(below)
    try:
        return float(values[match[1]].replace(".", "").replace(",", ".")) if match else None
    except (KeyError, ValueError):
        return None
