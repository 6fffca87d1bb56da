"""Right and wrong answers to any item as a form sends them: what only a test may know."""

from collections.abc import Mapping
from typing import Any

from assessments.types.base import Answer

Content = Mapping[str, Any]


def right(kind: str, content: Content, pin: Any) -> Answer:
    """The whole right answer, in the letters of the ticket."""
    return SOLVE[kind](content, pin)


def wrong(kind: str, content: Content, pin: Any) -> Answer:
    """An answer that earns nothing."""
    turned = {**content, "options": [{**option, "correct": not option["correct"]} for option in content["options"]]}
    answer = _ticked(turned, pin)
    return answer if kind == "multiple" else answer[0]


def _ticked(content: Content, pin: Any) -> list[str]:
    rights = {option["key"] for option in content["options"] if option["correct"]}
    return [letter for letter, key in pin if key in rights]


def _one(content: Content, pin: Any) -> Answer:
    return _ticked(content, pin)[0]


SOLVE = {"single": _one, "truefalse": _one, "multiple": _ticked}
