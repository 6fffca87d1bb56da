"""Writing a package back into a folder: the imported bytes where nothing changed here, else fresh YAML."""

from pathlib import Path
from typing import Any

from lms.areas.errors import UserError
from modules.models import PackageImport, TuntasDocument, TuntasImage
from modules.packages import live, loading
from modules.packages.checking import FACTS, LESSON, MODULE, PACKAGE
from modules.packages.context import Context
from modules.packages.registry import parts
from modules.pictures import holds
from modules.queries import lessons_of
from modules.shapes import fit


def export(key: str, folder: Path) -> list[str]:
    """Write the package with that key and return the paths written. UserError if it was never imported or the folder
    is not empty."""
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"Map {folder} sudah berisi. Pilih map kosong; tidak ada yang ditulis.")
    record = PackageImport.objects.filter(key=key).first()
    if record is None:
        raise UserError(f"Paket {key} belum pernah diimpor. Tidak ada yang ditulis.")
    context = _context(record, folder)
    _write_package(context)
    for code in context.modules:
        _write_module(context, code)
    for part in parts():
        part.dump(context, folder)
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def _context(record: PackageImport, folder: Path) -> Context:
    """What the check would have read, read from what was imported."""
    context = Context(folder)
    context.package = {"key": record.key}
    context.package = fit(context.base("package.yaml"), PACKAGE)[0]
    context.facts = {row["key"]: row for row in fit(context.base("facts.yaml"), FACTS)[0]}
    context.competencies = {row["code"]: row for row in context.package["competencies"]}
    for code in context.package["modules"]:
        if module := context.base(f"modules/{code}/module.yaml"):  # none: the import never came so far
            context.modules[code] = fit(module, MODULE)[0]
    return context


def _write_package(context: Context) -> None:
    core = live.programme(context.package["programme"]["key"]) or {}
    verbs = {row["code"]: row["verb"] for row in context.package["competencies"]}
    competencies = [row | {"verb": verbs.get(row["code"], "melakukan")} for row in core["competencies"]]
    data = context.package | core | {"competencies": competencies}
    context.write(context.folder, "package.yaml", data, shape=PACKAGE)
    rows = loading.open_facts(context.facts)
    facts = [_fact(rows[key], was) for key, was in context.facts.items() if key in rows]
    context.write(context.folder, "facts.yaml", facts, shape=FACTS)


def _fact(row: Any, was: dict[str, Any]) -> dict[str, Any]:
    data = live.fact(row)
    same = all(was[key] == value for key, value in data.items())
    return data | {"valid_from": was["valid_from"] if same else row.valid_from}


def _write_module(context: Context, code: str) -> None:
    page = live.module_page(context.package["programme"]["key"], context.modules[code]["competency"])
    if page is None:
        return
    context.write(context.folder, f"modules/{code}/module.yaml", live.module(page), shape=MODULE)
    for lesson in lessons_of(page):
        _write_lesson(context, f"modules/{code}/lessons/{lesson.slug}.yaml", live.lesson(lesson))
    for path in context.base_paths():
        if path.startswith(f"modules/{code}/pictures/"):
            _write_file(context, path, loading.image_of(context, path))
        elif path.startswith(f"modules/{code}/media/"):
            _write_file(context, path, loading.recording_of(context, path))


def _write_lesson(context: Context, path: str, data: dict[str, Any]) -> None:
    file = context.base_file(path)
    if file and loading.lesson_base(context, path) == data:
        context.write_text(context.folder, path, file.text)
    else:
        context.write(context.folder, path, data, shape=LESSON)


def _write_file(context: Context, path: str, stored: TuntasImage | TuntasDocument | None) -> None:
    file = context.base_file(path)
    if file and file.text and stored and holds(stored, file.digest):
        context.write_text(context.folder, path, file.text)
    elif stored:
        target = context.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with stored.open_file() as content:
            target.write_bytes(content.read())
