"""What our own sources ask gettext for, and what of a template is plain text; without xgettext, which set-up lacks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("lms", "modules", "assessments", "certificates")
ONE, SOME = ("msgid",), ("msgid", "plural")
TAKES = {
    "_": ONE,
    "_noop": ONE,
    "gettext_noop": ONE,
    "gettext": ONE,
    "gettext_lazy": ONE,
    "ngettext": SOME,
    "ngettext_lazy": SOME,
    "pgettext": ("context", *ONE),
    "pgettext_lazy": ("context", *ONE),
    "npgettext": ("context", *SOME),
    "npgettext_lazy": ("context", *SOME),
}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(({LITERAL}(?:, {LITERAL})*)(?:, ?count)?\)", re.DOTALL)
SAID = re.compile(r'\b(?:aria-label|alt|placeholder|title|text|label|caption|action)="([A-Za-z][^"/]*)"')
TAG = re.compile(r'<[^>]*>|&\w+;|[\w-]+="[^"]*"')


class Message(NamedTuple):
    """One thing to translate; ``plural`` and ``context`` are empty where there is none."""

    msgid: str
    plural: str = ""
    context: str = ""


def ours() -> set[Message]:
    """Every message of our own Python and templates."""
    python = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)
    found = {message for path in python for message in of_python(path.read_text("utf-8"))}
    pages = (path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})
    return found | {message for path in pages for message in of_template(path.read_text("utf-8"))}


def of_python(source: str) -> Iterator[Message]:
    """ValueError for a message put together at run time: no catalogue can hold it. What stands under a name was marked
    where it was written (``gettext_noop``)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TAKES:
            if isinstance(node.args[0], ast.Name | ast.Attribute):
                continue
            given = zip(TAKES[node.func.id], node.args, strict=False)
            yield Message(**{name: ast.literal_eval(part) for name, part in given})


def of_template(source: str) -> Iterator[Message]:
    for name, literals in CALL.findall(templatize(source)):
        yield Message(**dict(zip(TAKES[name], ast.literal_eval(f"[{literals}]"), strict=False)))


def bare(source: str) -> list[str]:
    """The words of a template that no tag translates: between tags, in attributes, and handed to an include."""
    text, said, skipping = [], [], ""
    for token in Lexer(source).tokenize():
        name = token.contents.split(" ", 1)[0] if token.token_type == TokenType.BLOCK else ""
        if skipping:
            skipping = "" if name == f"end{skipping}" else skipping
        elif name in {"comment", "blocktranslate"}:
            skipping = name
        elif name == "include":
            said += SAID.findall(token.contents)
        # An HTML tag may go on across one of ours, whose place a digit holds.
        text.append(token.contents if token.token_type == TokenType.TEXT and not skipping else "0")
    page = "".join(text)
    return [*said, *SAID.findall(page), *re.findall(r"[A-Za-z]{3,}(?:\s+[A-Za-z]+)*", TAG.sub(" ", page))]
