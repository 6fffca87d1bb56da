"""The plan of an import: every piece of a checked package beside what was last imported and what is live. Reads only.

The pieces come lazily, one after another, and each reads what is live when it comes: the same walk is the plan, where
nothing is taken on the way, and the import, where it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from modules.models import PackageKept
from modules.packages import live, loading, zipped
from modules.packages.checking import FACTS, MODULE, PACKAGE, check, picture_paths, recording_paths
from modules.packages.context import Context
from modules.packages.pieces import FACT, Kind, Piece, entries
from modules.packages.registry import BadPackage, parts
from modules.pictures import holds
from modules.rules import Decision, digest

FOLDERS = {"pictures": Kind.PICTURE, "media": Kind.RECORDING}


@dataclass(frozen=True)
class Step:
    """A piece and what becomes of it, unless somebody chooses otherwise."""

    piece: Piece
    decision: Decision


def planned(source: Path, *, now: datetime) -> list[Step]:
    """The plan of a folder or ZIP. BadPackage with every problem if the check finds any."""
    with zipped.opened(source) as folder:
        context, problems = check(folder)
        if problems:
            raise BadPackage(problems)
        return list(plan(context, now=now))


def plan(context: Context, *, now: datetime) -> Iterator[Step]:
    """Every piece, also those that stay as they are."""
    kept = kept_before(context)
    return (Step(piece, decision_of(piece, kept)) for piece in pieces(context, now=now))


def kept_before(context: Context) -> dict[str, str]:
    """Key of a piece -> digest of the file's version over which somebody kept what stands here."""
    rows = PackageKept.objects.filter(package=context.record)
    return dict(rows.values_list("piece", "digest")) if context.record else {}


def decision_of(piece: Piece, kept: dict[str, str]) -> Decision:
    """Nobody is asked twice about the same version of the file."""
    asked = piece.decision is Decision.CONFLICT and piece.key in kept
    return Decision.KEEP if asked and kept[piece.key] == digest(piece.file) else piece.decision


def pieces(context: Context, *, now: datetime) -> Iterator[Piece]:
    """Programme, facts, module after module, what higher floors add, and what left the package."""
    yield _package_piece(context)
    yield from _fact_pieces(context, now=now)
    for code in context.modules:
        yield from (_file_piece(context, Kind.PICTURE, path) for path in picture_paths(context, code))
        yield from (_file_piece(context, Kind.RECORDING, path) for path in recording_paths(context, code))
        yield _module_piece(context, code)
        yield _order_piece(context, code)
        yield from (_lesson_piece(context, code, key) for key in context.modules[code]["lessons"])
        yield from _gone_lessons(context, code, now=now)
    for code in sorted(_gone_modules(context)):
        yield from _gone_lessons(context, code, now=now)
        yield _gone_module(context, code, now=now)
    for part in parts():
        yield from part.pieces(context, now)
    yield from _gone_files(context)


def _package_piece(context: Context) -> Piece:
    path, base = "package.yaml", context.base_as("package.yaml", PACKAGE)
    key = context.package["programme"]["key"]
    return Piece(
        path,
        Kind.PACKAGE,
        path,
        base and live.core_of(base),
        live.core_of(context.package),
        partial(live.programme, key),
        partial(loading.programme, context),
    )


def _fact_pieces(context: Context, *, now: datetime) -> Iterator[Piece]:
    """A fact that left the package stays in force: lessons written here may cite it."""
    base = entries(context.base_as("facts.yaml", FACTS))
    for key, data in context.facts.items():
        was = base.get(key)
        here, take = partial(live.fact_in_force, key), partial(loading.fact, data, now=now)
        yield Piece(f"{FACT}{key}", Kind.FACT, "facts.yaml", was and timeless(was), timeless(data), here, take)


def timeless(data: dict[str, Any]) -> dict[str, Any]:
    """The day from which a number holds here is when it came here, not a change of it."""
    return {key: value for key, value in data.items() if key != "valid_from"}


def _file_piece(context: Context, kind: Kind, path: str) -> Piece:
    """A picture or a recording, by the digest of its bytes."""
    base, new = context.base_file(path), loading.sha256(context.bytes(path))
    old = base.digest if base else None
    here, take = partial(_file_here, context, path, old, new), partial(loading.store, context, path)
    return Piece(path, kind, path, old, new, here, take)


