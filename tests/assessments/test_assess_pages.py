import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessments import panels
from assessments.attend import record as attended
from assessments.events import create as create_event
from assessments.models import CompetencyRecord, EventMember, Observation
from tests.assessments.factories import BENAR, lacks_only_b3, make_bank, make_instrument, make_quiz, passes
from tests.cast import Cast
from tests.factories import NOW, TODAY


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def programme(cast: Cast):
    programme = lacks_only_b3(cast.sari, at=NOW - timedelta(days=9))
    make_bank(programme)
    make_instrument(programme)
    passes(cast.sari, make_quiz(programme, "evaluasi"))
    return programme


@pytest.fixture
def rina(cast: Cast, client: Client, programme, monkeypatch: pytest.MonkeyPatch) -> Client:
    return signed_in(client, cast.rina, monkeypatch)


def signed_in(client: Client, user, monkeypatch: pytest.MonkeyPatch) -> Client:
    """How strongly staff must sign in is tested in tests/people."""
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    client.force_login(user)
    return client


def form_url(cast: Cast, key: str = "b3") -> str:
    return f"/nilai/{cast.sari.person.kader.uuid}/{key}/"


def filled(changed: dict[str, str] | None = None, **other: str) -> dict[str, str]:
    ticks = {f"langkah-{step}": tick for step, tick in (BENAR | (changed or {})).items()}
    return {"id": str(uuid.uuid4()), "note": "", "adaptation": ""} | ticks | other


def test_rina_finds_her_kader_with_practice_waiting_first(cast: Cast, rina: Client):
    page = rina.get("/nilai/").content.decode()
    assert "Sari Wahyuni" in page
    assert "tinggal praktik" in page
    assert not any(name in page for name in ("Tini", "Endang"))


@pytest.mark.parametrize(("words", "found"), [("sari", True), ("melati", True), ("kenanga", False), ("tini", False)])
def test_a_search_is_by_name_or_posyandu_and_stays_in_scope(rina: Client, words: str, found: bool):
    page = rina.post("/nilai/", {"cari": words}).content.decode()
    assert ("Sari Wahyuni" in page) is found
    assert "Tini" not in page


def test_rina_sees_what_is_missing_and_opens_the_form(cast: Cast, rina: Client):
    page = rina.get(f"/nilai/{cast.sari.person.kader.uuid}/").content.decode()
    assert "24 dari 25 terampil" in page
    assert "Tinggal praktik di depan penilai." in page
    assert form_url(cast) in page


def test_the_form_starts_at_benar_and_marks_the_critical_steps(cast: Cast, rina: Client):
    page = rina.get(form_url(cast)).content.decode()
    assert len(re.findall(r'value="benar"[^>]* checked', page)) == 5
    assert page.count("wajib benar") == 2


def test_a_recorded_practice_makes_b3_terampil(cast: Cast, rina: Client):
    response = rina.post(form_url(cast), filled(note="Sudah rapi."), follow=True)
    assert "Tersimpan: praktik B3 Sari Wahyuni terampil." in response.content.decode()
    assert CompetencyRecord.objects.get(competency__key="B3").skilled_on == TODAY
    assert Observation.objects.get().assessor == cast.rina


def test_a_double_tap_records_once(cast: Cast, rina: Client):
    form = filled({"lila": "bantuan"})
    pages = [rina.post(form_url(cast), form, follow=True).content.decode() for _ in range(2)]
    assert all("belum terampil" in page for page in pages)
    assert Observation.objects.count() == 1


def test_a_broken_form_keeps_what_was_ticked(cast: Cast, rina: Client):
    page = rina.post(form_url(cast), filled({"lila": "belum"}, adaptation="x" * 201)).content.decode()
    assert "Belum tersimpan" in page
    assert re.search(r'name="langkah-lila" value="belum" checked', page)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("who", ["wulan", "puji", "dewi", "yanti", "tini", "sari", "admin"])
def test_nobody_else_opens_the_desk_of_sari(cast: Cast, client: Client, programme, who: str, monkeypatch):
    signed_in(client, getattr(cast, who), monkeypatch)
    assert client.get(f"/nilai/{cast.sari.person.kader.uuid}/").status_code == 404
    assert client.get(form_url(cast)).status_code == 404
    assert client.post(form_url(cast), filled()).status_code == 404
    assert not Observation.objects.exists()


def test_only_a_penilai_has_a_list(cast: Cast, client: Client, programme, monkeypatch: pytest.MonkeyPatch):
    assert signed_in(client, cast.sari, monkeypatch).get("/nilai/").status_code == 404
    wulan = signed_in(client, cast.wulan, monkeypatch).get("/nilai/").content.decode()
    assert "Tini" in wulan
    assert "Sari" not in wulan


def test_a_stranger_is_asked_to_sign_in(cast: Cast, client: Client, programme):
    for path in ("/nilai/", form_url(cast)):
        assert client.get(path).url.startswith("/masuk/")


def test_an_unknown_form_is_not_found(cast: Cast, rina: Client):
    assert rina.get(form_url(cast, "tidak-ada")).status_code == 404


@pytest.mark.parametrize(("page", "number"), [("/nilai/", 11), ("one", 18)])
def test_the_desk_costs_the_same_for_few_and_many(
    cast: Cast, rina: Client, page: str, number: int, django_assert_num_queries
):
    url = page if page != "one" else f"/nilai/{cast.sari.person.kader.uuid}/"
    rina.get(url)
    with django_assert_num_queries(number):
        rina.get(url)


def test_who_taught_her_is_reminded_at_the_desk_and_may_assess(cast: Cast, rina: Client, programme):
    assert "juga melatih kader ini" not in rina.get(form_url(cast)).content.decode()
    event = create_event(
        kind="pelatihan",
        title="Pelatihan",
        programme=programme,
        groups=programme.groups.all(),
        kab=cast.kediri,
        starts_on=TODAY,
    )
    EventMember.objects.create(event=event, user=cast.rina, duty="fasilitator")
    attended(event, cast.sari.person.kader, day=TODAY, by=None, now=NOW)
    assert "juga melatih kader ini" in rina.get(form_url(cast)).content.decode()
    rina.post(form_url(cast), filled())
    assert Observation.objects.count() == 1


def test_evidence_names_the_form_and_its_version(cast: Cast, rina: Client):
    rina.post(form_url(cast), filled())
    told = panels.evidence(cast.sari.person.kader)
    assert "terampil, dinilai Rina; formulir usulan versi 1" in {row["told"] for row in told}
