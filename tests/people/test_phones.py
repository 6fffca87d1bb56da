"""What a shared phone learns about those who use it: whose page it is and whose PIN is still good."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpRequest
from django.test import Client, RequestFactory

from lms.people import accounts, devices, phones, pins, roles
from lms.people.models import DeviceProfile
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.conftest import PIN, Holder, give_card

NUMBER = "abcdefghijklmnopqrstuv"


@pytest.fixture
def tini(cast: Cast) -> Holder:
    return give_card(cast.tini)


def corner(holder: Holder) -> DeviceProfile:
    return DeviceProfile.objects.select_related("device", "user").get(user=holder.user, revoked_at=None)


def request_of(client: Client, holder: Holder) -> HttpRequest:
    """As the views of this phone see her."""
    request = RequestFactory().get("/")
    request.session, request.user = client.session, holder.user
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return request


def attributes(client: Client, path: str = "/saya/") -> dict[str, str]:
    body = re.search(r"<body([^>]*)>", client.get(path).content.decode())
    return dict(re.findall(r'data-([a-z]+)="([^"]*)"', body[1])) if body else {}


def ask(client: Client) -> dict[str, object]:
    answer = client.get("/api/v1/hp")
    assert "no-store" in answer["Cache-Control"]
    return answer.json()


def post(client: Client, path: str, holder: Holder) -> int:
    body = json.dumps({"profile": str(corner(holder).uuid)})
    return client.post(f"/api/v1/hp/{path}", body, content_type="application/json").status_code


# -- whose page it is -------------------------------------------------------------------------------------------------


def test_a_personal_page_tells_its_phone_whose_it_is(client: Client, sari: Holder):
    sari.sign_in(client, remember="on", kunci=NUMBER)
    told = attributes(client)
    assert (told["name"], told["kept"], told["lock"]) == ("Sari", "1", NUMBER)
    assert told["credential"] == devices.credential_of(corner(sari))
    assert "Wahyuni" not in told.values()


def test_a_name_she_hides_is_not_told_either(client: Client, sari: Holder):
    sari.sign_in(client)
    client.post("/saya/perangkat/", {"motif": "kawung", "apa": "ingat"})
    assert attributes(client)["name"] == ""


def test_a_public_page_and_the_door_tell_nothing(client: Client, sari: Holder):
    sari.sign_in(client)
    assert "profile" not in attributes(client, "/masuk/")
    assert "credential" not in attributes(client, "/hp/")


def test_the_number_of_a_lock_belongs_to_the_pin_that_was_right(client: Client, sari: Holder, tini: Holder):
    sari.sign_in(client, pin="999999", kunci=NUMBER)
    sari.sign_in(client)
    assert attributes(client)["lock"] == ""
    tini.sign_in(client, kunci='"><script>alert(1)</script>')
    assert attributes(client)["lock"] == ""


def test_who_signs_in_with_a_password_has_no_corner(client: Client, cast: Cast):
    client.force_login(cast.sari)
    assert "profile" not in attributes(client)


# -- when there is a signal again -------------------------------------------------------------------------------------


def test_the_phone_hears_whose_pin_is_good_and_which(client: Client, sari: Holder, tini: Holder):
    sari.sign_in(client, remember="on")
    tini.sign_in(client)
    assert ask(client)["session"] == str(corner(tini).uuid)
    client.post("/keluar/")
    told = ask(client)
    assert (told["known"], told["session"]) == (True, None)
    assert {row["profile"]: row["kept"] for row in told["profiles"]} == {
        str(corner(sari).uuid): True,
        str(corner(tini).uuid): False,
    }
    assert not ask(Client())["known"]
    assert ask(Client())["profiles"] == []


def test_another_pin_is_another_stamp(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    before = ask(client)["profiles"][0]["stamp"]
    pins.set_pin(sari.user, "830517", now=NOW + timedelta(days=1))
    assert ask(client)["profiles"][0]["stamp"] != before
    accounts.close(sari.user.person, now=NOW)
    assert ask(client)["profiles"] == []


def test_a_lost_phone_knows_nobody_any_more(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    devices.revoke(corner(sari).device, now=NOW)
    assert ask(client) == {"known": False, "session": None, "profiles": []}


def test_who_became_a_penilai_is_not_let_in_by_her_picture(client: Client, sari: Holder, cast: Cast):
    sari.sign_in(client, remember="on")
    roles.grant(cast.sari, "penilai", since=TODAY, on=TODAY, puskesmas=cast.balowerti)
    assert not phones.corners(request_of(client, sari), now=NOW)[0].kept


def test_a_turn_that_ended_without_signal_ends_that_session_only(client: Client, sari: Holder, tini: Holder):
    sari.sign_in(client)
    hers = corner(sari)
    tini.sign_in(client)
    assert hers.device == corner(tini).device
    assert post(client, "selesai", sari) == 204
    assert client.session["_auth_user_id"] == str(tini.user.pk)
    assert post(client, "selesai", tini) == 204
    assert "_auth_user_id" not in client.session


def test_a_form_of_another_site_ends_nothing(client: Client, sari: Holder):
    sari.sign_in(client)
    body = json.dumps({"profile": str(corner(sari).uuid)})
    assert client.post("/api/v1/hp/selesai", body, content_type="text/plain").status_code == 415
    assert client.session["_auth_user_id"] == str(sari.user.pk)


def test_whoever_holds_the_phone_takes_a_picture_from_its_door(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    client.post("/keluar/")
    assert post(Client(), "lupakan", sari) == 204  # another phone: nothing happens
    assert corner(sari).remembered
    assert post(client, "lupakan", sari) == 204
    assert not corner(sari).remembered


# -- the PIN before a test that counts --------------------------------------------------------------------------------


def test_a_phone_of_several_asks_for_the_pin_again_after_a_while(client: Client, sari: Holder, tini: Holder):
    tini.sign_in(client, remember="on")
    sari.sign_in(client, remember="on")
    request = request_of(client, sari)
    assert phones.needs_pin(request) is None
    with time_machine.travel(timedelta(minutes=16)):
        assert phones.needs_pin(request) == corner(sari)


def test_a_phone_of_one_does_not(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    request = request_of(client, sari)
    with time_machine.travel(timedelta(hours=16)):
        assert phones.needs_pin(request) is None


def test_her_pin_makes_this_phone_ready_without_a_signal(client: Client, sari: Holder):
    sari.sign_in(client)
    assert client.post("/saya/perangkat/pin/", {"pin": PIN, "kunci": NUMBER}).url == "/saya/perangkat/"
    assert attributes(client)["lock"] == NUMBER
    assert corner(sari).remembered
    page = client.post("/saya/perangkat/pin/", {"pin": "999999", "kunci": "x" * 22}, follow=True).content.decode()
    assert "PIN belum cocok" in page
    assert attributes(client)["lock"] == NUMBER
