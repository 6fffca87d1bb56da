"""Choosing a PIN face to face: the phone waits, the officer says yes, the kader chooses. And a class of sixty."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from lms.areas.errors import UserError
from lms.areas.models import Puskesmas
from lms.people import activation, cards, holders, memberships, persons, pins, print_cards, roles
from lms.people.cards import IssuedCard
from lms.people.models import Activation, AuditEvent, Kader, User
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.conftest import PIN, Holder, give_card

CHOOSE = "/masuk/pilih-pin/"
WAITING = "/kelola/aktivasi/"
CHOSEN = {"pin": PIN, "again": PIN}


@pytest.fixture
def now_at() -> Iterator[Callable[[datetime], None]]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def card(cast: Cast) -> IssuedCard:
    """Sari's card, fresh from the printer."""
    return cards.issue(cast.sari.person, by=cast.puji, now=NOW)


@pytest.fixture
def puji(cast: Cast, settings) -> Client:
    """The officer's screen."""
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("StrongSignIn")]
    client = Client()
    client.force_login(cast.puji)
    return client


def scan_and_ask(phone: Client, issued: IssuedCard) -> Activation:
    """Scan the QR and press the one button."""
    assert phone.get(f"/masuk/{issued.token}", follow=True).redirect_chain[-1][0] == CHOOSE
    assert phone.post(CHOOSE).url == CHOOSE
    return Activation.objects.order_by("-pk")[0]


def say_yes(officer: Client, row: Activation) -> None:
    assert officer.post(f"{WAITING}{row.uuid}/", {"apa": "ya"}).url == WAITING


def test_scan_ask_yes_choose_and_in(client: Client, cast: Cast, card: IssuedCard, puji: Client, now_at):
    row = scan_and_ask(client, card)
    waiting = client.get(CHOOSE)
    assert f">{row.number}</p>" in waiting.content.decode()
    assert waiting["Refresh"] == "6"
    listed = puji.get(WAITING)
    assert "Sari Wahyuni" in listed.content.decode()
    assert f">{row.number}</span>" in listed.content.decode()
    say_yes(puji, row)
    chooses = client.get(CHOOSE)
    assert "Refresh" not in chooses
    assert client.post(CHOOSE, CHOSEN).url == "/saya/"
    assert client.session["_auth_user_id"] == str(cast.sari.pk)
    client.post("/keluar/")
    assert client.post("/masuk/", {"words": card.words, "pin": PIN}).url == "/saya/"


def test_the_acts_are_written_down(client: Client, cast: Cast, card: IssuedCard, puji: Client, now_at):
    say_yes(puji, scan_and_ask(client, card))
    client.post(CHOOSE, CHOSEN)
    kader = cast.sari.person.kader
    written = list(AuditEvent.objects.filter(kader=kader).order_by("pk").values_list("act", "actor"))
    assert written == [("pin_confirmed", cast.puji.pk), ("pin_chosen", cast.sari.pk)]


def test_opening_the_page_asks_for_nothing(client: Client, card: IssuedCard):
    page = client.get(f"/masuk/{card.token}", follow=True).content.decode()
    assert "Minta izin petugas" in page
    assert "Sari" not in page
    assert not Activation.objects.exists()


def test_a_finder_alone_chooses_no_pin(client: Client, cast: Cast, card: IssuedCard, now_at):
    scan_and_ask(client, card)
    assert "Sebutkan angka ini" in client.post(CHOOSE, CHOSEN, follow=True).content.decode()
    assert not User.objects.get(pk=cast.sari.pk).pin


def test_the_officers_word_is_for_that_phone_only(cast: Cast, card: IssuedCard, puji: Client, now_at):
    hers, finders = Client(), Client()
    row = scan_and_ask(hers, card)
    scan_and_ask(finders, card)
    assert "Beberapa HP memakai kartu ini" in puji.get(WAITING).content.decode()
    say_yes(puji, row)
    assert "Kartu ini belum punya PIN" in finders.get(CHOOSE).content.decode()
    finders.post(CHOOSE, CHOSEN)  # asks again, and chooses nothing
    assert not User.objects.get(pk=cast.sari.pk).pin
    assert hers.post(CHOOSE, CHOSEN).url == "/saya/"
    assert finders.get(CHOOSE).url == "/masuk/pin/"  # the card has a PIN now, which the finder does not know


