"""The body of a lesson and the card of a module as package data and back (docs/package-format.md).

A body is one list of ``{block name: value}``. The limits of every block stand in these shapes and nowhere else: the
check of a package and the form in the admin both fit what was written into them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from modules.shapes import Many, Misfit, Optional, Steps, Text, fit, tidy

FRAMES = 6
COLUMNS = 3
WORDS = Text(60)  # a name, a head, a title
LINE = Text(300)  # a sentence or two
PARAGRAPH = Text(600)
ALT = Text(500)
CAPTION = Text(200, least=0)
TRANSCRIPT = Text(8000)
FILE = Text(200)  # the name of a picture or recording
OPTIONAL_FILE = Optional(Text(200, least=0), "")

BLOCKS: dict[str, Any] = {
    "text": Text(2000),
    "picture": {"image": FILE, "alt": ALT, "caption": Optional(CAPTION, "")},
    "strip": {"title": WORDS, "frames": Many({"image": FILE, "alt": ALT, "caption": Text(120)}, FRAMES, FRAMES)},
    "steps": Many({"text": LINE, "critical": Optional(bool, False)}, 1, 10),
    "note": {"text": PARAGRAPH},
    "danger": {"text": PARAGRAPH},
    "myth": {"myth": LINE, "fact": PARAGRAPH},
    "table": {
        "caption": Text(120),
        "head": Many(WORDS, 1, COLUMNS),
        "rows": Many(Many(Text(200, least=0), 1, COLUMNS), 1, 12),
    },
    "talk": {
        "title": Optional(WORDS, "Yang bisa kita katakan"),
        "lines": Many({"who": WORDS, "says": LINE}, 1, 8),
    },
    "check": {
        "question": LINE,
        "options": Many({"text": Text(200), "correct": Optional(bool, False), "feedback": LINE}, 2, 5),
    },
    "video": {"file": FILE, "title": Text(120), "transcript": TRANSCRIPT, "poster": OPTIONAL_FILE},
    "audio": {"file": FILE, "title": Text(120), "transcript": TRANSCRIPT},
    "keep": Many(Text(200), 1, 5),
}
CARD: dict[str, Any] = {"title": WORDS, "lines": Many(Text(160), 3, 10), "refer": Optional(Many(Text(160), 0, 5), [])}
AIM = LINE
MODULE_TEXTS = {"summary": PARAGRAPH, "job": Text(1500, least=0), "pairs": Text(4000, least=0)}
RECORDINGS = {"video": (".mp4", ".webm"), "audio": (".mp3", ".ogg", ".m4a")}


def fit_body(data: Any, steps: Steps) -> tuple[list[Any], list[Misfit]]:
    """The blocks in normal form, and what is wrong with them."""
    if not isinstance(data, list) or not data:
        return [], [Misfit(steps, "Isi harus berupa daftar blok, paling sedikit satu.")]
    fitted = [_fit_block(item, (*steps, at)) for at, item in enumerate(data)]
    return [block for block, _misfits in fitted], [misfit for _block, misfits in fitted for misfit in misfits]


def _fit_block(item: Any, steps: Steps) -> tuple[Any, list[Misfit]]:
    if not isinstance(item, dict) or len(item) != 1:
        return item, [Misfit(steps, "Setiap blok ditulis sebagai satu nama dan isinya.")]
    [(name, value)] = item.items()
    if name not in BLOCKS:
        return item, [Misfit(steps, f"Blok “{name}” tidak dikenal. Yang ada: {', '.join(BLOCKS)}.")]
    fitted, misfits = fit(value, BLOCKS[name], (*steps, name))
    return {name: fitted}, misfits or sense(name, fitted, (*steps, name))


def sense(name: str, value: Any, steps: Steps) -> list[Misfit]:
    """What is wrong with a block whose parts each fit."""
    if name == "check" and not any(option["correct"] for option in value["options"]):
        said = _("Tidak ada pilihan yang benar. Tandai paling sedikit satu.")
        return [Misfit((*steps, "options"), said, lacking=True)]
    if name == "table":
        said = _("Jumlah sel tidak sama dengan kepala tabel.")
        wide = [at for at, row in enumerate(value["rows"]) if len(row) != len(value["head"])]
        return [Misfit((*steps, "rows", at), said) for at in wide]
    if name in RECORDINGS and not value["file"].lower().endswith(RECORDINGS[name]):
        said = _("Berkas harus %(kinds)s.") % {"kinds": ", ".join(RECORDINGS[name])}
        return [Misfit((*steps, "file"), said)]
    return []


def pictures(body: list[Any]) -> list[str]:
    """The file names of the pictures a body shows."""
    return _named(body)[0]


def recordings(body: list[Any]) -> list[str]:
    """The file names of the videos and sounds a body offers."""
    return _named(body)[1]


def _named(body: list[Any]) -> tuple[list[str], list[str]]:
    images: list[str] = []
    files: list[str] = []
    for block in body:
        for name, value in block.items():
            _swap(name, value, images.append, files.append)
    return [image for image in images if image], files


def to_stream(body: list[Any], images: Mapping[str, int], files: Mapping[str, int]) -> list[dict[str, Any]]:
    """Raw stream data for the page; ``images``, ``files``: file name -> id of the image, of the document.
    KeyError for one not imported."""

    def image(name: str) -> int | None:
        return images[name] if name else None

    return [
        {"type": name, "value": _swap(name, value, image, files.__getitem__)}
        for block in body
        for name, value in block.items()
    ]


def from_stream(raw: list[dict[str, Any]], images: Mapping[int, str], files: Mapping[int, str]) -> list[Any]:
    """Package data of raw stream data; ``images``, ``files``: id -> its name (or any stable word for it)."""

    def image(pk: int) -> str:
        return images.get(pk, "")

    def file(pk: int) -> str:
        return files.get(pk, "")

    return [{item["type"]: _swap(item["type"], plain(item["value"]), image, file)} for item in raw]


def _swap(name: str, value: Any, image: Callable[[Any], Any], file: Callable[[Any], Any]) -> Any:
    """The value of a block with its pictures and recordings named otherwise."""
    if name == "picture":
        return value | {"image": image(value["image"])}
    if name == "strip":
        return value | {"frames": [frame | {"image": image(frame["image"])} for frame in value["frames"]]}
    if name == "video":
        return value | {"file": file(value["file"]), "poster": image(value["poster"])}
    if name == "audio":
        return value | {"file": file(value["file"])}
    return value


def card_to_stream(card: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Raw stream data for the card of a module; empty where it has none."""
    return [{"type": "card", "value": card}] if card else []


def card_from_stream(raw: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Package data of the card of a module; None where it has none."""
    return plain(raw[0]["value"]) if raw else None


def plain(value: Any) -> Any:
    """Without the ids that Wagtail gives to the items of a list block."""
    if isinstance(value, list):
        return [plain(item["value"] if isinstance(item, dict) and "value" in item else item) for item in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return tidy(value) if isinstance(value, str) else value
