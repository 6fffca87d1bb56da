"""Phones that are lost: what ends, for whom, and who may end it. And the enrolled devices of penilai."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lms.people import devices
from lms.people.models import AuditEvent, Device, DeviceProfile, User
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.conftest import Holder, give_card
from tests.people.test_staff_sign_in import sign_in_with_totp

MINE = "/saya/perangkat/"
ANDROID = {"user-agent": "Mozilla/5.0 (Linux; Android 12)"}


@pytest.fixture
def tini(cast: Cast) -> Holder:
    return give_card(cast.tini)


@pytest.fixture
def puji(cast: Cast, settings) -> Client:
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("StrongSignIn")]
    client = Client()
    client.force_login(cast.puji)
    return client


def corner(user: User) -> DeviceProfile:
    return DeviceProfile.objects.select_related("device", "user").get(user=user, revoked_at=None)


def test_she_sees_her_phones_and_which_one_this_is(client: Client, sari: Holder):
    client.post("/masuk/", {"words": sari.issued.words, "pin": sari.pin}, headers=ANDROID)
    page = client.get(MINE).content.decode()
    assert "HP Android" in page
    assert "HP ini" in page


def test_a_lost_phone_is_out_with_the_next_click_and_signs_nothing(sari: Holder):
    lost, other = Client(), Client()
    sari.sign_in(lost)
    profile = corner(sari.user)
    sari.sign_in(other)
    assert "dipakai bersama" in other.get(MINE).content.decode()
    assert other.post(f"{MINE}{profile.uuid}/hilang/").url == MINE
    assert lost.get(MINE).url.startswith("/masuk/")
    assert other.get(MINE).status_code == 200
    profile.refresh_from_db()
    assert not devices.check_credential(profile, devices.credential_of(profile))


def test_everybody_on_a_lost_family_phone_is_out(sari: Holder, tini: Holder):
    family, office = Client(), Client()
    tini.sign_in(family)
    hers = corner(tini.user)
    sari.sign_in(family)  # the phone is Sari's now; Tini's corner stays
    sari.sign_in(office)
    family_corner = DeviceProfile.objects.get(user=sari.user, device=hers.device)
    office.post(f"{MINE}{family_corner.uuid}/hilang/")
    assert not DeviceProfile.objects.filter(device=hers.device, revoked_at=None).exists()
    assert family.get(MINE).url.startswith("/masuk/")
    assert "Ketuk gambar" not in family.get("/masuk/").content.decode()


def test_losing_the_phone_in_her_hand_leads_to_the_door(client: Client, sari: Holder):
    sari.sign_in(client)
    address = f"{MINE}{corner(sari.user).uuid}/hilang/"
    assert "yang sedang Ibu/Bapak pakai" in client.get(address).content.decode()
    assert client.post(address).url == "/masuk/"
    assert client.get(MINE).url.startswith("/masuk/")


def test_anothers_phone_is_not_hers_to_end(client: Client, sari: Holder, tini: Holder):
    tini.sign_in(Client())
    sari.sign_in(client)
    assert client.get(f"{MINE}{corner(tini.user).uuid}/hilang/").status_code == 404
    assert client.post(f"{MINE}{corner(tini.user).uuid}/hilang/").status_code == 404
    assert corner(tini.user).device.revoked_at is None


def test_on_an_office_device_only_she_is_out(client: Client, sari: Holder, tini: Holder):
    tini.sign_in(client)
    device = corner(tini.user).device
    devices.enrol(device, by=None, now=NOW)
    sari.sign_in(client)
    address = f"{MINE}{corner(sari.user).uuid}/hilang/"
    assert "perangkat kantor" in client.get(address).content.decode()
    client.post(address)
    device.refresh_from_db()
    assert device.revoked_at is None
    assert corner(tini.user).device == device


def test_her_puskesmas_ends_it_when_she_tells_them(client: Client, cast: Cast, sari: Holder, puji: Client):
    sari.sign_in(client)
    address = f"/kelola/kader/{cast.sari.person.kader.uuid}/perangkat/"
    assert "terakhir dipakai" in puji.get(address).content.decode()
    puji.post(address, {"hp": corner(sari.user).uuid})
    assert client.get(MINE).url.startswith("/masuk/")
    event = AuditEvent.objects.get(act="device_revoked")
    assert (event.actor, event.kader) == (cast.puji, cast.sari.person.kader)


@pytest.mark.parametrize("name", ["lastri", "yanti", "rina", "tini"])
def test_other_officers_see_no_phone_of_hers(client: Client, cast: Cast, sari: Holder, puji: Client, name: str):
    sari.sign_in(client)
    other = Client()
    other.force_login(getattr(cast, name))
    address = f"/kelola/kader/{cast.sari.person.kader.uuid}/perangkat/"
    assert other.get(address).status_code == 404
    assert other.post(address, {"hp": corner(sari.user).uuid}).status_code == 404


def test_an_officer_ends_no_phone_of_somebody_else_by_her_page(cast: Cast, sari: Holder, tini: Holder, puji: Client):
    tini.sign_in(Client())
    address = f"/kelola/kader/{cast.sari.person.kader.uuid}/perangkat/"
    assert puji.post(address, {"hp": corner(tini.user).uuid}).status_code == 404
    assert puji.post(address, {"hp": "sesuatu"}).status_code == 404


def test_being_seen_is_written_down_once_a_day(client: Client, sari: Holder):
    with time_machine.travel(NOW, tick=False) as clock:
        sari.sign_in(client)
        client.get(MINE)
        assert corner(sari.user).last_seen_at == NOW
        clock.move_to(NOW + timedelta(hours=3))
        with CaptureQueriesContext(connection) as captured:
            client.get(MINE)
        assert not [query for query in captured if query["sql"].startswith("UPDATE")]
        clock.move_to(NOW + timedelta(days=1))
        client.get(MINE)
        assert corner(sari.user).device.last_seen_at == NOW + timedelta(days=1)


def test_a_session_that_got_another_key_still_ends_with_its_phone(client: Client, sari: Holder, tini: Holder):
    tini.sign_in(client)
    sari.sign_in(client)  # another person: the session is made anew
    assert corner(sari.user).session_key == client.session.session_key
    session = client.session
    session.cycle_key()
    client.cookies["tuntas"] = session.session_key
    client.get(MINE)
    devices.revoke(corner(sari.user).device, now=NOW)
    assert not Session.objects.filter(session_key=session.session_key).exists()


# -- enrolled devices -------------------------------------------------------------------------------------------------


def enrolled(rina: Holder, dewi: User) -> tuple[Client, Device]:
    phone = Client()
    rina.sign_in(phone)
    device = Device.objects.get()
    devices.enrol(device, by=dewi, now=NOW, label="HP Bu Rina")
    rina.sign_in(phone)
    return phone, device


def test_the_dinas_sees_the_enrolled_devices_and_takes_one_back(rina: Holder, dewi: User):
    phone, device = enrolled(rina, dewi)
    office = Client()
    sign_in_with_totp(office, dewi)
    assert "HP Bu Rina" in office.get("/kelola/perangkat/").content.decode()
    assert office.post(f"/kelola/perangkat/{device.uuid}/cabut/").url == "/kelola/perangkat/"
    assert phone.get("/nilai/").url.startswith("/masuk/")
    assert "belum terdaftar" in rina.sign_in(phone).content.decode()
    acts = set(AuditEvent.objects.values_list("act", flat=True))
    assert {"device_enrolled", "device_revoked"} <= acts


def test_the_dinas_of_another_city_sees_none_of_them(cast: Cast, rina: Holder, dewi: User):
    _, device = enrolled(rina, dewi)
    assert devices.enrolled_within(cast.yanti, on=TODAY) == []
    assert devices.enrolled_within(cast.dewi, on=TODAY) == [device]


@pytest.mark.parametrize("name", ["puji", "rina", "sari", "yanti"])
def test_nobody_else_takes_it_back(cast: Cast, rina: Holder, dewi: User, settings, name: str):
    _, device = enrolled(rina, dewi)
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("StrongSignIn")]
    other = Client()
    other.force_login(User.objects.get(pk=getattr(cast, name).pk))  # with the PIN that Rina has by now
    assert other.post(f"/kelola/perangkat/{device.uuid}/cabut/").status_code == 404
    device.refresh_from_db()
    assert device.revoked_at is None
