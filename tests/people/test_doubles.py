"""Who may be one person in two rows: proposed to whoever looks after both, never decided."""

from datetime import date

import pytest

from lms.areas.errors import UserError
from lms.people import doubles, memberships, merge, persons, rules
from lms.people.models import AuditEvent, Kader, NotSame
from lms.people.persons import NewKader
from tests.cast import Cast
from tests.factories import NOW, TODAY

BORN = date(1978, 5, 2)


def enrol(cast: Cast, place: str, *people: NewKader) -> list[Kader]:
    found = persons.register_many(people)
    for one in found:
        memberships.join(one, posyandu=getattr(cast, place), on=TODAY, now=NOW)
    return found


def why(cast: Cast, user: str = "dewi") -> dict[tuple[int, int], str]:
    return {(pair.first, pair.second): str(pair.why) for pair in doubles.likely(getattr(cast, user), on=TODAY)}


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Hj. SITI Nur'aini, S.Pd.", "siti nuraini"), ("Ny. Sri", "sri"), ("  Ani-  Wati ", "ani wati"), ("H.", "h")],
)
def test_names_are_compared_without_titles_and_signs(name: str, plain: str):
    assert rules.plain_name(name) == plain


def test_same_name_and_birth_or_phone_or_place(cast: Cast):
    a, b = enrol(cast, "melati", NewKader("Siti Aminah", birth_date=BORN), NewKader("Budi Santosa", phone="+62811"))
    c, d, e = enrol(
        cast,
        "kenanga",
        NewKader("Hj. SITI AMINAH", birth_date=BORN),
        NewKader("BUDI SANTOSO", phone="+62811"),
        NewKader("Tini Astuti"),
    )
    tini = cast.tini.person.kader
    assert why(cast) == {
        (a.pk, c.pk): "nama dan tanggal lahir sama",
        (b.pk, d.pk): "nomor HP sama, nama mirip",
        (tini.pk, e.pk): "nama sama di satu posyandu",
    }


def test_a_family_phone_makes_no_double(cast: Cast):
    enrol(cast, "melati", NewKader("Siti Aminah", phone="+62811"), NewKader("Dewi Lestari", phone="+62811"))
    assert why(cast) == {}


def test_only_who_looks_after_both_sees_the_pair(cast: Cast):
    enrol(cast, "melati", NewKader("Siti Aminah", birth_date=BORN))
    enrol(cast, "kenanga", NewKader("Siti Aminah", birth_date=BORN))
    seen = [len(why(cast, user)) for user in ("dewi", "puji", "lastri", "yanti", "rina", "admin")]
    assert seen == [1, 0, 0, 0, 0, 0]


def test_what_was_said_to_be_two_or_made_one_is_not_proposed_again(cast: Cast):
    a, b, c = enrol(cast, "melati", *[NewKader("Siti Aminah", birth_date=BORN)] * 3)
    doubles.not_same(b, a, by=cast.puji, now=NOW)
    doubles.not_same(a, b, by=cast.puji, now=NOW)
    assert set(why(cast)) == {(a.pk, c.pk), (b.pk, c.pk)}
    merge.merge(a, c, by=cast.puji, now=NOW)
    assert set(why(cast)) == set()
    assert AuditEvent.objects.filter(act="not_same").count() == 2


def test_nobody_speaks_for_a_kader_out_of_her_reach(cast: Cast):
    with pytest.raises(UserError, match="wilayah"):
        doubles.not_same(cast.sari.person.kader, cast.tini.person.kader, by=cast.puji, now=NOW)
    assert not NotSame.objects.exists()


def test_a_city_is_compared_in_two_statements(cast: Cast, django_assert_max_num_queries):
    enrol(cast, "melati", *[NewKader("Siti Aminah", birth_date=BORN)] * 3)
    with django_assert_max_num_queries(3):
        assert len(doubles.likely(cast.dewi, on=TODAY)) == 3
