"""One piece of a package in the database: reading what stands there, and, inside the import's transactions, taking what
the file says."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from modules import indexing, pictures, recall
from modules.body import card_to_stream, fit_body, to_stream
from modules.facts import change_fact, refresh_usage, tell
from modules.models import (
    Competency,
    CompetencyGroup,
    Fact,
    LessonPage,
    ModuleIndexPage,
    ModulePage,
    Programme,
    TuntasDocument,
    TuntasImage,
)
from modules.open_day import DAY
from modules.packages import live
from modules.packages.checking import LESSON, MODULE
from modules.packages.context import Context
from modules.queries import lessons_of
from modules.shapes import fit


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def programme(context: Context) -> None:
    """Programme, groups and competencies. A competency that left the package stays: evidence may hang on it."""
    data = context.package["programme"]
    values = {
        "title": data["title"],
        "field": data["bidang"],
        "officer": data["petugas"],
        "version": context.package["version"],
        "open_day": context.package["open_day"],
    }
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
    refresh_usage(DAY, data["key"], context.package["open_day"])


def fact(data: dict[str, Any], *, now: datetime) -> None:
    """A new fact, a new row where what it says changed, or the same row where only its papers did."""
    values = _fact_values(data)
    row = live.facts_in_force([data["key"]]).first()
    if row is None:
        fact_of(data).save(force_insert=True)
    elif any(getattr(row, name) != values[name] for name in ("value", "unit", "wording", "status")):
        change_fact(data["key"], now=now, **values)
    else:
        Fact.objects.filter(pk=row.pk).update(**values)
        tell([data["key"]], now=now)


def fact_of(data: dict[str, Any]) -> Fact:
    """The fact as a row that is not stored."""
    return Fact(key=data["key"], valid_from=data["valid_from"], **_fact_values(data))


def _fact_values(data: dict[str, Any]) -> dict[str, Any]:
    plain = {name: data[name] for name in ("value", "unit", "wording", "status", "note", "review_due")}
    return plain | {f"source_{name}": data["source"][name] for name in ("title", "url", "read_on")}


def _package_path(context: Context, path: str) -> str:
    return f"{context.package['key']}/{path}"


def _model(path: str) -> type[TuntasImage | TuntasDocument]:
    return TuntasDocument if "/media/" in path else TuntasImage


def stored(context: Context, path: str) -> TuntasImage | TuntasDocument | None:
    """The picture or recording that came from that file."""
    return _model(path).objects.filter(package_path=_package_path(context, path)).first()


def store(context: Context, path: str) -> None:
    name, place = PurePosixPath(path).name, _package_path(context, path)
    if _model(path) is TuntasDocument:
        _store_recording(name, context.bytes(path), place)
    else:
        pictures.store(name, context.bytes(path), package_path=place)
    context.forget_names()


def _store_recording(name: str, raw: bytes, place: str) -> None:
    """Byte for byte as it came; the check has looked at what it is."""
    document = TuntasDocument.objects.filter(package_path=place).first() or TuntasDocument(package_path=place)
    document.title = PurePosixPath(name).stem.replace("-", " ").capitalize()
    document.file = ContentFile(raw, name=pictures.stored_name(name, raw))
    document._set_document_file_metadata()
    document.save()


def is_shown(context: Context, path: str) -> bool:
    """Does a live lesson show this picture or recording of the package?"""
    file = stored(context, path)
    if file is None:
        return False
    showing = ReferenceIndex.get_references_to(file).filter(content_type=ContentType.objects.get_for_model(LessonPage))
    return LessonPage.objects.live().filter(pk__in=list(showing.values_list("object_id", flat=True))).exists()


def let_go(context: Context, path: str) -> None:
    """It stays in the library as one that no package has: earlier revisions show it."""
    _model(path).objects.filter(package_path=_package_path(context, path)).update(package_path="")
    context.forget_names()


def module_data(context: Context, code: str) -> dict[str, Any]:
    """The module as the file has it, or as it was last imported where it left the package."""
    data: dict[str, Any] = context.modules.get(code) or context.base_as(f"modules/{code}/module.yaml", MODULE)
    return data


def _module_page(context: Context, code: str) -> ModulePage | None:
    return live.module_page(context.package["programme"]["key"], module_data(context, code)["competency"])


def module_here(context: Context, code: str) -> dict[str, Any] | None:
    """What is live, without the order of its lessons; None where there is none or it was withdrawn."""
    page = _module_page(context, code)
    if page is None or _is_withdrawn(page):
        return None
    if page.has_unpublished_changes:
        return _draft(live.orderless(live.module(page.get_latest_revision_as_object())), page)
    return live.orderless(live.module(page))


def _is_withdrawn(page: ModulePage | LessonPage) -> bool:
    return not page.live and page.first_published_at is not None


def _draft(said: dict[str, Any], page: ModulePage | LessonPage) -> dict[str, Any]:
    """A draft counts as an edit, whatever it says."""
    return said | {"draft": page.latest_revision_id}


def module(context: Context, code: str) -> None:
    data, page = context.modules[code], _module_page(context, code)
    competency = context.competency(data["competency"])
    page = page or ModulePage(competency=competency)
    page.title, page.draft_title, page.slug = data["title"], data["title"], data["slug"]
    page.summary, page.job, page.pairs = data["summary"], data["job"], data["pairs"]
    page.card = _stream(ModulePage, "card", card_to_stream(data["card"]))
    _publish(page, lambda: ModuleIndexPage.objects.get().add_child(instance=page))


def _stream(model: type[ModulePage | LessonPage], name: str, raw: list[dict[str, Any]]) -> Any:
    return model._meta.get_field(name).stream_block.to_python(raw)


def _publish(page: ModulePage | LessonPage, place: Callable[[], object]) -> None:
    """Through Wagtail's own revision, so that history, search and the usage of facts follow. ``place`` puts a new page
    into the tree. It is checked, and found by search, as it is published: the last of its three saves."""
    with indexing.later(), disable_reference_index_auto_update():
        if page.pk is None:
            page.live = False
            place()
        revision = page.save_revision(clean=False)
    revision.publish()


def withdraw_module(context: Context, code: str, *, now: datetime) -> None:
    """Its readers are told."""
    if page := _module_page(context, code):
        recall.leave(page, now=now)


def lesson_of(context: Context, code: str, key: str) -> LessonPage | None:
    return live.lesson_page(_module_page(context, code), key)


def lesson_base(context: Context, path: str) -> dict[str, Any] | None:
    """The lesson as last imported, in normal form."""
    data = context.base(path)
    if data is None:
        return None
    fitted, _ = fit(data, LESSON)
    return fitted | {"body": fit_body(fitted["body"], ())[0]}


def lesson_here(context: Context, code: str, key: str) -> dict[str, Any] | None:
    """What is live; None where there is none or it was withdrawn."""
    page = lesson_of(context, code, key)
    if page is None or _is_withdrawn(page):
        return None
    if page.has_unpublished_changes:
        return _draft(live.lesson(page.get_latest_revision_as_object(), context.names(code)), page)
    return live.lesson(page, context.names(code))


def lesson(context: Context, code: str, key: str) -> None:
    data = context.lessons[f"modules/{code}/lessons/{key}.yaml"]
    page = lesson_of(context, code, key) or LessonPage(slug=key)
    page.title, page.draft_title, page.aim = data["title"], data["title"], data["aim"]
    page.kind, page.minutes = data["depth"], data["minutes"]
    images = _stored(TuntasImage, context, f"modules/{code}/pictures/")
    files = _stored(TuntasDocument, context, f"modules/{code}/media/")
    page.body = _stream(LessonPage, "body", to_stream(data["body"], images, files))
    _publish(page, lambda: _place(context, code, page))


def _place(context: Context, code: str, page: LessonPage) -> None:
    """A new lesson after the one it follows in the file; local ones stay at the end."""
    module: Any = _module_page(context, code)  # its own piece came before
    order = context.modules[code]["lessons"]
    before = order[: order.index(page.slug)]
    rows = {row.slug: row for row in LessonPage.objects.child_of(module).filter(slug__in=before)}
    previous = next((rows[key] for key in reversed(before) if key in rows), None)
    first = None if previous else LessonPage.objects.child_of(module).order_by("path").first()
    if previous:
        previous.add_sibling("right", instance=page)
    elif first:
        first.add_sibling("left", instance=page)
    else:
        module.add_child(instance=page)


def withdraw_lesson(context: Context, code: str, key: str, *, now: datetime) -> None:
    """Its readers are told."""
    if page := lesson_of(context, code, key):
        recall.leave(page, now=now)


def _stored(model: type[TuntasImage | TuntasDocument], context: Context, folder: str) -> dict[str, int]:
    """File name -> id, of what the package has in that folder."""
    rows = model.objects.filter(package_path__startswith=_package_path(context, folder))
    return {path.rsplit("/", 1)[-1]: pk for pk, path in rows.values_list("pk", "package_path")}


def lesson_keys(context: Context, code: str) -> list[str]:
    page = _module_page(context, code)
    return [lesson.slug for lesson in lessons_of(page)] if page else []


def order_lessons(context: Context, code: str) -> None:
    """Lessons of the package first, in its order; local ones after them. Those that stand right are not touched."""
    page = _module_page(context, code)
    if page is None:
        return
    here, file = lesson_keys(context, code), context.modules[code]["lessons"]
    wanted = [key for key in file if key in here] + [key for key in here if key not in file]
    right = next((at for at, (one, other) in enumerate(zip(here, wanted, strict=True)) if one != other), len(here))
    for key in wanted[right:]:
        if lesson := live.lesson_page(page, key):
            lesson.move(page, pos="last-child")
