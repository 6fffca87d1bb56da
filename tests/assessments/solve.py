"""Right and wrong answers to any item as a form sends them: what only a test may know."""

from collections.abc import Callable, Mapping
from typing import Any

from assessments.types.base import Answer

Content = Mapping[str, Any]


def right(kind: str, content: Content, pin: Any) -> Answer:
    """The whole right answer, in the letters of the ticket."""
    return SOLVE[kind](content, pin)


def wrong(kind: str, content: Content, pin: Any) -> Answer:
    """An answer that earns nothing."""
    if kind in FOIL:
        return FOIL[kind](content, pin)
    turned = {**content, "options": [{**option, "correct": not option["correct"]} for option in content["options"]]}
    answer = _ticked(turned, pin)
    return answer if kind == "multiple" else min(answer, key=lambda letter: str(dict(pin)[letter]))


def fields(name: str, answer: Answer) -> dict[str, str | list[str]]:
    """The answer as the fields of a form under this name."""
    return {f"{name}-{part}": value for part, value in answer.items()} if isinstance(answer, dict) else {name: answer}


def _ticked(content: Content, pin: Any) -> list[str]:
    rights = {option["key"] for option in content["options"] if option["correct"]}
    return [letter for letter, key in pin if key in rights]


def _one(content: Content, pin: Any) -> Answer:
    return _ticked(content, pin)[0]


def _matched(content: Content, pin: Any, ahead: int = 0) -> Answer:
    """Each left with its own right, or with the one so many places further on."""
    rights = {pair["key"]: pair["right"].strip().casefold() for pair in content["pairs"]}
    shown = [(token, rights.get(key, key)) for token, key in pin["rights"]]
    texts = [text for _token, text in shown]
    return {token: shown[(texts.index(rights[key]) + ahead) % len(shown)][0] for token, key in pin["lefts"]}


def _placed(content: Content, pin: Any) -> Answer:
    places = {step["key"]: str(place) for place, step in enumerate(content["steps"], start=1)}
    return {letter: places[key] for letter, key in pin}


def _backwards(content: Content, pin: Any) -> Answer:
    return _placed({"steps": content["steps"][::-1]}, pin)


def _played(content: Content, pin: Any, truth: bool = True) -> Answer:
    scenes = {scene["key"]: scene["options"] for scene in content["scenes"]}
    rights = {key: {option["key"] for option in scenes[key] if option["correct"] is truth} for _, key, _ in pin}
    return {number: next(token for token, own in letters if own in rights[key]) for number, key, letters in pin}


def _pointed(content: Content, pin: Any, truth: bool = True) -> Answer:
    rights = {place["key"]: place["correct"] for place in content["places"]}
    return next(letter for letter, key in pin if rights[key] is truth)


def _read(content: Content, pin: Any) -> Answer:
    return dict(zip(pin, content["reading"].split("/"), strict=False))


def _plotted(content: Content, pin: Any, truth: bool = True) -> Answer:
    """One of the lettered points, with the trend that is asked."""
    place = [str(content["age_months"]), content["weight"].replace(",", ".")]
    letter = next(letter for letter, *point in pin["points"] if (point == place) is truth)
    return {"titik": letter, **({"arah": content["judge"]} if pin["judge"] else {})}


SOLVE: dict[str, Callable[[Content, Any], Answer]] = {
    "single": _one,
    "truefalse": _one,
    "multiple": _ticked,
    "matching": _matched,
    "ordering": _placed,
    "numeric": lambda content, pin: str(content["value"]),
    "short": lambda content, pin: str(content["accepted"][0]),
    "scenario": _played,
    "hotspot": _pointed,
    "reading": _read,
    "kms": _plotted,
}
FOIL: dict[str, Callable[[Content, Any], Answer]] = {
    "matching": lambda content, pin: _matched(content, pin, ahead=1),
    "ordering": _backwards,
    "numeric": lambda content, pin: "9.999.999",
    "short": lambda content, pin: "entahlah",
    "scenario": lambda content, pin: _played(content, pin, truth=False),
    "hotspot": lambda content, pin: _pointed(content, pin, truth=False),
    "reading": lambda content, pin: dict.fromkeys(pin, "999"),
    "kms": lambda content, pin: _plotted(content, pin, truth=False),
}
