"""The *soal pengganti*, which whoever cannot see a picture answers instead: one rule for form, file and package."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Content

MISSING = _noop("Soal bergambar yang dinilai perlu soal pengganti.")
NOT_HERE = _noop("Soal pengganti “%(key)s” tidak ada di kompetensi ini.")
USED_OTHERWISE = _noop("Soal pengganti “%(key)s” harus sama-sama dinilai atau sama-sama latihan.")
ASKS_EYES = _noop("Soal pengganti “%(key)s” harus dapat dijawab tanpa melihat gambar.")


@dataclass(frozen=True)
class Other:
    """The item that was named, of the same competency."""

    use: str
    needs_eyes: bool


def named_in(content: Content) -> str:
    """The key of the item named; "" for none."""
    return str(content.get("alternative") or "")


def fault(content: Content, use: str, other: Other | None, *, drawn: bool, scored: bool) -> str:
    """What is wrong with the one an item names, with room for its key; "" if nothing is. ``other`` None: none such."""
    if not named_in(content):
        return MISSING if drawn and scored else ""
    if other is None:
        return NOT_HERE
    if other.use != use:
        return USED_OTHERWISE
    return ASKS_EYES if other.needs_eyes else ""
