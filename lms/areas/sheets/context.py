"""Where a line belongs by what stands above it: titles, section rows, the name of the sheet. Pure."""

import re
from collections.abc import Iterable
from itertools import zip_longest

KINDS = ("kecamatan", "puskesmas", "kelurahan", "rw", "posyandu")  # from the wide to the narrow
WORDS = {
    "kecamatan": r"kecamatan|kec",
    "puskesmas": r"(?:uptd?\s+)?(?:puskesmas(?!\s+pembantu\b)|pkm|pusk)",
    "kelurahan": r"kelurahan/desa|desa/kelurahan|kelurahan|kel|desa|ds",
    "rw": r"rw",
    "posyandu": r"posyandu|pos\s+yandu|pustu|puskesmas\s+pembantu",
}
NAMED = re.compile(
    r"\b(?:se[\s-]+)?(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in WORDS.items())
    + r")\b\.?\s*(?P<colon>[:=]?)\s*",
    re.IGNORECASE,
)
LEADING = re.compile(r"^\s*(?:[ivxlc]+|[a-z]|\d{1,3})\s*[.)]\s*", re.IGNORECASE)
END_OF_NAME = re.compile(
    r"\b(?:tahun|kota|kabupaten|kab|provinsi|prov|tanggal|bulan|periode|semester)\b|\d{4}|[,;(|]", re.IGNORECASE
)
NO_NAME = frozenset("di dan se wilayah kerja balita lansia remaja aktif yang per tahun kader".split())


def section_of(text: str) -> tuple[str, str] | None:
    """ "II. KELURAHAN SEMAMPIR" -> ("kelurahan", "SEMAMPIR"); None when the row says no kind of place."""
    bare = LEADING.sub("", text)
    match = NAMED.match(bare)
    if not match:
        return None
    name = _name(bare[match.end() :])
    kind = match.lastgroup if match.lastgroup in KINDS else _kind(match)
    return (kind, _as_pustu(match, name)) if name else None


def named_in(title: str) -> dict[str, str]:
    """Places in a title: "DAFTAR KADER KELURAHAN SEMAMPIR KECAMATAN KOTA" names two. A posyandu only after a colon."""
    found: dict[str, str] = {}
    matches = list(NAMED.finditer(title))
    for match, following in zip_longest(matches, matches[1:]):
        name = _name(title[match.end() : following.start() if following else None])
        kind = _kind(match)
        if name and kind and (match["colon"] or (kind not in ("posyandu", "rw") and not _said_nothing(name))):
            found.setdefault(kind, _as_pustu(match, name))
    return found


def entered(context: dict[str, str], kind: str, name: str) -> dict[str, str]:
    """The context below a new section: what is narrower than it no longer holds."""
    kept = {key: value for key, value in context.items() if key in KINDS and KINDS.index(key) < KINDS.index(kind)}
    return {**kept, kind: name}


def context_above(titles: Iterable[str], sheet: str) -> dict[str, str]:
    """From the titles over the header, and from the name of the sheet where it says what it is ("Kel. Semampir")."""
    context: dict[str, str] = {}
    for title in titles:
        context = {**named_in(title), **context}
    section = section_of(sheet)
    return {section[0]: section[1], **context} if section else context


def _kind(match: re.Match[str]) -> str:
    return next((kind for kind in KINDS if match[kind]), "")


def _as_pustu(match: re.Match[str], name: str) -> str:
    """A pustu stands where a posyandu does, and its name says that it is one."""
    said = match["posyandu"] or ""
    return f"Pustu {name}" if re.search("pustu|pembantu", said, re.IGNORECASE) else name


def _name(rest: str) -> str:
    end = END_OF_NAME.search(rest, 1) if rest else None
    return " ".join((rest[: end.start()] if end else rest).strip(" :.-=_").split())


def _said_nothing(name: str) -> bool:
    return name.split()[0].lower() in NO_NAME
