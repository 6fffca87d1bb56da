"""One-time links: made by an officer above, good once, for seven days, for one person and one role."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people import access, appoint, invitations, persons, roles
from lms.people.models import AuditEvent, Invitation, Person, Role, User
from lms.people.models.invitation import Invitation as Row
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.conftest import PASSWORD
from tests.people.test_staff_sign_in import SET_UP, code_for, give_totp, password

NEW = {"username": "mulyani", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def mulyani(db: None) -> Person:
    return Person.objects.create(name="Sri Mulyani")


def invite(person: Person, cast: Cast, *, by: User | None = None, kind: str = "penelaah", **where) -> Invitation:
    now = timezone.now()
    today = timezone.localdate(now)
    return invitations.invite(person, kind, by=by or cast.admin, now=now, since=today, **where)


def opened(client: Client, invitation: Invitation):
    client.get(f"/undangan/{invitations.token_of(invitation)}")
    return client.get("/undangan/")


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # A test's transaction never commits, and its stand-in runs callbacks after the session was saved.
    monkeypatch.setattr("django.db.transaction.on_commit", lambda callback, **kwargs: callback())


@pytest.mark.usefixtures("_at_once")
def test_from_the_invitation_to_the_sign_in_with_a_recovery_code(client: Client, cast: Cast, mulyani: Person):
    link = client.get(f"/undangan/{invitations.token_of(invite(mulyani, cast))}")
    assert link.url == "/undangan/"  # the address with the token is left at once
    page = client.get("/undangan/").content.decode()
    assert "Sri Mulyani" in page
    assert "Nakes penelaah" in page
    assert "Administrator" in page
    assert client.post("/undangan/", NEW).url == SET_UP
    secret = client.get(SET_UP).context["form"].secret
    codes_page = client.post(SET_UP, {"code": code_for(secret)}).url
    shown = client.get(codes_page)
    codes = shown.context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] in shown.content.decode()
    assert codes[0] not in client.get(codes_page).content.decode()  # once only
    assert client.get("/cms/").status_code == 200
    elsewhere = Client()
    password(elsewhere, User.objects.get(username="mulyani"))
    assert elsewhere.post("/akun/dua-langkah/authenticate/", {"code": codes[0]}).url == "/cms/"
    again = Client()
    password(again, User.objects.get(username="mulyani"))
    assert again.post("/akun/dua-langkah/authenticate/", {"code": codes[0]}).status_code == 200  # used up
    acts = list(AuditEvent.objects.filter(user__username="mulyani").order_by("pk").values_list("act", flat=True))
    assert acts[:4] == ["role_granted", "invitation_accepted", "signed_in", "authenticator_added"]


def test_it_opens_once(client: Client, cast: Cast, mulyani: Person):
    made = invite(mulyani, cast)
    opened(client, made)
    client.post("/undangan/", NEW)
    answer = opened(Client(), made)
    assert answer.status_code == 410
    assert "sudah dipakai" in answer.content.decode()


def test_of_two_who_hold_the_link_the_second_changes_nothing(cast: Cast, mulyani: Person):
    made, both = invite(mulyani, cast), [Client(), Client()]
    for client in both:
        opened(client, made)
    both[0].post("/undangan/", NEW)
    assert both[1].post("/undangan/", NEW | {"username": "lain"}).status_code == 410
    assert not User.objects.filter(username="lain").exists()


def test_after_seven_days_it_is_over_and_says_so(client: Client, cast: Cast, mulyani: Person):
    made = invite(mulyani, cast)
    Row.objects.filter(pk=made.pk).update(created_at=NOW - timedelta(days=8), expires_at=NOW)
    assert "lewat 7 hari" in opened(client, made).content.decode()


def test_taken_back_it_opens_nothing(client: Client, cast: Cast, mulyani: Person):
    made = invite(mulyani, cast)
    opened(client, made)
    invitations.revoke(made, by=cast.admin, now=NOW)
    refused = client.post("/undangan/", NEW)
    assert "sudah dibatalkan" in refused.content.decode()
    assert not User.objects.filter(username="mulyani").exists()
    with pytest.raises(UserError, match="sudah dipakai atau sudah dibatalkan"):
        invitations.revoke(made, by=cast.admin, now=NOW)


def test_a_new_invitation_makes_the_earlier_one_void(client: Client, cast: Cast, mulyani: Person):
    first = invite(mulyani, cast)
    invite(mulyani, cast)
    assert "sudah dibatalkan" in opened(client, first).content.decode()


def test_a_link_that_nobody_made_tells_nothing(client: Client, db: None):
    client.get("/undangan/" + "x" * 22)
    answer = client.get("/undangan/")
    assert answer.status_code == 410
    assert "tidak dikenal" in answer.content.decode()


def test_the_short_code_opens_it_too_however_it_is_typed(client: Client, cast: Cast, mulyani: Person):
    code = invitations.code_of(invite(mulyani, cast))
    assert client.post("/undangan/", {"code": code.lower().replace("-", " ")}).url == "/undangan/"
    assert "Sri Mulyani" in client.get("/undangan/").content.decode()


def test_who_guesses_codes_waits(client: Client, db: None):
    answers = [client.post("/undangan/", {"code": "AAAAA-AAAAA"}).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]


def test_the_database_holds_neither_link_nor_code(cast: Cast, mulyani: Person):
    made = invite(mulyani, cast)
    row = str(Row.objects.filter(pk=made.pk).values())
    assert invitations.token_of(made) not in row
    assert invitations.code_of(made) not in row


def test_the_inviter_must_still_stand_above_when_it_is_opened(client: Client, cast: Cast, mulyani: Person):
    made = invite(mulyani, cast, by=cast.dewi, kind="penyusun_lokal", area=cast.kediri)
    opened(client, made)
    roles.revoke(cast.dewi.roles.get(), on=timezone.localdate())
    assert "tidak berlaku lagi" in client.post("/undangan/", NEW).content.decode()
    assert not User.objects.filter(username="mulyani").exists()


def test_a_dinas_of_another_city_invites_nobody_here(cast: Cast, mulyani: Person):
    with pytest.raises(UserError, match="di luar wewenang"):
        invite(mulyani, cast, by=cast.yanti, kind="penyusun_lokal", area=cast.kediri)
    with pytest.raises(UserError, match="di luar wewenang"):
        invite(mulyani, cast, by=cast.puji, kind="dinas", area=cast.semampir.parent)
    assert not Row.objects.exists()


def test_nobody_gets_at_a_higher_account_by_inviting_it(cast: Cast):
    with pytest.raises(UserError, match="memegang peran di luar"):
        invite(cast.admin.person, cast, by=cast.dewi, kind="penyusun_lokal", area=cast.kediri)
    with pytest.raises(UserError, match="di luar wewenang"):
        invitations.offer_password(cast.admin, by=cast.dewi, now=NOW)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (NEW | {"username": "dewi"}, "sudah dipakai"),
        (NEW | {"username": "k-0123"}, "Nama pengguna:"),
        (NEW | {"username": "a b"}, "Nama pengguna:"),
        (NEW | {"again": "lain sekali ini"}, "tidak sama"),
        (NEW | {"password": "1234567890", "again": "1234567890"}, "sandi"),
    ],
)
def test_what_cannot_be_taken_is_said_and_the_link_stays_good(client: Client, cast: Cast, mulyani: Person, data, why):
    made = invite(mulyani, cast)
    opened(client, made)
    assert why in client.post("/undangan/", data).content.decode()
    assert client.post("/undangan/", NEW).url == SET_UP


def test_somebody_who_signs_in_with_a_password_gets_the_role_at_once(cast: Cast, dewi: User):
    made = appoint.appoint(dewi.person, "penyusun_lokal", since=TODAY, by=cast.admin, now=NOW, area=cast.kediri)
    assert isinstance(made, Role)


def test_a_penilai_comes_by_card_and_needs_no_invitation(cast: Cast):
    who = {"sex": "P", "nip": "", "since": TODAY, "now": NOW}
    made = appoint.appoint_new("Ratna", **who, kind="penilai", by=cast.puji, puskesmas=cast.balowerti)
    assert isinstance(made, Role)
    assert not made.user.has_usable_password()
    with pytest.raises(UserError):
        appoint.appoint_new("Ratna", **who, kind="penilai", by=cast.lastri, puskesmas=cast.balowerti)
    assert Person.objects.filter(name="Ratna").count() == 1


def test_a_person_whose_data_were_erased_is_not_appointed(cast: Cast, mulyani: Person):
    persons.erase(mulyani, now=NOW)
    with pytest.raises(UserError, match="sudah dihapus"):
        appoint.appoint(mulyani, "penilai", since=TODAY, by=cast.puji, now=NOW, puskesmas=cast.balowerti)


# -- a new password ----------------------------------------------------------------------------------------------------


def test_a_password_link_changes_the_password_and_not_the_authenticator(client: Client, cast: Cast, dewi: User):
    secret = give_totp(dewi)
    opened(client, invitations.offer_password(dewi, by=cast.admin, now=timezone.now()))
    changed = "kenanga di tepi sungai"
    assert client.post("/undangan/", {"password": changed, "again": changed}).url == "/masuk/petugas/"
    assert "_auth_user_id" not in client.session
    assert password(client, dewi, word=changed).url == "/akun/dua-langkah/authenticate/"
    assert client.post("/akun/dua-langkah/authenticate/", {"code": code_for(secret)}).url == "/dinas/"


def test_a_password_link_makes_no_account_and_an_invitation_no_password(client: Client, cast: Cast, dewi: User):
    opened(client, invitations.offer_password(dewi, by=cast.admin, now=timezone.now()))
    client.post("/undangan/", NEW)
    dewi.refresh_from_db()
    assert dewi.username == "dewi"


def test_kader_and_penilai_have_no_password_to_lose(cast: Cast):
    for user in (cast.sari, cast.tini):
        with pytest.raises(UserError, match="di luar wewenang"):
            invitations.offer_password(user, by=cast.admin, now=NOW)
    assert access.way_of(cast.sari, on=TODAY) == "card"
