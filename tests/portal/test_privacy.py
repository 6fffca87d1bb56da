"""People over their own data: see it, take it along, have it corrected or erased; officers answer in time."""

import json
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pikepdf
import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client

from assessments import events
from lms.areas.errors import UserError
from lms.people import audit, cards, registry
from lms.people.audit import Act
from lms.people.merge import merge
from lms.people.models import AuditEvent, Card, Membership, MembershipChange, Person, User
from lms.portal.models import PrivacyRequest
from lms.portal.privacy import export, marks, requests, retention
from tests.assessments import day as days
from tests.assessments.factories import lacks_only_b3
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

CANARY = {"name": "Kenari Burung", "phone": "+628111222333", "nip": "198001012010012001"}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(cast: Cast, kind: str = "penghapusan") -> PrivacyRequest:
    return requests.ask(cast.sari.person, kind, text="Nama saya Sari Wahyuni", by=cast.sari, now=NOW)


# -- the marks --------------------------------------------------------------------------------------------------------
def test_every_marked_table_leads_to_the_person_or_has_a_term_that_says_why_not():
    assert {model._meta.label for model in marks.unreached()} == {
        "people.Device",
        "people.NikPolicy",
        "people.Office",
        "people.RosterRun",
        "people.ColumnMapping",
        "people.RegistrationSwitch",
        "modules.ClinicalReview",
        "modules.PackageKept",
        "modules.PackageRun",
        "modules.PackageStep",
        "modules.FactProposal",
        "modules.FactDecision",
        "assessments.QuestionDraft",
        "assessments.BankRun",
        "assessments.QuestionProposal",
        "assessments.QuestionStep",
        "assessments.AnalysisRun",
        "assessments.Regrade",
        "assessments.RetirementProposal",
        "assessments.PaperForm",
        "assessments.EventPaper",
        "assessments.EventPhoto",
        "assessments.CutRound",
        "assessments.CutEstimate",
        "assessments.CutDecision",
        "modules.ContentReport",
        "modules.Recall",
        "certificates.Paper",
        "reporting.Inbox",
    }


def test_every_marked_table_has_a_term_and_the_handbook_tells_it(request: pytest.FixtureRequest):
    assert set(retention.TERMS) == {model._meta.label for model in marks.marked()}
    page = (request.config.rootpath / "docs" / "privacy.md").read_text("utf-8")
    assert [label for label, term in retention.TERMS.items() if f"| `{label}` | {term.keep} |" not in page] == []


def test_every_table_of_identities_has_an_eraser_or_is_an_archive():
    identity = {model._meta.label for model in marks.marked() if model.personal_data == "identity"}
    assert identity == {"people.Person", "certificates.Certificate", *registry.erasers()}


# -- taking it along --------------------------------------------------------------------------------------------------
def test_her_file_holds_what_is_known_of_her_and_nothing_of_others(cast: Cast):
    lacks_only_b3(cast.sari)
    Person.objects.filter(pk=cast.tini.person_id).update(**CANARY)
    whole = json.loads(signed_in(cast.sari).post("/saya/data/json").content)["tables"]
    assert whole["people.Person"][0]["name"] == "Sari Wahyuni"
    assert len(whole["assessments.CompetencyRecord"]) > 20
    assert not [value for value in CANARY.values() if value in json.dumps(whole)]


def test_her_file_holds_no_secret_and_no_key_of_a_counting_item(cast: Cast):
    cards.issue(cast.sari.person, by=None, now=NOW)
    shown = {field.name for holding in marks.holdings() for field in holding.fields()}
    assert not [name for name in shown if any(word in name for word in ("pin", "digest", "password", "token"))]
    assert "marks" not in shown


def test_her_paper_can_be_read_and_taking_either_is_audited(cast: Cast):
    answer = signed_in(cast.sari).post("/saya/data/pdf")
    with pikepdf.open(BytesIO(answer.content)) as opened:
        assert opened.docinfo["/Title"] == "Data saya di Tuntas"
    told = AuditEvent.objects.get(act=Act.DATA_EXPORTED)
    assert (told.actor, told.kader, told.detail) == (cast.sari, cast.sari.person.kader, {"form": "pdf"})


def test_she_sees_who_looked(cast: Cast):
    audit.record(Act.KADER_SEEN, by=cast.puji, now=NOW, kader=cast.sari.person.kader)
    assert export.looks(cast.sari.person, most=5) == ["Puji, 24 November 2025 pukul 10.00 WIB: membuka halaman kader"]
    assert "membuka halaman kader" in signed_in(cast.sari).get("/saya/data/").content.decode()
    assert "membuka halaman kader" not in signed_in(cast.tini).get("/saya/data/").content.decode()


