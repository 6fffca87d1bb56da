"""Every module, lesson, card and picture of a package as its readers see them, for whoever must look at all of them.

    .venv/bin/python -m tests.contact_sheet ilp -o /tmp/lembar [--module b3 --module b4]

Brings the package into a database of its own in a temporary folder, lets Chromium draw each page at the width of a
phone, light and dark, without a server, and writes sheets of columns (PNG) with one ``index.html`` beside them. Exits 1
when the package has problems or a page does not open.
"""

import argparse
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

WIDTH, COLUMN, OVERLAP, GAP = 360, 1400, 40, 12  # CSS pixels
PICTURE = 320
ACROSS = 4  # columns or pictures in a row
LOOKS = {"terang": "light", "gelap": "dark"}
GROUND = {"terang": "#ffffff", "gelap": "#1a120c"}
ADDRESS = re.compile(r"""(?:href|src|srcset)="(/(?:static|media)/[^" ?#]+)""")
ALONE = (
    f'<!doctype html><style>body{{margin:0;background:%s}}img{{display:block;width:{PICTURE}px}}</style><img src="%s">'
)
# What folds is open, the bar that would stand in the midst of a page is away, and pictures further down are there.
OPENED = """document.querySelectorAll("details").forEach(one => { one.open = true })
document.querySelectorAll("nav").forEach(one => {
  if (["fixed", "sticky"].includes(getComputedStyle(one).position)) one.style.display = "none"
})
Promise.all([...document.images].map(one => { one.loading = "eager"; return one.decode().catch(() => null) }))"""
Files = dict[str, tuple[str, bytes]]  # address -> type, content


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", help="a folder, or the key of one in modules/curricula/")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--module", action="append", default=[], help="only this one; may stand several times")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = taken(_source(options.package), Path(temporary) / "paket", options.module)
        _environment(temporary)
        pages, files = _read(folder)
        sheets = list(_drawn(pages, files, options.output))
    (options.output / "index.html").write_text(index(sheets), encoding="utf-8")
    print(f"{len(sheets)} lembar di {options.output}/index.html")
    return 0


def _source(package: str) -> Path:
    curricula = Path(__file__).resolve().parent.parent / "modules" / "curricula"
    return next((path for path in (Path(package), curricula / package) if path.is_dir()), Path(package))


def taken(source: Path, target: Path, modules: Sequence[str]) -> Path:
    """The package without what no reader sees, and of its modules these (none named: all)."""
    keep = set(modules)

    def left_out(folder: str, names: list[str]) -> list[str]:
        here = Path(folder).relative_to(source).as_posix()
        if here == ".":
            return [name for name in names if name in ("quizzes.yaml", "levels.yaml", "stations")]
        if here == "modules":
            return [name for name in names if keep and name not in keep]
        return [name for name in names if name in ("questions.yaml", "instrument.yaml")]

    shutil.copytree(source, target, ignore=left_out)
    package = yaml.safe_load((target / "package.yaml").read_text(encoding="utf-8"))
    package["modules"] = [code for code in package["modules"] if not keep or code in keep] or sorted(keep)
    (target / "package.yaml").write_text(yaml.safe_dump(package, allow_unicode=True), encoding="utf-8")
    return target


def _environment(folder: str) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.bare_settings",
        "TUNTAS_VAR": folder,
        "TUNTAS_DEMO": "0",
        "SECRET_KEY": "sheet-" + "0" * 50,
        "CARD_KEY": "sheet-" + "1" * 50,
        "LOG_LEVEL": "WARNING",
    }


def _read(folder: Path) -> tuple[dict[str, list[tuple[str, str]]], Files]:
    """What the package shows: module -> (title, address) of each page and picture, and all files by their address."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from modules import packages
    from modules.models import ModulePage
    from modules.packages import BadPackage
    from modules.queries import lessons_of

    call_command("migrate", run_syncdb=True, verbosity=0)
    _first_rows()
    try:
        packages.import_package(folder, now=timezone.now())
    except BadPackage as error:
        raise SystemExit("\n".join(map(str, error.problems))) from error
    client, files = Client(headers={"Host": "127.0.0.1"}), Files()
    pages = {}
    for page in ModulePage.objects.live().select_related("competency").order_by("competency__group", "competency"):
        shown = [(f"Modul {page.title}", page.address), *((one.title, one.address) for one in lessons_of(page))]
        if page.card:
            shown.append((f"Kartu {page.title}", page.card_address))
        code = page.competency.key.lower()
        for _title, address in shown:
            _fetch(client, address, files)
        pages[code] = [*shown, *_pictures(client, folder, code, files)]
    return pages, files


def _first_rows() -> None:
    """What Wagtail's own migrations would have written."""
    from wagtail.models import Collection, Locale, Page

    locale, _ = Locale.objects.get_or_create(language_code="id")
    if not Page.objects.exists():
        Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


