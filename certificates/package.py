"""The part *levels* of a curriculum package: ``levels.yaml``, with every way of counting levels and which one holds."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop as _noop

from certificates.models import Level, LevelScheme
from modules.models import Programme
from modules.packages.context import Context
from modules.packages.pieces import Piece, entries, in_order
from modules.packages.registry import Problem
from modules.shapes import Misfit, Optional, Steps, duplicates, fit

FILE = "levels.yaml"
KIND = _noop("Tingkat")
LEVEL = {"key": str, "title": str, "required_groups": [str], "other_groups": Optional(int, 0)}
SHAPE = {"active": str, "schemes": [{"key": str, "title": str, "source": str, "levels": [LEVEL]}]}


def check(folder: Path, context: Context) -> list[Problem]:
    """What is wrong in the levels of the package. Reads only."""
    if not context.exists(FILE):
        return []
    document = context.fit(FILE, SHAPE)  # notes by itself what does not fit
    groups = {row["key"] for row in context.package["groups"]}
    return [context.problem(FILE, misfit) for misfit in misfits(document, groups)] if document else []


def pieces(context: Context, now: datetime) -> Iterator[Piece]:
    """Way after way, then which one holds: an office may have chosen another. None is taken away: levels that somebody
    was awarded may hang on it."""
    if not context.exists(FILE):
        return
    document, base = fit(context.read(FILE), SHAPE)[0], context.base_as(FILE, SHAPE)
    before = entries(base and base["schemes"])
    for key, scheme in entries(document["schemes"]).items():
        here, take = partial(_here, context, key), partial(_take, context, scheme)
        yield Piece(f"cara {key}", KIND, FILE, before.get(key), scheme, here, take)
    chosen, now_active, choose_it = document["active"], partial(_active, context), partial(_choose, context, document)
    yield Piece("cara yang berlaku", KIND, FILE, base and base["active"], chosen, now_active, choose_it)


def _here(context: Context, key: str) -> dict[str, Any] | None:
    rows = LevelScheme.objects.filter(programme__key=context.package["programme"]["key"], key=key)
    row = rows.prefetch_related("levels").first()
    return _scheme(row) if row else None


def _active(context: Context) -> str | None:
    rows = LevelScheme.objects.filter(programme__key=context.package["programme"]["key"], active=True)
    return rows.values_list("key", flat=True).first()


def dump(context: Context, folder: Path) -> None:
    """Write all schemes."""
    document, base = written(context.programme), context.base(FILE)
    if document:
        schemes = in_order(entries(document["schemes"]), entries(base and base["schemes"]))
        document = document | {"schemes": schemes}
        context.write(folder, FILE, document, shape=SHAPE)


def misfits(document: dict[str, Any], groups: set[str]) -> list[Misfit]:
    """What is wrong in a file of the right shape. In: its content, the groups of the programme."""
    keys = [scheme["key"] for scheme in document["schemes"]]
    found = [Misfit(("schemes", at), f"Kunci “{key}” dipakai dua kali.") for at, key in duplicates(keys)]
    if document["active"] not in keys:
        found.append(Misfit(("active",), f"“{document['active']}” tidak ada di schemes."))
    for at, scheme in enumerate(document["schemes"]):
        found += _of_scheme(scheme, groups, ("schemes", at))
    return found


def _of_scheme(scheme: dict[str, Any], groups: set[str], steps: Steps) -> Iterator[Misfit]:
    if not scheme["source"]:
        yield Misfit((*steps, "source"), "Sebutkan sumbernya: sumber umum tentang tingkat kader tidak sepakat.")
    keys = [level["key"] for level in scheme["levels"]]
    yield from (Misfit((*steps, "levels", at), f"Tingkat “{key}” ditulis dua kali.") for at, key in duplicates(keys))
    for at, level in enumerate(scheme["levels"]):
        yield from (Misfit((*steps, "levels", at), sentence) for sentence in _of_level(level, groups))


def _of_level(level: dict[str, Any], groups: set[str]) -> Iterator[str]:
    required = set(level["required_groups"])
    if unknown := required - groups:
        yield f"Kelompok {', '.join(sorted(unknown))} tidak ada."
    if not 0 <= level["other_groups"] <= len(groups - required):
        yield f"other_groups {level['other_groups']} lebih dari kelompok yang ada."
    if not required and not level["other_groups"]:
        yield "Tingkat ini tidak meminta apa-apa."


def _take(context: Context, scheme: dict[str, Any]) -> None:
    save_scheme(scheme, context.programme)


def _choose(context: Context, document: dict[str, Any]) -> None:
    choose(document["active"], context.programme)


@transaction.atomic
def save(document: dict[str, Any], programme: Programme) -> None:
    """Bring all schemes of a programme to the content of their file."""
    for scheme in document["schemes"]:
        save_scheme(scheme, programme)
    choose(document["active"], programme)


@transaction.atomic
def choose(key: str, programme: Programme) -> None:
    """This way of counting levels holds from now on."""
    rows = LevelScheme.objects.filter(programme=programme)
    rows.exclude(key=key).update(active=False)
    rows.filter(key=key).update(active=True)


@transaction.atomic
def save_scheme(scheme: dict[str, Any], programme: Programme) -> None:
    """Bring one way of counting levels to the content of the file. Levels somebody was awarded are never removed."""
    values = {"title": scheme["title"], "source": scheme["source"]}
    row, _ = LevelScheme.objects.update_or_create(programme=programme, key=scheme["key"], defaults=values)
    _save_levels(row, scheme["levels"])


def _save_levels(scheme: LevelScheme, wanted: list[dict[str, Any]]) -> None:
    # Out of the way first: a new order must not meet the old one in the unique constraint. By row number, since
    # two levels that left the file at different times may have had the same position.
    scheme.levels.update(position=F("pk") + Level.OUT_OF_THE_WAY)
    for position, level in enumerate(wanted, start=1):
        Level.objects.update_or_create(
            scheme=scheme,
            key=level["key"],
            defaults={
                "title": level["title"],
                "position": position,
                "required_groups": level["required_groups"],
                "other_groups": level["other_groups"],
            },
        )


def written(programme: Programme) -> dict[str, Any] | None:
    """The schemes of a programme as ``levels.yaml`` writes them; None: it has none."""
    rows = list(LevelScheme.objects.filter(programme=programme).prefetch_related("levels").order_by("pk"))
    if not rows:
        return None
    active = next((row.key for row in rows if row.active), "")
    return {"active": active, "schemes": [_scheme(row) for row in rows]}


def _scheme(row: LevelScheme) -> dict[str, Any]:
    levels = [level for level in row.levels.all() if level.position < Level.OUT_OF_THE_WAY]
    names = ("key", "title", "required_groups", "other_groups")
    return {
        "key": row.key,
        "title": row.title,
        "source": row.source,
        "levels": [{name: getattr(level, name) for name in names} for level in levels],
    }