# -- what she puts right herself --------------------------------------------------------------------------------------
def test_her_own_number_she_puts_right_herself_and_it_is_told_without_the_number(cast: Cast):
    client = signed_in(cast.sari)
    assert client.post("/saya/data/hp/", {"phone": "0812 3456 7890"}).url == "/saya/data/"
    cast.sari.person.refresh_from_db()
    assert cast.sari.person.phone == "+6281234567890"
    told = AuditEvent.objects.get(act=Act.KADER_CORRECTED)
    assert (told.actor, told.kader, told.detail) == (cast.sari, cast.sari.person.kader, {"fields": ["phone"]})


def test_what_is_no_number_stays_in_the_form_and_changes_nothing(cast: Cast):
    page = signed_in(cast.sari).post("/saya/data/hp/", {"phone": "12"}).content.decode()
    assert "Nomor HP tidak terbaca" in page
    assert 'value="12"' in page
    assert not AuditEvent.objects.filter(act=Act.KADER_CORRECTED).exists()


# -- asking and answering ---------------------------------------------------------------------------------------------
def test_asking_twice_is_asking_once(cast: Cast):
    for _ in range(2):
        signed_in(cast.sari).post("/saya/data/", {"kind": "perbaikan", "text": "Nama saya Sari Wahyuni"})
    request = PrivacyRequest.objects.get()
    assert request.due_at - NOW == timedelta(hours=72)
    assert "paling lama 27 November 2025" in signed_in(cast.sari).get("/saya/data/").content.decode()


def test_a_correction_says_what_is_wrong(cast: Cast):
    page = signed_in(cast.sari).post("/saya/data/", {"kind": "perbaikan", "text": " "}).content.decode()
    assert "Tulis apa yang salah" in page
    assert not PrivacyRequest.objects.exists()


def test_her_puskesmas_answers_and_another_one_sees_nothing(cast: Cast):
    row = asked(cast, "perbaikan")
    address = f"/kelola/privasi/{row.uuid}/"
    for stranger in (cast.lastri, cast.rina, cast.yanti, cast.tini):
        assert signed_in(stranger).post(address, {"done": "yes", "words": "Sudah"}).status_code == 404
    assert "Sari Wahyuni" not in signed_in(cast.lastri).get("/kelola/privasi/").content.decode()
    page = signed_in(cast.puji).get(address).content.decode()
    assert f'href="/kelola/kader/{cast.sari.person.kader.uuid}/"' in page  # where what is wrong is put right
    assert "/kelola/kader/" not in signed_in(cast.admin).get(address).content.decode()
    signed_in(cast.puji).post(address, {"done": "yes", "words": "Nama sudah diperbaiki."})
    row.refresh_from_db()
    assert (row.state, row.decided_by, row.answer) == ("selesai", cast.puji, "Nama sudah diperbaiki.")


def test_a_request_is_answered_once(cast: Cast):
    row = asked(cast)
    requests.answer(row, done=False, words="Masih bertugas.", by=cast.puji, now=NOW)
    with pytest.raises(UserError, match="sudah dijawab"):
        requests.answer(row, done=True, words="Ya.", by=cast.dewi, now=NOW)
    assert cast.sari.person.erased_at is None


# -- erasing ----------------------------------------------------------------------------------------------------------
def test_a_granted_erasure_leaves_no_trace_of_who_she_was_outside_the_archive(cast: Cast):
    Person.objects.filter(pk=cast.sari.person_id).update(**CANARY)
    row = asked(cast)
    requests.answer(row, done=True, words="Dihapus.", by=cast.puji, now=NOW)
    models = [model for app in marks.APPS for model in apps.get_app_config(app).get_models()]
    content = "".join(str(list(model._base_manager.values())) for model in models)
    assert not [value for value in (*CANARY.values(), "Sari Wahyuni", "'sari'") if value in content]


def test_what_she_did_stays_and_her_duty_ends_that_day(cast: Cast):
    lacks_only_b3(cast.sari)
    kader = cast.sari.person.kader
    requests.erase(cast.sari.person, by=cast.dewi, now=NOW)
    assert Membership.objects.get(kader=kader).until == TODAY
    assert MembershipChange.objects.filter(kader=kader, left__isnull=False, effective_on=TODAY).exists()
    assert apps.get_model("assessments.OutsideEvidence").objects.filter(kader=kader).exists()
    assert AuditEvent.objects.get(act=Act.PERSON_ERASED).kader == kader


