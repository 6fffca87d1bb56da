from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from certificates.confirm import confirm
from certificates.models import Award, AwardChange, Proposal
from certificates.propose import propose
from lms.areas.errors import UserError
from modules.models import Programme
from tests.cast import Cast
from tests.certificates.factories import PAPERS, forget, kader, proposed
from tests.factories import NOW


def test_the_dinas_makes_sari_kader_purwa(cast: Cast, programme: Programme):
    proposal = proposed(cast.sari, programme)
    award = confirm(proposal, **PAPERS, by=cast.dewi, now=NOW)
    assert (award.level.key, award.effective_on) == ("purwa", PAPERS["decree_date"])
    assert award.membership.posyandu == cast.melati
    assert AwardChange.objects.get().granted


@pytest.mark.parametrize("name", ["yanti", "rina", "puji", "admin", "budi"])
def test_nobody_else_may(cast: Cast, programme: Programme, name: str):
    proposal = proposed(cast.sari, programme)
    with pytest.raises(PermissionDenied):
        confirm(proposal, **PAPERS, by=getattr(cast, name), now=NOW)
    assert Award.objects.count() == AwardChange.objects.count() == 0


def test_confirming_twice_gives_the_same_award(cast: Cast, programme: Programme):
    proposal = proposed(cast.sari, programme)
    stale = Proposal.objects.get(pk=proposal.pk)
    first = confirm(proposal, **PAPERS, by=cast.dewi, now=NOW)
    assert confirm(stale, **PAPERS, by=cast.dewi, now=NOW) == first
    assert AwardChange.objects.count() == 1


def test_other_papers_for_a_settled_proposal_are_refused(cast: Cast, programme: Programme):
    proposal = proposed(cast.sari, programme)
    confirm(proposal, **PAPERS, by=cast.dewi, now=NOW)
    with pytest.raises(UserError, match="sudah ditetapkan"):
        confirm(proposal, **{**PAPERS, "decree_number": "lain"}, by=cast.dewi, now=NOW)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"decree_date": date(2025, 11, 19)}, "mendahului"),
        ({"decree_date": date(2025, 11, 25)}, "belum tiba"),
        ({"minutes_number": "  "}, "harus diisi"),
        ({"decree_number": ""}, "harus diisi"),
    ],
)
def test_papers_that_cannot_be_are_refused(cast: Cast, programme: Programme, change: dict, words: str):
    proposal = proposed(cast.sari, programme)
    with pytest.raises(UserError, match=words):
        confirm(proposal, **{**PAPERS, **change}, by=cast.dewi, now=NOW)
    assert Award.objects.count() == 0


def test_a_level_that_no_longer_holds_is_not_awarded(cast: Cast, programme: Programme):
    proposal = proposed(cast.sari, programme)
    forget(kader(cast.sari), "C")
    with pytest.raises(UserError, match="tidak lagi terpenuhi"):
        confirm(proposal, **PAPERS, by=cast.dewi, now=NOW)
    propose([kader(cast.sari).pk], programme=programme, now=NOW)
    with pytest.raises(UserError, match="sudah ditarik"):
        confirm(proposal, **PAPERS, by=cast.dewi, now=NOW)


def test_the_day_of_the_office_decides_what_is_the_future(cast: Cast, programme: Programme):
    late = NOW.replace(hour=18)  # 01.00 WIB of the next day
    proposal = proposed(cast.sari, programme)
    award = confirm(proposal, **{**PAPERS, "decree_date": NOW.date() + timedelta(days=1)}, by=cast.dewi, now=late)
    assert award.effective_on == date(2025, 11, 25)
