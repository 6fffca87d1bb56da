"""Packages through /cms/: uploaded, compared, chosen, applied by a worker that may be killed."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lms.people.models import AuditEvent
from modules import fact_lists, packages
from modules.models import Fact, LessonPage, PackageRun, Recall
from modules.packages import importing, runs
from modules.tasks import sweep_packages
from tests.cast import Cast
from tests.factories import NOW
from tests.modules import zips
from tests.modules.conftest import Change
from tests.modules.test_curriculum import FIRST, edit

LIST = "/cms/paket/"


@pytest.fixture
def zipped(folder: Path, tmp_path: Path, settings) -> Path:
    settings.PRIVATE_ROOT = tmp_path / "pribadi"
    settings.STORAGES = settings.STORAGES | {
        "private": settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path / "pribadi", "base_url": None}}
    }
    return tmp_path / "kecil.zip"


@pytest.fixture
def budi(client: Client, cast: Cast) -> Client:
    """The national author, with the rights of her role."""
    from lms.people import roles
    from modules.root import ensure_pages

    ensure_pages()
    roles.synchronise_all(on=NOW.date())
    client.force_login(cast.budi)
    return client


def upload(client: Client, archive: Path) -> PackageRun:
    file = SimpleUploadedFile(archive.name, archive.read_bytes(), "application/zip")
    response = client.post(LIST, {"file": file})
    run = PackageRun.objects.latest("pk")
    assert response.url == f"{LIST}{run.uuid}/"
    return run


def page(client: Client, run: PackageRun, query: str = "") -> str:
    return client.get(f"{LIST}{run.uuid}/{query}").content.decode()


def test_a_package_is_uploaded_compared_and_applied(budi: Client, folder: Path, zipped: Path):
    run = upload(budi, zips.pack(folder, zipped))
    assert (run.state, run.key, run.before) == ("planned", "kecil", "")
    assert f"Baru <b>{run.steps.count()}</b>" in page(budi, run)
    assert not LessonPage.objects.exists()
    budi.post(f"{LIST}{run.uuid}/terapkan/")
    run.refresh_from_db()
    assert (run.state, run.done) == ("applied", run.total)
    assert set(run.steps.values_list("result", flat=True)) == {"create"}
    assert LessonPage.objects.live().count() == 2
    assert list(AuditEvent.objects.filter(act__startswith="package").values_list("act", flat=True).order_by("pk")) == [
        "package_uploaded",
        "package_applied",
    ]


def test_a_refused_package_says_why_with_file_and_line(budi: Client, folder: Path, zipped: Path, change: Change):
    change(FIRST, "alat.svg", "hilang.svg")
    run = upload(budi, zips.pack(folder, zipped))
    assert run.state == "refused"
    assert "menyiapkan.yaml: baris 10: Gambar hilang.svg tidak ada." in page(budi, run)
    (zipped).write_bytes(b"bukan zip")
    assert "ZIP rusak" in page(budi, upload(budi, zipped))


def test_whoever_applies_is_told_that_readers_will_hear_of_what_leaves(
    budi: Client, imported: Path, zipped: Path, change: Change
):
    change("modules/b3/module.yaml", "[menyiapkan, menimbang]", "[menimbang]")
    (imported / FIRST).unlink()
    run = upload(budi, zips.pack(imported, zipped))
    assert "1 halaman ditarik: pembaca yang menandainya diberi tahu" in page(budi, run)
    budi.post(f"{LIST}{run.uuid}/terapkan/")
    assert Recall.objects.get().lesson_key == "menyiapkan"
    assert "1 halaman ditarik" not in page(budi, run)


def test_both_texts_are_shown_and_somebody_chooses(
    budi: Client, lesson: LessonPage, imported: Path, zipped: Path, change: Change
):
    edit(lesson, aim="Tujuan 3 & <daerah.")
    change(FIRST, "Ibu/Bapak bisa menyiapkan alat.", "Ibu/Bapak bisa menata alat.")
    run = upload(budi, zips.pack(imported, zipped))
    shown = page(budi, run)
    assert "Tujuan 3 &amp; &lt;daerah." in shown
    assert "1 bagian menunggu pilihan" in shown
    step = run.steps.get()
    budi.post(f"{LIST}{run.uuid}/terapkan/")
    assert PackageRun.objects.get().state == "planned"  # nothing to apply before somebody chose
    budi.post(f"{LIST}{run.uuid}/pilih/", {f"pilih-{step.pk}": "file", "pilih-x": "file", "pilih-99": "apa"})
    budi.post(f"{LIST}{run.uuid}/terapkan/")
    assert LessonPage.objects.get(slug="menyiapkan").aim == "Ibu/Bapak bisa menata alat."
    assert "diperbarui" in page(budi, run)


def test_what_areas_chose_is_listed_beside_the_number_that_changes(
    budi: Client, folder: Path, zipped: Path, change: Change, cast: Cast
):
    change("facts.yaml", "status: settled", "status: local")
    packages.import_package(folder, now=NOW)
    words = Fact.objects.get(key="b3.batas").words | {"value": "11,9"}
    Fact.objects.create(key="b3.batas", area=cast.kediri, valid_from=NOW.date(), **words)
    change("facts.yaml", 'value: "11,5"', 'value: "11,6"')
    change("facts.yaml", "kurang dari 11,5", "kurang dari 11,6")
    run = upload(budi, zips.pack(folder, zipped))
    budi.post(f"{LIST}{run.uuid}/terapkan/")
    report = page(budi, run)
    assert "pilihannya tetap berlaku di sana" in report
    assert f"{cast.kediri.name}: <b>11,9 cm</b>" in report
    assert fact_lists.own("b3.batas").count() == 1

    change("facts.yaml", "status: local", "status: settled")
    assert "pilihan daerah ini berakhir bila diterapkan" in page(budi, upload(budi, zips.pack(folder, zipped)))


def test_what_somebody_keeps_is_not_asked_about_in_the_next_upload(
    budi: Client, lesson: LessonPage, imported: Path, zipped: Path, change: Change
):
    edit(lesson, aim="Tujuan daerah.")
    change(FIRST, "Ibu/Bapak bisa menyiapkan alat.", "Ibu/Bapak bisa menata alat.")
    run = upload(budi, zips.pack(imported, zipped))
    budi.post(f"{LIST}{run.uuid}/pilih/", {f"pilih-{run.steps.get().pk}": "ours"})
    budi.post(f"{LIST}{run.uuid}/terapkan/")
    assert (run.steps.get().result, LessonPage.objects.get(slug="menyiapkan").aim) == ("keep", "Tujuan daerah.")
    again = upload(budi, zipped)
    assert [step.decision for step in again.steps.all()] == ["keep"]


def test_a_killed_worker_is_followed_by_another_that_does_the_rest(
    budi: Client, folder: Path, zipped: Path, monkeypatch: pytest.MonkeyPatch, cast: Cast
):
    run = upload(budi, zips.pack(folder, zipped))
    runs.start(run, by=cast.budi, now=NOW)
    run.refresh_from_db()
    done: list[str] = []

    def killed(self, piece, decision):
        done.append(piece.key)
        if len(done) == 4:
            raise KeyboardInterrupt
        return take(self, piece, decision)

    take = importing._Importer._take
    monkeypatch.setattr(importing._Importer, "_take", killed)
    with pytest.raises(KeyboardInterrupt):
        runs.work(run)
    monkeypatch.undo()
    assert PackageRun.objects.get().state == "applying"
    assert runs.due(now=PackageRun.objects.get().touched_at + runs.STILL) == []
    PackageRun.objects.update(touched_at=NOW - timedelta(hours=1))
    assert sweep_packages() == 1
    assert (PackageRun.objects.get().state, LessonPage.objects.live().count()) == ("applied", 2)


def test_a_second_worker_does_not_take_what_the_first_has(budi: Client, folder: Path, zipped: Path, cast: Cast):
    run = upload(budi, zips.pack(folder, zipped))
    runs.start(run, by=cast.budi, now=NOW)
    first, second = PackageRun.objects.get(), PackageRun.objects.get()
    runs.work(first)
    runs.work(second)
    assert PackageRun.objects.get().cursor == 2  # once read, once applied


def test_the_package_is_downloaded_as_it_stands_here(budi: Client, lesson: LessonPage, imported: Path, tmp_path: Path):
    edit(lesson, aim="Tujuan daerah.")
    response = budi.get(f"{LIST}unduh/kecil/")
    assert response["Content-Disposition"] == 'attachment; filename="kecil-1.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert b"Tujuan daerah." in archive.read(f"kecil/{FIRST}")
        archive.extractall(tmp_path / "lagi")
    assert packages.import_package(tmp_path / "lagi" / "kecil", now=NOW).nothing


def test_who_may_not_bring_packages_in_sees_nothing_of_them(
    client: Client, cast: Cast, budi: Client, folder: Path, zipped: Path
):
    run = upload(budi, zips.pack(folder, zipped))
    for user in (cast.ningsih, cast.dewi, cast.sari):
        client.force_login(user)
        for address in (LIST, f"{LIST}{run.uuid}/", f"{LIST}unduh/kecil/"):
            assert client.get(address).status_code in (302, 403, 404), (user, address)
        assert client.post(f"{LIST}{run.uuid}/terapkan/").status_code in (302, 403, 404)
    assert PackageRun.objects.get().state == "planned"


def test_files_go_after_thirty_days_and_reports_stay(budi: Client, folder: Path, zipped: Path):
    run = upload(budi, zips.pack(folder, zipped))
    assert runs.purge(now=run.made_at + runs.KEPT) == 0
    assert runs.purge(now=run.made_at + runs.KEPT + timedelta(days=1)) == 1
    run.refresh_from_db()
    assert not run.file
    budi.post(f"{LIST}{run.uuid}/terapkan/")
    assert PackageRun.objects.get().state == "planned"
    assert run.steps.exists()
