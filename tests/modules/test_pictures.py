"""Pictures: what is taken, what is refused, how they are served."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from modules.models import TuntasImage
from modules.pictures import BadPicture, clean, read_copy, store
from tests.modules.conftest import DRAWING


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        '<rect onload="x()"/>',
        '<use href="https://example.org/a.svg#b"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<rect style="fill:url(https://example.org)"/>',
        "<style>@import 'a.css'</style>",
        "<style>.a{background:u\\72l(x)}</style>",
        '<a href="javascript:alert(1)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>',
    ],
)
def test_a_drawing_that_does_more_than_draw_is_refused(bad: str) -> None:
    with pytest.raises(BadPicture, match="tidak boleh"):
        clean("a.svg", DRAWING.replace("</svg>", f"{bad}</svg>").encode())


def test_a_drawing_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + DRAWING.replace("</svg>", "<text>&a;</text></svg>")
    with pytest.raises(BadPicture, match="entitas"):
        clean("a.svg", bomb.encode())


def test_a_drawing_keeps_its_styles_and_local_references() -> None:
    drawing = DRAWING.replace("</svg>", '<g id="g"/><use href="#g" clip-path="url(#c)"/></svg>')
    assert b"<style>.a{fill:#123}</style>" in clean("a.svg", drawing.encode())


def test_a_photograph_loses_its_exif() -> None:
    photo, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Telepon Bu Sari"
    Image.new("RGB", (8, 6), "red").save(photo, "JPEG", exif=exif)
    stored = clean("foto.jpg", photo.getvalue())
    assert not Image.open(BytesIO(stored)).getexif()
    assert b"Bu Sari" not in stored


@pytest.mark.parametrize(("name", "raw"), [("a b.svg", b""), ("a.gif", b""), ("a.png", b"bukan gambar")])
def test_what_is_no_picture_is_refused(name: str, raw: bytes) -> None:
    with pytest.raises(BadPicture):
        clean(name, raw)


def test_a_drawing_is_served_to_everyone_in_a_sandbox(imported: Path, client: Client) -> None:
    response = client.get(TuntasImage.objects.get().file.url)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "immutable" in response.headers["Cache-Control"]
    assert b"<rect" in b"".join(response.streaming_content)


@pytest.mark.parametrize("name", ["", "original_images/", "../db.sqlite3", "original_images/../../db.svg", "a.txt"])
def test_nothing_but_pictures_has_an_address(imported: Path, client: Client, name: str) -> None:
    default_storage.save("a.txt", BytesIO(b"rahasia"))
    assert client.get(f"/media/{name}").status_code == 404


def test_who_replaces_a_photograph_replaces_what_readers_load(db: None, settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path

    def read(colour: str) -> bytes:
        raw = BytesIO()
        Image.new("RGB", (40, 30), colour).save(raw, "PNG")
        image = store("foto.png", raw.getvalue(), package_path="ilp/modules/b3/pictures/foto.png")
        return read_copy(image)[0]

    red, green = read("red"), read("green")
    assert red != green
    assert read("red") == red
