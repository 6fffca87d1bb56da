"""What authors upload: pictures without EXIF and of a size that teaches, no SVG; documents are downloads."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from lms.people import roles
from modules.models import TuntasDocument, TuntasImage
from tests.cast import Cast
from tests.factories import TODAY

pytestmark = [
    pytest.mark.only_on("sqlite"),
    # Wagtail leaves the temporary file of a thumbnail to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def imported(staged: Path) -> Path:
    return staged


def photo(kind: str = "JPEG", size: tuple[int, int] = (2400, 1200)) -> bytes:
    """A picture lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x9286] = "Posyandu Melati"
    target = BytesIO()
    Image.new("RGB", size, "red").save(target, kind, exif=exif)
    return target.getvalue()


@pytest.fixture
def author(lesson: object, cast: Cast, client: Client) -> Client:
    roles.synchronise([cast.budi], on=TODAY)
    client.force_login(cast.budi)
    return client


def upload(author: Client, name: str, raw: bytes) -> str:
    sent = {"title": "Foto", "file": SimpleUploadedFile(name, raw), "collection": "1"}
    return author.post(reverse("wagtailimages:add"), sent).content.decode()


def test_a_photograph_is_upright_small_and_says_nothing_of_its_place(author: Client):
    upload(author, "Foto Saya (1).JPG", photo())
    image = TuntasImage.objects.get(title="Foto")
    assert (image.width, image.height) == (800, 1600)
    assert image.file.name.startswith("original_images/foto-saya-1.")
    with image.file.open() as stored:
        raw = stored.read()
        assert b"Posyandu Melati" not in raw
        assert not Image.open(BytesIO(raw)).getexif()
    assert image.get_rendition("max-640x1280|format-webp").file.name.endswith(".webp")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("gambar.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        ("gambar.png", b"bukan gambar"),
        ("gambar.gif", photo("GIF", (10, 10))),
        ("gambar.jpg", photo()[:400]),
    ],
)
def test_what_is_no_photograph_is_refused(author: Client, name: str, raw: bytes):
    before = TuntasImage.objects.count()
    upload(author, name, raw)
    assert TuntasImage.objects.count() == before


def test_a_picture_that_would_fill_the_memory_is_refused_with_a_sentence(author: Client):
    assert "Simpan sebagai JPEG" in upload(author, "besar.png", photo("PNG", (4000, 3100)))


def test_a_document_is_a_download(author: Client):
    document = TuntasDocument.objects.create(title="Surat", file=ContentFile(b"%PDF-1.4", name="surat.pdf"))
    answer = author.get(document.url)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()
