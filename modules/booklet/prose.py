"""Markdown of lessons as plain data for the typesetter: it never sees markup, so that a text cannot become code."""

from collections.abc import Iterable, Mapping
from typing import Any

from markdown_it.token import Token

from modules.markdown import PARSER, written
from modules.models import Fact
from modules.rules import CITATION

DOUBT = "*"  # after a number that is still to be settled; explained once a lesson
Run = dict[str, Any]
_LISTS = {"bullet_list_open": "ul", "ordered_list_open": "ol"}


def blocks(text: str, facts: Mapping[str, Fact]) -> list[dict[str, Any]]:
    """Paragraphs, headings and lists: ``{kind: p | h | ul | ol, runs}`` or, of a list, ``items``: [runs]."""
    found: list[dict[str, Any]] = []
    inside: list[dict[str, Any]] = []
    for token in PARSER.parse(text):
        if token.type in _LISTS:
            inside.append({"kind": _LISTS[token.type], "items": []})
            found += inside[:1] if len(inside) == 1 else []  # a list in a list is read as one
        elif token.type.endswith("_list_close"):
            inside.pop()
        elif token.type == "heading_open":
            found.append({"kind": "h"})
        elif token.type == "inline" and inside:
            inside[0]["items"].append(_runs(token.children or [], facts))
        elif token.type == "inline" and found and found[-1] == {"kind": "h"}:
            found[-1]["runs"] = _runs(token.children or [], facts)
        elif token.type == "inline":
            found.append({"kind": "p", "runs": _runs(token.children or [], facts)})
    return found


def line(text: str, facts: Mapping[str, Fact]) -> list[Run]:
    """One line as runs: ``{text, bold, italic}``."""
    [token] = PARSER.parseInline(text)
    return _runs(token.children or [], facts)


def _runs(tokens: Iterable[Token], facts: Mapping[str, Fact]) -> list[Run]:
    runs: list[Run] = []
    bold = italic = 0
    for token in tokens:
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        said = " " if token.type in ("softbreak", "hardbreak") else token.content if token.type == "text" else ""
        if said:
            resolved = CITATION.sub(lambda match: _said(facts.get(match[1])), said)
            runs.append({"text": resolved, "bold": bold > 0, "italic": italic > 0})
    return runs


def _said(fact: Fact | None) -> str:
    settled = fact is None or fact.status == Fact.Status.SETTLED
    return written(fact) + ("" if settled else DOUBT)
