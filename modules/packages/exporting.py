"""Writing a package back into a folder: the imported bytes where nothing changed here, else fresh YAML."""

from collections.abc import Mapping
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils.text import slugify

from lms.areas.errors import UserError
from modules.models import Fact, PackageFile, PackageImport, TuntasDocument, TuntasImage
from modules.packages import live, loading, reading
from modules.packages.checking import FACTS, LESSON, MODULE, PACKAGE
from modules.packages.context import Context
from modules.packages.registry import parts
from modules.pictures import holds
from modules.queries import lessons_of
from modules.rules import cited
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
    context.modules = _modules(context)
    _write_package(context)
    for code in context.modules:
        _write_module(context, code)
    for part in parts():
        part.dump(context, folder)
    _write_facts(context)
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def _context(record: PackageImport, folder: Path) -> Context:
    """What the check would have read, read from what was imported."""
    context = Context(folder)
    context.package = {"key": record.key}
    context.package = fit(context.base("package.yaml"), PACKAGE)[0]
    context.facts = {row["key"]: row for row in fit(context.base("facts.yaml"), FACTS)[0]}
    context.competencies = {row["code"]: row for row in context.package["competencies"]}
    for code in context.package["modules"]:
        if module := context.base_as(f"modules/{code}/module.yaml", MODULE):  # none: the import never came so far
            context.modules[code] = module
    return context


def _modules(context: Context) -> dict[str, dict[str, Any]]:
    """Those of the package that are live, then those that were written here for its programme."""
    pages = {page.competency.key: page for page in live.module_pages(context.package["programme"]["key"])}
    found = {code: data for code, data in context.modules.items() if data["competency"] in pages}
    elsewhere = _competencies_elsewhere(context) | {data["competency"] for data in context.modules.values()}
    for competency, page in pages.items():
        if competency not in elsewhere:
            code = page.slug if page.slug not in context.modules else f"{page.slug}-{page.pk}"
            found[code] = live.module(page)
    return found


def _competencies_elsewhere(context: Context) -> set[str]:
    """What other packages teach."""
    files = PackageFile.objects.exclude(package=context.record).filter(path__endswith="/module.yaml")
    return {reading.parse(text)[0]["competency"] for text in files.values_list("text", flat=True)}


def _write_package(context: Context) -> None:
    core = live.programme(context.package["programme"]["key"]) or {}
    verbs = {row["code"]: row["verb"] for row in context.package["competencies"]}
    competencies = [row | {"verb": verbs.get(row["code"], "melakukan")} for row in core["competencies"]]
    data = context.package | core | {"competencies": competencies, "modules": list(context.modules)}
    context.write(context.folder, "package.yaml", data, shape=PACKAGE)


def _write_facts(context: Context) -> None:
    """Those of the package, and those that what was written here cites."""
    wanted = dict.fromkeys(context.facts) | dict.fromkeys(sorted(_cited(context)))
    rows = {row.key: row for row in live.facts_in_force(wanted)}
    facts = [_fact(rows[key], context.facts.get(key)) for key in wanted if key in rows]
    context.write(context.folder, "facts.yaml", facts, shape=FACTS)


def _cited(context: Context) -> set[str]:
    texts = (file.read_text("utf-8") for file in context.folder.rglob("*.yaml"))
    return {key for text in texts for key in cited(text)}


def _fact(row: Fact, was: dict[str, Any] | None) -> dict[str, Any]:
    data = live.fact(row)
    same = was and all(was[key] == value for key, value in data.items())
    return data | {"valid_from": was["valid_from"] if was and same else row.valid_from}


def _write_module(context: Context, code: str) -> None:
    page = live.module_page(context.package["programme"]["key"], context.modules[code]["competency"])
    if page is None:
        return
    context.write(context.folder, f"modules/{code}/module.yaml", live.module(page), shape=MODULE)
    images, files = context.names(code)
    names = (_Names(TuntasImage, images), _Names(TuntasDocument, files))
    for lesson in lessons_of(page):
        _write_lesson(context, f"modules/{code}/lessons/{lesson.slug}.yaml", live.lesson(lesson, names))
    for path in context.base_paths():
        if path.startswith((f"modules/{code}/pictures/", f"modules/{code}/media/")):
            _write_file(context, path, loading.stored(context, path))
    for kind, added in zip(("pictures", "media"), names, strict=True):
        for name, stored in added.taken.items():
            _write_file(context, f"modules/{code}/{kind}/{name}", stored)


class _Names(dict[int, str]):
    """Id of each picture or recording -> its file in this module. One that stands elsewhere gets a name when asked."""

    def __init__(self, model: type[TuntasImage | TuntasDocument], names: Mapping[int, str]) -> None:
        super().__init__({pk: name for pk, name in names.items() if not name.startswith(live.ELSEWHERE)})
        self.model = model
        self.taken: dict[str, TuntasImage | TuntasDocument] = {}

    def get(self, key: int, default: Any = None) -> Any:
        if key in self:
            return self[key]
        stored = self.model.objects.filter(pk=key).first()
        if stored is None:
            return default
        self[key] = self._free(PurePosixPath(stored.file.name))
        self.taken[self[key]] = stored
        return self[key]

    def _free(self, path: PurePosixPath) -> str:
        stem, suffix = slugify(path.stem) or "berkas", path.suffix.lower().replace(".jpeg", ".jpg")
        names = (f"{stem}{f'-{number}' if number else ''}{suffix}" for number in count())
        return next(name for name in names if name not in self.values())


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
