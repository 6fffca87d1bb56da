"""Public pages from the page cache: the same bytes for everybody, without SQL and without compressing per request."""

import gzip
import hashlib
import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from uuid import uuid4

import brotli
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

# Made of many pages: any of them may change what stands here, so these are forgotten with each.
DERIVED = ("/isi/", "/paket/", "/paket.json", "/hari/", "/cari/", "/simpan/")
ENCODINGS = ("br", "gzip", "")
RECALLS = "/isi-ditarik/"  # the one public page for readers that is no page of Wagtail
ALONE = frozenset(
    {
        "/",
        RECALLS,
        "/tampilan/",
        "/kotak/",
        "/hari-penilaian/",
        "/kerangka/",
        "/sw.js",
        "/manifest.webmanifest",
    }
)
AGE = 24 * 3600  # seconds; a purge comes first, this only bounds what a lost purge can do
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=600"
KEPT_HEADERS = (
    "Content-Type",
    "Content-Language",
    "Content-Security-Policy",
    "X-Frame-Options",
    "Cache-Control",
    "X-Isi",
)
Entry = tuple[dict[str, str], bytes]


class PageCache:
    """Stands above sessions, so that a cached page touches neither cookies nor the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _asks_for_public(request):
            return self.get_response(request)
        request.get_host()  # refuses a foreign host, as the views below would
        wanted = _encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if entry := caches["pages"].get(_key(request.path, wanted)):
            return _answer(request, entry)
        before = generation()
        response = self.get_response(request)
        if not getattr(response, "public_page", False) or response.status_code != 200:
            return response
        entries = _entries(response)
        # A page rendered while another was published may show the old state: it is shown once and not kept.
        if generation() == before:
            caches["pages"].set_many({_key(request.path, name): entry for name, entry in entries.items()}, AGE)
        return _answer(request, entries[wanted])


def purge(paths: Iterable[str]) -> None:
    """Forget these pages in every process; pages being rendered right now are not kept."""
    caches["pages"].set("generation", uuid4().hex, None)
    caches["pages"].delete_many([_key(path, encoding) for path in paths for encoding in ENCODINGS])


def purge_all() -> None:
    """Forget every page."""
    caches["pages"].clear()
    caches["pages"].set("generation", uuid4().hex, None)


def _asks_for_public(request: HttpRequest) -> bool:
    if getattr(request, "is_dummy", False):  # Wagtail shows a draft at the address of the live page
        return False
    if settings.DEBUG or request.method not in ("GET", "HEAD") or request.META.get("QUERY_STRING"):
        return False
    return request.path in ALONE or request.path.startswith(("/modul/", *DERIVED))


def _encoding(accepted: str) -> str:
    """The best encoding a client takes: "br", "gzip" or "" (none)."""
    offers = [offer.replace(" ", "").lower().partition(";") for offer in accepted.split(",")]
    names = {name for name, _, weight in offers if weight not in ("q=0", "q=0.0", "q=0.00", "q=0.000")}
    return next((name for name in ENCODINGS if name in names), "")


def _key(path: str, encoding: str) -> str:
    made_of = f"{generation()}:" if path.startswith(DERIVED) else ""
    return f"{release()}:{encoding}:{made_of}{path}"


def generation() -> str | None:
    """A word that changes whenever a page is forgotten: what was made of pages before is stale."""
    return caches["pages"].get("generation")


def _entries(response: HttpResponse) -> dict[str, Entry]:
    bodies = {"": response.content, "gzip": gzip.compress(response.content, 9, mtime=0)}
    bodies["br"] = brotli.compress(response.content)
    kept = {"Cache-Control": CACHE_CONTROL} | {name: response[name] for name in KEPT_HEADERS if name in response}
    tag = hashlib.sha256(repr(sorted(kept.items())).encode() + response.content).hexdigest()[:20]
    return {name: (kept | _headers(tag, name, body), body) for name, body in bodies.items()}


def _headers(tag: str, encoding: str, body: bytes) -> dict[str, str]:
    headers = {"ETag": f'"{tag}{encoding}"', "Content-Length": str(len(body))}
    return headers | ({"Content-Encoding": encoding} if encoding else {})


def _answer(request: HttpRequest, entry: Entry) -> HttpResponse:
    headers, body = entry
    if headers["ETag"] in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response: HttpResponse = HttpResponseNotModified()
        response["ETag"], response["Cache-Control"] = headers["ETag"], headers["Cache-Control"]
    else:
        response = HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


@cache
def release() -> str:
    """A word for what is installed: a new template or stylesheet must not meet an old page."""
    files = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
    files += sorted((settings.BASE_DIR / "modules").rglob("*.py"))
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    stamps = [f"{file}{os.stat(file).st_mtime_ns}" for file in (*files, manifest) if file.exists()]
    return hashlib.sha256("".join(stamps).encode()).hexdigest()[:12]
