"""Part *stations*: ``stations/<group>.yaml``, the scenarios of an assessment day for all that a group can do."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from assessments import circuits
from assessments.models import Circuit
from assessments.package import instruments
from assessments.package.common import fact_problems, fitted, module_files, problem
from lms.areas.format import daftar
from modules.models import CompetencyGroup
from modules.packages.context import Context
from modules.packages.pieces import Piece
from modules.packages.registry import Problem
from modules.shapes import Many, Optional, Text, duplicates, fit

FOLDER = "stations"
FILES = f"{FOLDER}/*.yaml"
KIND = _noop("Pos penilaian")
LONGEST, LONGEST_IN_ALL, COMFORTABLE = 25, 60, 15  # minutes: of a station, of all, so that forty kader pass in a day
MOST_STEPS = 40  # at one station
_LONG = Optional(Text(1200, least=0), "")
_THINGS = Optional(Many(Text(200), 0, 12), [])
SCENE = {"text": Text(600), "observe": Many(str, 1, 12)}
STATION = {
    "key": str,
    "title": Text(120),
    "place": Text(200),
    "minutes": int,
    "people": _THINGS,
    "setup": _LONG,
    "materials": _THINGS,
    "told": Text(1200),
    "scenes": Many(SCENE, 1, 10),
    "after": _LONG,
}
SHAPE = {
    "group": str,
    "title": Text(120),
    "summary": Optional(Text(600, least=0), ""),
    "setup": _LONG,
    "materials": _THINGS,
    "stations": Many(STATION, 1, 6),
}
Forms = dict[str, dict[str, Any]]  # folder of a module -> its practical form


def check(folder: Path, context: Context) -> list[Problem]:
    """What is wrong in the stations of the package. Reads only."""
    forms, found = _forms(context), []
    known = {path_of(group["key"]) for group in context.package["groups"]}
    for path in _paths(context):
        entry, problems = fitted(context, path, SHAPE)
        found += problems
        if path not in known:
            found.append(Problem(path, "", _("Nama berkas adalah kunci kelompok dengan huruf kecil.")))
        elif entry is not None:
            found += _entry_problems(context, path, entry, forms)
    return found


def advice(context: Context) -> list[Problem]:
    """Stations that take long, and groups whose forms are all there but no stations."""
    found = []
    for group in context.package["groups"]:
        path, forms = path_of(group["key"]), _forms(context)
        if context.exists(path):
            found += list(_slow(context, path, context.fit(path, SHAPE)))
        elif _of_group(context, group["key"]) <= {context.modules[code]["competency"] for code in forms}:
            found.append(Problem(path, "", _("Semua formulir kelompok ini sudah ada; pos penilaiannya belum ditulis.")))
    return found


def pieces(context: Context, now: datetime) -> Iterator[Piece]:
    """One circuit a group; one that left the package is not used any more."""
    paths = [*_paths(context), *(path for path in context.base_paths() if path.startswith(f"{FOLDER}/"))]
    for path in dict.fromkeys(paths):
        file = fit(context.read(path), SHAPE)[0] if context.exists(path) else None
        base = context.base_as(path, SHAPE)
        key = (file or base)["group"]
        take = partial(_load, context, file) if file else partial(_retire, context, key)
        yield Piece(path, KIND, path, base, file, partial(_here, context, key), take)


def dump(context: Context, folder: Path) -> None:
    """Write the stations of each group that has any."""
    rows = Circuit.objects.filter(group__programme=context.programme, active=True).select_related("group")
    for row in rows.order_by("group__position"):
        context.write(folder, path_of(row.group.key), row.written, shape=SHAPE)


def path_of(group: str) -> str:
    """Where the stations of a group stand."""
    return f"{FOLDER}/{group.lower()}.yaml"


def _paths(context: Context) -> list[str]:
    return sorted(file.relative_to(context.folder).as_posix() for file in context.folder.glob(FILES))


def _forms(context: Context) -> Forms:
    read = {
        code: fitted(context, path, instruments.SHAPE)[0] for code, path, _ in module_files(context, instruments.FILE)
    }
    return {code: form for code, form in read.items() if form is not None}


def _of_group(context: Context, group: str) -> set[str]:
    return {code for code, one in context.competencies.items() if one["group"] == group}


def _here(context: Context, key: str) -> dict[str, Any] | None:
    programme = context.package["programme"]["key"]
    row = Circuit.objects.filter(group__programme__key=programme, group__key=key, active=True).first()
    return row.written if row else None


def _load(context: Context, entry: dict[str, Any]) -> None:
    forms = {code: form["key"] for code, form in _forms(context).items()}
    circuits.publish(_group(context, entry["group"]), entry, forms)


def _retire(context: Context, key: str) -> None:
    circuits.retire(_group(context, key))


def _group(context: Context, key: str) -> CompetencyGroup:
    return CompetencyGroup.objects.get(programme=context.programme, key=key)


def _entry_problems(context: Context, path: str, entry: dict[str, Any], forms: Forms) -> Iterator[Problem]:
    if path != path_of(entry["group"]):
        yield problem(context, path, ("group",), _("Nama berkas adalah kunci kelompok dengan huruf kecil."))
    for at, key in duplicates([station["key"] for station in entry["stations"]]):
        yield problem(context, path, ("stations", at), f"Kunci pos “{key}” dipakai dua kali.")
    yield from _minutes(context, path, entry)
    yield from _steps(context, path, entry, forms)
    yield from _coverage(context, path, entry, forms)
    yield from fact_problems(context, path, (), entry, scored=False)


def _minutes(context: Context, path: str, entry: dict[str, Any]) -> Iterator[Problem]:
    for at, station in enumerate(entry["stations"]):
        if not 1 <= station["minutes"] <= LONGEST:
            yield problem(context, path, ("stations", at, "minutes"), f"Satu pos paling lama {LONGEST} menit.")
    if sum(station["minutes"] for station in entry["stations"]) > LONGEST_IN_ALL:
        yield problem(context, path, ("stations",), f"Semua pos bersama paling lama {LONGEST_IN_ALL} menit.")


def _steps(context: Context, path: str, entry: dict[str, Any], forms: Forms) -> Iterator[Problem]:
    """Each step that is named is one of a form, once; a form stands at one station, which is not overfull."""
    seen: set[str] = set()
    station_of: dict[str, int] = {}
    for at, station in enumerate(entry["stations"]):
        count = 0
        for number, scene in enumerate(station["scenes"]):
            for place, step in enumerate(scene["observe"]):
                code, count = step.partition(".")[0], count + 1
                if sentence := _fault(step, code, forms, seen, station_of.setdefault(code, at) != at):
                    yield problem(context, path, ("stations", at, "scenes", number, "observe", place), sentence)
                seen.add(step)
        if count > MOST_STEPS:
            yield problem(context, path, ("stations", at), f"Satu pos paling banyak {MOST_STEPS} langkah.")


def _fault(step: str, code: str, forms: Forms, seen: set[str], elsewhere: bool) -> str:
    if code not in forms:
        return f"Modul {code} tidak punya formulir praktik di paket ini."
    if step not in _named(code, forms[code]):
        return f"Langkah {step} tidak ada di formulir modul {code}."
    if step in seen:
        return f"Langkah {step} sudah dilihat di tempat lain."
    if elsewhere:
        return f"Formulir {code} sudah diisi di pos lain. Satu formulir diisi satu penilai di satu pos."
    return ""


def _coverage(context: Context, path: str, entry: dict[str, Any], forms: Forms) -> Iterator[Problem]:
    """All of the group, and all steps of each form that is begun."""
    seen: dict[str, set[str]] = defaultdict(set)
    for station in entry["stations"]:
        for scene in station["scenes"]:
            for step in scene["observe"]:
                seen[step.partition(".")[0]].add(step)
    shown = {context.modules[code]["competency"] for code in seen.keys() & forms.keys()}
    if missing := sorted(_of_group(context, entry["group"]) - shown):
        yield problem(context, path, ("stations",), f"Belum dilihat di pos mana pun: {daftar(missing)}.")
    for code in seen.keys() & forms.keys():
        if left := [step for step in _named(code, forms[code]) if step not in seen[code]]:
            yield problem(context, path, ("stations",), f"Langkah yang belum dilihat: {daftar(left)}.")


def _named(code: str, form: dict[str, Any]) -> list[str]:
    return [f"{code}.{step['key']}" for step in form["steps"]]


def _slow(context: Context, path: str, entry: dict[str, Any]) -> Iterator[Problem]:
    for at, station in enumerate(entry["stations"]):
        if station["minutes"] > COMFORTABLE:
            sentence = _("Pos ini %(minutes)s menit; supaya 40 kader selesai sehari, sebaiknya paling lama %(most)s.")
            numbers = {"minutes": station["minutes"], "most": COMFORTABLE}
            yield problem(context, path, ("stations", at, "minutes"), sentence % numbers)
