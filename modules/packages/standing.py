"""Which files stand in a package folder: no way out of it, none that nothing reads, none too many."""

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from modules.packages.registry import Problem, parts

MOST_FILES = 4_000
MOST_BYTES = 200_000_000
# What people and their machines lay beside a package. It does not travel.
BESIDE = ("README*", "LICENSE*", "LICENCE*", "NOTICE*", "CHANGELOG*", ".*", "__MACOSX", "Thumbs.db", "desktop.ini")
OURS = (
    "package.yaml",
    "facts.yaml",
    "modules/*/module.yaml",
    "modules/*/lessons/*.yaml",
    "modules/*/pictures/*",
    "modules/*/media/*",
)


def is_beside(path: str) -> bool:
    """Does the file only accompany the package, such as a README or what a Mac adds to a ZIP?"""
    steps = PurePosixPath(path).parts
    return any(fnmatchcase(step, pattern) for step in steps for pattern in BESIDE)


def problems(folder: Path) -> list[Problem]:
    """What must not stand in the folder. Reads names and sizes only."""
    found: list[Problem] = []
    known = (*OURS, *(part.files for part in parts()))
    count = size = 0
    for path, entry in _walk(folder, folder):
        if entry.is_symlink():
            found.append(Problem(path, "", "Tautan (symlink) tidak boleh ada di paket."))
        elif entry.is_file(follow_symlinks=False):
            count, size = count + 1, size + entry.stat(follow_symlinks=False).st_size
            if not any(_fits(path, pattern) for pattern in known):
                found.append(Problem(path, "", "Berkas ini tidak dikenal. Periksa nama dan letaknya."))
        elif not entry.is_dir(follow_symlinks=False):
            found.append(Problem(path, "", "Ini bukan berkas biasa."))
        if count > MOST_FILES or size > MOST_BYTES:
            return [Problem(".", "", f"Paket lebih dari {MOST_FILES} berkas atau {MOST_BYTES // 1_000_000} MB.")]
    return found


def _walk(root: Path, folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = Path(entry.path).relative_to(root).as_posix()
            if is_beside(path):
                continue
            yield path, entry
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(root, Path(entry.path))


def _fits(path: str, pattern: str) -> bool:
    # Step by step: a star must not reach over a slash.
    steps, wanted = path.split("/"), pattern.split("/")
    return len(steps) == len(wanted) and all(map(fnmatchcase, steps, wanted))
