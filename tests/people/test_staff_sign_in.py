"""Dinas, authors and administrators: password and TOTP. Penilai: card and PIN on an enrolled device."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from lms.areas.errors import UserError
from lms.people import access, devices, roles
from lms.people.models import Device, User
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.conftest import PASSWORD, PIN, Holder, give_card

SET_UP = "/akun/dua-langkah/totp/activate/"
ASK = "/akun/dua-langkah/authenticate/"


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def password(client: Client, user: User, *, word: str = PASSWORD, **data: str):
    return client.post("/masuk/petugas/", {"login": user.username, "password": word, **data})


def give_totp(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def sign_in_with_totp(client: Client, user: User):
    secret = give_totp(user)
    password(client, user)
    return client.post(ASK, {"code": code_for(secret)})


def test_dewi_must_set_up_totp_before_anything_else(client: Client, dewi: User):
    password(client, dewi)
    for path in ("/kelola/perangkat/", "/akun/dua-langkah/", "/akun/sandi/"):
        assert client.get(path).url == SET_UP
    assert "Pasang aplikasi autentikator" in client.get(SET_UP).content.decode()


def test_having_set_it_up_she_is_in(client: Client, dewi: User, monkeypatch: pytest.MonkeyPatch):
    # A test's transaction never commits, and its stand-in runs callbacks after the session was saved.
    monkeypatch.setattr("django.db.transaction.on_commit", lambda callback, **kwargs: callback())
    password(client, dewi)
    secret = client.get(SET_UP).context["form"].secret
    done = client.post(SET_UP, {"code": code_for(secret)})
    assert done.url == "/akun/dua-langkah/recovery-codes/"
    assert "Kode pemulihan" in client.get(done.url).content.decode()
    assert client.get("/kelola/perangkat/").status_code == 200


def test_a_wrong_code_sets_nothing_up(client: Client, dewi: User):
    password(client, dewi)
    client.get(SET_UP)
    assert client.post(SET_UP, {"code": "000000"}).status_code == 200
    assert not access.has_totp(dewi)


def test_with_totp_the_password_alone_opens_nothing(client: Client, dewi: User):
    secret = give_totp(dewi)
    assert password(client, dewi, next="/kelola/perangkat/").url == ASK
    assert client.get("/kelola/perangkat/").url.startswith("/masuk/?next=")
    assert client.post(ASK, {"code": "000000"}).status_code == 200
    assert client.post(ASK, {"code": code_for(secret)}).url == "/kelola/perangkat/"


def test_wagtails_own_door_leads_to_ours(client: Client, dewi: User):
    asked = client.post("/cms/login/?next=/cms/", {"username": dewi.username, "password": PASSWORD})
    assert asked.url == "/masuk/petugas/?next=/cms/"
    assert "_auth_user_id" not in client.session


def test_pages_of_passwords_and_totp_are_not_there_for_a_kader(client: Client, sari: Holder):
    sari.sign_in(client)
    for path in ("/akun/dua-langkah/", SET_UP, "/akun/dua-langkah/recovery-codes/", "/akun/sandi/"):
        assert client.get(path).status_code == 404
    assert client.get("/saya/").status_code == 200


def test_each_role_starts_where_it_works(client: Client, dewi: User):
    assert sign_in_with_totp(client, dewi).url == "/dinas/"


def test_the_sessions_of_staff_last_a_working_day(client: Client, dewi: User):
    sign_in_with_totp(client, dewi)
    assert client.session.get_expiry_age() == 12 * 3600


def test_wrong_password_unknown_name_and_a_kader_with_a_password_answer_alike(client: Client, dewi: User, cast: Cast):
    cast.sari.set_password(PASSWORD)
    cast.sari.save()
    answers = [
        password(client, dewi, word="salah sekali"),
        password(client, User(username="siapa")),
        password(client, cast.sari),
    ]
    told = {str(answer.context["form"].non_field_errors()) for answer in answers}
    assert {answer.status_code for answer in answers} == {200}
    assert len(told) == 1
    assert "_auth_user_id" not in client.session


def test_after_ten_wrong_passwords_she_waits(client: Client, dewi: User):
    for _ in range(10):
        password(client, dewi, word="salah sekali")
    assert "_auth_user_id" not in client.session
    assert password(client, dewi).status_code == 200


def test_totp_secrets_are_not_readable_in_the_database(dewi: User):
    secret = give_totp(dewi)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))


def test_dewi_cannot_come_in_by_card(client: Client, dewi: User):
    refused = give_card(dewi).sign_in(client)
    assert "halaman petugas" in refused.content.decode()
    assert "_auth_user_id" not in client.session


def test_demo_users_need_no_totp_in_demo_mode_on_loopback(client: Client, dewi: User, settings):
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["*"]
    User.objects.filter(pk=dewi.pk).update(is_demo=True)
    password(client, dewi)
    assert client.get("/kelola/perangkat/", headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert client.get("/kelola/perangkat/", headers={"host": "tuntas.example"}).url == SET_UP


def test_demo_users_need_totp_when_the_site_is_no_demo(client: Client, dewi: User):
    User.objects.filter(pk=dewi.pk).update(is_demo=True)
    password(client, dewi)
    assert client.get("/kelola/perangkat/", headers={"host": "localhost"}).url == SET_UP


def test_a_role_granted_in_mid_session_asks_for_its_own_way_in(client: Client, sari: Holder, cast: Cast):
    sari.sign_in(client)
    roles.grant(sari.user, "dinas", area=cast.kediri, since=TODAY, on=TODAY)
    assert client.get("/kelola/perangkat/").url == "/masuk/petugas/"
    assert "_auth_user_id" not in client.session


def test_there_is_no_sign_up_and_no_password_by_mail(client: Client, db: None):
    for path in ("/akun/signup/", "/akun/password/reset/", "/masuk/lupa/"):
        assert client.get(path).status_code == 404


def test_the_cms_leads_to_the_way_in_of_staff(client: Client, db: None):
    assert client.get("/cms/").url.startswith("/masuk/petugas/")


# -- penilai ----------------------------------------------------------------------------------------------------------


def test_a_penilai_on_a_new_phone_is_told_what_to_do(client: Client, rina: Holder):
    refused = rina.sign_in(client)
    page = refused.content.decode()
    assert devices.enrolment_code(Device.objects.get()) in page
    assert "belum terdaftar" in page
    assert "_auth_user_id" not in client.session


def test_a_wrong_pin_on_a_new_phone_tells_nothing(client: Client, rina: Holder):
    assert "belum terdaftar" not in rina.sign_in(client, pin="999999").content.decode()
    assert not Device.objects.exists()


def test_dewi_enrols_the_phone_by_its_code_and_the_penilai_is_in(client: Client, rina: Holder, dewi: User):
    rina.sign_in(client)
    office = Client()
    sign_in_with_totp(office, dewi)
    code = devices.enrolment_code(Device.objects.first())
    assert office.post("/kelola/perangkat/", {"code": code.lower(), "label": "HP Bu Rina"}).status_code == 302
    assert rina.sign_in(client).url == "/nilai/"


def test_a_code_nobody_shows_enrols_nothing(rina: Holder, dewi: User):
    office = Client()
    sign_in_with_totp(office, dewi)
    assert "tidak ditemukan" in office.post("/kelola/perangkat/", {"code": "0000-0000"}).content.decode()
    assert "8 huruf" in office.post("/kelola/perangkat/", {"code": "12"}).content.decode()


@pytest.mark.parametrize("name", ["sari", "rina", "puji", "budi", "admin"])
def test_nobody_else_enrols_devices(client: Client, cast: Cast, settings, name: str):
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("StrongSignIn")]
    client.force_login(getattr(cast, name))
    assert client.get("/kelola/perangkat/").status_code == 404


def test_a_lost_phone_is_out_with_its_next_click(client: Client, rina: Holder):
    rina.sign_in(client)
    device = Device.objects.get()
    devices.enrol(device, by=None, now=NOW)
    rina.sign_in(client)
    devices.revoke(device, now=NOW)
    assert client.get("/kelola/perangkat/").url == "/masuk/?next=/kelola/perangkat/"
    assert "_auth_user_id" not in client.session


def test_a_demo_penilai_needs_no_enrolment_on_loopback(client: Client, rina: Holder, settings):
    settings.DEMO = True
    User.objects.filter(pk=rina.user.pk).update(is_demo=True)
    signed_in = client.post("/masuk/", {"words": rina.issued.words, "pin": PIN}, headers={"host": "127.0.0.1"})
    assert signed_in.url == "/nilai/"


def test_a_code_is_good_for_a_day(rina: Holder, dewi: User, client: Client):
    rina.sign_in(client)
    device = Device.objects.get()
    with pytest.raises(UserError, match="sudah lewat sehari"):
        devices.enrol_by_code(devices.enrolment_code(device), by=dewi, now=device.first_seen_at + timedelta(days=2))


# -- roles and /cms/ ---------------------------------------------------------------------------------------------------


def test_content_roles_open_the_cms_and_others_do_not(cast: Cast):
    roles.grant(cast.budi, "penyusun_nasional", since=TODAY, on=TODAY)
    roles.grant(cast.dewi, "dinas", area=cast.kediri, since=TODAY, on=TODAY)
    assert User.objects.get(pk=cast.budi.pk).has_perm("wagtailadmin.access_admin")
    assert not User.objects.get(pk=cast.dewi.pk).has_perm("wagtailadmin.access_admin")
    assert not User.objects.get(pk=cast.sari.pk).has_perm("wagtailadmin.access_admin")


def test_a_revoked_role_acts_at_once(cast: Cast):
    role = roles.grant(cast.sari, "penelaah", since=TODAY, on=TODAY)
    roles.revoke(role, on=TODAY)
    assert not User.objects.get(pk=cast.sari.pk).has_perm("wagtailadmin.access_admin")
    assert access.way_of(cast.sari, on=TODAY) == "card"


def test_a_role_that_ends_by_date_leaves_its_group_by_the_next_round(cast: Cast):
    roles.grant(cast.sari, "penelaah", since=TODAY, until=TODAY + timedelta(days=3), on=TODAY)
    assert cast.sari.groups.exists()
    roles.synchronise_all(on=TODAY + timedelta(days=3))
    assert not cast.sari.groups.exists()


def test_who_may_not_write_content_is_not_sent_in_circles(client: Client, cast: Cast):
    client.force_login(cast.sari)
    door = client.get("/cms/").url
    assert client.get(door).status_code == 404
    roles.grant(cast.tini, "penyusun_nasional", since=TODAY, on=TODAY, by=cast.admin)
    client.force_login(cast.tini)
    assert client.get(door).url == "/cms/"
