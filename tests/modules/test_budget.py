"""The first view of a public page fits into the first flight of TCP (DESIGN 7)."""

import gzip
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.test import Client

from modules import packages
from tests.factories import NOW

FIRST_FLIGHT = 14_600  # bytes, compressed, headers included
HEADERS = 900  # bytes, measured generously
MODULE = "/modul/penimbangan-dan-pengukuran/"


@pytest.fixture
def site(db: None) -> Client:
    """The real curriculum, whose pages are the heaviest there are."""
    packages.import_package(settings.BASE_DIR / "modules" / "curricula" / "ilp", now=NOW)
    return Client()


def test_every_public_page_fits_with_its_stylesheet(site: Client) -> None:
    css = (settings.BASE_DIR / "lms" / "static" / "css" / "tuntas.css").read_bytes()
    addresses = ["/", "/modul/", MODULE, *lessons(site)]
    assert len(addresses) >= 7
    for pack in (lambda raw: brotli.compress(raw), lambda raw: gzip.compress(raw, 9)):
        sizes = {a: len(pack(site.get(a).content)) + len(pack(css)) + HEADERS for a in addresses}
        assert {a: size for a, size in sizes.items() if size > FIRST_FLIGHT} == {}


def lessons(site: Client) -> list[str]:
    return [part.partition('"')[0] for part in site.get(MODULE).text.split('<a class="row" href="')[1:]]


def test_a_module_with_its_pictures_stays_small() -> None:
    folder = settings.BASE_DIR / "modules" / "curricula" / "ilp" / "modules"
    for module in folder.iterdir():
        assert sum(picture.stat().st_size for picture in Path(module).glob("pictures/*")) < 400_000