def _fetch(client: Any, address: str, files: Files) -> None:
    """A page with everything it asks for, once each."""
    if address in files:
        return
    if address.startswith("/static/"):
        files[address] = _static(address)
        return
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    files[address] = answer["Content-Type"], content
    if answer["Content-Type"].startswith("text/html"):
        for found in dict.fromkeys(ADDRESS.findall(content.decode())):
            _fetch(client, found, files)


def _static(address: str) -> tuple[str, bytes]:
    from django.contrib.staticfiles import finders

    found = finders.find(address.removeprefix("/static/"))
    return guess_type(address)[0] or "", Path(str(found)).read_bytes()


def _pictures(client: Any, folder: Path, code: str, files: Files) -> Iterator[tuple[str, str]]:
    from modules.models import TuntasImage

    rows = TuntasImage.objects.filter(package_path__contains=f"/modules/{code}/pictures/").order_by("package_path")
    for row in rows:
        _fetch(client, row.file.url, files)
        yield row.package_path.rpartition("/")[2], row.file.url


def _drawn(pages: dict[str, list[tuple[str, str]]], files: Files, output: Path) -> Iterator[tuple[str, str]]:
    """Title and file of each sheet."""
    from playwright.sync_api import sync_playwright

    from lms.bootstrap_checks import find_browser
    from tests.browser import FLAGS

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for look, scheme in LOOKS.items():
            context = browser.new_context(viewport={"width": WIDTH, "height": 640}, color_scheme=scheme)
            context.route("**/*", lambda route: _answer(route, files))
            tab = context.new_page()
            for code, shown in pages.items():
                yield from _sheets(tab, code, look, shown, output)
        browser.close()


def _answer(route: Any, files: Files) -> None:
    address = "/" + route.request.url.split("/", 3)[3]
    kind, content = files.get(address, ("text/plain", b""))
    route.fulfill(status=200 if address in files else 404, content_type=kind, body=content)


def _sheets(tab: Any, code: str, look: str, shown: list[tuple[str, str]], output: Path) -> Iterator[tuple[str, str]]:
    folder = output / code
    folder.mkdir(parents=True, exist_ok=True)
    pictures = []
    for title, address in shown:
        if address.startswith("/media/"):
            pictures.append(_picture(tab, address, GROUND[look]))
            continue
        tab.goto(f"http://127.0.0.1{address}")
        tab.evaluate(OPENED)
        name = f"{look}-{'-'.join(address.strip('/').split('/')[2:]) or 'modul'}.png"
        image = Image.open(io.BytesIO(tab.screenshot(full_page=True)))
        beside(list(columns(image)), GROUND[look]).save(folder / name)
        yield f"{title} ({look})", f"{code}/{name}"
    for at in range(0, len(pictures), 2 * ACROSS):
        rows = pictures[at : at + 2 * ACROSS]
        name = f"{look}-gambar-{at // (2 * ACROSS) + 1}.png"
        beside(
            [below(rows[place::ACROSS], GROUND[look]) for place in range(min(ACROSS, len(rows)))], GROUND[look]
        ).save(folder / name)
        yield f"Gambar {code} ({look})", f"{code}/{name}"


def _picture(tab: Any, address: str, ground: str) -> Image.Image:
    """One drawing as wide as on a narrow phone."""
    tab.goto("about:blank")
    tab.set_content(ALONE % (ground, f"http://127.0.0.1{address}"), wait_until="load")
    return Image.open(io.BytesIO(tab.locator("img").screenshot()))


def columns(image: Image.Image) -> Iterator[Image.Image]:
    """A long page cut into pieces that fit beside each other; each begins with the end of the one before."""
    top = 0
    while True:
        yield image.crop((0, top, image.width, min(top + COLUMN, image.height)))
        top += COLUMN - OVERLAP
        if top + OVERLAP >= image.height:
            return


def beside(images: Iterable[Image.Image], ground: str) -> Image.Image:
    """From left to right on one sheet."""
    images = list(images)
    width = sum(image.width + GAP for image in images) + GAP
    sheet = Image.new("RGB", (width, max(image.height for image in images) + 2 * GAP), ground)
    left = GAP
    for image in images:
        sheet.paste(image, (left, GAP))
        left += image.width + GAP
    return sheet


def below(images: Iterable[Image.Image], ground: str) -> Image.Image:
    """One under the other."""
    images = list(images)
    height = sum(image.height + GAP for image in images) - GAP
    sheet = Image.new("RGB", (max(image.width for image in images), height), ground)
    top = 0
    for image in images:
        sheet.paste(image, (0, top))
        top += image.height + GAP
    return sheet


def index(sheets: Iterable[tuple[str, str]]) -> str:
    """The page that shows them all, module after module."""
    ordered = sorted(sheets, key=lambda sheet: sheet[1].split("/")[0])
    shown = (
        f'<h2>{escape(title)}</h2><p>{escape(file)}</p><img loading="lazy" src="{escape(file)}">'
        for title, file in ordered
    )
    return f'<!doctype html><html lang="id"><meta charset="utf-8"><title>Lembar kontak</title>{"".join(shown)}</html>'


if __name__ == "__main__":
    sys.exit(main())