def _file_here(context: Context, path: str, old: str | None, new: str | None) -> str | None:
    """The digest of the file that is stored, or a word for what an editor put in its place."""
    found = loading.stored(context, path)
    if found is None:
        return None
    return next((digest for digest in (old, new) if digest and holds(found, digest)), f"disunting: {found.file.name}")


def _gone_files(context: Context) -> Iterator[Piece]:
    for path in context.base_paths():
        kind, file = FOLDERS.get(path.split("/")[2]) if path.count("/") == 3 else None, context.base_file(path)
        if kind is None or file is None or context.exists(path):
            continue
        if loading.is_shown(context, path):
            continue  # a lesson kept here still shows it; it stays with that
        here, take = partial(_file_here, context, path, file.digest, None), partial(loading.let_go, context, path)
        yield Piece(path, kind, path, file.digest, None, here, take)


def _module_piece(context: Context, code: str) -> Piece:
    path = f"modules/{code}/module.yaml"
    base = context.base_as(path, MODULE)
    return Piece(
        path,
        Kind.MODULE,
        path,
        base and live.orderless(base),
        live.orderless(context.modules[code]),
        partial(loading.module_here, context, code),
        partial(loading.module, context, code),
    )


def _gone_modules(context: Context) -> set[str]:
    known = {path.split("/")[1] for path in context.base_paths() if path.endswith("/module.yaml")}
    return known - context.modules.keys()


def _gone_module(context: Context, code: str, *, now: datetime) -> Piece:
    path = f"modules/{code}/module.yaml"
    base = live.orderless(context.base_as(path, MODULE))
    here = partial(_module_with_guests, context, code)
    take = partial(loading.withdraw_module, context, code, now=now)
    return Piece(path, Kind.MODULE, path, base, None, here, take)


def _module_with_guests(context: Context, code: str) -> Any:
    """The module; with the lessons that would lose it, where some were written or edited here."""
    here = loading.module_here(context, code)
    if here is None:
        return None
    stay = [key for key in loading.lesson_keys(context, code) if _is_ours(context, code, key)]
    return here | {"lessons": stay} if stay else here


def _is_ours(context: Context, code: str, key: str) -> bool:
    path = f"modules/{code}/lessons/{key}.yaml"
    return loading.lesson_here(context, code, key) != loading.lesson_base(context, path)


def _lesson_piece(context: Context, code: str, key: str) -> Piece:
    path = f"modules/{code}/lessons/{key}.yaml"
    return Piece(
        path,
        Kind.LESSON,
        path,
        loading.lesson_base(context, path),
        context.lessons[path],
        partial(loading.lesson_here, context, code, key),
        partial(loading.lesson, context, code, key),
    )


def _gone_lessons(context: Context, code: str, *, now: datetime) -> Iterator[Piece]:
    folder = f"modules/{code}/lessons/"
    for path in context.base_paths():
        if path.startswith(folder) and path not in context.lessons:
            key = path.removeprefix(folder).removesuffix(".yaml")
            here = partial(loading.lesson_here, context, code, key)
            take = partial(loading.withdraw_lesson, context, code, key, now=now)
            yield Piece(path, Kind.LESSON, path, loading.lesson_base(context, path), None, here, take)


def _order_piece(context: Context, code: str) -> Piece:
    """The order of lessons that both sides have. Those that only one has are their own pieces."""
    path = f"modules/{code}/module.yaml"
    file, base = context.modules[code]["lessons"], context.base_as(path, MODULE)
    here = loading.lesson_keys(context, code)
    both = [key for key in file if key in here]
    before = [key for key in base["lessons"] if key in both] if base else both
    # What joined since the last import has no old place: it counts as standing where it stands.
    old = before if set(before) == set(both) else [key for key in here if key in both]
    return Piece(
        f"urutan pelajaran {code}",
        Kind.ORDER,
        path,
        old,
        both,
        lambda: [key for key in loading.lesson_keys(context, code) if key in both],
        partial(loading.order_lessons, context, code),
    )
