"""Reading the audit trail: each her own place, filters, the sheet, and that looking is told."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from lms.people import audit, roles, trail
from lms.people.audit import LABELS, Act
from lms.people.models import AuditEvent, User
from tests.cast import Cast

URL, EXPORT = "/kelola/jejak/", "/kelola/jejak/unduh/"


@pytest.fixture(autouse=True)
def _signed_in_strongly(settings, _as_in_production) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("StrongSignIn")]


@pytest.fixture
def happened(cast: Cast) -> Cast:
    """Puji looked at Sari, Lastri at Tini, Yanti at her roles; an author signed in, the operator gave a role."""
    now = timezone.now() - timedelta(hours=1)
    audit.record(Act.KADER_SEEN, by=cast.puji, now=now, kader=cast.sari.person.kader)
    audit.record(Act.KADER_SEEN, by=cast.lastri, now=now, kader=cast.tini.person.kader)
    audit.record(Act.ROLES_SEEN, by=cast.yanti, now=now, count=3)
    audit.record(Act.SIGNED_IN, by=cast.budi, now=now, user=cast.budi)
    roles.grant(cast.rina, "puskesmas", puskesmas=cast.balowerti, since=timezone.localdate(), on=timezone.localdate())
    return cast


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def seen(answer) -> list[tuple[str, str, str]]:
    return [(line.who, line.act, line.whom) for line in answer.context["lines"]]


def test_each_reads_what_concerns_her_place(happened: Cast):
    looked = str(LABELS[Act.KADER_SEEN])
    assert set(seen(as_(happened.dewi).get(URL))) == {
        ("Puji", looked, "Sari Wahyuni"),
        ("Lastri", looked, "Tini Astuti"),
        ("Operator", str(LABELS[Act.ROLE_GRANTED]), "Rina"),
    }
    assert [who for who, _, _ in seen(as_(happened.yanti).get(URL))] == ["Yanti"]


def test_an_administrator_reads_everything_and_no_kaders_name(happened: Cast):
    lines = seen(as_(happened.admin).get(URL))
    assert {who for who, _, _ in lines} == {"Puji", "Lastri", "Yanti", "Budi", "Operator"}
    assert {whom for who, _, whom in lines if who in ("Puji", "Lastri")} == {"seorang kader"}


@pytest.mark.parametrize("name", ["sari", "rina", "puji", "budi", "ningsih"])
def test_others_read_nothing(happened: Cast, name: str):
    client = as_(getattr(happened, name))
    assert client.get(URL).status_code == 404
    assert client.post(EXPORT).status_code == 404


def test_looking_is_told_once_a_page(happened: Cast):
    client = as_(happened.dewi)
    client.get(URL)
    client.get(URL, {"page": "2"})
    assert AuditEvent.objects.filter(act="audit_seen", actor=happened.dewi).count() == 2
    assert seen(client.get(URL))[0][:2] == ("Dewi", "membuka jejak")


def test_filters_by_act_person_and_day(happened: Cast):
    client, today = as_(happened.dewi), timezone.localdate()
    assert [who for who, _, _ in seen(client.get(URL, {"act": "role_granted"}))] == ["Operator"]
    assert [who for who, _, _ in seen(client.get(URL, {"who": str(happened.puji.uuid)}))] == ["Puji"]
    assert seen(client.get(URL, {"last": (today - timedelta(days=2)).isoformat()})) == []
    assert [who for who, _, _ in seen(client.post(URL, {"cari": "last"}))] == ["Lastri"]
    assert "last" not in str(AuditEvent.objects.filter(act="audit_seen").values("detail"))


def test_an_odd_filter_shows_the_last_week(happened: Cast):
    answer = as_(happened.dewi).get(URL, {"first": "xx", "act": "tidak-ada", "who": "bukan"})
    assert answer.status_code == 200
    assert answer.context["wish"].last - answer.context["wish"].first == timedelta(days=6)


def test_a_span_is_at_most_three_months():
    today = timezone.localdate()
    wish = trail.asked({"first": today - timedelta(days=900), "last": today}, today=today)
    assert (wish.last - wish.first).days == trail.MOST_DAYS - 1
    backwards = trail.asked({"first": today, "last": today - timedelta(days=3)}, today=today)
    assert backwards.first < backwards.last


def test_the_sheet_holds_what_the_page_shows_and_is_told(happened: Cast):
    answer = as_(happened.dewi).post(EXPORT, {"act": "kader_seen"})
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert {(row[1], row[3]) for row in rows[1:]} == {("Puji", "Sari Wahyuni"), ("Lastri", "Tini Astuti")}
    assert AuditEvent.objects.get(act="audit_exported").detail == {"events": 2}


def test_a_long_trail_takes_no_more_queries_than_a_short_one(happened: Cast, django_assert_num_queries):
    client = as_(happened.dewi)
    for number in (1, 100):
        now = timezone.now()
        AuditEvent.objects.bulk_create(
            AuditEvent(at=now, act="kader_seen", actor=happened.puji, kader=happened.sari.person.kader, count=number)
            for _ in range(number)
        )
        with django_assert_num_queries(10):
            client.get(URL)


def test_every_act_has_words(db: None):
    assert set(LABELS) == set(Act)
