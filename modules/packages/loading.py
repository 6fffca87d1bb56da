"""Writing one piece of a package into the database. Called only by the import, inside its transactions."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from modules import pictures, recordings
from modules.body import card_to_stream, fit_body, to_stream
from modules.facts import change_fact, tell
from modules.models import (
    Competency,
    CompetencyGroup,
    Fact,
    LessonPage,
    ModulePage,
    Programme,
    TuntasDocument,
    TuntasImage,
)
from modules.packages import live
from modules.packages.checking import LESSON
from modules.packages.context import Context
from modules.queries import lessons_of
from modules.root import ensure_pages
from modules.shapes import fit


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def programme(context: Context) -> None:
    """Programme, groups and competencies. A competency that left the package stays: evidence may hang on it."""
    data = context.package["programme"]
    values = {"title": data["title"], "field": data["bidang"], "version": context.package["version"]}
    found, _ = Programme.objects.update_or_create(key=data["key"], defaults=values)
    groups = {}
    for position, row in enumerate(context.package["groups"], 1):
        values = {"title": row["title"], "life_stages": row["life_stages"], "position": position}
        groups[row["key"]], _ = CompetencyGroup.objects.update_or_create(
            programme=found, key=row["key"], defaults=values
        )
    for position, row in enumerate(context.package["competencies"], 1):
        values = {"title": row["title"], "short_title": row["short_title"], "position": position}
        Competency.objects.update_or_create(group=groups[row["group"]], key=row["code"], defaults=values)


def open_facts(keys: Collection[str]) -> dict[str, Fact]:
    rows = Fact.objects.filter(key__in=keys, area__isnull=True, valid_until__isnull=True)
    return {row.key: row for row in rows}


def fact(data: dict[str, Any], row: Fact | None, *, now: datetime) -> None:
    """A new fact, a new row where what it says changed, or the same row where only its papers did."""
    values = _fact_values(data)
    if row is None:
        Fact.objects.create(key=data["key"], valid_from=data["valid_from"], **values)
    elif any(getattr(row, name) != values[name] for name in ("value", "unit", "wording", "status")):
        change_fact(data["key"], now=now, **values)
    else:
        Fact.objects.filter(pk=row.pk).update(**values)
        tell([data["key"]], now=now)


def _fact_values(data: dict[str, Any]) -> dict[str, Any]:
    plain = {name: data[name] for name in ("value", "unit", "wording", "status", "note", "review_due")}
    return plain | {f"source_{name}": data["source"][name] for name in ("title", "url", "read_on")}


def _package_path(context: Context, path: str) -> str:
    return f"{context.package['key']}/{path}"


def image_of(context: Context, path: str) -> TuntasImage | None:
    return TuntasImage.objects.filter(package_path=_package_path(context, path)).first()


def picture(context: Context, path: str) -> None:
    name = PurePosixPath(path).name
    pictures.store(name, context.bytes(path), package_path=_package_path(context, path))


def recording_of(context: Context, path: str) -> TuntasDocument | None:
    return TuntasDocument.objects.filter(package_path=_package_path(context, path)).first()


def recording(context: Context, path: str) -> None:
    name = PurePosixPath(path).name
    recordings.store(name, context.bytes(path), package_path=_package_path(context, path))


def module(context: Context, code: str, page: ModulePage | None) -> None:
    data = context.modules[code]
    competency = Competency.objects.get(group__programme=context.programme, key=data["competency"])
    page = page or ModulePage(competency=competency)
    page.title, page.draft_title, page.slug = data["title"], data["title"], data["slug"]
    page.summary, page.job, page.pairs = data["summary"], data["job"], data["pairs"]
    page.card = _stream(ModulePage, "card", card_to_stream(data["card"]))
    _publish(page, ensure_pages())


def _stream(model: type[ModulePage | LessonPage], name: str, raw: list[dict[str, Any]]) -> Any:
    return model._meta.get_field(name).stream_block.to_python(raw)


def _publish(page: ModulePage | LessonPage, parent: Any) -> None:
    """Through Wagtail's own revision, so that history, search and the usage of facts follow."""
    if page.pk is None:
        parent.add_child(instance=page)
    page.save_revision().publish()


def _module_page(context: Context, code: str) -> ModulePage | None:
    return live.module_page(context.package["programme"]["key"], context.modules[code]["competency"])


def lesson_of(context: Context, code: str, key: str) -> LessonPage | None:
    return live.lesson_page(_module_page(context, code), key)


def lesson_base(context: Context, path: str) -> dict[str, Any] | None:
    """The lesson as last imported, in normal form."""
    data = context.base(path)
    if data is None:
        return None
    fitted, _ = fit(data, LESSON)
    return fitted | {"body": fit_body(fitted["body"], ())[0]}


def lesson(context: Context, code: str, key: str, page: LessonPage | None) -> None:
    data = context.lessons[f"modules/{code}/lessons/{key}.yaml"]
    page = page or LessonPage(slug=key)
    page.title, page.draft_title, page.aim = data["title"], data["title"], data["aim"]
    page.kind, page.minutes = data["depth"], data["minutes"]
    images = _stored(TuntasImage, context, f"modules/{code}/pictures/")
    files = _stored(TuntasDocument, context, f"modules/{code}/media/")
    page.body = _stream(LessonPage, "body", to_stream(data["body"], images, files))
    _publish(page, _module_page(context, code))


def _stored(model: type[TuntasImage | TuntasDocument], context: Context, folder: str) -> dict[str, int]:
    """File name -> id, of what the package has in that folder."""
    rows = model.objects.filter(package_path__startswith=_package_path(context, folder))
    return {path.rsplit("/", 1)[-1]: pk for pk, path in rows.values_list("pk", "package_path")}


def lesson_keys(context: Context, code: str) -> list[str]:
    page = _module_page(context, code)
    return [lesson.slug for lesson in lessons_of(page)] if page else []


def order_lessons(context: Context, code: str) -> None:
    """Lessons of the package first, in its order; local ones after them."""
    page = _module_page(context, code)
    if page is None:
        return
    for key in context.modules[code]["lessons"]:
        lesson = live.lesson_page(page, key)
        if lesson:
            lesson.move(page, pos="last-child")
    for lesson in lessons_of(page):
        if lesson.slug not in context.modules[code]["lessons"]:
            LessonPage.objects.get(pk=lesson.pk).move(page, pos="last-child")
