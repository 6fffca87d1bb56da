"""The first view of a public page fits into the first flight of TCP (DESIGN 7)."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.test import Client

from modules import packages
from tests.factories import NOW
from tests.sample import ILP

FIRST_FLIGHT = 14_600  # bytes, compressed, headers included
HEADERS = 1_250  # bytes of a page and its two sheets, measured generously
LINK = re.compile(r'href="(/modul/[^"]+/)"')


@pytest.fixture
def site(db: None) -> Client:
    """The real curriculum, whose pages are the heaviest there are."""
    packages.import_package(ILP, now=NOW)
    return Client()


@pytest.mark.only_on("sqlite")  # a page weighs the same, whatever holds its text
def test_every_public_page_fits_with_its_stylesheet(site: Client) -> None:
    folder = settings.BASE_DIR / "lms" / "static" / "css"
    sheets = [(folder / name).read_bytes() for name in ("tuntas.css", "belajar.css")]
    modules = addresses_on(site, "/modul/")
    addresses = {"/", "/modul/", *modules, *(found for module in modules for found in addresses_on(site, module))}
    assert len(modules) == len(list((ILP / "modules").iterdir()))
    assert len(addresses) >= 5 * len(modules)
    bodies = {address: site.get(address).content for address in addresses}
    for pack in (lambda raw: brotli.compress(raw), lambda raw: gzip.compress(raw, 9)):
        beside = sum(len(pack(sheet)) for sheet in sheets) + HEADERS
        sizes = {address: len(pack(body)) + beside for address, body in bodies.items()}
        assert {a: size for a, size in sizes.items() if size > FIRST_FLIGHT} == {}


def addresses_on(site: Client, page: str) -> set[str]:
    """Of modules on the list of modules; of lessons and the card on a module."""
    return set(LINK.findall(site.get(page).text)) - {"/modul/"}


def test_a_module_with_its_pictures_stays_small() -> None:
    for module in (ILP / "modules").iterdir():
        assert sum(picture.stat().st_size for picture in Path(module).glob("pictures/*")) < 400_000
