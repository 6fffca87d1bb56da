"""A list of posyandu on the screen and by command."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from lms.areas.models import Posyandu, Puskesmas
from lms.people.models import AuditEvent
from lms.people.places import lists
from tests.cast import Cast
from tests.factories import NOW

LIST = "/kelola/tempat/wilayah/35.71/daftar/"
CSV = (
    "Kelurahan;Puskesmas;Posyandu;No Registrasi\nSemampir;Balowerti;Melati;35711\nSemampir;;Mawar;\n"
    "Semampir;;Melatti;\nSemampir;Mrican;Dahlia;\nSemampr;;Teratai;\n"
)


@pytest.fixture(autouse=True)
def _on_that_day(settings) -> Iterator[None]:
    # How somebody signs in is tested elsewhere: here the client does it without TOTP.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("StrongSignIn")]
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dewi(client: Client, cast: Cast) -> Client:
    client.force_login(cast.dewi)
    return client


def upload(client: Client, text: str = CSV, name: str = "daftar.csv"):
    return client.post(LIST, {"file": SimpleUploadedFile(name, text.encode())})


def text(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_a_list_is_shown_before_anything_is_kept(dewi: Client, cast: Cast):
    page = text(upload(dewi))
    for words in (
        "Belum ada yang disimpan",
        "Nomor registrasi: belum dicatat → <b>35711</b>",
        "Mirip Melati di Semampir",
        "Mungkin maksudnya Semampir?",
        "Puskesmas yang belum tercatat",
        "1 posyandu tercatat yang tidak disebut",
    ):
        assert words in page
    assert (Posyandu.objects.count(), AuditEvent.objects.count()) == (2, 0)


def test_what_was_shown_is_applied_once(dewi: Client, cast: Cast):
    sealed = upload(dewi).context["sealed"]
    given = {"sealed": sealed, "baris-2": "baru", "baris-x": "1", "puskesmas": "Mrican"}
    page = text(dewi.post(LIST, given, follow=True))
    assert "Tersimpan: 3 posyandu baru, 1 berubah, 1 puskesmas baru." in page
    assert Puskesmas.objects.get(name="Mrican").posyandu.get().name == "Dahlia"
    assert "tidak ada yang diubah" in text(dewi.post(LIST, given, follow=True))
    event = AuditEvent.objects.get(act="place_list")
    assert (event.actor, event.area, event.detail) == (cast.dewi, cast.kediri, {"new": 3, "changed": 1, "puskesmas": 1})


def test_a_long_list_is_gone_on_with(dewi: Client, cast: Cast, monkeypatch):
    monkeypatch.setattr("lms.people.views.places.lists.CHUNKS", 1)
    rows = "".join(f"Semampir;;Sekar {n};\n" for n in range(230))
    sealed = upload(dewi, f"Kelurahan;Puskesmas;Posyandu;No Registrasi\n{rows}").context["sealed"]
    page = dewi.post(LIST, {"sealed": sealed})
    assert "Masih ada 30. Simpan sekali lagi" in text(page)
    assert "30 posyandu baru" in text(dewi.post(LIST, {"sealed": page.context["sealed"]}, follow=True))


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "kosong"), ("%PDF-1.7", "PDF"), ("a;b\n1;2", "Tidak ada baris judul"), ("Posyandu\n", "Tidak ada baris")],
)
def test_a_file_that_is_no_list_says_so(dewi: Client, cast: Cast, content: str, words: str):
    assert words in text(upload(dewi, content))
    assert Posyandu.objects.count() == 2


def test_a_sealed_list_is_good_for_its_owner_its_city_and_a_day(client: Client, dewi: Client, cast: Cast):
    entries = lists.unseal(upload(dewi).context["sealed"], kab=cast.kediri, by=cast.dewi)
    foreign = lists.seal(entries, kab=cast.blitar, by=cast.dewi)
    others = lists.seal(entries, kab=cast.kediri, by=cast.admin)
    with time_machine.travel("2025-11-22T00:00:00Z"):
        old = lists.seal(entries, kab=cast.kediri, by=cast.dewi)
    for sealed in (foreign, others, old, "rusak"):
        assert "Unggah lagi berkasnya" in text(dewi.post(LIST, {"sealed": sealed}))
    assert Posyandu.objects.count() == 2


@pytest.mark.parametrize("name", ["puji", "yanti", "rina"])
def test_nobody_else_brings_or_takes_the_list(client: Client, cast: Cast, name: str):
    client.force_login(getattr(cast, name))
    assert upload(client).status_code == 404
    assert client.get(LIST.replace("daftar", "unduh")).status_code == 404


def test_the_list_that_is_given_comes_back_unchanged(dewi: Client, cast: Cast):
    given = dewi.get(LIST.replace("daftar", "unduh"))
    assert given.headers["Content-Disposition"] == 'attachment; filename="posyandu-35.71.xlsx"'
    page = dewi.post(LIST, {"file": SimpleUploadedFile("posyandu.xlsx", given.content)})
    assert dict(page.context["counts"])["sama"] == "2"
    assert "Simpan yang baru" not in text(page)


def test_the_command_tells_then_applies(cast: Cast, tmp_path: Path):
    file, out = tmp_path / "daftar.csv", StringIO()
    file.write_text(CSV)
    call_command("posyandu", file, area="35.71", stdout=out)
    assert "2 baru, 1 berubah, 0 sama, 1 meragukan, 1 ditolak" in out.getvalue()
    assert "baris 2, Melati: Nomor registrasi (kosong) menjadi 35711" in out.getvalue()
    assert Posyandu.objects.count() == 2
    call_command("posyandu", file, "--apply", "--puskesmas", area="35.71", stdout=out)
    assert "Tersimpan: 2 baru, 1 berubah." in out.getvalue()
    assert AuditEvent.objects.get(act="place_list").actor is None


def test_the_command_refuses_a_wrong_area_and_a_wrong_file(cast: Cast, tmp_path: Path):
    with pytest.raises(CommandError, match=r"Tidak ada kabupaten/kota 35\.99"):
        call_command("posyandu", tmp_path / "x.csv", area="35.99")
    with pytest.raises(CommandError, match="No such file"):
        call_command("posyandu", tmp_path / "x.csv", area="35.71")
