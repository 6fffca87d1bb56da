"""Reading a package folder and saying everything that is wrong with it. Writes nothing."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from lms.people.models.kader import EVERY_FIELD, Field
from modules import pictures, recordings
from modules.body import AIM, CARD, MODULE_TEXTS, fit_body
from modules.body import pictures as pictures_in
from modules.body import recordings as recordings_in
from modules.models import CompetencyGroup, Fact, LessonPage
from modules.models.pages import CARD_SLUG
from modules.open_day import OPEN_DAY
from modules.open_day import misfits as misfits_of_day
from modules.packages import standing
from modules.packages.context import Context
from modules.packages.registry import Problem, parts
from modules.rules import FACT_KEY, cited_in, contradicts
from modules.shapes import Choice, Optional, Text, duplicates

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SOURCE = {"title": str, "url": Optional(str, ""), "read_on": Optional(date, None)}
PACKAGE = {
    "key": str,
    "version": str,
    "title": str,
    "language": Choice(("id",)),
    "licence": str,
    "author": str,
    "source": str,
    "programme": {
        "key": str,
        "title": str,
        "bidang": Choice((*Field.values, EVERY_FIELD)),
        "petugas": Optional(Text(60), "bidan"),
    },
    "groups": [{"key": str, "title": str, "life_stages": [Choice(tuple(CompetencyGroup.LifeStage.values))]}],
    "competencies": [{"code": str, "group": str, "verb": str, "short_title": str, "title": str}],
    "modules": [str],
    "open_day": Optional(OPEN_DAY, {}),
}
FACTS = [
    {
        "key": str,
        "value": str,
        "unit": Optional(str, ""),
        "wording": str,
        "status": Choice(tuple(Fact.Status.values)),
        "source": SOURCE,
        "valid_from": date,
        "review_due": Optional(date, None),
        "note": Optional(str, ""),
    }
]
MODULE = {
    "competency": str,
    "slug": str,
    "title": str,
    "summary": MODULE_TEXTS["summary"],
    "lessons": [str],
    "pairs": Optional(MODULE_TEXTS["pairs"], ""),
    "job": Optional(MODULE_TEXTS["job"], ""),
    "card": Optional(CARD, None),
}
LESSON = {
    "title": str,
    "aim": AIM,
    "depth": Optional(Choice(tuple(LessonPage.Kind.values)), LessonPage.Kind.CORE.value),
    "minutes": int,
    "body": list,
}


def check(folder: Path) -> tuple[Context, list[Problem]]:
    """The package as read, and its problems by file and place. None of it may be imported while there are any."""
    context = Context(folder)
    context.problems = standing.problems(folder)
    package = None if context.problems else context.fit("package.yaml", PACKAGE)
    if package is None:
        return context, context.problems
    context.package = package
    _check_package(context)
    _check_facts(context)
    _check_day(context)
    for code in package["modules"]:
        _check_module(context, code)
    _check_unread(context)
    for part in parts():
        context.problems += part.check(folder, context)
    return context, list(dict.fromkeys(context.problems))


def _check_package(context: Context) -> None:
    package = context.package
    groups = [group["key"] for group in package["groups"]]
    context.competencies = {row["code"]: row for row in package["competencies"]}
    _check_slug(context, "package.yaml", ("key",), package["key"])
    _check_slug(context, "package.yaml", ("programme", "key"), package["programme"]["key"])
    for at, key in duplicates(groups):
        context.note("package.yaml", ("groups", at), f"Kelompok {key} ditulis dua kali.")
    for at, code in duplicates([row["code"] for row in package["competencies"]]):
        context.note("package.yaml", ("competencies", at), f"Kompetensi {code} ditulis dua kali.")
    for at, row in enumerate(package["competencies"]):
        if row["group"] not in groups:
            context.note("package.yaml", ("competencies", at), f"Kelompok {row['group']} tidak ada.")


def _check_facts(context: Context) -> None:
    facts = context.fit("facts.yaml", FACTS) or []
    context.facts = {fact["key"]: fact for fact in facts}
    for at, fact in enumerate(facts):
        if not FACT_KEY.fullmatch(fact["key"]):
            context.note("facts.yaml", (at, "key"), "Kunci fakta hanya huruf kecil, angka, titik, dan garis bawah.")
        if "{" in fact["value"]:
            context.note("facts.yaml", (at, "value"), "Nilai fakta tidak boleh mengutip fakta lain.")
        if contradicts(fact["wording"], fact["value"]):
            context.note("facts.yaml", (at, "wording"), f"Kalimat ini menyebut angka lain, bukan {fact['value']}.")
        if fact["source"]["url"] and not fact["source"]["url"].startswith(("https://", "http://")):
            context.note(
                "facts.yaml", (at, "source", "url"), "Alamat sumber harus dimulai dengan https:// atau http://."
            )
    for at, key in duplicates([fact["key"] for fact in facts]):
        context.note("facts.yaml", (at,), f"Fakta {key} ditulis dua kali.")


def _check_day(context: Context) -> None:
    day, values = context.package["open_day"], {key: fact["value"] for key, fact in context.facts.items()}
    check_citations(context, "package.yaml", day)
    for misfit in misfits_of_day(day, set(context.competencies), values) if day else []:
        context.problems.append(context.problem("package.yaml", misfit))


def _check_module(context: Context, code: str) -> None:
    if not SLUG.fullmatch(code):
        context.note("package.yaml", ("modules",), f"Nama map modul “{code}” tidak sah.")
        return
    path = f"modules/{code}/module.yaml"
    module = context.fit(path, MODULE)
    if module is None:
        return
    context.modules[code] = module
    _check_slug(context, path, ("slug",), module["slug"])
    if module["competency"] not in context.competencies:
        context.note(path, ("competency",), f"Kompetensi {module['competency']} tidak ada di package.yaml.")
    check_citations(context, path, module)
    for at, lesson in duplicates(module["lessons"]):
        context.note(path, ("lessons", at), f"Pelajaran {lesson} ditulis dua kali.")
    for at, lesson in enumerate(module["lessons"]):
        if lesson == CARD_SLUG:
            context.note(path, ("lessons", at), "Nama kartu dipakai untuk kartu kerja modul. Pilih nama lain.")
        elif SLUG.fullmatch(lesson):
            _check_lesson(context, code, lesson)
        else:
            context.note(path, ("lessons", at), "Nama pelajaran hanya huruf kecil, angka, dan tanda hubung.")
    _check_pictures(context, code)
    _check_recordings(context, code)


def _check_lesson(context: Context, code: str, key: str) -> None:
    path = f"modules/{code}/lessons/{key}.yaml"
    lesson = context.fit(path, LESSON)
    if lesson is None:
        return
    body, misfits = fit_body(lesson["body"], ("body",))
    context.problems += [context.problem(path, misfit) for misfit in misfits]
    check_citations(context, path, lesson)
    if misfits:
        return
    context.lessons[path] = lesson | {"body": body}
    _check_files(context, path, "Gambar", f"modules/{code}/pictures", pictures_in(body))
    _check_files(context, path, "Media", f"modules/{code}/media", recordings_in(body))


def _check_files(context: Context, path: str, word: str, folder: str, names: list[str]) -> None:
    for name in names:
        if not context.exists(f"{folder}/{name}"):
            context.problems.append(Problem(path, _line_of_text(context, path, name), f"{word} {name} tidak ada."))


def _check_pictures(context: Context, code: str) -> None:
    for path in picture_paths(context, code):
        try:
            pictures.clean(Path(path).name, context.bytes(path))
        except pictures.BadPicture as error:
            context.problems.append(Problem(path, "", str(error)))


def _check_recordings(context: Context, code: str) -> None:
    for path in recording_paths(context, code):
        file = context.folder / path
        try:
            recordings.check_package_name(file.name)
            with file.open("rb") as content:
                recordings.check(file.name, file.stat().st_size, content.read(recordings.HEAD))
        except recordings.BadRecording as error:
            context.problems.append(Problem(path, "", str(error)))


def _check_unread(context: Context) -> None:
    """Folders and lessons that nothing names would be lost without a word."""
    folders = (context.folder / "modules").glob("*/")
    for code in sorted(folder.name for folder in folders if folder.name not in context.package["modules"]):
        context.problems.append(Problem(f"modules/{code}", "", "Map ini tidak disebut di package.yaml."))
    for code, module in context.modules.items():
        for file in sorted((context.folder / "modules" / code / "lessons").glob("*.yaml")):
            if file.stem not in module["lessons"]:
                path = file.relative_to(context.folder).as_posix()
                context.problems.append(Problem(path, "", "Pelajaran ini tidak disebut di module.yaml."))


def picture_paths(context: Context, code: str) -> list[str]:
    """The pictures of a module, relative to the folder."""
    return _paths_in(context, code, "pictures")


def recording_paths(context: Context, code: str) -> list[str]:
    """The videos and sounds of a module, relative to the folder."""
    return _paths_in(context, code, "media")


def _paths_in(context: Context, code: str, kind: str) -> list[str]:
    found = (context.folder / "modules" / code / kind).glob("*")
    return sorted(file.relative_to(context.folder).as_posix() for file in found if file.is_file())


def check_citations(context: Context, path: str, data: Any) -> None:
    """Note every citation of a fact that the package does not have. ``data``: the file in normal form."""
    for key in sorted(cited_in(data) - context.facts.keys()):
        place = _line_of_text(context, path, f"{{fakta:{key}}}")
        context.problems.append(Problem(path, place, f"Fakta {key} tidak ada di facts.yaml."))


def _line_of_text(context: Context, path: str, text: str) -> str:
    lines = context.bytes(path).decode().splitlines()
    return next((f"baris {at}" for at, line in enumerate(lines, 1) if text in line), "")


def _check_slug(context: Context, path: str, steps: tuple[str, ...], value: str) -> None:
    if not SLUG.fullmatch(value):
        context.note(path, steps, "Hanya huruf kecil, angka, dan tanda hubung.")
