"""``/kegiatan/bukti/``: one paper with its picture, and a list with its plan first."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from assessments import outside, outside_list, outside_papers, records
from assessments.models import CompetencyRecord, GroupRecord, OutsideEvidence, OutsideRuling, ProofPhoto, SkillRule
from lms.areas.errors import UserError
from modules.models import Programme
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

HEAD = "Nama;Posyandu;Kelompok;Tahap;Tanggal;Dokumen\n"
STRANGERS = ["sari", "rina", "wulan", "puji", "lastri", "budi", "ningsih", "admin"]


@pytest.fixture(autouse=True)
def _on_that_day(settings, tmp_path) -> Iterator[None]:
    settings.PRIVATE_ROOT = tmp_path / "private"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme()


@pytest.fixture
def dewi(client: Client, cast: Cast, programme: Programme) -> Client:
    client.force_login(cast.dewi)
    return client


def text(client: Client, url: str, data: dict | None = None) -> str:
    answer = client.get(url) if data is None else client.post(url, data, follow=True)
    return " ".join(answer.content.decode().split())


def picture() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (640, 480), "white").save(file, "PNG")
    return SimpleUploadedFile("kertas.png", file.getvalue(), content_type="image/png")


def typed(programme: Programme, **given) -> dict:
    groups = [group.pk for group in programme.groups.filter(key__in="AB")]
    whole = {"rung": "dilatih", "groups": groups, "document": "Sertifikat digital 12/2024", "on": "2024-05-16"}
    return whole | given


def rows(*lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("bukti.csv", (HEAD + "\n".join(lines)).encode(), content_type="text/csv")


def test_dewi_takes_in_a_paper_with_its_picture(dewi: Client, cast: Cast, programme: Programme):
    assert "Sari Wahyuni" in text(dewi, "/kegiatan/bukti/", {"cari": "sari"})
    url = f"/kegiatan/bukti/{cast.sari.person.kader.uuid}/"
    page = text(dewi, url, typed(programme, photo=picture()))
    assert "2 bukti diterima" in page
    assert "dilatih, 16 Mei 2024" in page
    assert set(GroupRecord.objects.values_list("group__key", "trained_on")) == {
        ("A", date(2024, 5, 16)),
        ("B", date(2024, 5, 16)),
    }
    kept = ProofPhoto.objects.get()
    assert dewi.get(f"/kegiatan/bukti/foto/{kept.uuid}.jpg").content.startswith(b"\xff\xd8")
    assert "tidak ada yang berubah" in text(dewi, url, typed(programme, photo=picture()))
    assert ProofPhoto.objects.count() == 1


def test_who_checks_a_paper_reads_how_far_it_counts(dewi: Client, cast: Cast, programme: Programme):
    url = f"/kegiatan/bukti/{cast.sari.person.kader.uuid}/"
    assert "dihitung seperti yang tertulis, sampai terampil" in text(dewi, url)
    SkillRule.objects.create(programme=programme, outside_up_to="dinilai")
    assert "dihitung paling jauh dinilai: terampil harus terlihat di sini" in text(dewi, url)
    file = rows("Sari Wahyuni;Melati;B3;terampil;16-05-2024;Rekap 2024")
    assert "dihitung paling jauh dinilai" in text(dewi, "/kegiatan/bukti/daftar/", {"file": file})


def test_what_is_missing_is_said_and_nothing_is_taken(dewi: Client, cast: Cast, programme: Programme):
    url = f"/kegiatan/bukti/{cast.sari.person.kader.uuid}/"
    page = text(dewi, url, typed(programme, rung="terampil", on=str(TODAY + timedelta(days=1))))
    assert "Pilih paling sedikit satu" in page
    assert "belum tiba" in page
    broken = SimpleUploadedFile("kertas.png", b"bukan gambar")
    assert "Foto tidak terbaca" in text(dewi, url, typed(programme, photo=broken))
    assert not OutsideEvidence.objects.exists()


@pytest.mark.parametrize("name", STRANGERS)
def test_only_the_dinas_takes_in_proof(client: Client, cast: Cast, programme: Programme, name: str):
    client.force_login(getattr(cast, name))
    hers = f"/kegiatan/bukti/{cast.sari.person.kader.uuid}/"
    pages = ("/kegiatan/bukti/", "/kegiatan/bukti/daftar/", hers)
    assert {client.get(page).status_code for page in pages} == {404}
    assert client.post(hers, typed(programme)).status_code == 404


def test_another_city_finds_neither_kader_nor_picture(client: Client, dewi: Client, cast: Cast, programme: Programme):
    hers = f"/kegiatan/bukti/{cast.sari.person.kader.uuid}/"
    text(dewi, hers, typed(programme, photo=picture()))
    client.force_login(cast.yanti)
    assert "Sari" not in text(client, "/kegiatan/bukti/", {"cari": "wahyuni"}).replace("sari", "")
    assert client.get(hers).status_code == 404
    assert client.get(f"/kegiatan/bukti/foto/{ProofPhoto.objects.get().uuid}.jpg").status_code == 404


def test_a_picture_ends_after_a_year_and_the_evidence_stays(dewi: Client, cast: Cast, programme: Programme):
    text(dewi, f"/kegiatan/bukti/{cast.sari.person.kader.uuid}/", typed(programme, photo=picture()))
    kept = ProofPhoto.objects.get()
    assert outside_papers.forget(before=NOW) == 0
    assert outside_papers.forget(before=NOW + timedelta(seconds=1)) == 1
    assert not kept.file.storage.exists(kept.file.name)
    assert OutsideEvidence.objects.count() == 2


def test_a_list_is_planned_row_by_row_and_then_taken(dewi: Client, cast: Cast, programme: Programme):
    file = rows(
        "SARI WAHYUNI;Melati;;;16-05-2024;Rekap pelatihan 2024",
        "Tini Astuti;Kenanga;B3;terampil;16-05-2024;Formulir 7",
        "Tini Astuti;Melati;A;;16-05-2024;Rekap pelatihan 2024",
        "Sari Wahyuni;Melati;Z;;16-05-2024;Rekap pelatihan 2024",
        "Sari Wahyuni;Melati;B;terampil;16-05-2024;Rekap pelatihan 2024",
        "Sari Wahyuni;Melati;A;;16-05-2999;Rekap pelatihan 2024",
    )
    page = text(dewi, "/kegiatan/bukti/daftar/", {"file": file})
    assert "6 bukti baru" in page
    assert "Ditolak: 4 baris" in page
    assert "Baris 4: Tini Astuti" in page
    assert "tidak dikenal" in page
    assert not OutsideEvidence.objects.exists()
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)[1]
    assert "6 bukti diterima" in text(dewi, "/kegiatan/bukti/daftar/", {"sealed": sealed})
    assert "tidak ada yang berubah" in text(dewi, "/kegiatan/bukti/daftar/", {"sealed": sealed})
    assert GroupRecord.objects.filter(trained_on=date(2024, 5, 16)).count() == 5
    assert CompetencyRecord.objects.get().skilled_on == date(2024, 5, 16)


def test_a_plan_belongs_to_who_made_it_and_to_her_scope(client: Client, cast: Cast, programme: Programme):
    entry = outside_list.Entry(2, "Sari Wahyuni", "", "", "A", "", "2024-05-16", "Rekap")
    assert outside_list.apply([entry], programme=programme, by=cast.yanti, now=NOW) == 0
    sealed = outside_list.seal([entry], by=cast.dewi)
    with pytest.raises(UserError, match="Unggah lagi"):
        outside_list.unseal(sealed, by=cast.yanti)
    client.force_login(cast.dewi)
    assert "Unggah lagi" in text(client, "/kegiatan/bukti/daftar/", {"sealed": "x"})


def test_two_of_one_name_need_their_posyandu(cast: Cast, programme: Programme):
    cast.tini.person.name = "Sari Wahyuni"
    cast.tini.person.save()
    given = ("A", "", "2024-05-16", "Rekap")
    entries = [outside_list.Entry(2, "sari wahyuni", place, "", *given) for place in ("", "Posyandu Melati")]
    lines = outside_list.plan(entries, programme=programme, by=cast.dewi, now=NOW)
    assert "lebih dari satu kader" in lines[0].problem
    assert [claim.kader_id for claim in lines[1].claims] == [cast.sari.person.kader.pk]


def test_a_long_list_costs_a_fixed_number_of_queries(cast: Cast, programme: Programme, django_assert_num_queries):
    entries = [
        outside_list.Entry(number, "Sari Wahyuni", "Melati", "", "A", "", "2024-05-16", f"Rekap {number}")
        for number in range(150)
    ]
    with django_assert_num_queries(7):
        lines = outside_list.plan(entries, programme=programme, by=cast.dewi, now=NOW)
    assert sum(line.new for line in lines) == 150


def test_a_piece_is_taken_back_with_who_and_why_and_counts_again(dewi: Client, cast: Cast, programme: Programme):
    url = f"/kegiatan/bukti/{cast.sari.person.kader.uuid}/"
    text(dewi, url, typed(programme))
    piece = OutsideEvidence.objects.get(group__key="A")
    one = f"{url}{piece.pk}/"
    assert one in text(dewi, url)
    assert "Tulis dulu alasannya" in text(dewi, one, {"reason": " "})
    assert "Dikoreksi" in text(dewi, one, {"reason": "Sertifikatnya milik orang lain"})
    assert list(GroupRecord.objects.filter(trained_on__isnull=False).values_list("group__key", flat=True)) == ["B"]
    assert records.differences(programme) == []
    assert "ditarik kembali" in text(dewi, url)
    assert "milik orang lain" in text(dewi, one)
    assert "tidak ada yang berubah" in text(dewi, url, typed(programme)), "the same paper again does not undo it"
    text(dewi, one, {"reason": "Ternyata benar miliknya"})
    assert GroupRecord.objects.filter(trained_on__isnull=False).count() == 2
    assert OutsideRuling.objects.count() == 2
    assert OutsideEvidence.objects.count() == 2


@pytest.mark.every_database
def test_a_correction_is_never_changed_and_none_lacks_a_reason(dewi: Client, cast: Cast, programme: Programme):
    text(dewi, f"/kegiatan/bukti/{cast.sari.person.kader.uuid}/", typed(programme))
    piece = OutsideEvidence.objects.first()
    made = outside.rule(piece, counts=False, reason="Keliru", by=cast.dewi, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideRuling.objects.filter(pk=made.pk).update(counts=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideRuling.objects.create(evidence=piece, counts=True, reason="", by=cast.dewi, at=NOW)
    with pytest.raises(UserError, match="sudah dikoreksi"):
        outside.rule(piece, counts=False, reason="Dua kali", by=cast.dewi, now=NOW)


@pytest.mark.parametrize("name", [*STRANGERS, "yanti"])
def test_nobody_else_takes_a_piece_back(client: Client, cast: Cast, programme: Programme, name: str):
    kader = cast.sari.person.kader
    group = programme.groups.first()
    piece = outside.accept(
        kader, rung="dilatih", happened_at=NOW, document="Sertifikat", by=cast.dewi, now=NOW, group=group
    )
    client.force_login(getattr(cast, name))
    assert client.post(f"/kegiatan/bukti/{kader.uuid}/{piece.pk}/", {"reason": "x"}).status_code == 404
    with pytest.raises(UserError, match="tidak bertugas"):
        outside.rule(piece, counts=False, reason="x", by=getattr(cast, name), now=NOW)
    assert not OutsideRuling.objects.exists()
