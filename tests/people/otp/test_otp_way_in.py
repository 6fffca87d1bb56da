"""Codes by phone: the way in, and the same answer for everybody."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lms.people import accounts, codes, devices
from lms.people.models import Device, Person, PhoneCode, User
from tests.cast import Cast
from tests.factories import NOW
from tests.people.conftest import PIN, Holder
from tests.people.otp.phone import NUMBER, Phone, has_number


# -- the way in -------------------------------------------------------------------------------------------------------
def test_code_name_and_pin_open_her_own_page(phone: Phone, sari: Holder):
    has_number(sari.user)
    assert "Masuk dengan nomor HP" in phone.client.get("/masuk/").content.decode()
    assert phone.ask("62 812 3456 7890").url == "/masuk/hp/kode/"
    assert [number for number, _ in phone.sent] == [NUMBER]
    assert phone.type(phone.code()).url == "/masuk/hp/nama/"
    assert "Sari Wahyuni" in phone.client.get("/masuk/hp/nama/").content.decode()
    assert phone.choose(sari.user).url == "/saya/"
    assert phone.client.session["_auth_user_id"] == str(sari.user.pk)
    assert phone.client.session.get_expiry_age() == 180 * 24 * 3600


def test_she_goes_where_she_was_going_but_never_off_the_site(phone: Phone, another, sari: Holder, clock):
    has_number(sari.user)
    for given, target in (("/cek/mulai/b3/", "/cek/mulai/b3/"), ("https://jahat.example/", "/saya/")):
        clock.shift(60)
        visitor = another()
        with visitor.commit(execute=True):
            visitor.client.post("/masuk/hp/", {"phone": NUMBER, "next": given})
        visitor.type(visitor.code())
        assert visitor.choose(sari.user).url == target


def test_the_people_of_a_family_number_choose_their_name(phone: Phone, sari: Holder, cast: Cast):
    accounts.activate(cast.tini.person, "530861", now=NOW)
    has_number(cast.sari, cast.tini, cast.sosial)  # Endang has no PIN
    phone.prove()
    page = phone.client.get("/masuk/hp/nama/").content.decode()
    assert "Sari Wahyuni" in page
    assert "Tini Astuti" in page
    assert "Endang" not in page
    assert "Nama dan PIN belum cocok" in phone.choose(cast.tini, PIN).content.decode()
    assert phone.choose(cast.tini, "530861").url == "/saya/"
    assert phone.client.session["_auth_user_id"] == str(cast.tini.pk)


def test_nobody_outside_the_number_can_be_chosen(phone: Phone, sari: Holder, rina: Holder):
    has_number(sari.user)
    phone.prove()
    assert "Pilih nama" in phone.choose(rina.user).content.decode()
    assert "_auth_user_id" not in phone.client.session


def test_without_a_pin_she_is_sent_to_her_puskesmas(phone: Phone, cast: Cast):
    has_number(cast.sosial)
    phone.prove()
    page = phone.client.get("/masuk/hp/nama/").content.decode()
    assert "Datang ke puskesmas" in page
    assert "Endang" not in page


def test_the_number_of_an_office_tells_no_names(phone: Phone, sari: Holder):
    has_number(sari.user)
    for n in range(codes.MOST_PEOPLE):
        person = Person.objects.create(name=f"Orang {n}", phone=NUMBER)
        User.objects.create(username=f"k-{n}", person=person, pin="x")
    phone.prove()
    assert "Sari" not in phone.client.get("/masuk/hp/nama/").content.decode()


def test_staff_with_totp_do_not_come_in_this_way(phone: Phone, dewi: User):
    dewi.pin = "x"
    dewi.save()
    has_number(dewi)
    phone.prove()
    assert "Dewi" not in phone.client.get("/masuk/hp/nama/").content.decode()
    assert "belum bisa masuk" in phone.choose(dewi).content.decode()


def test_a_penilai_comes_in_on_an_enrolled_device_only(phone: Phone, rina: Holder):
    has_number(rina.user)
    phone.prove()
    assert "Rina" not in phone.client.get("/masuk/hp/nama/").content.decode()
    device = Device.objects.create(
        secret_digest=devices.keyed.digest("device", "x"), first_seen_at=NOW, enrolled_at=NOW, enrolled_by=None
    )
    phone.client.cookies[devices.cookie_name()] = "x"
    assert devices.enrolment_code(device)
    assert phone.choose(rina.user).status_code == 302


def test_wrong_pins_are_counted_as_with_the_card(phone: Phone, sari: Holder):
    has_number(sari.user)
    phone.prove()
    statuses = [phone.choose(sari.user, "999999").status_code for _ in range(10)]
    assert statuses == [200] * 10
    assert phone.choose(sari.user).status_code == 429
    assert sari.sign_in(Client()).status_code == 429


def test_who_came_back_too_early_still_finds_the_way_to_her_code(phone: Phone, sari: Holder):
    has_number(sari.user)
    assert "Kode sudah datang" not in phone.client.get("/masuk/hp/").content.decode()
    phone.ask()
    assert "Kode sudah datang" in phone.ask().content.decode()


# -- the same answer for everybody ------------------------------------------------------------------------------------
def test_an_unknown_number_gets_the_same_answer_and_no_message(phone: Phone, another, sari: Holder):
    has_number(sari.user)
    stranger = another()
    answers = [phone.ask(), stranger.ask("0819 1111 2222")]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/masuk/hp/kode/")] * 2
    assert [number for number, _ in phone.sent] == [NUMBER]
    assert PhoneCode.objects.count() == 2
    pages = [one.type("000000").content.decode() for one in (phone, stranger)]
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", pages[0]) == token.sub("", pages[1])
    assert [one.ask("0819 1111 2222").status_code for one in (phone, stranger)] == [429, 429]


def test_both_take_the_same_queries(phone: Phone, another, sari: Holder):
    has_number(sari.user)
    counts = set()
    for number in (NUMBER, "0819 1111 2222"):
        with CaptureQueriesContext(connection) as queries:  # what the worker does is not waited for
            another().client.post("/masuk/hp/", {"phone": number})
        counts.add(len(queries))
    assert len(counts) == 1


def test_the_dead_and_the_erased_get_no_message(phone: Phone, sari: Holder):
    Person.objects.filter(user=sari.user).update(phone=NUMBER, deceased=True)
    phone.ask()
    assert phone.sent == []


def test_what_is_no_mobile_number_is_asked_for_again(phone: Phone):
    answer = phone.ask("0354 123456")
    assert "tidak terbaca" in answer.content.decode()
    assert not PhoneCode.objects.exists()
