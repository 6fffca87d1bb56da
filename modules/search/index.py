"""The index: which words stand in which lesson and card. Built when it is asked for, kept until a page changes."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.cache import caches

from modules import facts, page_cache, queries
from modules.body import from_stream
from modules.markdown import written
from modules.models import Fact, LessonPage, ModulePage
from modules.rules import CITATION, strings
from modules.search.folding import words

MARKS = re.compile(r"\*+|^#+ |^- |\[([^\]]*)\]\([^)]*\)", re.MULTILINE)
LESSON, CARD, MODULE = "pelajaran", "kartu", "modul"


@dataclass(frozen=True)
class Doc:
    """One thing to be found. ``says``: a sentence about it where no better one is found; ``text``: all of its words."""

    path: str
    kind: str
    title: str
    module: str
    code: str
    says: str
    text: str

    @property
    def group(self) -> str:
        return self.code[:1].lower()


@dataclass(frozen=True)
class Index:
    docs: list[Doc]
    titles: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    bodies: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @cached_property
    def vocabulary(self) -> list[str]:
        return sorted({*self.titles, *self.bodies})

    @cached_property
    def packed(self) -> bytes:
        """What a phone needs of it, as JSON: docs, all words, and for each in which docs it stands."""
        modules = list(dict.fromkeys((doc.code, doc.module) for doc in self.docs))
        kinds = [MODULE, LESSON, CARD]
        docs = [
            [modules.index((doc.code, doc.module)), kinds.index(doc.kind), doc.path, doc.title, doc.says]
            for doc in self.docs
        ]
        only = [word for word in self.vocabulary if word in self.bodies]
        data = {"m": modules, "d": docs, "w": " ".join(only), "p": " ".join(_steps(self.bodies[one]) for one in only)}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

    @cached_property
    def tag(self) -> str:
        return hashlib.sha256(self.packed).hexdigest()[:20]


def _steps(docs: set[int]) -> str:
    """Numbers of docs as steps from one to the next, each in base 36: "3,1,1" for 3, 4, 5."""
    ordered = sorted(docs)
    return ",".join(_short(one - before) for before, one in zip([0, *ordered], ordered, strict=False))


def _short(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < len(digits) else _short(number // len(digits)) + digits[number % len(digits)]


def current() -> Index:
    """The index of what can be read now. No query where it is kept."""
    key = f"{page_cache.release()}:cari:{page_cache.generation()}"
    index: Index | None = caches["pages"].get(key)
    if index is None:
        index = build()
        caches["pages"].set(key, index, page_cache.AGE)
    return index


def build() -> Index:
    """Read every module, lesson and card that everybody may read. Five queries, whatever
    their number."""
    index = Index(list(_docs(facts.for_everyone())))
    for number, doc in enumerate(index.docs):
        for word in words(f"{doc.title} {doc.module} {doc.code}"):
            index.titles[word].add(number)
        for word in words(f"{doc.says} {doc.text}"):
            index.bodies[word].add(number)
    return index


def _docs(known: Mapping[str, Fact]) -> Iterator[Doc]:
    lessons = defaultdict(list)
    for lesson in LessonPage.objects.live().public().order_by("path"):
        lessons[lesson.path[: -lesson.steplen]].append(lesson)
    for page in queries.module_pages().public():  # type: ignore[attr-defined]
        yield _doc(page, page.address, MODULE, page.title, page.summary, page.job, known)
        for block in page.card:
            lines = [*block.value["lines"], *block.value["refer"]]
            yield _doc(page, page.card_address, CARD, block.value["title"], lines[0], "\n".join(lines[1:]), known)
        for one in lessons[page.path]:
            text = "\n".join(strings(from_stream(one.body.get_prep_value(), {}, {})))
            yield _doc(page, one.address, LESSON, one.title, one.aim, text, known)


def _doc(page: ModulePage, path: str, kind: str, title: str, says: str, text: str, known: Mapping[str, Fact]) -> Doc:
    plain = [_plain(one, known) for one in (title, says, text)]
    return Doc(path, kind, plain[0], page.title, page.competency.key, *plain[1:])


def _plain(text: Any, known: Mapping[str, Fact]) -> str:
    """Without marks of Markdown, with the numbers that facts stand for."""
    bare = MARKS.sub(lambda match: match[1] or "", str(text))
    return CITATION.sub(lambda match: written(known.get(match[1])), bare)