def test_two_phones_with_one_card_show_different_numbers(cast: Cast, card: IssuedCard, now_at):
    numbers = {activation.ask(card.card, phone=f"phone {n}", now=NOW).number for n in range(5)}
    assert len(numbers) == 5
    with pytest.raises(UserError, match="beberapa HP lain"):
        activation.ask(card.card, phone="phone 6", now=NOW)


def test_asking_twice_is_asking_once(client: Client, card: IssuedCard, now_at):
    row = scan_and_ask(client, card)
    assert scan_and_ask(client, card) == row


def test_a_wait_ends_after_a_quarter_of_an_hour_and_can_begin_again(client: Client, card: IssuedCard, puji, now_at):
    row = scan_and_ask(client, card)
    now_at(NOW + timedelta(minutes=16))
    assert "Belum ada yang menunggu" in puji.get(WAITING).content.decode()
    say_yes(puji, row)
    assert Activation.objects.get(pk=row.pk).confirmed_at is None
    assert scan_and_ask(client, card) != row


def test_the_officers_word_runs_out(client: Client, cast: Cast, card: IssuedCard, puji: Client, now_at):
    row = scan_and_ask(client, card)
    say_yes(puji, row)
    with pytest.raises(activation.Over):
        activation.choose_pin(row, PIN, now=NOW + timedelta(minutes=16))
    assert not User.objects.get(pk=cast.sari.pk).pin


def test_a_card_revoked_meanwhile_chooses_nothing(client: Client, card: IssuedCard, puji: Client, now_at):
    row = scan_and_ask(client, card)
    say_yes(puji, row)
    cards.revoke(card.card, now=NOW)
    with pytest.raises(activation.Over):
        activation.choose_pin(row, PIN, now=NOW)
    assert client.get(CHOOSE).url == "/masuk/pin/"


def test_a_word_is_used_once(client: Client, card: IssuedCard, puji: Client, now_at):
    row = scan_and_ask(client, card)
    say_yes(puji, row)
    activation.choose_pin(row, PIN, now=NOW)
    with pytest.raises(activation.Over):
        activation.choose_pin(row, "530861", now=NOW)


def test_bukan_ends_the_wait(client: Client, card: IssuedCard, puji: Client, now_at):
    row = scan_and_ask(client, card)
    puji.post(f"{WAITING}{row.uuid}/", {"apa": "bukan"})
    assert "Minta izin petugas" in client.get(CHOOSE).content.decode()
    assert AuditEvent.objects.filter(act="pin_refused").count() == 1


@pytest.mark.parametrize(
    ("pin", "again", "says"),
    [("123456", "123456", "mudah ditebak"), ("274815", "274816", "belum sama"), ("2748", "2748", "6 angka")],
)
def test_a_weak_or_mistyped_pin_is_refused_kindly(client, card, puji, now_at, pin: str, again: str, says: str):
    say_yes(puji, scan_and_ask(client, card))
    assert says in client.post(CHOOSE, {"pin": pin, "again": again}).content.decode()
    assert client.post(CHOOSE, CHOSEN).url == "/saya/"


def test_a_phone_that_cannot_scan_writes_the_words(client: Client, card: IssuedCard, cast: Cast, now_at):
    assert client.post("/masuk/kartu-baru/", {"words": card.words.upper()}).url == CHOOSE
    active = give_card(cast.tini)
    for words in (active.issued.words, "abadi abjad abon adat"):
        assert "tidak ada, atau sudah punya PIN" in client.post("/masuk/kartu-baru/", {"words": words}).content.decode()


def test_words_cannot_be_tried_without_end(client: Client, db: None):
    tries = [client.post("/masuk/kartu-baru/", {"words": "abadi abjad abon adat"}).status_code for _ in range(11)]
    assert tries == [200] * 10 + [429]


def test_a_card_with_pin_does_not_come_here(client: Client, sari: Holder):
    assert client.get(f"/masuk/{sari.issued.token}", follow=True).redirect_chain == [("/masuk/pin/", 302)]
    assert client.get(CHOOSE).url == "/masuk/pin/"
    assert Client().get(CHOOSE).url == "/masuk/"


