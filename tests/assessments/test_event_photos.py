"""Pictures of an activity: encoded anew, private, and only for those who plan it."""

import io
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from assessments import event_photos
from assessments.models import EventPhoto, TrainingEvent
from lms.areas.errors import UserError
from tests.assessments import occasions
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(settings, tmp_path: Path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event(cast: Cast) -> TrainingEvent:
    return occasions.event(make_programme(), cast.kediri, cast.balowerti, on=TODAY)


def picture(size: tuple[int, int] = (640, 400), colour: tuple[int, int, int] = (20, 90, 60)) -> bytes:
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Kamera Sari"
    exif.get_ifd(0x8825)[1] = "S"
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG", exif=exif)
    return target.getvalue()


def add(event: TrainingEvent, cast: Cast, raw: bytes) -> EventPhoto:
    return event_photos.add(event, raw, caption="Praktik dengan boneka", by=cast.puji, now=NOW)


def test_nothing_but_its_pixels_is_kept_and_the_same_picture_once(cast: Cast, event: TrainingEvent):
    assert b"Kamera Sari" in picture()
    first, second = add(event, cast, picture()), add(event, cast, picture())
    kept = event_photos.content(first)
    assert first == second
    assert b"Kamera Sari" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


@pytest.mark.parametrize("raw", [b"", b"GIF89a", b"<svg/>", picture((80, 80))], ids=["empty", "gif", "svg", "small"])
def test_what_is_no_picture_to_print_is_refused(cast: Cast, event: TrainingEvent, raw: bytes):
    with pytest.raises(UserError):
        add(event, cast, raw)
    assert not EventPhoto.objects.exists()


def test_there_is_an_end_of_pictures(cast: Cast, event: TrainingEvent, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(event_photos, "MOST", 1)
    add(event, cast, picture())
    with pytest.raises(UserError, match="Hapus satu dulu"):
        add(event, cast, picture(colour=(1, 2, 3)))


def test_an_officer_adds_sees_and_removes_one_and_others_never(
    cast: Cast,
    client: Client,
    event: TrainingEvent,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks,
):
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    client.force_login(cast.puji)
    page = reverse("event-photos", args=[event.uuid])
    assert "orang yang dilayani" in client.get(page).content.decode()
    upload = {"picture": SimpleUploadedFile("IMG.jpg", picture(), "image/jpeg"), "caption": "Praktik"}
    assert client.post(page, upload).status_code == 302
    found = EventPhoto.objects.get()
    own = reverse("event-photo", args=[event.uuid, found.uuid])
    assert client.get(own)["Content-Type"] == "image/jpeg"
    gone = reverse("event-photo-remove", args=[event.uuid, found.uuid])
    client.force_login(cast.lastri)
    assert [client.get(own).status_code, client.post(gone).status_code] == [404, 404]
    client.force_login(cast.puji)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(gone)
    assert not EventPhoto.objects.exists()
    assert not found.file.storage.exists(found.file.name)
