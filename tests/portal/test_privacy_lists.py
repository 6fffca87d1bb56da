"""An erased person is also taken out of the lists of kader of the last days."""

from lms.people.models import Kader, RosterRow
from lms.people.roster import decide
from lms.people.roster.choices import Choice
from lms.portal.privacy.requests import erase
from tests.cast import Cast
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
