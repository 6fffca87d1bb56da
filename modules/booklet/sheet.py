"""The data of a booklet: core lessons of some modules, from live pages or from a package."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from lms.areas.errors import UserError
from lms.areas.format import tanggal
from modules import facts as fact_verbs
from modules import queries, review
from modules.booklet import prose
from modules.frames import sources
from modules.models import Fact, LessonPage, ModulePage, TuntasDocument, TuntasImage
from modules.packages import live, loading
from modules.packages.context import Context
from modules.rules import cited_in

CORE = LessonPage.Kind.CORE.value
ON_THE_PHONE = ("check", "video", "audio")  # what paper cannot do; the cover says where it is


@dataclass(frozen=True)
class Lesson:
    """``data`` in the normal form of packages."""

    data: dict[str, Any]
    reviewed: bool


@dataclass(frozen=True)
class Module:
    """``pictures``: name -> bytes."""

    key: str
    programme: str
    officer: str
    group: str
    group_title: str
    official: str
    data: dict[str, Any]
    lessons: list[Lesson]
    pictures: Mapping[str, bytes]


def live_modules(wanted: Collection[str]) -> list[Module]:
    """Live modules of these groups or competencies (empty: all there are). UserError for one that is not there."""
    pages = [
        page for page in queries.module_pages() if _is_wanted(page.competency.key, page.competency.group.key, wanted)
    ]
    _refuse_missing(wanted, {key for page in pages for key in (page.competency.key, page.competency.group.key)})
    return [_live_module(page) for page in pages]


def _live_module(page: ModulePage) -> Module:
    names = (live.names_of(TuntasImage, ""), live.names_of(TuntasDocument, ""))
    lessons = [lesson for lesson in queries.lessons_of(page) if lesson.kind == CORE]
    said = [Lesson(live.lesson(lesson, names), review.is_reviewed(lesson)) for lesson in lessons]
    shown = {names[0][image.pk]: image for image in TuntasImage.objects.filter(pk__in=_images(lessons))}
    group = page.competency.group
    pictures = {name: _bytes(image) for name, image in shown.items()}
    whole, official = group.programme, page.competency.title
    return Module(
        page.competency.key,
        whole.title,
        whole.officer,
        group.key,
        group.title,
        official,
        live.module(page),
        said,
        pictures,
    )


def _images(lessons: list[LessonPage]) -> set[int]:
    raw = [block["value"] for lesson in lessons for block in lesson.body.get_prep_value()]
    return set(_image_ids(raw))


def _image_ids(data: Any) -> Iterator[int]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name in ("image", "poster") and isinstance(value, int):
                yield value
            else:
                yield from _image_ids(value)
    elif isinstance(data, list):
        for item in data:
            yield from _image_ids(item)


def _bytes(image: TuntasImage) -> bytes:
    with image.file.storage.open(image.file.name) as content:
        return bytes(content.read())


def package_modules(context: Context, wanted: Collection[str]) -> list[Module]:
    """The same of a checked package; nobody has reviewed it."""
    groups = {row["key"]: row["title"] for row in context.package["groups"]}
    found = []
    for code, data in context.modules.items():
        row = context.competencies[data["competency"]]
        if not _is_wanted(row["code"], row["group"], wanted):
            continue
        lessons = [context.lessons[f"modules/{code}/lessons/{key}.yaml"] for key in data["lessons"]]
        said = [Lesson(lesson, reviewed=False) for lesson in lessons if lesson["depth"] == CORE]
        files = (context.folder / "modules" / code / "pictures").glob("*")
        pictures = {file.name: file.read_bytes() for file in files}
        whole, group = context.package["programme"], row["group"]
        found.append(
            Module(
                row["code"], whole["title"], whole["petugas"], group, groups[group], row["title"], data, said, pictures
            )
        )
    _refuse_missing(wanted, {key for module in found for key in (module.key, module.group)})
    return found


def package_facts(context: Context) -> dict[str, Fact]:
    return {key: loading.fact_of(data) for key, data in context.facts.items()}


def _is_wanted(key: str, group: str, wanted: Collection[str]) -> bool:
    return not wanted or key in wanted or group in wanted


def _refuse_missing(wanted: Collection[str], known: set[str]) -> None:
    if missing := sorted(set(wanted) - known):
        raise UserError(f"Belum ada modul untuk {', '.join(missing)}. Tidak ada buku yang dibuat.")


def data(modules: list[Module], facts: Mapping[str, Fact], *, on: date) -> dict[str, Any]:
    """What the template is given. UserError if there is no lesson to print."""
    if not any(module.lessons for module in modules):
        raise UserError("Belum ada pelajaran inti untuk dicetak. Tidak ada buku yang dibuat.")
    said = [module.data for module in modules], [lesson.data for module in modules for lesson in module.lessons]
    return {
        "title": "Buku saku kader posyandu",
        "subtitle": ", ".join(dict.fromkeys(module.programme for module in modules)),
        "groups": list(dict.fromkeys(f"{module.group}. {module.group_title}" for module in modules)),
        "day": tanggal(on),
        "contoh": settings.DEMO,
        "modules": [_module(module, facts) for module in modules],
        "sources": _sources(said, facts),
    }


def _sources(said: Any, facts: Mapping[str, Fact]) -> list[dict[str, Any]]:
    """Where the numbers come from; the sentence only of those still in doubt, since paper is short."""
    doubtful = {key: fact for key, fact in facts.items() if fact.status != Fact.Status.SETTLED}
    open_ = {(one.title, one.url): one.wordings for one in sources(said, doubtful)}
    return [
        {"title": one.title, "url": one.url, "wordings": open_.get((one.title, one.url), [])}
        for one in sources(said, dict(facts))
    ]


def _module(module: Module, facts: Mapping[str, Fact]) -> dict[str, Any]:
    card = module.data["card"]
    return {
        "key": module.key,
        "group": module.group,
        "doubt": f"{prose.DOUBT} Angka ini masih perlu dipastikan. Tanyakan kepada {module.officer}.",
        "unreviewed": f"Belum ditelaah tenaga kesehatan. Bila ragu, tanyakan kepada {module.officer}.",
        "tell": f"Beri tahu {module.officer} bila",
        "title": module.data["title"],
        "official": module.official,
        "summary": prose.blocks(module.data["summary"], facts),
        "job": prose.blocks(module.data["job"], facts),
        "card": card
        and {
            "title": prose.line(card["title"], facts),
            "lines": [prose.line(line, facts) for line in card["lines"]],
            "refer": [prose.line(line, facts) for line in card["refer"]],
        },
        "pictures": {name: _picture(name, raw) for name, raw in module.pictures.items()},
        "lessons": [_lesson(lesson, facts) for lesson in module.lessons],
    }


def _picture(name: str, raw: bytes) -> str | list[int]:
    return raw.decode() if name.endswith(".svg") else list(raw)


def _lesson(lesson: Lesson, facts: Mapping[str, Fact]) -> dict[str, Any]:
    said = lesson.data
    doubtful = any(facts[key].status != Fact.Status.SETTLED for key in cited_in(said) & facts.keys())
    return {
        "title": said["title"],
        "aim": prose.line(said["aim"], facts),
        "reviewed": lesson.reviewed,
        "doubtful": doubtful,
        "blocks": [
            _block(name, value, facts)
            for block in said["body"]
            for name, value in block.items()
            if name not in ON_THE_PHONE
        ],
    }


# Which texts of a block are paragraphs; every other text is a line. Names of files stay as they are.
_LONG = {("text", ""), ("note", "text"), ("danger", "text")}
_PLAIN = ("image", "file", "alt", "poster", "transcript")


def _block(name: str, value: Any, facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {"name": name, "value": _said(name, "", value, facts)}


def _said(name: str, field: str, value: Any, facts: Mapping[str, Fact]) -> Any:
    if isinstance(value, dict):
        return {key: _said(name, key, part, facts) for key, part in value.items()}
    if isinstance(value, list):
        return [_said(name, field, part, facts) for part in value]
    if not isinstance(value, str):
        return value
    if field in _PLAIN:
        return fact_verbs.resolve_with(value, facts)
    return prose.blocks(value, facts) if (name, field) in _LONG else prose.line(value, facts)
