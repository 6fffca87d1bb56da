"""What a kader's quota pays for each page, weighed as it comes out of the real server (budgets: DESIGN 7)."""

import gzip
import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Site
from tests.e2e.tour import KADER_STOPS, MODULE, Stop, Tour, name_of

FIRST_FLIGHT = 14_600  # ten segments of 1,460 B: what TCP sends before the first answer
PAGE = 50_000
SCRIPT = 20_000
BOTH = "gzip, deflate, br"
MODULE_WITH_PICTURES = 500_000
IMPORT = re.compile(r"""(?:from|import)\s*\(?["'](\.{0,2}/[^"']+)""")
HEAD = f"{'halaman':26}{'HTML':>7}{'CSS':>7}{'jumlah':>8}{'+ br':>8}{'skrip':>8}"


@dataclass(frozen=True)
class Weighed:
    """An answer of the server: its bytes on the wire, head and body, its text, and the bytes of its body alone."""

    size: int
    text: str
    body: int


@dataclass(frozen=True)
class Page:
    """What a page weighs with gzip, and HTML with sheet where the phone knows brotli (``small``)."""

    html: int
    sheet: int
    script: int
    small: int

    @property
    def first(self) -> int:
        return self.html + self.sheet


class Parts(HTMLParser):
    """The files that a page asks for: sheets, scripts, pictures; and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sheets: list[str] = []
        self.scripts: list[str] = []
        self.pictures: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "link" and values.get("rel") == "stylesheet":
            self.sheets.append(values["href"])
        elif tag == "script" and "src" in values:
            self.scripts.append(values["src"])
        elif tag == "img" and "src" in values:  # a script fills in the others
            self.pictures.append(values["src"])
        elif tag == "a":
            self.links.append(values.get("href", ""))


@pytest.fixture(scope="module")
def tour(site: Site, browser: Browser) -> Iterator[Tour]:
    tour = Tour(site, browser)
    tour.prepare()
    yield tour
    tour.close()


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """One line a page, printed at the end: bytes with gzip, headers included."""
    lines = [HEAD]
    yield lines
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print("", *lines, sep="\n")


def weigh(tour: Tour, path: str, *, who: str = "anyone", encoding: str = "gzip") -> Weighed:
    """Fetch as the browser of this visitor does, and count what came. Brotli is counted, not read."""
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in tour.visitor(who).cookies())
    connection = http.client.HTTPConnection(urlsplit(tour.site.url).netloc, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": encoding, "Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    lines = [f"HTTP/1.1 {answer.status} {answer.reason}", *(f"{name}: {value}" for name, value in answer.getheaders())]
    size = len("\r\n".join([*lines, "", ""]).encode()) + len(body)
    packed = answer.getheader("Content-Encoding")
    text = {"gzip": lambda: gzip.decompress(body).decode(), None: lambda: body.decode(errors="replace")}
    return Weighed(size, text.get(packed, str)(), len(body))


def weigh_page(tour: Tour, stop: Stop) -> Page:
    """The page of a stop with its sheet and its scripts."""
    path = stop.address.format(**tour.places)
    html = weigh(tour, path, who=stop.who)
    parts = Parts(html.text)
    assert "</html>" in html.text
    sheet = sum(weigh(tour, one).size for one in parts.sheets)
    script = sum(weigh(tour, one).size for one in scripts(tour, parts.scripts))
    small = weigh(tour, path, who=stop.who, encoding=BOTH).size
    small += sum(weigh(tour, one, encoding=BOTH).size for one in parts.sheets)
    return Page(html.size, sheet, script, small)


def scripts(tour: Tour, begun: list[str]) -> set[str]:
    """The scripts of a page and the modules that they import."""
    found, queue = set(begun), list(begun)
    while queue:
        path = queue.pop()
        more = {urljoin(path, one) for one in IMPORT.findall(weigh(tour, path).text)}
        queue += more - found
        found |= more
    return found


@pytest.mark.parametrize("stop", KADER_STOPS, ids=name_of)
def test_a_page_fits_the_first_flight(tour: Tour, stop: Stop, table: list[str]):
    page = weigh_page(tour, stop)
    table.append(f"{stop.name:26}{page.html:7}{page.sheet:7}{page.first:8}{page.small:8}{page.script:8}")
    assert page.first <= FIRST_FLIGHT
    assert page.first + page.script <= PAGE
    assert page.script <= SCRIPT


def test_the_whole_module_with_its_pictures_fits_its_budget(tour: Tour, table: list[str]):
    module = Parts(weigh(tour, MODULE).text)
    lessons = {link for link in module.links if link.startswith(MODULE) and link != MODULE}
    pages = [Parts(weigh(tour, path).text) for path in lessons]
    files = {one for page in [module, *pages] for one in [*page.sheets, *page.scripts, *page.pictures]}
    total = sum(weigh(tour, path).size for path in {MODULE, *lessons, *files})
    table.append(f"modul utuh, {len(lessons)} pelajaran, {sum(len(page.pictures) for page in pages)} gambar: {total} B")
    assert len(lessons) >= 4
    assert total <= MODULE_WITH_PICTURES


def test_no_page_asks_for_a_font_or_another_host(tour: Tour):
    for stop in KADER_STOPS:
        parts = Parts(weigh(tour, stop.address.format(**tour.places), who=stop.who).text)
        assert [one for one in parts.sheets + parts.scripts + parts.pictures if not one.startswith("/")] == []
    sheet = weigh(tour, parts.sheets[0]).text
    assert "@font-face" not in sheet
    assert "@import" not in sheet
