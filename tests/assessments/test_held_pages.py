"""The desk for answers that could not be accepted, as its officers use it."""

import io

import pytest
import time_machine
from django.test import Client
from python_calamine import CalamineWorkbook

from assessments.models import Attempt, Quarantine, Ticket
from lms.people.models import AuditEvent
from tests.assessments.factories import CONTENT, make_bank, make_quiz
from tests.assessments.test_held import LATE, case, kept
from tests.cast import Cast
from tests.factories import NOW, make_programme


@pytest.fixture
def row(cast: Cast) -> Quarantine:
    from assessments.draw import issue_ticket

    programme = make_programme()
    make_bank(programme)
    return case("too_late", cast, issue_ticket(cast.sari.person.kader, make_quiz(programme), now=NOW))


@pytest.fixture
def rina(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    client.force_login(cast.rina)
    return client


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(LATE, tick=False):
        yield


def answered() -> set[str]:
    """What Sari chose: which types of items she was given is drawn."""
    kinds = Ticket.objects.get().items.values_list("version__question__type", flat=True)
    return {option["text"] for kind in kinds for option in CONTENT[kind] if option["correct"]}


def test_rina_reads_who_why_and_what_to_do(rina: Client, row: Quarantine):
    listed = rina.get("/kelola/tertahan/").content.decode()
    assert "Sari Wahyuni" in listed
    assert "Lewat batas kirim" in listed
    page = rina.get(f"/kelola/tertahan/{row.pk}/").content.decode()
    for words in ("Posyandu Melati", *answered(), "Terima sebagai jawaban lembar ini", "sebagai jawaban"):
        assert words in page
    assert "RAHASIA" not in page
    assert AuditEvent.objects.filter(act="held_seen").count() == 1


def test_the_start_of_kelola_says_how_many_wait(rina: Client, row: Quarantine):
    assert "1 jawaban tertahan menunggu." in rina.get("/kelola/").content.decode()


def test_she_accepts_with_a_reason_and_finds_it_again(rina: Client, row: Quarantine):
    url = f"/kelola/tertahan/{row.pk}/"
    refused = rina.post(url, {"terima": "1", "note": ""})
    assert refused.status_code == 409
    assert "Tulis dulu alasannya" in refused.content.decode()
    page = rina.post(url, {"terima": "1", "note": "Dua minggu tanpa sinyal."}, follow=True).content.decode()
    assert "Sudah diterima" in page
    assert "Dua minggu tanpa sinyal." in page
    assert Attempt.objects.get().receipt in page
    assert "Sari" not in rina.get("/kelola/tertahan/").content.decode()
    assert "Sari" in rina.get("/kelola/tertahan/?status=selesai").content.decode()


def test_who_comes_second_reads_what_the_first_decided(rina: Client, row: Quarantine):
    url = f"/kelola/tertahan/{row.pk}/"
    rina.post(url, {"tutup": "1", "note": "Kader mengirim ulang."})
    second = rina.post(url, {"terima": "1", "note": "Wajar."})
    assert second.status_code == 409
    assert "Kader mengirim ulang." in second.content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("who", ["sari", "tini", "wulan", "lastri", "yanti", "budi", "admin"])
def test_nobody_else_opens_or_settles_it(cast: Cast, rina: Client, row: Quarantine, who: str):
    rina.force_login(getattr(cast, who))
    assert rina.get(f"/kelola/tertahan/{row.pk}/").status_code == 404
    assert rina.post(f"/kelola/tertahan/{row.pk}/", {"terima": "1", "note": "x"}).status_code == 404
    assert rina.post("/kelola/tertahan/unduh/").status_code == (404 if who in ("sari", "tini", "budi") else 200)
    assert not Quarantine.objects.filter(settled_at__isnull=False).exists()


def test_a_stranger_is_the_administrators_and_shows_as_it_came(cast: Cast, rina: Client, row: Quarantine):
    junk = kept('=cmd("<b>")')
    assert rina.get(f"/kelola/tertahan/{junk.pk}/").status_code == 404
    rina.force_login(cast.admin)
    page = rina.get(f"/kelola/tertahan/{junk.pk}/").content.decode()
    assert "Tidak diketahui siapa" in page
    assert "=cmd(&quot;&lt;b&gt;&quot;)" in page


def test_the_sheet_of_it_holds_no_answers_and_runs_nothing(rina: Client, row: Quarantine):
    rina.post(f"/kelola/tertahan/{row.pk}/", {"tutup": "1", "note": "=HYPERLINK(1)"})
    answer = rina.post("/kelola/tertahan/unduh/", {"status": "selesai"})
    [head, line] = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert dict(zip(head, line, strict=True))["Catatan"] == "'=HYPERLINK(1)"
    assert line[1] == "Sari Wahyuni"
    assert "Di meja yang datar" not in line


def test_the_list_costs_the_same_for_one_and_many(rina: Client, row: Quarantine, django_assert_max_num_queries):
    for number in range(5):
        kept(f'{{"v":9,"x":{number},"ticket":"{row.ticket.token}"}}')
    rina.get("/kelola/tertahan/")
    with django_assert_max_num_queries(14):
        rina.get("/kelola/tertahan/")
