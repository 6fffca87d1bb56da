"""A short case in two to five scenes, each with one right thing to do. All are shown; consequences only in practice."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any, Literal

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Answer, Content, Payload, Pin, Remark
from assessments.types.choices import OPTIONS, SENT, behind, lettered, option_problems, right, shown
from assessments.types.faults import faults
from assessments.types.fields import Field

Scene = Mapping[str, Any]


class Scenario:
    """An answer: the key of the chosen option by the key of its scene. A pin: number, scene, letters, for each."""

    key = "scenario"
    name = _noop("Kasus bertahap")
    template = "assessments/types/scenario.html"
    answers: Literal["one", "many", "parts"] = "parts"
    fields: tuple[Field, ...] = (
        Field(
            "scenes",
            _noop("Adegan"),
            "rows",
            help=_noop("Semua adegan terlihat sekaligus: yang berikut jangan membocorkan jawaban yang sebelumnya."),
            rows=(2, 5),
            fields=(
                Field("key", _noop("Kunci"), "key"),
                Field("text", _noop("Yang terjadi"), "text", most=400),
                OPTIONS,
            ),
        ),
    )
    sent: Mapping[str, Any] = {"type": str, "stem": str, "scenes": [{"key": str, "text": str, "options": SENT}]}

    def problems(self, content: Content) -> list[str]:
        found = faults(self.fields, content)
        return found or [f"adegan {at}: {fault}" for at, scene in _placed(content) for fault in _scene_faults(scene)]

    def pin(self, content: Content, rng: Random) -> Pin:
        return [
            [str(at), str(scene["key"]), lettered([str(option["key"]) for option in scene["options"]], rng)]
            for at, scene in _placed(content)
        ]

    def payload(self, content: Content, pin: Pin) -> Payload:
        scenes = _by_key(content)
        return {
            "type": self.key,
            "stem": str(content["stem"]),
            "scenes": [
                {"key": number, "text": str(scenes[key]["text"]), "options": shown(scenes[key]["options"], letters)}
                for number, key, letters in pin
            ],
        }

    def parts(self, pin: Pin) -> list[str]:
        return [number for number, _key, _letters in pin]

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        scenes = {number: (key, letters) for number, key, letters in pin}
        if not isinstance(answer, dict) or not answer.keys() <= scenes.keys():
            raise ValueError("not scenes of this item")
        return {scenes[number][0]: behind(letter, scenes[number][1]) for number, letter in answer.items()}

    def score(self, answer: Answer, content: Content) -> Fraction:
        """The share of scenes in which the right thing is done."""
        given = dict(answer)  # type: ignore[arg-type]
        scenes = content["scenes"]
        good = sum(given.get(str(scene["key"])) in right(scene["options"]) for scene in scenes)
        return Fraction(good, len(scenes))

    def feedback(self, answer: Answer, content: Content, pin: Pin) -> list[Remark]:
        """Of each scene what was done, with its consequence, and what would have been right."""
        given = dict(answer)  # type: ignore[arg-type]
        return [
            remark
            for at, scene in _placed(content)
            for remark in _remarks(f"Adegan {at}", scene, given.get(str(scene["key"])))
        ]

    def said(self, answer: Answer, content: Content) -> str:
        given = dict(answer)  # type: ignore[arg-type]
        chosen = [
            f"{at}. {option['text']}"
            for at, scene in _placed(content)
            for option in scene["options"]
            if option["key"] == given.get(str(scene["key"]))
        ]
        return "; ".join(chosen)

    def picks(self, answer: Answer, content: Content) -> Sequence[str]:
        return [f"{scene}.{option}" for scene, option in sorted(dict(answer).items())]  # type: ignore[arg-type]


def _placed(content: Content) -> list[tuple[int, Scene]]:
    return list(enumerate(content["scenes"], start=1))


def _by_key(content: Content) -> dict[str, Scene]:
    return {str(scene["key"]): scene for scene in content["scenes"]}


def _scene_faults(scene: Scene) -> list[str]:
    found = option_problems(scene["options"])
    return found or ([] if len(right(scene["options"])) == 1 else ["perlu tepat satu pilihan benar"])


def _remarks(place: str, scene: Scene, chosen: str | None) -> list[Remark]:
    told = [option for option in scene["options"] if option["correct"] or option["key"] == chosen]
    return [
        {
            "text": f"{place}: {option['text']}",
            "correct": bool(option["correct"]),
            "chosen": option["key"] == chosen,
            "feedback": str(option.get("feedback") or ""),
        }
        for option in sorted(told, key=lambda option: option["key"] != chosen)
    ]
