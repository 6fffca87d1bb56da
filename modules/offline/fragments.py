"""A fragment: the content of one public page without its frame, addressed by what it says."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.core.cache import caches
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from modules.models.pages import PublicPage
from modules.offline import shell
from modules.rules import digest

MAIN = re.compile(r"<main[^>]*>\s*(.*?)\s*</main>", re.DOTALL)
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
SCRIPT_NAME = re.compile(r'<script\b[^>]*\bsrc="[^"]*/js/([\w-]+)\.')
PICTURE = re.compile(r'<(?:img|video)\b[^>]*?\b(?:src|poster)="/media/((?:original_images|images|soal)/[^"]+)"')


@dataclass(frozen=True)
class Fragment:
    """``said``: all that a reader is told and where it leads, as plain data; not how it is dressed."""

    path: str
    title: str
    said: Any
    render: Callable[[], str]

    @cached_property
    def hash(self) -> str:
        return digest([self.path, self.title, self.said])[:16]

    @cached_property
    def html(self) -> str:
        """The inside of ``<main>``. Addresses of scripts change with every deploy: those that the page needs are only
        named, and the phone knows where its shell has them (the worker does the same with visited pages)."""
        page = self.render()
        found = MAIN.search(page)
        needs = sorted({*SCRIPT_NAME.findall(page)} - _of_frame())
        marks = "".join(f'<i hidden data-script="{name}"></i>' for name in needs)
        return SCRIPT.sub("", found[1]) + marks if found else ""

    def weigh(self) -> "Weight":
        """What it costs to fetch, and of which pictures. Kept by what it says: rendering all pages takes seconds, and
        a new template moves the figure by a few bytes."""
        known: Weight | None = caches["weights"].get(self.hash)
        if known is None:
            known = _weigh(self.html)
            caches["weights"].set(self.hash, known)
        return known


@dataclass(frozen=True)
class Weight:
    """Bytes of the text as it travels, and the pictures it shows with theirs."""

    text: int
    pictures: dict[str, int]


def of_page(page: PublicPage, path: str, title: str, said: Any, template: str) -> Fragment:
    """The fragment of a page as that template shows it."""
    return Fragment(path, title, said, lambda: render_to_string(template, {"page": page}))


@cache
def _of_frame() -> set[str]:
    """The scripts that every page has."""
    return set(SCRIPT_NAME.findall(shell.page()))


def _weigh(html: str) -> Weight:
    names = sorted(set(PICTURE.findall(html)))
    sizes = {default_storage.url(name): default_storage.size(name) for name in names if default_storage.exists(name)}
    return Weight(len(gzip.compress(html.encode(), 9, mtime=0)), sizes)
