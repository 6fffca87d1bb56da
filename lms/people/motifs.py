"""The pictures of people on a shared phone: flowers and batik, one shape turned, in the colour of the text."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_LINE = 'fill="none" stroke="currentColor" stroke-width="2.4" stroke-linejoin="round" stroke-linecap="round"'
_FULL = 'fill="currentColor"'
_CUP = "M0-5C-8-12-9-24 0-34 9-24 8-12 0-5Z"
_POINT = "M0-7C-3-14-3-26 0-35 3-26 3-14 0-7Z"
_ROUND = "M0-6C-13-10-15-30 0-33 15-30 13-10 0-6Z"

# Each: what is turned about the middle, how often, full or as a line; then what stands still.
_DRAWINGS: dict[str, list[tuple[str, int, bool]]] = {
    "melati": [(_CUP, 5, False), ("M4 0A4 4 0 1 1-4 0 4 4 0 1 1 4 0Z", 1, True)],
    "mawar": [(_ROUND, 5, True)],
    "teratai": [
        ("M0 26C-9 10-9-14 0-30 9-14 9 10 0 26Z", 1, True),
        ("M0 26C-18 20-28 4-24-16-10-8-2 8 0 26Z", 1, False),
        ("M0 26C18 20 28 4 24-16 10-8 2 8 0 26Z", 1, False),
        ("M-32 30H32", 1, False),
    ],
    "matahari": [(_POINT, 12, True), ("M11 0A11 11 0 1 1-11 0 11 11 0 1 1 11 0Z", 1, False)],
    "kamboja": [("M0-3C-14-12-12-28 2-34 14-26 10-10 0-3Z", 5, False), ("M0-3C-5-8-5-12-2-16", 5, False)],
    "daun": [
        ("M0 32C-24 14-20-16 0-34 20-16 24 14 0 32Z", 1, False),
        ("M0 32V-22M0 14-11 3M0 14 11 3M0 0-9-10M0 0 9-10", 1, False),
    ],
    "kawung": [("M0-4C-14-10-14-28 0-34 14-28 14-10 0-4Z", 4, True)],
    "ceplok": [
        ("M-33-33H33V33H-33Z", 1, False),
        ("M0-26 26 0 0 26-26 0Z", 1, False),
        ("M0-13 13 0 0 13-13 0Z", 1, True),
    ],
    "truntum": [("M0-9V-32", 8, False), ("M4.5-32A4.5 4.5 0 1 1-4.5-32 4.5 4.5 0 1 1 4.5-32Z", 8, True)],
    "parang": [
        (
            "M-34 10C-20 18-12-2-24-8-10-12-2 8 2 16M-12-20C2-12 10-32-2-36M-4-14C10-10 22 8 10 20 22 22 32 12 34-4",
            1,
            False,
        ),
        ("M-34 34 34-34", 1, False),
    ],
    "tumpal": [("M-34 30-17-30 0 30Z", 1, True), ("M0 30 17-30 34 30Z", 1, True), ("M-34 36H34", 1, False)],
    "mega": [
        ("M-34 22C-30 4-14 4-12 14-10-14 18-14 16 8 26 0 36 10 34 22Z", 1, False),
        ("M-22 22C-18 14-10 16-8 22M-2 22C-2 4 10 4 10 22", 1, False),
    ],
}


def picture(key: str, *, size: int = 64) -> SafeString:
    """A drawing as an inline SVG without a name: the words beside it say whose it is. KeyError for an unknown key."""
    frame = '<svg class="motif" viewBox="-40 -40 80 80" width="{}" height="{}" aria-hidden="true">{}</svg>'
    return format_html(frame, size, size, _whole(_DRAWINGS[key]))


def sheet() -> str:
    """All of them in one file, for scripts that draw one with ``<use>`` where the server does not know who looks."""
    drawn = ((key, _whole(shapes)) for key, shapes in _DRAWINGS.items())
    symbols = format_html_join("\n", '<symbol id="{}" viewBox="-40 -40 80 80">{}</symbol>', drawn)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _whole(shapes: list[tuple[str, int, bool]]) -> SafeString:
    return format_html_join("", "{}", ((_turned(*shape),) for shape in shapes))


def _turned(path: str, times: int, full: bool) -> SafeString:
    dress = SafeString(_FULL if full else _LINE)
    turns = ((dress, at * 360 // times, path) for at in range(times))
    return format_html_join("", '<path {} transform="rotate({})" d="{}"/>', turns)
