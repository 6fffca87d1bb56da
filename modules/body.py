"""The body of a lesson as package data and back: one list of ``{block name: value}`` (docs/package-format.md)."""

from collections.abc import Mapping
from typing import Any

from modules.shapes import Misfit, Optional, Steps, fit, tidy

BLOCKS: dict[str, Any] = {
    "text": str,
    "picture": {"image": str, "alt": str, "caption": Optional(str, "")},
    "steps": [{"text": str, "critical": Optional(bool, False)}],
    "note": {"text": str},
    "danger": {"text": str},
    "myth": {"myth": str, "fact": str},
    "table": {"caption": str, "head": [str], "rows": [[str]]},
    "talk": {"title": Optional(str, "Yang bisa kita katakan"), "lines": [{"who": str, "says": str}]},
    "check": {"question": str, "options": [{"text": str, "correct": Optional(bool, False), "feedback": str}]},
    "keep": [str],
}


def fit_body(data: Any, steps: Steps) -> tuple[list[Any], list[Misfit]]:
    """The blocks in normal form, and what is wrong with them."""
    if not isinstance(data, list) or not data:
        return [], [Misfit(steps, "Isi harus berupa daftar blok, paling sedikit satu.")]
    fitted = [_fit_block(item, (*steps, at)) for at, item in enumerate(data)]
    return [block for block, _ in fitted], [misfit for _, misfits in fitted for misfit in misfits]


def _fit_block(item: Any, steps: Steps) -> tuple[Any, list[Misfit]]:
    if not isinstance(item, dict) or len(item) != 1:
        return item, [Misfit(steps, "Setiap blok ditulis sebagai satu nama dan isinya.")]
    [(name, value)] = item.items()
    if name not in BLOCKS:
        return item, [Misfit(steps, f"Blok “{name}” tidak dikenal. Yang ada: {', '.join(BLOCKS)}.")]
    fitted, misfits = fit(value, BLOCKS[name], (*steps, name))
    return {name: fitted}, misfits or _sense(name, fitted, (*steps, name))


def _sense(name: str, value: Any, steps: Steps) -> list[Misfit]:
    if name == "check" and not any(option["correct"] for option in value["options"]):
        return [Misfit(steps, "Tidak ada pilihan yang benar.")]
    if name == "table":
        wide = [at for at, row in enumerate(value["rows"]) if len(row) != len(value["head"])]
        return [Misfit((*steps, "rows", at), "Jumlah sel tidak sama dengan kepala tabel.") for at in wide]
    return []


def pictures(body: list[Any]) -> list[str]:
    """The file names of the pictures a body shows."""
    return [block["picture"]["image"] for block in body if "picture" in block]


def to_stream(body: list[Any], images: Mapping[str, int]) -> list[dict[str, Any]]:
    """Raw stream data for the page; ``images``: file name -> id of the image. KeyError for one not imported."""
    return [{"type": name, "value": _stored(name, value, images)} for block in body for name, value in block.items()]


def _stored(name: str, value: Any, images: Mapping[str, int]) -> Any:
    return value | {"image": images[value["image"]]} if name == "picture" else value


def from_stream(raw: list[dict[str, Any]], names: Mapping[int, str]) -> list[Any]:
    """Package data of raw stream data; ``names``: id of an image -> its name (or any stable word for it)."""
    return [{item["type"]: _named(item["type"], _plain(item["value"]), names)} for item in raw]


def _named(name: str, value: Any, names: Mapping[int, str]) -> Any:
    return value | {"image": names.get(value["image"], "")} if name == "picture" else value


def _plain(value: Any) -> Any:
    """Without the ids that Wagtail gives to the items of a list block."""
    if isinstance(value, list):
        return [_plain(item["value"] if isinstance(item, dict) and "value" in item else item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return tidy(value) if isinstance(value, str) else value