def test_a_row_that_was_merged_into_hers_is_hers_to_take_along_and_goes_with_her(cast: Cast):
    kept, gone = cast.sari.person.kader, cast.tini.person.kader
    merge(kept, gone, by=cast.dewi, now=NOW)
    whole = json.loads(export.as_json(cast.sari.person, by=cast.sari, now=NOW))["tables"]
    names = [row["name"] for row in whole["people.Person"]]
    assert names == ["Sari Wahyuni", "Tini Astuti"]
    requests.erase(cast.sari.person, by=cast.dewi, now=NOW)
    assert not Person.objects.filter(name__in=names).exists()


def test_the_officer_reads_first_what_an_erasure_does(cast: Cast):
    page = signed_in(cast.puji).get(f"/kelola/privasi/{asked(cast).uuid}/").content.decode()
    assert "Tugas di Posyandu Melati, Semampir berakhir hari ini" in page


# -- terms ------------------------------------------------------------------------------------------------------------
def test_what_is_over_goes_at_night_and_the_rest_stays(cast: Cast):
    old = cards.issue(cast.sari.person, by=None, now=NOW - timedelta(days=800)).card
    cards.issue(cast.sari.person, by=None, now=NOW - timedelta(days=400))
    fresh = cards.issue(cast.sari.person, by=None, now=NOW).card
    row = requests.answer(
        asked(cast, "perbaikan"), done=True, words="Sudah.", by=cast.puji, now=NOW - timedelta(days=366)
    )
    assert retention.purge(now=NOW) == {"people.Card": 1, "portal.PrivacyRequest": 1}
    row.refresh_from_db()
    assert (row.text, row.answer) == ("", "")
    assert not Card.objects.filter(pk=old.pk).exists()
    assert Card.objects.filter(pk=fresh.pk).exists()


# -- a leak -----------------------------------------------------------------------------------------------------------
def breach(cast: Cast, folder, *, account: str = "puji", since: str = "2025-11-23T00:00") -> str:
    said = StringIO()
    call_command("breach", account, since=since, to=str(folder / "daftar.xlsx"), stdout=said)
    return said.getvalue()


def test_a_leak_lists_those_whose_pages_were_opened(cast: Cast, tmp_path):
    audit.record(Act.KADER_SEEN, by=cast.puji, now=NOW - timedelta(hours=3), kader=cast.sari.person.kader)
    audit.record(Act.KADER_SEEN, by=cast.puji, now=NOW - timedelta(days=9), kader=cast.tini.person.kader)
    assert "1 orang terdampak" in breach(cast, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "daftar.xlsx").active
    assert [cell.value for cell in sheet["A"]] == ["Nama", "Sari Wahyuni"]
    assert (tmp_path / "daftar.xlsx").stat().st_mode & 0o077 == 0


def test_a_list_that_was_opened_concerns_everybody_in_reach(cast: Cast, tmp_path):
    audit.record(Act.LIST_EXPORTED, by=cast.puji, now=NOW - timedelta(hours=3), count=2)
    assert "2 orang terdampak; sebuah daftar dibuka" in breach(cast, tmp_path)


def test_papers_of_an_event_concern_its_guests_from_elsewhere_too(cast: Cast, tmp_path):
    about = {"kind": "pelatihan", "title": "Pelatihan", "programme": (made := make_programme())}
    event = events.create(**about, groups=made.groups.all(), kab=cast.kediri, starts_on=TODAY)
    days.invite(event, cast.tini.person.kader)
    seen = {"by": cast.rina, "now": NOW - timedelta(hours=3), "count": 1}
    audit.record(Act.LIST_SEEN, **seen, detail={"list": "hadir"})

    def named() -> set[str]:
        (tmp_path / "daftar.xlsx").unlink(missing_ok=True)
        breach(cast, tmp_path, account="rina")
        return {str(cell.value) for cell in openpyxl.load_workbook(tmp_path / "daftar.xlsx").active["A"]}

    assert "Tini Astuti" not in named()
    audit.record(Act.EVENT_PAPERS, **seen, detail={"event": str(event.uuid)})
    assert "Tini Astuti" in named()


def test_a_wrong_account_time_or_file_says_so(cast: Cast, tmp_path):
    with pytest.raises(CommandError, match="Tidak ada akun"):
        breach(cast, tmp_path, account="hantu")
    with pytest.raises(CommandError, match="bukan waktu"):
        breach(cast, tmp_path, since="kemarin")
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        breach(cast, tmp_path / "tiada")
