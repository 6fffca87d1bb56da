"""The shell: a page without content, the files it needs, and the worker that keeps them on the phone."""

import hashlib
import json
from collections.abc import Callable, Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static

# What any page that can be read without a signal asks for; with the shell under 50 KB compressed (a test holds it).
FILES = (
    "css/tuntas.css",
    "css/belajar.css",
    "js/app.js",
    "js/hp.js",
    "js/look.js",
    "js/listen.js",
    "js/quiz.js",
    "js/item.js",
    "js/daerah.js",
    "js/sums.js",
    "js/outbox.js",
    "js/kotak.js",
    "img/ikon.svg",
    "img/motif.svg",
)
# What single pages ask for besides: kept with the shell, but brought after it, when the first page is read.
TOOLS = ("js/practice.js", "js/search.js", "js/packs.js", "js/flag.js")
# What the list of a day needs besides (decision 0058): only a phone that keeps one fetches it. The page comes first.
DUTY_PAGE = "/hari-penilaian/"
DUTY = ("css/staff.css", "js/day.js", "js/scan.js", "js/qr.js")
SOURCE = settings.BASE_DIR / "lms" / "static" / "js" / "sw.js"
_duty: list[Callable[[], str]] = []


def register_duty(text: Callable[[], str]) -> None:
    """Called by an app's ``ready``: the text of the page at ``DUTY_PAGE``, so that a new one makes a new shell."""
    _duty.append(text)


def page() -> str:
    """The page, with marks where title and content go."""
    return render_to_string("modules/offline/shell.html")


def version() -> str:
    """A word for the shell as it is deployed now."""
    made_of = [page(), *(duty() for duty in _duty), *_addresses(FILES + TOOLS + DUTY), _source()]
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:12]


def worker() -> str:
    """The worker's text. It differs whenever the shell does, so that a phone notices."""
    told = {"VERSION": version(), "FILES": _addresses(FILES), "TOOLS": _addresses(TOOLS)}
    told["DUTY"] = [DUTY_PAGE, *_addresses(DUTY)]
    return "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items()) + _source()


def _addresses(names: Sequence[str]) -> list[str]:
    return [static(name) for name in names]


def _source() -> str:
    return SOURCE.read_text("utf-8")


def manifest() -> dict[str, object]:
    """What the phone needs to put the site among its apps."""
    icon = {"type": "image/png", "purpose": "any"}
    return {
        "id": "/",
        "name": "Tuntas: 25 keterampilan kader",
        "short_name": "Tuntas",
        "description": "Belajar, cek kemampuan, praktik, dan sertifikat kader posyandu. Terbaca tanpa sinyal.",
        "lang": "id",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fdf6ec",
        "theme_color": "#4a2411",
        "categories": ["education", "health"],
        "icons": [
            icon | {"src": static("img/ikon-192.png"), "sizes": "192x192"},
            icon | {"src": static("img/ikon-512.png"), "sizes": "512x512"},
            icon | {"src": static("img/ikon-penuh-512.png"), "sizes": "512x512", "purpose": "maskable"},
        ],
    }
