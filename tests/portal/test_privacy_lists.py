"""An erased person is also taken out of the lists of kader of the last days."""

from datetime import date

from lms.areas.models import Pustu
from lms.people.models import Kader, Membership, Person, RosterRow
from lms.people.roster import decide
from lms.people.roster.choices import Choice
from lms.people.roster.entries import Remark
from lms.portal.privacy.requests import erase
from tests.cast import SINCE, Cast
from tests.factories import NOW
from tests.people.roster import apply_all, city, entry, outcomes, plan, row


def test_rows_that_became_her_or_only_name_her_lose_her_name(cast: Cast, monkeypatch):
    rows = [
        entry("SARI WAHYUNI", phone="+62811", row=2),
        entry("Sari Wahyuni", "Melatih Sekali", row=3),  # refused: no such posyandu
        entry("Sari Wahyuni", field="sosial", phone="+62822", row=4),  # doubtful
        entry("Wati", row=5),
    ]
    run = plan(monkeypatch, rows, reach=city(cast))
    before = outcomes(run)[:4]
    assert before == ["changed", "refused", "doubtful", "new"]
    erase(cast.sari.person, by=cast.dewi, now=NOW)
    assert outcomes(run)[:4] == ["changed", "refused", "skipped", "new"]
    rows_of = RosterRow.objects.filter(run=run, row__gt=0).order_by("line")
    left = [str(read) for read in rows_of.values_list("read", flat=True)]
    assert ["Sari" in read.title() for read in left] == [False, True, False, False]  # another posyandu: another Sari
    run.refresh_from_db()
    assert (run.file.name, run.counts["skipped"]) == ("", 1)


def test_a_row_that_was_emptied_enters_nobody_even_if_it_is_decided(cast: Cast, monkeypatch):
    run = plan(
        monkeypatch, [entry("Sari Wahyuni", phone="+62822", field="sosial"), entry("Wati", row=3)], reach=city(cast)
    )
    erase(cast.sari.person, by=cast.dewi, now=NOW)
    decide.decide(run, {1: Choice("baru")}, by=cast.dewi, now=NOW)
    known = Kader.objects.count()
    apply_all(run)
    assert Kader.objects.count() == known + 1
    assert row(run, 1).kader is None


def test_a_row_elsewhere_with_her_birth_date_is_hers_and_that_of_a_pustu_where_she_served(cast: Cast, monkeypatch):
    born = date(1980, 4, 2)
    Person.objects.filter(pk=cast.sari.person_id).update(birth_date=born)
    cast.sari.person.refresh_from_db()
    pustu = Pustu.objects.create(name="Semampir Barat", desa=cast.semampir, puskesmas=cast.balowerti)
    Membership.objects.create(kader=cast.sari.person.kader, pustu=pustu, field="sosial", since=SINCE)
    rows = [
        entry("Sari Wahyuni", "Melatih Sekali", row=2, birth_date=born),
        entry("Sari Wahyuni", "Melatih Sekali", row=3, birth_date=date(1990, 1, 1)),
        entry("Sari Wahyuni", "Pustu Semampir Barat", row=4, remarks=(Remark("name", "Rusak.", refuses=True),)),
    ]
    run = plan(monkeypatch, rows, reach=city(cast))
    assert outcomes(run)[:3] == ["refused"] * 3
    erase(cast.sari.person, by=cast.dewi, now=NOW)
    assert outcomes(run)[:3] == ["skipped", "refused", "skipped"]