@pytest.mark.parametrize("name", ["lastri", "yanti", "rina", "sari", "admin"])
def test_another_officer_neither_sees_nor_helps(client: Client, cast: Cast, card: IssuedCard, puji, now_at, name: str):
    row = scan_and_ask(client, card)
    other = Client()
    other.force_login(getattr(cast, name))
    assert "Sari Wahyuni" not in other.get(WAITING).content.decode()
    kader = cast.sari.person.kader.uuid
    assert other.post(f"{WAITING}{row.uuid}/", {"apa": "ya"}).status_code == 404
    assert other.get(f"/kelola/kader/{kader}/aktivasi/").status_code == 404
    assert other.post(f"/kelola/kader/{kader}/aktivasi/ulang/").status_code == 404
    assert other.post(f"/kelola/kader/{kader}/aktivasi/serahkan/", CHOSEN).status_code == 404
    assert not User.objects.get(pk=cast.sari.pk).pin


def test_a_kader_who_holds_a_role_is_helped_by_the_dinas_only(cast: Cast):
    roles.grant(cast.sari, "penilai", since=TODAY, on=TODAY, puskesmas=cast.balowerti)
    assert cast.sari.person not in activation.helped_by(cast.puji, on=TODAY)
    assert cast.sari.person in activation.helped_by(cast.dewi, on=TODAY)
    assert cast.sari.person not in activation.helped_by(cast.yanti, on=TODAY)


def test_the_dinas_helps_penilai_to_their_pin_and_nobody_of_her_own_rank(cast: Cast):
    helped = activation.helped_by(cast.dewi, on=TODAY)
    assert {cast.rina.person, cast.puji.person, cast.sari.person} <= set(helped)
    assert not {cast.dewi.person, cast.yanti.person, cast.budi.person, cast.admin.person} & set(helped)
    assert cast.rina.person not in activation.helped_by(cast.puji, on=TODAY)


def test_a_forgotten_pin_is_reset_in_one_tap_and_her_sessions_end(
    client: Client, cast: Cast, sari: Holder, puji: Client
):
    sari.sign_in(client)
    kader = cast.sari.person.kader
    puji.post(f"/kelola/kader/{kader.uuid}/aktivasi/ulang/")
    assert client.get("/saya/").url.startswith("/masuk/")
    assert "tidak cocok" in sari.sign_in(client).content.decode()
    say_yes(puji, scan_and_ask(client, sari.issued))
    assert client.post(CHOOSE, {"pin": "530861", "again": "530861"}).status_code == 302
    assert client.session["_auth_user_id"] == str(cast.sari.pk)
    assert "pin_reset" in AuditEvent.objects.filter(kader=kader).values_list("act", flat=True)


def test_without_a_phone_she_types_it_on_the_officers(cast: Cast, card: IssuedCard, puji: Client):
    address = f"/kelola/kader/{cast.sari.person.kader.uuid}/aktivasi/serahkan/"
    assert "mudah ditebak" in puji.post(address, {"pin": "111111", "again": "111111"}).content.decode()
    assert puji.post(address, CHOSEN).status_code == 302
    assert puji.session["_auth_user_id"] == str(cast.puji.pk)
    assert Client().post("/masuk/", {"words": card.words, "pin": PIN}).url == "/saya/"


def test_her_page_says_where_she_is(cast: Cast, puji: Client):
    address = f"/kelola/kader/{cast.sari.person.kader.uuid}/aktivasi/"
    assert "Belum punya kartu" in puji.get(address).content.decode()
    cards.issue(cast.sari.person, by=None, now=NOW)
    assert "Punya kartu, belum memilih PIN" in puji.get(address).content.decode()
    give_card(cast.sari)
    assert "Sudah memilih PIN" in puji.get(address).content.decode()


def test_the_list_that_looks_by_itself_is_audited_once(puji: Client, now_at):
    for _ in range(3):
        puji.get(WAITING)
    assert AuditEvent.objects.filter(act="list_seen").count() == 1


def test_a_class_of_sixty_costs_the_officers_screen_no_more_than_one(
    cast: Cast, puji: Client, now_at, django_assert_max_num_queries
):
    for number, issued in enumerate(printed_cards(cast, 60)):
        activation.ask(issued.card, phone=f"phone {number}", now=NOW)
    puji.get(WAITING)
    with django_assert_max_num_queries(12):
        page = puji.get(WAITING).content.decode()
    assert page.count("Ini Ibu Kader") == 60


