"""The screens of the roster: upload, plan, decide, apply, for those who look after these people and nobody else."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lms.people.models import AuditEvent, ColumnMapping, Kader, Membership, Person, RosterRow, RosterRun
from tests.cast import SINCE, Cast
from tests.factories import NOW

HEAD = "No;Nama Kader;JK;No HP;Kelurahan;Posyandu\n"
LIST = (HEAD + "1;WATI LESTARI;P;081234567890;Semampir;Melati\n2;Sari Wahyunni;P;;Semampir;Melati\n").encode()


@pytest.fixture(autouse=True)
def _on_that_day(settings, tmp_path) -> Iterator[None]:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("StrongSignIn")]
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path, "base_url": None}},
    }
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dewi(client: Client, cast: Cast) -> Client:
    client.force_login(cast.dewi)
    return client


def upload(client: Client, content: bytes = LIST, name: str = "kader.csv", **more: str) -> RosterRun:
    answer = client.post("/kelola/roster/", {"file": SimpleUploadedFile(name, content), **more})
    assert answer.status_code == 302, answer.content.decode()
    return RosterRun.objects.latest("pk")


def address(run: RosterRun, end: str = "") -> str:
    return f"/kelola/roster/{run.uuid}/{end}"


def test_from_file_to_people_on_the_screens(dewi: Client, cast: Cast):
    run = upload(dewi)
    page = dewi.get(address(run)).content.decode()
    assert "Sari Wahyunni" in page
    assert "Ada yang namanya mirip" in page
    page = dewi.get(address(run) + "?hasil=new").content.decode()
    assert "Wati Lestari" in page
    assert "HP 081234567890" in page  # as it will be written down, to check against the paper
    row = RosterRow.objects.get(run=run, outcome="doubtful")
    said = {f"baris-{row.line}": f"sama:{cast.sari.person.kader.pk}", "hasil": "doubtful"}
    assert "1 baris diputuskan" in dewi.post(address(run, "putuskan/"), said, follow=True).content.decode()
    assert "sudah diterapkan" in dewi.post(address(run, "terapkan/"), follow=True).content.decode()
    page = dewi.get(address(run) + "?hasil=new").content.decode()
    assert "Dicatat sebagai kader baru dari daftar ini." in page
    assert Kader.objects.filter(person__name="Wati Lestari", person__phone="+6281234567890").count() == 1
    cast.sari.person.refresh_from_db()
    assert cast.sari.person.name == "Sari Wahyunni"


@pytest.mark.parametrize("name", ["lastri", "wulan", "yanti", "rina", "sari", "tini", "budi", "ningsih", "admin"])
def test_who_does_not_look_after_them_sees_no_run_and_changes_nothing(client: Client, cast: Cast, name: str):
    client.force_login(cast.puji)
    run = upload(client)
    stranger = Client()
    stranger.force_login(getattr(cast, name))
    assert stranger.get("/kelola/roster/").status_code == (200 if name in ("lastri", "yanti") else 404)
    for end in ("", "kolom/", "rencana.xlsx"):
        assert stranger.get(address(run, end)).status_code == 404
    for end in ("putuskan/", "terapkan/", "batalkan/", "kolom/"):
        assert stranger.post(address(run, end), {"baris-1": "baru"}).status_code == 404
    run.refresh_from_db()
    assert (run.state, Person.objects.filter(name__startswith="Wati").count()) == ("planned", 0)


def test_a_petugas_writes_in_her_own_posyandu_only(client: Client, cast: Cast):
    client.force_login(cast.lastri)
    run = upload(client)
    assert set(RosterRow.objects.filter(run=run).values_list("outcome", flat=True)) == {"refused"}
    assert "di luar wilayah Anda" in client.get(address(run)).content.decode()
    client.post(address(run, "terapkan/"))
    assert not Person.objects.filter(name__startswith="Wati").exists()


def test_the_dinas_sees_the_runs_of_its_puskesmas(client: Client, cast: Cast):
    client.force_login(cast.puji)
    run = upload(client)
    client.force_login(cast.dewi)
    assert str(run.uuid) in client.get("/kelola/roster/").content.decode()
    assert client.get(address(run)).status_code == 200


def test_a_file_that_is_none_is_refused_with_a_sentence(dewi: Client, cast: Cast):
    run = upload(dewi, b"%PDF-1.7 bukan daftar", "daftar.xlsx")
    page = dewi.get(address(run)).content.decode()
    assert run.state == "failed"
    assert run.message in page
    assert "Pilih berkas daftar kader." in dewi.post("/kelola/roster/", {}).content.decode()


def test_a_run_under_way_loads_itself_again(dewi: Client, cast: Cast):
    run = upload(dewi)
    RosterRun.objects.filter(pk=run.pk).update(state="applying", total=400, done=200)
    answer = dewi.get(address(run))
    assert answer.headers["Refresh"] == "3"
    assert "200 dari 400 baris" in answer.content.decode()


def test_columns_are_corrected_and_remembered(dewi: Client, cast: Cast):
    content = b"Nama;Panggilan resmi;Kel;Pos\nBu Wati;Wati Lestari;Semampir;Melati\n"
    run = upload(dewi, content)
    form = dewi.get(address(run, "kolom/")).context["form"]
    wanted = {"Nama": "", "Panggilan resmi": "name", "Kel": "kelurahan", "Pos": "posyandu"}
    said = {f"k{at}": wanted.get(heading, "") for at, heading in enumerate(form.headings)}
    dewi.post(address(run, "kolom/"), said)
    assert RosterRow.objects.filter(run=run).first().read["name"] == "Wati Lestari"
    again = upload(dewi, content + b"Bu Tuti;Tuti Handayani;Semampir;Melati\n")
    assert set(RosterRow.objects.filter(run=again, row__gt=0).values_list("read__name", flat=True)) == {
        "Wati Lestari",
        "Tuti Handayani",
    }
    assert ColumnMapping.objects.count() == 1


def test_the_plan_comes_back_as_a_spreadsheet_and_is_known(dewi: Client, cast: Cast):
    run = upload(dewi)
    plan = dewi.get(address(run, "rencana.xlsx"))
    assert plan.headers["Content-Type"].startswith("application/vnd.openxml")
    again = upload(dewi, plan.content, "rencana.xlsx")
    outcomes = RosterRow.objects.filter(run=again).order_by("line").values_list("outcome", "read__name")
    assert list(outcomes) == [("new", "Wati Lestari"), ("doubtful", "Sari Wahyunni")]
    assert AuditEvent.objects.filter(act="list_exported", actor=cast.dewi).count() == 1


def test_many_are_decided_at_once(dewi: Client, cast: Cast):
    run = upload(dewi)
    dewi.post(address(run, "putuskan/"), {"hasil": "doubtful", "page": "1", "semua": "baru"})
    assert set(RosterRow.objects.filter(run=run).values_list("outcome", flat=True)) == {"new"}
    odd = dewi.post(address(run, "putuskan/"), {"baris-1": "hapus:1"}, follow=True)
    assert "Pilihan itu tidak dikenal" in odd.content.decode()


def test_a_page_of_fifty_costs_as_many_queries_as_one(dewi: Client, cast: Cast, django_assert_max_num_queries):
    for number in range(60):
        kader = Kader.objects.create(
            person=Person.objects.create(name=f"Wati Lestari {chr(97 + number % 26) * 3}{number}")
        )
        Membership.objects.create(kader=kader, posyandu=cast.melati, since=SINCE)
    rows = "".join(f"{n};Sari Wahyunni{'i' * (n % 3)};P;;Semampir;Melati\n" for n in range(60))
    run = upload(dewi, (HEAD + rows).encode())
    with django_assert_max_num_queries(22):
        assert dewi.get(address(run) + "?hasil=missing").status_code == 200


def test_what_was_looked_at_is_written_down(dewi: Client, cast: Cast):
    run = upload(dewi)
    dewi.get(address(run))
    seen = AuditEvent.objects.filter(actor=cast.dewi).order_by("pk").values_list("act", flat=True)
    assert list(seen) == ["roster_uploaded", "list_seen"]
