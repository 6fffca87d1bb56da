"""The part "levels" of a curriculum package: ``levels.yaml``, with every way of counting levels and which one holds."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import F

from certificates.models import Level, LevelScheme
from modules.models import Programme

FILE = "levels.yaml"
OUT_OF_THE_WAY = 1000  # levels that the file no longer has stay here, for the awards that name them


def problems(document: Any, groups: set[str]) -> list[str]:
    """What is wrong with the content of ``levels.yaml``, one plain sentence each. In: the groups of the programme."""
    try:
        schemes = {scheme["key"]: scheme for scheme in document["schemes"]}
        if document["active"] not in schemes:
            return [f"{FILE}: active menyebut {document['active']!r}, yang tidak ada di schemes."]
        return [problem for scheme in schemes.values() for problem in _of_scheme(scheme, groups)]
    except (KeyError, TypeError) as error:
        return [f"{FILE}: bagian {error} tidak ada atau bentuknya lain."]


def _of_scheme(scheme: dict[str, Any], groups: set[str]) -> list[str]:
    found = [] if scheme["source"].strip() else [f"{FILE}: {scheme['key']} belum menyebut sumbernya."]
    for level in scheme["levels"]:
        where = f"{FILE}: {scheme['key']}/{level['key']}"
        unknown = set(level["required_groups"]) - groups
        if unknown:
            found.append(f"{where} menyebut kelompok yang tidak ada: {', '.join(sorted(unknown))}.")
        if not 0 <= level["other_groups"] <= len(groups - set(level["required_groups"])):
            found.append(f"{where}: other_groups {level['other_groups']} lebih dari kelompok yang ada.")
        if not level["required_groups"] and not level["other_groups"]:
            found.append(f"{where} tidak meminta apa-apa.")
    return found


def read(folder: Path) -> Any:
    """The content of the file; None if the package has none. Raises yaml.YAMLError."""
    file = folder / FILE
    return yaml.safe_load(file.read_text("utf-8")) if file.exists() else None


@transaction.atomic
def save(document: dict[str, Any], programme: Programme) -> None:
    """Bring the schemes of a programme to the content of its file. Levels somebody was awarded are never removed."""
    LevelScheme.objects.filter(programme=programme).update(active=False)
    for scheme in document["schemes"]:
        row, _ = LevelScheme.objects.update_or_create(
            programme=programme,
            key=scheme["key"],
            defaults={
                "title": scheme["title"],
                "source": scheme["source"],
                "active": scheme["key"] == document["active"],
            },
        )
        _save_levels(row, scheme["levels"])


def _save_levels(scheme: LevelScheme, wanted: list[dict[str, Any]]) -> None:
    # Out of the way first: a new order must not meet the old one in the unique constraint.
    scheme.levels.update(position=F("position") + OUT_OF_THE_WAY)
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
    return {
        "key": row.key,
        "title": row.title,
        "source": row.source,
        "levels": [
            {
                "key": level.key,
                "title": level.title,
                "required_groups": level.required_groups,
                "other_groups": level.other_groups,
            }
            for level in row.levels.all()
            if level.position < OUT_OF_THE_WAY
        ],
    }
