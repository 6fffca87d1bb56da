"""Things on the left find what belongs to them on the right. Both sides are shuffled, each for itself."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any, Literal

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Answer, Content, Payload, Pin, Remark
from assessments.types.choices import SENT, behind, lettered, numbered
from assessments.types.faults import faults
from assessments.types.fields import Field

_EXTRA = "+"  # before a text on the right that belongs to nothing


class Matching:
    """Two pairs may share one right side: it is shown once. An answer: the right side's key by the left side's."""

    key = "matching"
    name = _noop("Menjodohkan")
    template = "assessments/types/matching.html"
    answers: Literal["one", "many", "parts"] = "parts"
    fields: tuple[Field, ...] = (
        Field(
            "pairs",
            _noop("Pasangan"),
            "rows",
            rows=(2, 8),
            fields=(
                Field("key", _noop("Kunci"), "key"),
                Field("left", _noop("Kiri"), most=120),
                Field("right", _noop("Kanan"), help=_noop("Singkat, supaya terbaca utuh di HP."), most=60),
                Field("feedback", _noop("Penjelasan"), "text", optional=True),
            ),
        ),
        Field(
            "extra",
            _noop("Pengecoh"),
            "lines",
            help=_noop("Pilihan di kanan yang tidak punya pasangan."),
            optional=True,
            most=60,
            rows=(0, 4),
        ),
    )
    sent: Mapping[str, Any] = {"type": str, "stem": str, "lefts": SENT, "rights": SENT}

    def problems(self, content: Content) -> list[str]:
        found = faults(self.fields, content)
        if found:
            return found
        pairs, extra = content["pairs"], content.get("extra") or []
        rights = {_same(pair["right"]) for pair in pairs}
        if any(pair["key"].startswith(_EXTRA) for pair in pairs):
            found.append(f"kunci pasangan tidak boleh diawali {_EXTRA}")
        if len({_same(pair["left"]) for pair in pairs}) < len(pairs):
            found.append("dua hal di kiri berbunyi sama")
        if len(rights) + len({_same(text) for text in extra} - rights) < len(rights) + len(extra):
            found.append("pengecoh berbunyi sama dengan pilihan lain")
        if len(rights) + len(extra) < 2:
            found.append("di kanan perlu paling sedikit dua pilihan yang berbeda")
        return found

    def pin(self, content: Content, rng: Random) -> Pin:
        lefts = numbered([str(pair["key"]) for pair in content["pairs"]], rng)
        return {"lefts": lefts, "rights": lettered(list(_rights(content)), rng)}

    def payload(self, content: Content, pin: Pin) -> Payload:
        lefts, rights = {str(pair["key"]): str(pair["left"]) for pair in content["pairs"]}, _rights(content)
        return {
            "type": self.key,
            "stem": str(content["stem"]),
            "lefts": [{"key": token, "text": lefts[key]} for token, key in pin["lefts"]],
            "rights": [{"key": token, "text": rights[key]} for token, key in pin["rights"]],
        }

    def parts(self, pin: Pin) -> list[str]:
        return [token for token, _key in pin["lefts"]]

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        if not isinstance(answer, dict):
            raise ValueError("not named parts")
        return {behind(left, pin["lefts"]): behind(right, pin["rights"]) for left, right in answer.items()}

    def score(self, answer: Answer, content: Content) -> Fraction:
        """The share of pairs that are right."""
        rights, pairs = _rights(content), content["pairs"]
        return Fraction(sum(_is_right(pair, answer, rights) for pair in pairs), len(pairs))

    def feedback(self, answer: Answer, content: Content, pin: Pin) -> list[Remark]:
        rights, pairs = _rights(content), {str(pair["key"]): pair for pair in content["pairs"]}
        return [_remark(pairs[key], answer, rights) for _token, key in pin["lefts"]]

    def said(self, answer: Answer, content: Content) -> str:
        rights, found = _rights(content), dict(answer)  # type: ignore[arg-type]
        lefts = {str(pair["key"]): str(pair["left"]) for pair in content["pairs"]}
        return "; ".join(f"{text}: {rights[found[key]]}" for key, text in lefts.items() if key in found)

    def picks(self, answer: Answer, content: Content) -> Sequence[str]:
        return [f"{left}={right}" for left, right in sorted(dict(answer).items())]  # type: ignore[arg-type]


def _same(text: object) -> str:
    return str(text).strip().casefold()


def _rights(content: Content) -> dict[str, str]:
    """Each text on the right once, by the key of the first pair that has it; one that belongs to nothing by itself."""
    found: dict[str, tuple[str, str]] = {}
    for pair in sorted(content["pairs"], key=lambda pair: str(pair["key"])):
        found.setdefault(_same(pair["right"]), (str(pair["key"]), str(pair["right"])))
    return dict(found.values()) | {f"{_EXTRA}{text}": str(text) for text in content.get("extra") or []}


def _is_right(pair: Mapping[str, Any], answer: Answer, rights: Mapping[str, str]) -> bool:
    chosen = answer.get(str(pair["key"])) if isinstance(answer, dict) else None
    return chosen is not None and _same(rights[chosen]) == _same(pair["right"])


def _remark(pair: Mapping[str, Any], answer: Answer, rights: Mapping[str, str]) -> Remark:
    chosen = answer.get(str(pair["key"])) if isinstance(answer, dict) else None
    why, right = str(pair.get("feedback") or ""), _is_right(pair, answer, rights)
    if chosen is not None and not right:
        why = f"Pasangannya: {pair['right']}. {why}".strip()
    said = str(pair["right"]) if chosen is None else rights[chosen]
    correct = right or chosen is None
    return {"text": f"{pair['left']}: {said}", "correct": correct, "chosen": chosen is not None, "feedback": why}
