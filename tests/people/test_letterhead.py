"""What stands above and below the papers of an office."""

from pathlib import Path

import pytest

from lms.people import letterhead, offices
from lms.people.letterhead import Letterhead
from lms.people.offices import OfficeWords
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.people.test_office import WORDS, picture


@pytest.mark.django_db
def test_the_words_and_the_logo_of_the_office_stand_on_its_papers(cast: Cast, settings, tmp_path: Path):
    settings.PRIVATE_ROOT = tmp_path
    offices.save_office(cast.kediri, WORDS, by=cast.dewi, now=NOW, logo=picture())
    head = letterhead.of_place(cast.kediri)
    assert head.kop()["lines"] == ["Jalan Contoh 1"]
    assert bytes(head.kop()["logo"]).startswith(b"\x89PNG")
    assert head.dated(TODAY) == "Kediri, 24 November 2025"
    assert list(head.signer("a.n. Wali Kota").below) == ["Pembina, IV/a", "NIP 19800101\u00a0200501\u00a02\u00a0005"]


@pytest.mark.django_db
def test_an_office_that_said_nothing_has_the_usual_words_and_lines_to_fill_in(cast: Cast):
    head = letterhead.of_place(cast.balowerti)
    assert head.office == "Puskesmas Balowerti, Pemerintah Kota Kediri"
    signer = head.signer()
    assert (signer.name, [*signer.above]) == ("", ["Kepala Puskesmas Balowerti,"])
    assert "...." in signer.below[0]


def test_who_has_no_nip_gets_no_line_for_it():
    signer = Letterhead(OfficeWords("Pemerintah", "Dinas", head="Sri Rahayu", head_title="Ketua")).signer()
    assert signer.name == "Sri Rahayu"
    assert list(signer.below) == []
    assert letterhead.spaced("kontrak 12") == "kontrak 12"