def test_a_class_is_narrowed_to_one_posyandu_and_stays_so(cast: Cast, dewi: Client, now_at):
    for user in (cast.sari, cast.tini):
        activation.ask(cards.issue(user.person, by=cast.dewi, now=NOW).card, phone=user.person.name, now=NOW)
    assert [name for name, _key in dewi.get(WAITING).context["places"]] == [
        "Posyandu Kenanga, Ngletih",
        "Posyandu Melati, Semampir",
    ]
    here = f"{WAITING}?di={cast.melati.uuid}"
    (line,) = dewi.get(here).context["rows"]
    assert line.person == cast.sari.person
    assert dewi.post(f"{WAITING}{line.row.uuid}/", {"apa": "ya", "di": str(cast.melati.uuid)}).url == here
    assert "di posyandu ini" in dewi.get(here).content.decode()


def printed_cards(cast: Cast, count: int) -> list[IssuedCard]:
    kader = persons.register_many([persons.NewKader(f"Kader {n:02}") for n in range(count)])
    rows = [memberships.Joining(one, date(2024, 1, 1), posyandu=cast.melati) for one in kader]
    memberships.join_many(rows, now=NOW)
    people = [one for one in holders.of_place(cast.melati, on=TODAY) if one.person.name.startswith("Kader")]
    print_cards.print_sheets(people, missing=True, by=cast.puji, now=NOW, posyandu=cast.melati)
    return cards.ensure_many([one.person for one in people], by=cast.puji, now=NOW)


@pytest.mark.only_on("sqlite")  # the time goes into hashes, not into the database
def test_sixty_cards_are_printed_and_sixty_phones_are_in_within_a_quarter_of_an_hour(
    cast: Cast, puji: Client, now_at, monkeypatch: pytest.MonkeyPatch
):
    """One access point, no gateway, no internet: sockets are shut. Fourteen seconds a kader; every sixth mistypes."""
    monkeypatch.setattr(pins.HASHER, "memory_cost", 64)  # what a hash costs is measured elsewhere
    printed = printed_cards(cast, 60)
    phones = [Client(REMOTE_ADDR="10.20.0.1") for _ in printed]
    begun = NOW
    for number, (phone, issued) in enumerate(zip(phones, printed, strict=True)):
        now_at(begun + timedelta(seconds=4 * number))
        scan_and_ask(phone, issued)
    for number, row in enumerate(Activation.objects.order_by("pk")):
        now_at(begun + timedelta(seconds=240 + 5 * number))
        say_yes(puji, row)
    statuses = []
    for number, phone in enumerate(phones):
        now_at(begun + timedelta(seconds=545 + 5 * number))
        if number % 6 == 0:
            assert "belum sama" in phone.post(CHOOSE, {"pin": "482913", "again": "482931"}).content.decode()
        if number % 6 == 1:
            assert "mudah ditebak" in phone.post(CHOOSE, {"pin": "123456", "again": "123456"}).content.decode()
        statuses.append(phone.post(CHOOSE, {"pin": "482913", "again": "482913"}).url)
    assert statuses == ["/saya/"] * 60
    assert begun + timedelta(minutes=15) >= datetime.now(tz=begun.tzinfo)
    assert Kader.objects.filter(person__name__startswith="Kader", person__user__pin__gt="").count() == 60
    assert len({phone.session["_auth_user_id"] for phone in phones}) == 60


@pytest.mark.only_on("sqlite")  # the time goes into hashes, not into the database
def test_a_class_that_mistypes_gets_in_all_the_same(cast: Cast, now_at, monkeypatch: pytest.MonkeyPatch):
    """Four wrong PINs each, within one minute, from one address: 240 refusals stop nobody."""
    monkeypatch.setattr(pins.HASHER, "memory_cost", 64)  # what a hash costs is measured elsewhere
    phones = [(Client(REMOTE_ADDR="10.20.0.1"), issued) for issued in printed_cards(cast, 60)]
    kader = Kader.objects.filter(person__name__startswith="Kader").order_by("pk")
    for one in kader:
        activation.hand_over(one, PIN, by=cast.puji, now=NOW)
    for phone, issued in phones:
        wrong = [phone.post("/masuk/", {"words": issued.words, "pin": "990000"}).status_code for _ in range(4)]
        assert wrong == [200] * 4
    entered = [phone.post("/masuk/", {"words": issued.words, "pin": PIN}).status_code for phone, issued in phones]
    assert entered == [302] * 60


