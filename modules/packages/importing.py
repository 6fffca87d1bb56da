"""Importing a checked package: one plan, applied piece by piece, each in its own transaction (DESIGN 4).

Each piece is compared three ways: as last imported, in the file, and live. A local edit is never overwritten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from lms.areas.errors import UserError
from modules.models import PackageImport, TuntasDocument, TuntasImage
from modules.packages import live, loading
from modules.packages.checking import FACTS, MODULE, PACKAGE, check, picture_paths, recording_paths
from modules.packages.context import Context
from modules.packages.registry import Problem, parts
from modules.pictures import holds
from modules.root import ensure_pages
from modules.rules import Decision, decide
from modules.shapes import fit

WORDS = {
    Decision.CREATE: "{}: ditambahkan.",
    Decision.UPDATE: "{}: diperbarui.",
    Decision.KEEP: "{}: suntingan setempat dipertahankan.",
    Decision.CONFLICT: "{}: berubah di paket dan di sini. Yang di sini dipertahankan; samakan lewat /cms/.",
}


class BadPackage(UserError):
    """The package has problems; nothing was imported."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"Paket bermasalah di {len(problems)} tempat. Tidak ada yang diimpor.")
        self.problems = problems


@dataclass
class Report:
    """What an import did, one Indonesian line a thing. ``nothing`` is true where all was the same already."""

    lines: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        return not self.lines and not self.conflicts


@dataclass(frozen=True)
class Piece:
    """One thing of the package and what to do with it. ``path``: the file that is its base from then on, if any."""

    name: str
    decision: Decision
    apply: Callable[[], object]
    path: str = ""


def import_package(folder: Path, *, now: datetime) -> Report:
    """Bring the package in. BadPackage, with every problem, if the check finds any; then nothing is imported."""
    context, problems = check(folder)
    if problems:
        raise BadPackage(problems)
    report = Report()
    context.record = _record(context, now=now)
    for piece in _pieces(context, now=now):
        _do(piece, context, report)
    for part in parts():
        part.load(folder, context, now)
    report.lines += context.said
    PackageImport.objects.filter(pk=context.record.pk).update(version=context.package["version"], imported_at=now)
    return report


def _record(context: Context, *, now: datetime) -> PackageImport:
    values = {"version": context.package["version"], "imported_at": now}
    return PackageImport.objects.get_or_create(key=context.package["key"], defaults=values)[0]


def _do(piece: Piece, context: Context, report: Report) -> None:
    if piece.decision is Decision.CONFLICT:
        report.conflicts.append(WORDS[piece.decision].format(piece.name))
        return  # the old base stays, so that the conflict is reported until somebody settles it
    with transaction.atomic():
        if piece.decision in (Decision.CREATE, Decision.UPDATE):
            piece.apply()
        if piece.path and context.changed(piece.path):
            context.keep_base(piece.path)
    if piece.decision is not Decision.SAME:
        report.lines.append(WORDS[piece.decision].format(piece.name))


def _pieces(context: Context, *, now: datetime) -> Iterator[Piece]:
    """Lazily, one after another: a lesson can be compared only when its pictures are in, and so on."""
    yield _package_piece(context)
    yield from _fact_pieces(context, now=now)
    ensure_pages()
    for code in context.modules:
        base = _base(context, f"modules/{code}/module.yaml", MODULE)
        yield from (_picture_piece(context, path) for path in picture_paths(context, code))
        yield from (_recording_piece(context, path) for path in recording_paths(context, code))
        yield _module_piece(context, code)
        yield from (_lesson_piece(context, code, key) for key in context.modules[code]["lessons"])
        yield from _removed_lessons(context, code, base)
        yield _order_piece(context, code, base)


def _base(context: Context, path: str, shape: Any) -> Any:
    data = context.base(path)
    return None if data is None else fit(data, shape)[0]


def _package_piece(context: Context) -> Piece:
    base = _base(context, "package.yaml", PACKAGE)
    file = live.core_of(context.package)
    now_live = live.programme(context.package["programme"]["key"])
    decision = decide(base=base and live.core_of(base), file=file, live=now_live)
    return Piece("package.yaml", decision, lambda: loading.programme(context), "package.yaml")


