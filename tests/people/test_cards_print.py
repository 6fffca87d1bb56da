"""Sheets of kartu masuk: what is on the paper, who gets a new card, who may print."""

import io
import uuid
from datetime import date

import pikepdf
import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from lms.areas.errors import UserError
from lms.people import card_sheet, cards, holders, memberships, persons, print_cards
from lms.people.card_sheet import Printed
from lms.people.cards import IssuedCard
from lms.people.models import AuditEvent, Card, Kader, Person
from tests.cast import Cast
from tests.factories import NOW, TODAY

LONG = "Raden Ayu Siti Nur Aisyah Kusumaningrum Wijayanti Prabandari Hadiningrat, S.Tr.Keb., Bd., M.Kes."


@pytest.fixture
def staff(client: Client, settings) -> Client:
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("StrongSignIn")]
    return client


def join(cast: Cast, count: int) -> list[Kader]:
    kader = persons.register_many([persons.NewKader(f"Kader {n:03}") for n in range(count)])
    rows = [memberships.Joining(one, date(2024, 1, 1), posyandu=cast.melati) for one in kader]
    memberships.join_many(rows, now=NOW)
    return kader


def made_up(name: str) -> Printed:
    card = Card(uuid=uuid.uuid4())
    issued = IssuedCard(card, cards.token_of(card), cards.words_of(card))
    return Printed(issued, name, "Posyandu Melati, Semampir", "Puskesmas Balowerti")


def qrs(printed: list[Printed], *, ppi: int = 100) -> list[str]:
    pages = [Image.open(io.BytesIO(page)).convert("L") for page in card_sheet.png(printed, now=NOW, ppi=ppi)]
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page)]


def test_every_qr_on_the_paper_leads_to_its_card_also_from_a_grey_copy():
    printed = [made_up(name) for name in ("Sari Wahyuni", LONG, "X" * 120, "Tini", "E", "F", "G", "H", "I")]
    found = qrs(printed)
    assert sorted(found) == sorted(cards.address_of(one.issued.card) for one in printed)


def test_eight_cards_a_page_tagged_and_titled():
    pdf = pikepdf.open(io.BytesIO(card_sheet.pdf([made_up(LONG) for _ in range(9)], now=NOW)))
    assert len(pdf.pages) == 2
    assert bool(pdf.Root.MarkInfo.Marked)
    assert pdf.Root.Lang == "id"
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_the_words_are_big_and_the_demo_says_contoh(settings):
    assert "size: 13pt, weight: 700, text-of" in card_sheet.TEMPLATE.read_text("utf-8")
    plain = card_sheet.png([made_up("Sari")], now=NOW, ppi=40)
    settings.DEMO = True
    assert card_sheet.data([made_up("Sari")], now=NOW)["contoh"]
    assert card_sheet.png([made_up("Sari")], now=NOW, ppi=40) != plain


def test_a_valid_card_is_printed_again_unchanged_and_the_others_get_theirs(cast: Cast):
    mine = cards.issue(cast.sari.person, by=None, now=NOW)
    people = holders.of_place(cast.melati, on=TODAY)
    sheets = print_cards.print_sheets(people, missing=False, by=cast.puji, now=NOW, posyandu=cast.melati)
    assert (sheets.count, sheets.new) == (2, 1)
    assert cards.find_by_token(mine.token) == mine.card
    event = AuditEvent.objects.get(act="cards_printed")
    assert (event.actor, event.count, event.posyandu) == (cast.puji, 2, cast.melati)


def test_who_prints_what_is_lacking_twice_at_once_revokes_nothing(cast: Cast):
    people = holders.of_place(cast.melati, on=TODAY)  # both officers opened the page before either printed
    for officer in (cast.puji, cast.dewi):
        print_cards.print_sheets(people, missing=True, by=officer, now=NOW, posyandu=cast.melati)
    assert Card.objects.count() == 2
    assert not Card.objects.filter(revoked_at__isnull=False).exists()


def test_when_nobody_lacks_a_card_it_says_so(cast: Cast):
    people = holders.of_place(cast.melati, on=TODAY)
    print_cards.print_sheets(people, missing=True, by=cast.puji, now=NOW, posyandu=cast.melati)
    again = holders.of_place(cast.melati, on=TODAY)
    with pytest.raises(UserError, match="sudah punya kartu"):
        print_cards.print_sheets(again, missing=True, by=cast.puji, now=NOW, posyandu=cast.melati)


