"""A family phone: pictures at the door, a PIN each, and nobody shown who did not ask for it."""

from pathlib import Path

import pytest
from django.test import Client

from lms.areas.errors import UserError
from lms.people import motifs, profiles, roles
from lms.people.models import DeviceProfile
from lms.people.models.device import Motif
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.conftest import PIN, Holder, give_card

MINE = "/saya/perangkat/"
TAP = "Ketuk gambar"


@pytest.fixture
def tini(cast: Cast) -> Holder:
    return give_card(cast.tini)


def corner(holder: Holder) -> DeviceProfile:
    return DeviceProfile.objects.select_related("device").get(user=holder.user)


def test_who_asked_for_it_finds_her_picture_and_needs_only_the_pin(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    client.post("/keluar/")
    door = client.get("/masuk/")
    assert TAP in door.content.decode()
    assert "Sari" in door.content.decode()
    assert "Wahyuni" not in door.content.decode()
    assert "no-store" in door["Cache-Control"]
    address = f"/masuk/hp/{corner(sari).uuid}/"
    assert "Sari, tulis PIN" in client.get(address).content.decode()
    assert client.post(address, {"pin": PIN}).url == "/saya/"
    assert client.session["_auth_user_id"] == str(sari.user.pk)


def test_who_did_not_ask_is_not_shown(client: Client, sari: Holder):
    sari.sign_in(client)
    client.post("/keluar/")
    assert TAP not in client.get("/masuk/").content.decode()
    assert client.get(f"/masuk/hp/{corner(sari).uuid}/").url == "/masuk/"
    assert client.post(f"/masuk/hp/{corner(sari).uuid}/", {"pin": PIN}).url == "/masuk/"


def test_another_phone_knows_nobody_of_this_one(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    elsewhere = Client()
    assert TAP not in elsewhere.get("/masuk/").content.decode()
    assert elsewhere.post(f"/masuk/hp/{corner(sari).uuid}/", {"pin": PIN}).url == "/masuk/"
    assert "_auth_user_id" not in elsewhere.session


def test_a_wrong_pin_waits_as_with_the_card(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    client.post("/keluar/")
    address = f"/masuk/hp/{corner(sari).uuid}/"
    statuses = [client.post(address, {"pin": "999999"}).status_code for _ in range(5)]
    statuses += [sari.sign_in(client, pin="999999").status_code for _ in range(5)]
    assert statuses == [200] * 10
    assert client.post(address, {"pin": PIN}).status_code == 429


def test_a_wrong_pin_at_her_picture_does_not_speak_of_a_card(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    client.post("/keluar/")
    page = client.post(f"/masuk/hp/{corner(sari).uuid}/", {"pin": "999999"}).content.decode()
    assert "PIN belum cocok" in page
    assert "Kartu dan PIN" not in page


def test_two_on_one_phone_do_not_mix(client: Client, sari: Holder, tini: Holder):
    sari.sign_in(client, remember="on")
    tini.sign_in(client, remember="on")
    assert corner(sari).motif != corner(tini).motif
    client.session["of_tini"] = True
    client.post(f"/masuk/hp/{corner(sari).uuid}/", {"pin": PIN})
    assert client.session["_auth_user_id"] == str(sari.user.pk)
    assert "of_tini" not in client.session
    assert corner(sari).device == corner(tini).device
    assert corner(sari).credential_digest != corner(tini).credential_digest


def test_she_chooses_her_picture_and_hides_her_name(client: Client, sari: Holder):
    sari.sign_in(client)
    assert client.post(MINE, {"motif": "kawung", "apa": "ingat"}).url == MINE
    client.post("/keluar/")
    page = client.get("/masuk/").content.decode()
    assert "Sari" not in page
    assert "Kawung" in page  # for those who do not see the picture


def test_a_picture_belongs_to_one_person_on_a_phone(client: Client, sari: Holder, tini: Holder):
    sari.sign_in(client, remember="on")
    tini.sign_in(client)
    taken = corner(sari).motif
    assert "sudah dipakai" in client.post(MINE, {"motif": taken, "apa": "ingat"}, follow=True).content.decode()
    assert not corner(tini).remembered
    with pytest.raises(UserError, match="pilih gambar lain"):
        profiles.remember(corner(tini), motif=taken)


def test_lupakan_saya_takes_her_from_the_door_and_keeps_what_is_unsent(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    client.post(MINE, {"apa": "lupakan"})
    client.post("/keluar/")
    assert TAP not in client.get("/masuk/").content.decode()
    assert corner(sari).revoked_at is None


def test_a_reset_pin_or_a_closed_account_is_no_longer_at_the_door(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    sari.user.pin = ""
    sari.user.save()
    assert TAP not in client.get("/masuk/").content.decode()


def test_penilai_are_not_remembered_and_need_their_card(client: Client, sari: Holder, cast: Cast):
    sari.sign_in(client, remember="on")
    client.post("/keluar/")
    roles.grant(cast.sari, "penilai", since=TODAY, on=TODAY, puskesmas=cast.balowerti)
    address = f"/masuk/hp/{corner(sari).uuid}/"
    assert "masuk dengan kartu" in client.post(address, {"pin": PIN}).content.decode()
    assert "_auth_user_id" not in client.session


def test_next_is_kept_through_the_picture(client: Client, sari: Holder):
    sari.sign_in(client, remember="on")
    client.post("/keluar/")
    address = f"/masuk/hp/{corner(sari).uuid}/?next=/cek/mulai/b3/"
    assert address.replace("?next=", "?next=") in client.get("/masuk/?next=/cek/mulai/b3/").content.decode()
    assert client.post(address, {"pin": PIN, "next": "/cek/mulai/b3/"}).url == "/cek/mulai/b3/"


def test_more_people_than_pictures_still_fit(sari: Holder, client: Client):
    sari.sign_in(client)
    mine = corner(sari)
    for number, motif in enumerate(Motif.values):
        user = type(sari.user).objects.create(username=f"x{number}", pin="x")
        DeviceProfile.objects.create(
            device=mine.device, user=user, motif=motif, remembered=True, created_at=NOW, credential_digest=f"x{number}"
        )
    profiles.remember(mine)
    assert corner(sari).remembered


@pytest.mark.parametrize("key", Motif.values)
def test_every_picture_is_drawn_without_a_style(key: str):
    drawn = motifs.picture(key)
    assert drawn.startswith("<svg")
    assert drawn.count("<path") >= 1
    assert "style" not in drawn


def test_scripts_draw_the_same_pictures():
    kept = Path(motifs.__file__).parents[1] / "static" / "img" / "motif.svg"
    assert kept.read_text("utf-8") == motifs.sheet()  # else write it anew