def _fact_pieces(context: Context, *, now: datetime) -> Iterator[Piece]:
    base = {row["key"]: _timeless(row) for row in _base(context, "facts.yaml", FACTS) or []}
    rows = loading.open_facts(context.facts)
    settled = True
    for key, data in context.facts.items():
        here = live.fact(rows[key]) if key in rows else None
        decision = decide(base=base.get(key), file=_timeless(data), live=here)
        settled = settled and decision is not Decision.CONFLICT
        yield Piece(f"fakta {key}", decision, partial(loading.fact, data, rows.get(key), now=now))
    if settled:
        yield Piece("facts.yaml", Decision.SAME, lambda: None, "facts.yaml")


def _timeless(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "valid_from"}


def _picture_piece(context: Context, path: str) -> Piece:
    decision = _decide_file(context, path, loading.image_of(context, path))
    return Piece(path, decision, lambda: loading.picture(context, path), path)


def _recording_piece(context: Context, path: str) -> Piece:
    decision = _decide_file(context, path, loading.recording_of(context, path))
    return Piece(path, decision, lambda: loading.recording(context, path), path)


def _decide_file(context: Context, path: str, stored: TuntasImage | TuntasDocument | None) -> Decision:
    base, new = context.base_file(path), loading.sha256(context.bytes(path))
    here = None
    if stored is not None:
        here = base.digest if base and holds(stored, base.digest) else new if holds(stored, new) else "edited"
    return decide(base=base.digest if base else None, file=new, live=here)


def _module_piece(context: Context, code: str) -> Piece:
    path, data = f"modules/{code}/module.yaml", context.modules[code]
    page = live.module_page(context.package["programme"]["key"], data["competency"])
    here = None
    if page:
        here = {"draft": page.pk} if page.has_unpublished_changes else _orderless(live.module(page))
    base = _base(context, path, MODULE)
    decision = decide(base=base and _orderless(base), file=_orderless(data), live=here)
    return Piece(path, decision, lambda: loading.module(context, code, page), path)


def _orderless(module: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in module.items() if key != "lessons"}


def _lesson_piece(context: Context, code: str, key: str) -> Piece:
    path = f"modules/{code}/lessons/{key}.yaml"
    page = loading.lesson_of(context, code, key)
    here = None
    if page and page.live:
        here = {"draft": page.pk} if page.has_unpublished_changes else live.lesson(page)
    decision = decide(base=loading.lesson_base(context, path), file=context.lessons[path], live=here)
    return Piece(path, decision, lambda: loading.lesson(context, code, key, page), path)


def _removed_lessons(context: Context, code: str, base: dict[str, Any] | None) -> Iterator[Piece]:
    for key in (base or {}).get("lessons", []):
        path, page = f"modules/{code}/lessons/{key}.yaml", loading.lesson_of(context, code, key)
        if key in context.modules[code]["lessons"] or page is None or not page.live:
            continue
        edited = live.lesson(page) != loading.lesson_base(context, path)
        decision = Decision.KEEP if edited else Decision.UPDATE
        yield Piece(f"{path} (tidak lagi di paket)", decision, page.unpublish)


def _order_piece(context: Context, code: str, base: dict[str, Any] | None) -> Piece:
    """The order of lessons. Lessons that only one side has do not count: they are their own pieces."""
    file = context.modules[code]["lessons"]
    here = loading.lesson_keys(context, code)
    old = base["lessons"] if base else file
    decision = Decision.SAME
    if not _same_order(here, file):
        untouched = base is None or _same_order(here, old)
        decision = Decision.UPDATE if untouched else Decision.KEEP if old == file else Decision.CONFLICT
    return Piece(f"urutan pelajaran {code}", decision, lambda: loading.order_lessons(context, code))


def _same_order(one: list[str], other: list[str]) -> bool:
    return [key for key in one if key in other] == [key for key in other if key in one]
