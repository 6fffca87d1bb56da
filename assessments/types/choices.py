"""What items with options have in common. Content is checked by ``problems`` before it is ever stored."""

from collections.abc import Sequence
from random import Random

from assessments.types.base import Answer, Choice, Content, Payload, Remark

Option = dict[str, object]


def options(content: Content) -> list[Option]:
    return list(content["options"])  # type: ignore[call-overload]


def right(content: Content) -> set[str]:
    """The keys of the right options."""
    return {str(option["key"]) for option in options(content) if option["correct"]}


def known(content: Content) -> set[str]:
    return {str(option["key"]) for option in options(content)}


def problems(content: Content) -> list[str]:
    """Faults of shape that every type with options shares."""
    if not str(content.get("stem") or "").strip():
        return ["soal tidak punya teks"]
    given = content.get("options")
    if not isinstance(given, list) or len(given) < 2:
        return ["soal perlu paling sedikit dua pilihan"]
    found = []
    for option in given:
        if not isinstance(option, dict) or not str(option.get("key") or "") or not str(option.get("text") or ""):
            found.append("setiap pilihan perlu key dan text")
        elif not isinstance(option.get("correct"), bool):
            found.append(f"pilihan {option['key']}: correct harus true atau false")
    keys = [option.get("key") for option in given if isinstance(option, dict)]
    if len(set(map(str, keys))) != len(given):
        found.append("key pilihan harus berbeda-beda")
    return found


def shuffled(content: Content, rng: Random) -> list[str]:
    keys = sorted(known(content))
    rng.shuffle(keys)
    return keys


def payload(kind: str, content: Content, order: Sequence[str]) -> Payload:
    """Built anew from named fields, so that nothing else of the content can slip through."""
    texts = {str(option["key"]): str(option["text"]) for option in options(content)}
    shown: list[Choice] = [{"key": key, "text": texts[key]} for key in order]
    return {"type": kind, "stem": str(content["stem"]), "options": shown}


def one(answer: object, content: Content) -> str:
    """A single option key. ValueError for anything else."""
    if not isinstance(answer, str) or answer not in known(content):
        raise ValueError("not an option of this item")
    return answer


def remarks(answer: Answer, content: Content) -> list[Remark]:
    chosen = {answer} if isinstance(answer, str) else set(answer)
    return [
        {
            "key": str(option["key"]),
            "text": str(option["text"]),
            "correct": bool(option["correct"]),
            "chosen": option["key"] in chosen,
            "feedback": str(option.get("feedback") or ""),
        }
        for option in options(content)
    ]
