"""Signing in with card and PIN: the words, the QR, the limits, and what must not leak."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median

import pytest
import time_machine
from allauth.core.internal.ratelimit import get_cache_key, parse_rate
from django.conf import settings as project
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, RequestFactory

from lms.people import accounts, cards
from lms.people.models import Device, DeviceProfile
from tests.cast import Cast
from tests.factories import NOW
from tests.people.conftest import PIN, Holder, give_card

MISMATCH = "Kartu dan PIN tidak cocok"
WAIT = "Tunggu 5 menit"


@pytest.fixture
def now_at() -> Iterator[Callable[[datetime], None]]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller.move_to


def test_words_and_pin_open_her_own_page(client: Client, sari: Holder):
    response = sari.sign_in(client)
    assert (response.status_code, response.url) == (302, "/saya/")
    assert client.session["_auth_user_id"] == str(sari.user.pk)


def test_words_may_be_shouted_and_the_pin_spaced(client: Client, sari: Holder):
    shouted = sari.issued.words.upper().replace(" ", ", ")
    assert client.post("/masuk/", {"words": shouted, "pin": "274 815"}).status_code == 302


def test_the_qr_asks_only_for_the_pin_and_names_nobody(client: Client, sari: Holder):
    scanned = client.get(f"/masuk/{sari.issued.token}", follow=True)
    assert scanned.redirect_chain == [("/masuk/pin/", 302)]
    assert "Sari" not in scanned.content.decode()
    assert client.post("/masuk/pin/", {"pin": PIN}).url == "/saya/"


def test_an_unknown_qr_looks_like_a_known_one(client: Client, sari: Holder):
    pages = []
    for token in (sari.issued.token, "A" * 22):
        client.get(f"/masuk/{token}")
        pages.append(client.post("/masuk/pin/", {"pin": "999999"}))
    assert [page.status_code for page in pages] == [200, 200]
    assert all(MISMATCH in page.content.decode() for page in pages)


def test_the_pin_page_without_a_scanned_card_leads_to_the_words(client: Client, db: None):
    assert client.get("/masuk/pin/").url == "/masuk/"


def test_a_wrong_pin_and_an_unknown_and_a_revoked_card_answer_alike(client: Client, sari: Holder, cast: Cast):
    wrong = sari.sign_in(client, pin="999999")
    unknown = client.post("/masuk/", {"words": "abadi abjad abon adat", "pin": PIN})
    no_pin_yet = client.post("/masuk/", {"words": cards.issue(cast.tini.person, by=None, now=NOW).words, "pin": PIN})
    cards.revoke(sari.issued.card, now=NOW)
    answers = [wrong, unknown, no_pin_yet, sari.sign_in(client)]
    assert {answer.status_code for answer in answers} == {200}
    assert all(MISMATCH in answer.content.decode() for answer in answers)
    assert "_auth_user_id" not in client.session


def test_an_unknown_card_takes_about_as_long_as_a_wrong_pin(client: Client, sari: Holder):
    known, unknown = [], []
    for words, times in [(sari.issued.words, known), ("abadi abjad abon adat", unknown)] * 7:
        start = time.perf_counter()
        client.post("/masuk/", {"words": words, "pin": "999999"})
        times.append(time.perf_counter() - start)
    assert 0.5 < median(known) / median(unknown) < 2


def test_an_inactive_account_stays_out(client: Client, sari: Holder):
    sari.user.is_active = False
    sari.user.save()
    assert MISMATCH in sari.sign_in(client).content.decode()


@pytest.mark.parametrize(("words", "says"), [("", "Tulis keempat kata"), ("abadi abjad abon", "Tulis semuanya")])
def test_missing_words_are_asked_for(client: Client, db: None, words: str, says: str):
    assert says in client.post("/masuk/", {"words": words, "pin": PIN}).content.decode()


def test_after_ten_wrong_pins_she_waits_and_is_not_locked_out(client: Client, sari: Holder):
    for _ in range(10):
        assert sari.sign_in(client, pin="999999").status_code == 200
    waiting = sari.sign_in(client)
    assert waiting.status_code == 429
    assert WAIT in waiting.content.decode()
    cache.clear()  # five minutes later
    assert sari.sign_in(client).status_code == 302


def test_a_day_has_a_limit_too_and_a_new_pin_begins_anew(client: Client, sari: Holder, settings, now_at):
    limits = settings.ACCOUNT_RATE_LIMITS
    settings.ACCOUNT_RATE_LIMITS = {**limits, "card_pin": limits["card_pin"].replace("40/d", "4/d")}
    statuses = []
    for minute in range(0, 60, 10):
        now_at(NOW + timedelta(minutes=minute))
        statuses.append(sari.sign_in(client, pin="999999").status_code)
    assert statuses == [200] * 4 + [429] * 2
    accounts.activate(sari.user.person, "530861", now=NOW + timedelta(hours=1))
    assert sari.sign_in(client, pin="530861").status_code == 302


def test_sessions_of_made_up_cards_do_not_stay(client: Client, sari: Holder):
    client.get(f"/masuk/{'A' * 22}")
    assert client.session.get_expiry_age() <= 15 * 60


def test_an_unknown_card_waits_just_the_same(client: Client, db: None):
    answers = [client.post("/masuk/", {"words": "abadi abjad abon adat", "pin": PIN}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert WAIT in answers[-1].content.decode()


def test_changing_the_address_does_not_help_who_guesses(client: Client, sari: Holder):
    data = {"words": sari.issued.words, "pin": "999999"}
    statuses = [client.post("/masuk/", data, REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(11)]
    assert statuses == [200] * 10 + [429]


def test_a_waiting_card_does_not_stop_the_others(client: Client, sari: Holder, cast: Cast):
    for _ in range(11):
        sari.sign_in(client, pin="999999")
    assert give_card(cast.tini).sign_in(Client()).status_code == 302


@pytest.mark.only_on("sqlite")  # the time goes into hashes, not into the database
def test_a_class_of_sixty_signs_in_from_one_address_within_a_minute(sari: Holder):
    statuses = [sari.sign_in(Client()).status_code for _ in range(60)]
    assert statuses == [302] * 60


def test_a_killed_process_leaves_nobody_outside(client: Client, sari: Holder, rf: RequestFactory):
    """The lock of whoever died while counting goes after a while (ten seconds; here in less)."""
    rate = parse_rate(project.ACCOUNT_RATE_LIMITS["card_pin_all"])
    key = get_cache_key(rf.get("/"), app="allauth.account", action="card_pin_all", rate=rate, key="all")
    cache.add(f"{key}:lock", True, timeout=1.5)  # longer than allauth itself would wait
    assert sari.sign_in(client)["Location"] == "/saya/"


def test_the_whole_site_has_a_limit(client: Client, sari: Holder, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "card_pin_all": "2/m/key"}
    tries = [client.post("/masuk/", {"words": f"abadi abjad abon {w}", "pin": PIN}) for w in ("adat", "adil", "agung")]
    assert [one.status_code for one in tries] == [200, 200, 429]


def test_signing_in_changes_the_session_key_and_lasts_half_a_year(client: Client, sari: Holder):
    client.get(f"/masuk/{sari.issued.token}")
    before = client.session.session_key
    client.post("/masuk/pin/", {"pin": PIN})
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert client.session.get_expiry_age() == 180 * 24 * 3600


@pytest.mark.parametrize(
    ("given", "target"),
    [
        ("/cek/mulai/b3/", "/cek/mulai/b3/"),
        ("https://jahat.example/", "/saya/"),
        ("//jahat.example/", "/saya/"),
        ("/\\jahat.example", "/saya/"),
        ("http://testserver/saya/", "/saya/"),
        ("javascript:alert(1)", "/saya/"),
    ],
)
def test_next_leads_to_paths_of_this_site_only(client: Client, sari: Holder, given: str, target: str):
    assert sari.sign_in(client, next=given).url == target


def test_neither_token_nor_words_nor_name_stand_in_logs_or_session(
    client: Client, sari: Holder, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    client.get(f"/masuk/{sari.issued.token}")
    session = str(dict(client.session))
    client.post("/masuk/pin/", {"pin": "999999"})
    client.post("/masuk/pin/", {"pin": PIN})
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    for secret in (sari.issued.token, sari.issued.words, PIN, "Sari"):
        assert secret not in logged
        assert secret not in session
    assert f"signed in: user {sari.user.pk}" in logged


def test_no_page_of_the_way_in_is_kept_by_a_browser(client: Client, sari: Holder):
    for path in ("/masuk/", f"/masuk/{sari.issued.token}", "/masuk/pin/"):
        assert "no-store" in client.get(path)["Cache-Control"]


def test_she_leaves_by_a_form_only(client: Client, sari: Holder):
    sari.sign_in(client)
    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/").url == "/"
    assert "_auth_user_id" not in client.session


def test_a_form_without_csrf_token_is_refused(sari: Holder):
    assert sari.sign_in(Client(enforce_csrf_checks=True)).status_code == 403


def test_a_shared_phone_keeps_a_corner_for_each(client: Client, sari: Holder, cast: Cast):
    first = sari.sign_in(client)
    assert first.cookies["device"]["httponly"]
    client.post("/keluar/")
    give_card(cast.tini).sign_in(client)
    client.post("/keluar/")
    sari.sign_in(client)
    assert Device.objects.count() == 1
    assert {profile.user for profile in DeviceProfile.objects.all()} == {cast.sari, cast.tini}


def test_another_persons_session_ends_when_a_card_is_used_on_the_same_phone(client: Client, sari: Holder, cast: Cast):
    give_card(cast.tini).sign_in(client)
    client.session["of_tini"] = True
    sari.sign_in(client)
    assert client.session["_auth_user_id"] == str(sari.user.pk)
    assert "of_tini" not in client.session