def test_a_file_has_a_limit_and_the_refusal_says_what_to_do(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(print_cards, "MOST", 1)
    with pytest.raises(UserError, match="per kelurahan"):
        print_cards.print_sheets(holders.of_place(cast.melati, on=TODAY), missing=False, by=cast.puji, now=NOW)
    assert not Card.objects.exists()


def test_a_puskesmas_is_sorted_by_kelurahan_posyandu_and_name(cast: Cast):
    join(cast, 3)
    names = [one.person.name for one in holders.of_puskesmas(cast.balowerti, on=TODAY)]
    assert names == ["Endang Rahayu", "Kader 000", "Kader 001", "Kader 002", "Sari Wahyuni"]
    assert holders.of_puskesmas(cast.balowerti, on=TODAY, desa=cast.ngletih.code) == []


def test_who_stands_in_two_fields_has_one_card(cast: Cast):
    row = memberships.Joining(cast.sari.person.kader, date(2024, 1, 1), posyandu=cast.melati, field="sosial")
    memberships.join_many([row], now=NOW)
    assert [one.person.name for one in holders.of_place(cast.melati, on=TODAY)] == ["Endang Rahayu", "Sari Wahyuni"]
    assert holders.places(cast.balowerti, on=TODAY)[0].kader == 2


def test_neither_the_erased_nor_those_who_left_are_printed(cast: Cast):
    persons.erase(cast.sari.person, now=NOW)
    assert [one.person.name for one in holders.of_place(cast.melati, on=TODAY)] == ["Endang Rahayu"]


def test_lists_cost_the_same_for_many(cast: Cast, django_assert_max_num_queries):
    join(cast, 150)
    with django_assert_max_num_queries(4):
        lines = holders.places(cast.balowerti, on=TODAY)
    assert (lines[0].kader, lines[0].cards, lines[0].active) == (152, 0, 0)
    with django_assert_max_num_queries(1):
        assert len(holders.of_puskesmas(cast.balowerti, on=TODAY)) == 152


def test_more_than_two_hundred_are_issued_in_chunks(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cards, "BULK", 100)
    monkeypatch.setattr(card_sheet, "pdf", lambda printed, now: b"%PDF")
    people = join(cast, 150) and holders.of_place(cast.melati, on=TODAY)
    assert print_cards.print_sheets(people, missing=True, by=cast.puji, now=NOW).new == 152


def test_an_officer_prints_her_posyandu_as_a_file_nobody_keeps(staff: Client, cast: Cast):
    staff.force_login(cast.puji)
    page = staff.get(f"/kelola/kartu/posyandu/{cast.melati.uuid}/").content.decode()
    assert "Sari Wahyuni" in page
    assert "Cetak 2 yang belum punya" in page
    answer = staff.post(f"/kelola/kartu/posyandu/{cast.melati.uuid}/", {"mana": "belum"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="kartu-masuk-semampir-melati.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert Card.objects.count() == 2


def test_a_whole_puskesmas_or_one_of_its_kelurahan(staff: Client, cast: Cast):
    staff.force_login(cast.dewi)
    address = f"/kelola/kartu/puskesmas/{cast.balowerti.uuid}/"
    assert "Posyandu Melati" in staff.get(address).content.decode()
    assert staff.post(address, {"mana": "semua", "desa": cast.semampir.code})["Content-Type"] == "application/pdf"
    assert staff.post(address, {"mana": "semua", "desa": cast.ngletih.code}).status_code == 302
    assert AuditEvent.objects.get(act="cards_printed").puskesmas == cast.balowerti


def test_her_only_puskesmas_opens_at_once_and_the_dinas_chooses(staff: Client, cast: Cast):
    staff.force_login(cast.puji)
    assert staff.get("/kelola/kartu/").url == f"/kelola/kartu/puskesmas/{cast.balowerti.uuid}/"
    staff.force_login(cast.dewi)
    assert "Puskesmas Ngletih" in staff.get("/kelola/kartu/").content.decode()


@pytest.mark.parametrize("name", ["lastri", "yanti", "rina", "sari", "budi", "admin"])
def test_others_find_nothing_to_print(staff: Client, cast: Cast, name: str):
    staff.force_login(getattr(cast, name))
    for address in (
        f"/kelola/kartu/posyandu/{cast.melati.uuid}/",
        f"/kelola/kartu/puskesmas/{cast.balowerti.uuid}/",
        f"/kelola/kader/{cast.sari.person.kader.uuid}/kartu/",
    ):
        assert staff.get(address).status_code == 404
        assert staff.post(address, {"mana": "semua"}).status_code == 404
    assert not Card.objects.exists()


def test_looking_and_printing_are_audited_and_looking_changes_nothing(staff: Client, cast: Cast):
    staff.force_login(cast.puji)
    staff.get(f"/kelola/kartu/posyandu/{cast.melati.uuid}/")
    assert not Card.objects.exists()
    event = AuditEvent.objects.get()
    assert (event.act, event.count, event.posyandu) == ("list_seen", 2, cast.melati)


def test_a_lost_card_is_dead_and_a_new_one_is_printed_from_her_page(staff: Client, cast: Cast):
    lost = cards.issue(cast.sari.person, by=None, now=NOW)
    staff.force_login(cast.puji)
    address = f"/kelola/kader/{cast.sari.person.kader.uuid}/kartu/"
    assert "Matikan dan cetak kartu baru" in staff.get(address).content.decode()
    assert staff.post(address, {"apa": "ganti"})["Content-Type"] == "application/pdf"
    assert cards.find_by_token(lost.token) is None
    assert Card.objects.get(person=cast.sari.person, revoked_at=None).issued_by == cast.puji
    kader = cast.sari.person.kader
    assert set(AuditEvent.objects.filter(kader=kader).values_list("act", flat=True)) == {
        "kader_seen",
        "card_replaced",
        "cards_printed",
    }


def test_printing_a_card_again_keeps_it(staff: Client, cast: Cast):
    hers = cards.issue(cast.sari.person, by=None, now=NOW)
    staff.force_login(cast.puji)
    staff.post(f"/kelola/kader/{cast.sari.person.kader.uuid}/kartu/", {"apa": "cetak"})
    assert cards.find_by_token(hers.token) == hers.card


def test_an_erased_persons_card_is_not_replaced(cast: Cast):
    persons.erase(cast.sari.person, now=NOW)
    kader = Kader.objects.select_related("person").get(person=cast.sari.person)
    with pytest.raises(UserError, match="sudah dihapus"):
        print_cards.replace(kader.person, by=cast.puji, now=NOW)
    assert Person.objects.get(pk=cast.sari.person_id).cards.count() == 0
