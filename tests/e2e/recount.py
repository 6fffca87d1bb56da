"""What a day of assessing must leave, reckoned from what was tapped alone: no line of it is the product's."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

Ticks = dict[str, dict[str, str]]  # form -> step -> tick
STRONG, WEAK = 0.05, 0.16  # of how many steps what was seen was not *benar*; every third is weak


def outcomes(kader: Iterable[str], forms: Mapping[str, Any], random: Random) -> dict[str, Ticks]:
    """What will be seen of each kader, on every form."""
    return {
        one: {key: _form(form, WEAK if at % 3 == 2 else STRONG, random) for key, form in forms.items()}
        for at, one in enumerate(kader)
    }


def _form(form: Mapping[str, Any], missed: float, random: Random) -> dict[str, str]:
    return {
        step: random.choice(("bantuan", "belum")) if random.random() < missed else "benar" for step in form["steps"]
    }


def is_skilled(form: Mapping[str, Any], ticks: Mapping[str, str]) -> bool:
    """Every step that must be right is, and so many of all."""
    right = {step for step, tick in ticks.items() if tick == "benar"}
    must = {step for step, critical in form["steps"].items() if critical}
    return must <= right and 100 * len(right) >= form["least"] * len(form["steps"])


def missed(ticks: Ticks) -> list[tuple[str, str]]:
    """What is tapped: ("b3.lila", "belum")."""
    return [
        (f"{form}.{step}", tick) for form, steps in ticks.items() for step, tick in steps.items() if tick != "benar"
    ]


def told(forms: Mapping[str, Any], seen: Mapping[str, Ticks]) -> dict[str, dict[str, bool]]:
    """Kader -> competency -> terampil, of these forms."""
    return {
        kader: {key.upper(): is_skilled(form, ticks[key]) for key, form in forms.items()}
        for kader, ticks in seen.items()
    }


def letters(
    hall: Mapping[str, Any], forms: Mapping[str, Any], seen: Mapping[str, Ticks], kader: Iterable[str]
) -> dict[str, str]:
    """What stands on paper of these kader, and nothing of the others: a row of the grid each."""
    columns = sorted(key.upper() for station in hall["stations"] for key in station["forms"])
    outcomes, typed = told(forms, seen), set(kader)

    def letter(one: str, column: str) -> str:
        found = outcomes[one].get(column) if one in typed else None
        return " " if found is None else "T" if found else "B"

    return {one: "".join(letter(one, column) for column in columns) for one in hall["kader"]}


def observations(hall: Mapping[str, Any], seen: Mapping[str, Ticks]) -> list[list[Any]]:
    """What stands of those who were at the stations: all ticks as they were tapped."""
    return [
        [kader, key.upper(), is_skilled(form, seen[kader][key]), "pos", seen[kader][key], station["key"]]
        for station in hall["stations"]
        for key, form in station["forms"].items()
        for kader in seen
        if key in seen[kader]
    ]


def typed(forms: Mapping[str, Any], seen: Mapping[str, Ticks]) -> list[list[Any]]:
    """What stands of those whose outcomes were typed: no step, no station."""
    return [
        [kader, key, skilled, "tabel", {}, None]
        for kader, skills in told(forms, seen).items()
        for key, skilled in skills.items()
    ]


def competencies(
    before: list[list[Any]], outcomes: Mapping[str, Mapping[str, bool]], hall: Mapping[str, Any]
) -> list[list[Any]]:
    """The records of single skills: those that stood before, and those of the day. Terampil needs the evaluasi, too."""
    stood, day = {(kader, skill): days for kader, skill, *days in before}, hall["day"]
    for kader, skills in outcomes.items():
        for skill, good in skills.items():
            closed, *_rest = stood.get((kader, skill), [None])
            stood[kader, skill] = [
                closed,
                day,
                day if good else None,
                day if good and kader in hall["tested"] else None,
            ]
    return sorted([kader, skill, *days] for (kader, skill), days in stood.items())


def groups(
    before: list[list[Any]], outcomes: Mapping[str, Mapping[str, bool]], hall: Mapping[str, Any]
) -> list[list[Any]]:
    """The records of groups: the one of the day is whole where all its skills were seen."""
    stood, day, key = {(kader, group): days for kader, group, *days in before}, hall["day"], hall["group"]
    for kader, skills in outcomes.items():
        passed, trained, *_rest = stood.get((kader, key), [None, None])
        found = [
            passed,
            trained,
            day if is_whole(hall, skills) else None,
            day if kader in ready({kader: skills}, hall) else None,
        ]
        if any(found):
            stood[kader, key] = found
    return sorted([kader, group, *days] for (kader, group), days in stood.items())


def is_whole(hall: Mapping[str, Any], skills: Mapping[str, bool]) -> bool:
    return len(skills) == sum(len(station["forms"]) for station in hall["stations"])


def ready(outcomes: Mapping[str, Mapping[str, bool]], hall: Mapping[str, Any]) -> set[str]:
    """For whom a level is proposed now: all else that it needs stood before."""
    return {
        kader
        for kader, skills in outcomes.items()
        if is_whole(hall, skills) and all(skills.values()) and kader in hall["tested"]
    }


def moved(outcomes: Mapping[str, Mapping[str, bool]], hall: Mapping[str, Any]) -> dict[str, int]:
    """By how many a board must have moved."""
    whole = sum(is_whole(hall, skills) for skills in outcomes.values())
    b3 = sum(skills["B3"] and kader in hall["tested"] for kader, skills in outcomes.items())
    return {"group:B:assessed": whole, "group:B:skilled": len(ready(outcomes, hall)), "comp:B3:skilled": b3}
