"""The pages of facts in the admin: who sees what, and that a change is looked over before it counts."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lms.people import roles
from modules import fact_changes, facts, review
from modules.models import Fact, FactProposal, HomePage, LessonPage, ModulePage
from modules.packages import import_package
from modules.rights import ensure_rights
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.modules.conftest import ADDRESS, Change
from tests.modules.test_facts_changes import WORDS, asked

KEY = "b3.batas"
FORM = {
    "value": "11,6",
    "unit": "cm",
    "wording": "LiLA kurang dari 11,6 cm berada di warna merah.",
    "status": "settled",
    "source_title": "Pedoman baru",
    "source_url": "",
    "source_read_on": "2025-11-20",
    "review_due": "",
    "note": "",
    "reason": "Pedoman berganti.",
}


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def as_(lesson: LessonPage, cast: Cast, client: Client) -> object:
    """Sign somebody in who may enter the admin."""
    ensure_rights(HomePage.objects.get())
    roles.synchronise([cast.budi, cast.ningsih, cast.admin], on=TODAY)

    def sign_in(user: object) -> Client:
        client.force_login(user)
        return client

    return sign_in


def filled(**values: str) -> dict[str, str]:
    return FORM | {"base": fact_changes.base_of(Fact.objects.get(key=KEY, valid_until=None, area=None))} | values


def edit(client: Client, **values: str) -> object:
    return client.post(reverse("fakta:edit", args=[KEY]), filled(**values), follow=True)


def test_the_list_finds_filters_and_counts_in_the_same_few_queries(
    as_: object, cast: Cast, django_assert_max_num_queries: object
):
    for number in range(30):
        Fact.objects.create(key=f"c3.{number:02}", valid_from=TODAY, **WORDS | {"review_due": TODAY})
    client = as_(cast.budi)
    with django_assert_max_num_queries(24):
        text = client.get(reverse("fakta:index")).text
    assert "11,5\u00a0cm" in text
    assert "c3.29" in text
    assert "c3.00" not in client.get(reverse("fakta:index"), {"q": "LiLA"}).text
    assert "b3.batas" not in client.get(reverse("fakta:index"), {"state": "due"}).text
    assert "b3.batas" not in client.get(reverse("fakta:index"), {"state": "unused"}).text
    assert "c3.00" in client.get(reverse("fakta:index"), {"state": "unused", "status": "local"}).text


def test_the_sheet_runs_no_formula(as_: object, cast: Cast):
    Fact.objects.filter(key=KEY).update(wording="=1+1", note="@SUM(A1)")
    client = as_(cast.budi)
    sheet = b"".join(client.get(reverse("fakta:index"), {"export": "xlsx"}).streaming_content)
    inside = ZipFile(BytesIO(sheet)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in inside
    lines = b"".join(client.get(reverse("fakta:index"), {"export": "csv"}).streaming_content).decode()
    assert "'=1+1" in lines
    assert "'@SUM" in lines


def test_a_nakes_sees_what_a_change_touches_before_it_is_saved(as_: object, cast: Cast, lesson: LessonPage):
    review.approve(lesson, reviewer=cast.ningsih, now=NOW)
    client = as_(cast.ningsih)
    sure = edit(client).text
    assert "telaah nakes gugur" in sure
    assert "Pelajaran (1)" in sure
    assert "LiLA kurang dari 11,6 cm" in sure
    assert facts.in_force()[KEY].value == "11,5"
    assert "11,6\u00a0cm" in edit(client, sungguh="1").text
    assert facts.in_force()[KEY].value == "11,6"
    assert FactProposal.objects.get().decision.decided_by == cast.ningsih


def test_every_page_that_cites_it_shows_the_new_number_at_once_and_loses_its_review(
    folder: Path, change: Change, cast: Cast, client: Client, db: None, django_capture_on_commit_callbacks: object
):
    change("modules/b3/module.yaml", "bisa menimbang.", "tahu batas {fakta:b3.batas}.")
    change("modules/b3/module.yaml", '"Timbang."', '"Di bawah {fakta:b3.batas}: merah."')
    import_package(folder, now=NOW)
    addresses = [ADDRESS, "/modul/penimbangan/", "/modul/penimbangan/kartu/"]
    for page in (LessonPage.objects.get(slug="menyiapkan"), ModulePage.objects.get()):
        review.approve(page, reviewer=cast.ningsih, now=NOW)
    before = [client.get(address).text for address in addresses]
    assert all("11,5\u00a0cm" in text and "belum ditelaah" not in text for text in before)
    roles.synchronise([cast.ningsih], on=TODAY)
    client.force_login(cast.ningsih)
    with django_capture_on_commit_callbacks(execute=True):
        edit(client, sungguh="1")
    after = [client.get(address).text for address in addresses]
    assert all("11,6\u00a0cm" in text and "11,5\u00a0cm" not in text for text in after)
    assert all("belum ditelaah" in text for text in after)


def test_an_author_sends_a_proposal_and_a_nakes_decides_it(as_: object, cast: Cast):
    text = edit(as_(cast.budi), sungguh="1").text
    assert "Keputusan ada pada nakes" in text
    proposal = FactProposal.objects.get()
    address = reverse("fakta:decide", args=[proposal.pk])
    assert as_(cast.budi).post(address, {"terima": "1", "note": ""}).status_code == 404
    assert facts.in_force()[KEY].value == "11,5"
    nakes = as_(cast.ningsih)
    assert KEY in nakes.get(reverse("fakta:proposals")).text
    assert "Tulis mengapa" in nakes.post(address, {"tolak": "1", "note": ""}).text
    history = nakes.post(address, {"terima": "1", "note": ""}, follow=True).text
    assert facts.in_force()[KEY].value == "11,6"
    assert "beri tahu pembaca halaman di bawah ini" in history
    told = reverse("recall-page", args=[LessonPage.objects.get(slug="menyiapkan").pk])
    assert told in history
    assert nakes.get(told).status_code == 200
    assert "diusulkan Budi, 24 November 2025: “Pedoman berganti.”" in history
    assert "disetujui Ningsih, 24 November 2025" in history
    assert "Datang bersama paket isi." in history


BAD = [
    ("value", "{fakta:b3.batas}", "tidak boleh mengutip"),
    ("source_read_on", "2026-01-01", "sesudah hari ini"),
    ("review_due", "2025-11-24", "sesudah hari ini"),
    ("wording", "LiLA kurang dari 11,5 cm merah.", "masih menyebut 11,5"),
    ("wording", "LiLA kurang dari 12 cm merah.", "angka lain, bukan 11,6"),
    ("source_url", "javascript:alert(1)", "w-field--error"),
    ("reason", "", "w-field--error"),
    ("status", "mungkin", "mungkin"),
]


def test_a_bad_entry_is_named_and_nothing_is_lost(as_: object, cast: Cast):
    client = as_(cast.ningsih)
    for field, value, says in BAD:
        text = edit(client, sungguh="1", **{field: value}).text
        assert says in text, field
        assert "Pedoman baru" in text
    assert facts.in_force()[KEY].value == "11,5"


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(as_: object, cast: Cast):
    seen = filled()
    facts.change_fact(KEY, value="12", now=NOW)
    text = as_(cast.ningsih).post(reverse("fakta:edit", args=[KEY]), seen | {"sungguh": "1"}).text
    assert "sudah berubah sejak dibaca" in text
    assert facts.in_force()[KEY].value == "12"


def test_a_new_fact_needs_a_key_of_its_own(as_: object, cast: Cast):
    client = as_(cast.ningsih)
    new = FORM | {"base": "", "sungguh": "1"}
    assert "Hanya huruf kecil" in client.post(reverse("fakta:new"), new | {"key": "B3 Batas"}).text
    assert "sudah" in client.post(reverse("fakta:new"), new | {"key": KEY}).text
    client.post(reverse("fakta:new"), new | {"key": "b3.baru"})
    assert facts.in_force()["b3.baru"].value == "11,6"


def test_a_reviewer_of_a_kab_chooses_for_it_alone(as_: object, cast: Cast):
    nurse = cast.wulan
    roles.grant(nurse, "penelaah", area=cast.kediri, since=TODAY, on=TODAY)
    client, address = as_(nurse), reverse("fakta:choose", args=[KEY])
    own = {name: value for name, value in FORM.items() if name != "status"} | {"base": "", "sungguh": "1"}
    assert client.get(address).status_code == 404  # settled for everybody
    facts.change_fact(KEY, status="local", now=NOW)
    assert client.post(reverse("fakta:edit", args=[KEY]), filled(sungguh="1")).status_code == 404
    client.post(address, own | {"area": "35.72"})
    assert not Fact.objects.filter(area=cast.blitar).exists()
    client.post(address, own | {"area": "35.71"})
    assert facts.resolve("{fakta:b3.batas}", area=cast.semampir) == "11,6\u00a0cm"
    row = Fact.objects.get(area=cast.kediri)
    end = reverse("fakta:end", args=[KEY, "35.71"])
    sure = {"reason": "Kembali.", "base": fact_changes.base_of(row), "sungguh": "1"}
    looked = {name: value for name, value in sure.items() if name != "sungguh"}
    assert "Angka daerah ini berakhir" in client.post(end, looked).text
    client.post(end, sure)
    assert facts.resolve("{fakta:b3.batas}", area=cast.semampir) == "11,5\u00a0cm"
    assert Fact.objects.get(area=cast.kediri).decisions.count() == 2


def test_a_settled_number_says_which_choices_it_ends(as_: object, cast: Cast):
    facts.change_fact(KEY, status="disputed", now=NOW)
    facts.add_fact(KEY, area=cast.kediri, now=NOW, **WORDS)
    assert "Kota Kediri (2\u00a0tablet)" in edit(as_(cast.ningsih)).text


def test_the_first_page_counts_what_waits(as_: object, cast: Cast):
    client = as_(cast.budi)
    assert "lewat tanggal tinjau" not in client.get(reverse("wagtailadmin_home")).text
    Fact.objects.filter(key=KEY).update(review_due=TODAY)
    fact_changes.propose(KEY, **asked(Fact.objects.get(key=KEY), value="12"), by=cast.budi, now=NOW)
    text = client.get(reverse("wagtailadmin_home")).text
    assert "1 fakta lewat tanggal tinjau" in text
    assert "1 usulan menunggu nakes" in text


def test_whoever_has_no_part_in_it_changes_nothing(as_: object, cast: Cast):
    pages = [reverse("fakta:index"), reverse("fakta:look", args=[KEY]), reverse("fakta:proposals")]
    for user in (cast.sari, cast.dewi):
        assert {as_(user).get(page).status_code for page in pages} == {302}
    admin = as_(cast.admin)
    assert {admin.get(page).status_code for page in pages} == {200}
    for page in (reverse("fakta:new"), reverse("fakta:edit", args=[KEY]), reverse("fakta:choose", args=[KEY])):
        assert admin.get(page).status_code == 404
    assert admin.get(reverse("fakta:look", args=["tidak.ada"])).status_code == 404
