"""What a module must hold before it is taught from: lessons, pictures, a card, practice in pairs, and its weight."""

import gzip
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from modules import body, weight
from modules.packages.checking import picture_paths
from modules.packages.context import Context
from modules.packages.registry import Problem
from modules.weight import in_kb

DOING = "melakukan"
LESSONS, PICTURES = 4, 3
WHOLE = 15_000_000  # bytes of a package
SHELL = 2_000  # bytes that the template adds to a lesson, compressed; measured 1.3 to 1.8 KB


def lacking(context: Context, code: str) -> Iterator[Problem]:
    """What the module is still without."""
    module, path = context.modules[code], f"modules/{code}/module.yaml"
    lessons = [context.lessons[f"modules/{code}/lessons/{key}.yaml"] for key in module["lessons"]]
    if len(lessons) < LESSONS:
        said = _("Baru %(count)s pelajaran, sebaiknya paling sedikit %(least)s.")
        yield Problem(path, "", said % {"count": len(lessons), "least": LESSONS})
    shown = {name for lesson in lessons for name in body.pictures(lesson["body"])}
    if len(shown) < PICTURES:
        said = _("Baru %(count)s gambar, sebaiknya paling sedikit %(least)s.")
        yield Problem(path, "", said % {"count": len(shown), "least": PICTURES})
    verb = context.competencies[module["competency"]]["verb"]
    if verb == DOING and not any("strip" in block for lesson in lessons for block in lesson["body"]):
        yield Problem(path, "", _("Keterampilan melakukan perlu satu rangkaian enam gambar (strip)."))
    wanted = {"card": _("kartu kerja (card)"), "pairs": _("latihan berdua (pairs)"), "job": _("kapan dipakai (job)")}
    for name in (name for name in wanted if not module[name]):
        yield Problem(path, "", _("Belum ada %(what)s.") % {"what": wanted[name]})


def heavy(context: Context) -> Iterator[Problem]:
    """Lessons, modules and a package that are more than a poor line carries."""
    folder = settings.BASE_DIR / "lms" / "static" / "css"
    css = sum(len(gzip.compress((folder / name).read_bytes(), 9)) for name in weight.SHEETS)
    around = css + weight.HEADERS + SHELL
    for path in context.lessons:
        size = around + len(gzip.compress(context.bytes(path), 9))
        if size > weight.FIRST_FLIGHT:
            said = _("Halaman kira-kira %(size)s, paling banyak %(most)s. Pindahkan sebagian ke pelajaran lain.")
            yield Problem(path, "", said % {"size": in_kb(size), "most": in_kb(weight.FIRST_FLIGHT)})
    for code in context.modules:
        size = sum(map(len, map(context.bytes, _files(context, code))))
        if size > weight.MODULE:
            said = _("Modul dengan gambarnya %(size)s, paling banyak %(most)s.")
            yield Problem(f"modules/{code}", "", said % {"size": in_kb(size), "most": in_kb(weight.MODULE)})
    size = sum(file.stat().st_size for file in context.folder.rglob("*") if file.is_file())
    if size > WHOLE:
        said = _("Seluruh paket %(size)s, paling banyak %(most)s.")
        yield Problem("package.yaml", "", said % {"size": in_kb(size), "most": in_kb(WHOLE)})


def _files(context: Context, code: str) -> list[str]:
    """What a reader of the whole module loads, without recordings."""
    lessons: list[Any] = [path for path in context.lessons if path.startswith(f"modules/{code}/")]
    return [f"modules/{code}/module.yaml", *lessons, *picture_paths(context, code)]