# -- penilai and petugas ----------------------------------------------------------------------------------------------

OFFICERS = "/kelola/kartu/petugas/"


@pytest.fixture
def dewi(cast: Cast, puji: Client) -> Client:
    client = Client()
    client.force_login(cast.dewi)
    return client


def test_the_dinas_prints_the_cards_of_penilai_and_helps_them_to_a_pin(cast: Cast, dewi: Client, now_at):
    assert "Rina" in dewi.get(OFFICERS).content.decode()
    assert "Yanti" not in dewi.get(OFFICERS).content.decode()
    assert dewi.post(OFFICERS, {"mana": "belum"})["Content-Type"] == "application/pdf"
    issued = cards.ensure_many([cast.rina.person], by=None, now=NOW)[0]
    say_yes(dewi, scan_and_ask(phone := Client(), issued))
    assert "belum terdaftar" in phone.post(CHOOSE, CHOSEN).content.decode()  # her phone is not enrolled
    assert User.objects.get(pk=cast.rina.pk).pin


def test_a_penilais_pin_is_reset_and_her_card_replaced_by_the_dinas(cast: Cast, dewi: Client):
    held = give_card(cast.rina)
    dewi.post(OFFICERS, {"siapa": cast.rina.person.uuid, "apa": "pin"})
    assert not User.objects.get(pk=cast.rina.pk).pin
    dewi.post(OFFICERS, {"siapa": cast.rina.person.uuid, "apa": "ganti"})
    assert cards.find_by_token(held.issued.token) is None
    assert dewi.post(OFFICERS, {"siapa": cast.sari.person.uuid, "apa": "pin"}).status_code == 404


@pytest.mark.parametrize("name", ["puji", "rina", "sari", "budi"])
def test_nobody_below_the_dinas_helps_officers(cast: Cast, puji: Client, name: str):
    other = Client()
    other.force_login(getattr(cast, name))
    assert other.get(OFFICERS).status_code == 404
    assert other.post(OFFICERS, {"mana": "semua"}).status_code == 404


def test_another_citys_dinas_sees_none_of_these_officers(cast: Cast, puji: Client):
    other = Client()
    other.force_login(cast.yanti)
    assert "Rina" not in other.get(OFFICERS).content.decode()
    assert other.post(OFFICERS, {"siapa": cast.rina.person.uuid, "apa": "pin"}).status_code == 404


def test_a_pengamat_of_a_kelurahan_has_a_card_too(cast: Cast, dewi: Client):
    roles.grant(cast.ningsih, "pengamat", since=TODAY, on=TODAY, area=cast.semampir)
    assert "Ningsih" not in dewi.get(OFFICERS).content.decode()  # she reviews for the nation
    roles.revoke(cast.ningsih.roles.get(kind="penelaah"), on=TODAY)
    assert "Ningsih" in dewi.get(OFFICERS).content.decode()


def test_who_is_penilai_in_another_city_too_is_not_helped_here(cast: Cast, dewi: Client):
    other = Puskesmas.objects.create(name="Sukorejo", kab=cast.blitar)
    roles.grant(cast.rina, "penilai", since=TODAY, on=TODAY, puskesmas=other)
    assert dewi.post(OFFICERS, {"siapa": cast.rina.person.uuid, "apa": "pin"}).status_code == 404


def test_a_kaders_page_leads_here_unless_the_dinas_helps_her(cast: Cast, puji: Client):
    address = f"/kelola/kader/{cast.sari.person.kader.uuid}/"
    assert f"{address}aktivasi/" in puji.get(address).content.decode()
    roles.grant(cast.sari, "penilai", since=TODAY, on=TODAY, puskesmas=cast.balowerti)
    page = puji.get(address).content.decode()
    assert f"{address}aktivasi/" not in page
    assert "diurus Dinas" in page
