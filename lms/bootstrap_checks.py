"""The checks behind `make test`, `lint`, `soak` and `bench`, one after the other, each with its time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lms.bootstrap_ground import end_with_parent

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NO_TESTS = 5
QUICK = (  # the longest first
    ("jenis / types", ("mypy", "lms", "modules", "assessments", "certificates")),
    ("gaya / style", ("ruff", "check", ".")),
    ("bentuk / format", ("ruff", "format", "--check", ".")),
    ("templat / templates", ("djlint", "--lint", "--quiet", "--ignore", "H015", "templates")),
    ("lembar gaya / stylesheets", ("manage.py", "css", "--check")),
    ("skrip / scripts", ("manage.py", "js", "--check")),
    ("lantai / floors", ("-c", "from importlinter.cli import lint_imports_command as run; run()")),
    ("setelan / settings", ("manage.py", "check", "--fail-level", "WARNING")),
    ("migrasi / migrations", ("manage.py", "makemigrations", "--check", "--dry-run")),
)


def find_browser() -> str | None:
    """Return the path of a Chromium, or None."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def command_line(python: str, words: tuple[str, ...]) -> list[str]:
    """Turn a check's words into a command: a script of ours, or a module of the environment."""
    return [python, *words] if words[0] in ("manage.py", "-c") else [python, "-m", *words]


def passes(name: str, command: list[str], *, root: Path, env: dict[str, str], whole: bool = False) -> bool:
    """Run one check with its output on the screen; tell whether it passed.

    `whole`: it runs beside another one, so what it says comes all at once when it has ended.
    """
    begun, said = time.monotonic(), f"\n== {name}\n"
    if not whole:
        print(said, end="", flush=True)
    out, errors = (subprocess.PIPE, subprocess.STDOUT) if whole else (None, None)
    done = subprocess.run(command, cwd=root, env=env, preexec_fn=end_with_parent, stdout=out, stderr=errors, text=True)
    code, said = done.returncode, said + done.stdout if whole else ""
    verdict = "ok" if code == 0 else "tidak ada tes / no tests" if code == NO_TESTS else f"GAGAL / FAILED ({code})"
    print(f"{said}== {name}: {verdict}, {time.monotonic() - begun:.0f} s", flush=True)
    return code == 0


def pytest_line(python: str, action: str, *, browser: bool) -> list[str]:
    """Return the command line of the tests, for two cores: two processes, and one more where there is a browser.

    A process with a browser waits for most of its time: for a page, for a site that starts, for a board that follows.
    """
    marker = "soak" if action == "soak" else "not soak"
    processes, browser_tests = ("3", []) if browser else ("2", ["--ignore", "tests/e2e"])
    return [python, "-m", "pytest", "-n", processes, "-m", marker, *browser_tests]


def postgres_line(python: str, action: str) -> list[str]:
    """Return the command line of the tests on PostgreSQL, without those that start a site of their own.

    `make test` draws a third of their files; `make soak` runs them all, and with full numbers what is about locks.
    """
    others = ["--ignore", "tests/e2e", "--ignore", "tests/test_bootstrap.py"]
    some = ["-m", "not soak or every_database"] if action == "soak" else ["-m", "not soak", "--draw"]
    return [python, "-m", "tests.postgres", "-n", "2", *some, "--quiet", *others]


def failed_quick(
    root: Path, python: str, env: dict[str, str], *, then: dict[str, list[str]] | None = None
) -> list[str]:
    """Run the quick checks, all of them, two at a time; return the names of those that failed.

    They touch no database. `then`: what runs after them, begun as soon as only one of them is left.
    """
    empty = {**env, "DATABASE_URL": "sqlite://:memory:"}

    def failed(name: str, command: list[str], env: dict[str, str], *, whole: bool) -> list[str]:
        return [] if passes(name, command, root=root, env=env, whole=whole) else [name]

    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(failed, name, command_line(python, words), empty, whole=True) for name, words in QUICK]
        running += [pool.submit(failed, name, command, env, whole=False) for name, command in (then or {}).items()]
        return [name for one in running for name in one.result()]


def failed_benches(root: Path, python: str, env: dict[str, str]) -> list[str]:
    """Run every benchmark of `bench/` and return the names of those that failed."""
    names = [f"bench.{path.stem}" for path in sorted((root / "bench").glob("[a-z]*.py"))]
    return [name for name in names if not passes(name, [python, "-m", name], root=root, env=env)]


def failed_tests(root: Path, action: str, python: str, env: dict[str, str]) -> list[str]:
    """Run the tests, on SQLite last; without a browser its tests count as failed where a machine decides (CI=true)."""
    browser = find_browser()
    on_postgres = {"tes di PostgreSQL / tests on PostgreSQL": postgres_line(python, action)}
    lines = {"tes / tests": pytest_line(python, action, browser=browser is not None)}
    if action == "test":
        failed = failed_quick(root, python, env, then=on_postgres)
    else:
        failed, lines = [], on_postgres | lines
    failed += [name for name, line in lines.items() if not passes(name, line, root=root, env=env)]
    if browser is None:
        print("\n!!! TANPA CHROMIUM: tes peramban TIDAK dijalankan / NO CHROMIUM: browser tests did NOT run !!!")
        failed += ["tes peramban / browser tests"] if os.environ.get("CI") == "true" else []
    return failed


def run_checks(root: Path, action: str, *, python: str, env: dict[str, str]) -> int:
    """Run the checks of `action` and return the exit code; the last line names what failed."""
    if action == "bench":
        failed = failed_benches(root, python, env)
    elif action == "lint":
        failed = failed_quick(root, python, env)
    else:
        failed = failed_tests(root, action, python, env)
    if failed:
        print(f"\nGAGAL / FAILED: {'; '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0
