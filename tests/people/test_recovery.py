"""A lost authenticator: two others above her agree, never one alone; without two, the operator's command."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people import access, invitations, recovery, roles
from lms.people.models import AuditEvent, Recovery, User
from tests.cast import Cast
from tests.factories import TODAY
from tests.people.conftest import PASSWORD
from tests.people.test_staff_sign_in import ASK, SET_UP, code_for, give_totp, password, sign_in_with_totp

LOST = "/masuk/petugas/pemulihan/"


@pytest.fixture
def admins(cast: Cast) -> list[User]:
    """Three administrators."""
    for user in (cast.budi, cast.ningsih):
        roles.grant(user, "admin", since=TODAY, on=TODAY)
    return [cast.admin, cast.budi, cast.ningsih]


@pytest.fixture
def lost(dewi: User) -> User:
    """Dewi had an authenticator, and has lost it."""
    give_totp(dewi)
    return dewi


def asked(user: User, *, by: User | None = None) -> Recovery:
    return recovery.ask(user, by=by or user, now=timezone.now())


def agree(to: Recovery, *who: User):
    return [recovery.confirm(to, by=one, now=timezone.now()) for one in who][-1]


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.transaction.on_commit", lambda callback, **kwargs: callback())


@pytest.mark.usefixtures("_at_once")
def test_from_the_lost_phone_to_the_new_one(client: Client, lost: User, admins: list[User]):
    password(client, lost)
    assert "Dua petugas di atas Anda" in client.post(LOST).content.decode()
    link = agree(Recovery.objects.get(), *admins[:2])
    assert link is not None
    assert not access.has_totp(lost)
    alone = Client()  # the password alone opens nothing, not even the set-up of a new authenticator
    password(alone, lost)
    assert alone.get("/dinas/").url == "/masuk/petugas/"
    password(alone, lost)
    assert alone.get(SET_UP).url == "/masuk/petugas/"
    hers = Client()
    hers.get(f"/undangan/{invitations.token_of(link)}")
    assert "tidak cocok" in hers.post("/undangan/", {"password": "salah sekali"}).content.decode()
    assert hers.post("/undangan/", {"password": PASSWORD}).url == SET_UP
    secret = hers.get(SET_UP).context["form"].secret
    hers.post(SET_UP, {"code": code_for(secret)})
    assert hers.get("/kelola/perangkat/").status_code == 200
    assert not invitations.is_waiting(lost)
    hers.get(f"/undangan/{invitations.token_of(link)}")
    assert "sudah dipakai" in hers.get("/undangan/").content.decode()


def test_her_sessions_end_when_her_authenticator_goes(client: Client, dewi: User, admins: list[User]):
    sign_in_with_totp(client, dewi)
    assert client.get("/kelola/perangkat/").status_code == 200
    agree(asked(dewi), *admins[:2])
    assert client.get("/kelola/perangkat/").url.startswith("/masuk/")


def test_one_alone_takes_nothing_away(lost: User, admins: list[User]):
    request = asked(lost)
    assert agree(request, admins[0]) is None
    assert access.has_totp(lost)
    with pytest.raises(UserError, match="sudah menyetujui"):
        agree(request, admins[0])


def test_who_asked_does_not_agree_nor_does_she_herself(lost: User, admins: list[User]):
    request = asked(lost, by=admins[0])
    for user in (admins[0], lost):
        with pytest.raises(UserError, match="Yang meminta"):
            agree(request, user)
    assert agree(request, *admins[1:]) is not None


def test_the_database_itself_wants_two_others(lost: User, admins: list[User]):
    one, two, _ = admins
    request = asked(lost, by=one)
    wrong = [
        {"first_by": one},
        {"first_by": lost},
        {"second_by": two},
        {"first_by": two, "second_by": two},
        {"first_by": two, "second_by": one},
    ]
    for columns in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Recovery.objects.filter(pk=request.pk).update(**columns)


@pytest.mark.parametrize("name", ["yanti", "puji", "rina", "sari"])
def test_who_does_not_stand_above_neither_asks_nor_agrees(cast: Cast, lost: User, name: str):
    other = getattr(cast, name)
    with pytest.raises(UserError, match="di luar wewenang"):
        asked(lost, by=other)
    with pytest.raises(UserError, match="di luar wewenang"):
        agree(asked(lost), other)


def test_a_dinas_agrees_for_its_authors(cast: Cast, admins: list[User]):
    roles.grant(cast.tini, "penyusun_lokal", area=cast.kediri, since=TODAY, on=TODAY)
    give_totp(cast.tini)
    assert agree(asked(cast.tini), cast.dewi, cast.admin) is not None


def test_who_made_a_password_link_does_not_agree(lost: User, admins: list[User]):
    link = invitations.offer_password(lost, by=admins[0], now=timezone.now())
    request = asked(lost)
    with pytest.raises(UserError, match="tautan kata sandi"):
        agree(request, admins[0])
    agree(request, *admins[1:])
    link.refresh_from_db()
    assert link.revoked_at is not None


def test_while_she_waits_for_her_link_nobody_makes_her_a_password(lost: User, admins: list[User]):
    agree(asked(lost), *admins[:2])
    with pytest.raises(UserError, match="sedang dipulihkan"):
        invitations.offer_password(lost, by=admins[2], now=timezone.now())


def test_a_request_is_over_after_a_week_and_can_be_made_anew(lost: User, admins: list[User]):
    request = asked(lost)
    assert asked(lost) == request
    Recovery.objects.filter(pk=request.pk).update(requested_at=timezone.now() - timedelta(days=7))
    with pytest.raises(UserError, match="lewat 7 hari"):
        agree(request, admins[0])
    assert asked(lost) != request


def test_what_was_taken_back_is_not_agreed_to(lost: User, admins: list[User]):
    request = asked(lost)
    recovery.cancel(request, by=admins[0], now=timezone.now())
    with pytest.raises(UserError, match="dibatalkan"):
        agree(request, admins[1])


def test_without_an_authenticator_there_is_nothing_to_restore(dewi: User, sari):
    for user in (dewi, sari.user):
        with pytest.raises(UserError, match="belum memasang"):
            asked(user)


def test_each_step_is_told(lost: User, admins: list[User]):
    agree(asked(lost), *admins[:2])
    told = list(AuditEvent.objects.filter(user=lost).order_by("pk").values_list("act", "actor__username"))
    assert told == [
        ("recovery_asked", "dewi"),
        ("recovery_confirmed", "admin"),
        ("recovery_confirmed", "budi"),
        ("authenticator_removed", "budi"),
    ]


def test_the_page_asks_for_the_password_first(client: Client, lost: User):
    assert client.get(LOST).url == "/masuk/petugas/"
    assert not Recovery.objects.exists()


def test_with_too_few_to_agree_the_page_names_the_operators_command(client: Client, lost: User):
    password(client, lost)
    assert "manage.py admin_reset dewi" in client.post(LOST).content.decode()


# -- the operator's command --------------------------------------------------------------------------------------------


def test_the_operator_lets_the_last_administrator_in_again(client: Client, cast: Cast, monkeypatch):
    give_totp(cast.admin)
    monkeypatch.setattr("lms.people.management.commands.admin_reset.read_password", lambda: PASSWORD)
    call_command("admin_reset", "admin", verbosity=0)
    assert not Authenticator.objects.exists()
    password(client, cast.admin)
    assert client.get("/kelola/perangkat/").url == SET_UP
    event = AuditEvent.objects.get(act="admin_reset")
    assert (event.actor, event.user) == (None, cast.admin)


def test_the_operator_may_leave_the_password(lost: User):
    call_command("admin_reset", "dewi", "--keep-password")
    lost.refresh_from_db()
    assert lost.check_password(PASSWORD)
    assert not access.has_totp(lost)


def test_the_command_refuses_strangers_kader_and_a_missing_terminal(cast: Cast, dewi: User):
    for name, why in (("siapa", "Tidak ada akun"), ("sari", "kartu dan PIN"), ("dewi", "terminal")):
        with pytest.raises(CommandError, match=why):
            call_command("admin_reset", name)
    assert not AuditEvent.objects.exists()


# -- sign-ins in the audit trail ---------------------------------------------------------------------------------------


def test_staff_sign_ins_are_told_right_and_wrong(client: Client, dewi: User, sari):
    password(client, dewi, word="salah sekali")
    secret = give_totp(dewi)
    password(client, dewi)
    client.post(ASK, {"code": "000000"})
    client.post(ASK, {"code": code_for(secret)})
    sari.sign_in(Client())
    told = list(AuditEvent.objects.order_by("pk").values_list("act", "user__username", "detail"))
    assert told == [
        ("sign_in_refused", "dewi", {"step": "password"}),
        ("sign_in_refused", "dewi", {"step": "code"}),
        ("signed_in", "dewi", {}),
    ]


def test_staff_before_a_door_that_is_not_theirs_are_told_of_and_kader_are_not(client: Client, dewi: User, sari):
    sign_in_with_totp(client, dewi)
    phone = Client()
    sari.sign_in(phone)
    for visitor in (client, phone):
        assert visitor.get("/nilai/").status_code == 404
    event = AuditEvent.objects.get(act="denied")
    assert (event.actor, event.detail) == (dewi, {"page": "assess"})


def test_nobody_fills_the_trail_with_wrong_addresses(client: Client, dewi: User, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"denied": "2/h/key"}
    sign_in_with_totp(client, dewi)
    for _ in range(4):
        client.get("/nilai/")
    assert AuditEvent.objects.filter(act="denied").count() == 2
