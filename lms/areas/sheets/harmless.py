"""Text that a spreadsheet program could take for a formula, made harmless and back again. Pure.

A cell of text is no formula in XLSX. But who saves such a sheet as CSV and opens that again runs it, and the hidden
quote mark of Excel does not survive CSV. So an apostrophe is written, which our own reader takes off.
"""

import re

FORMULA = re.compile(r"'*\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20\u2212]|\t|\r")
QUOTED = re.compile(rf"'(?={FORMULA.pattern})")
# What XML cannot hold, halves of characters, and marks that turn the direction of writing or are not seen at all.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def neutral(text: str) -> str:
    """The same text, with an apostrophe before it where a program could run it."""
    return f"'{text}" if FORMULA.match(text) else text


def as_it_was(text: str) -> str:
    """What was given to neutral()."""
    return text[1:] if QUOTED.match(text) else text


def cleaned(text: str) -> str:
    """Without control characters (tab and line end stay), halves of characters and invisible marks."""
    return UNSEEN.sub("", text) if not text.isascii() or not text.isprintable() else text
