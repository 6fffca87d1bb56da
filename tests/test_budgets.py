"""Size budgets of DESIGN 7: functions, views, files, templates, styles and scripts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

from lms.areas.management.commands.js import SCRIPTS

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["lms", "modules", "assessments", "certificates"]
FILES = [
    path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")) if "migrations" not in path.parts
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
WRITES = {"create", "bulk_create", "update", "bulk_update", "delete", "save", "get_or_create", "update_or_create"}


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(node: ast.FunctionDef) -> int:
    """Lines of the body without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 1


def is_view(path: Path) -> bool:
    return path.name == "views.py" or "views" in path.parts


def p90(numbers: list[int]) -> float:
    return quantiles(numbers, n=10)[-1]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_functions_are_short():
    sizes = [body_lines(node) for path in FILES for node in functions(path)]
    assert median(sizes) <= 8
    assert p90(sizes) <= 25


def test_no_function_is_long():
    long = [f"{p.relative_to(ROOT)}:{n.name}" for p in FILES for n in functions(p) if body_lines(n) > 60]
    assert long == []


def test_views_are_thin():
    sizes = {
        f"{path.relative_to(ROOT)}:{node.name}": body_lines(node)
        for path in FILES
        if is_view(path)
        for node in functions(path)
    }
    assert p90(list(sizes.values())) <= 20
    assert {name: size for name, size in sizes.items() if size > 40} == {}


def test_views_write_no_rows():
    found = []
    for path in filter(is_view, FILES):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} .{node.func.attr}()")
    assert found == []


def test_files_are_small():
    sizes = [lines(path) for path in FILES if lines(path)]
    assert p90(sizes) <= 250
    assert [str(path) for path in FILES if lines(path) > 500] == []
    assert [str(path) for path in TESTS if lines(path) > 600] == []


def test_templates_are_small():
    sizes = [lines(path) for path in TEMPLATES]
    assert p90(sizes) <= 60
    assert [str(path) for path in TEMPLATES if lines(path) > 150] == []


@pytest.mark.parametrize("pattern", ["css/src/*.css", "js/**/*.js"])
def test_styles_and_scripts_are_small(pattern: str):
    built = {ROOT / "lms" / "static" / "js" / name for name in SCRIPTS}
    found = sorted(set((ROOT / "lms" / "static").glob(pattern)) - built)
    assert found
    assert [path.name for path in found if lines(path) > 150] == []


def test_no_inline_script_or_style_in_our_templates():
    forbidden = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)
    found = [str(path.relative_to(ROOT)) for path in TEMPLATES if forbidden.search(path.read_text(encoding="utf-8"))]
    assert found == []


def has_reason(source: list[str], line: int) -> bool:
    """Is there a comment above this line, or above the block of imports in which it stands?"""
    above = line - 2
    while not source[above].strip() or source[above].lstrip().startswith(("import ", "from ")):
        above -= 1
    return "#" in source[above]


def test_every_local_import_names_its_cycle():
    found = []
    for path in FILES:
        source = path.read_text(encoding="utf-8").splitlines()
        for function in functions(path):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and not has_reason(source, node.lineno):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []
