"""Papers of an event that speak of levels."""

from datetime import date
from pathlib import Path

import pytest

from assessments.event_papers import registry
from assessments.event_papers.folder import Folder
from assessments.event_papers.occasion import Occasion
from assessments.models import InstrumentVersion, TrainingEvent
from certificates.propose import propose
from modules.models import Programme
from tests.assessments import occasions
from tests.assessments.factories import make_instrument
from tests.assessments.test_event_papers import rows, words
from tests.cast import Cast
from tests.certificates import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(cast: Cast, programme: Programme, settings, tmp_path: Path) -> TrainingEvent:
    settings.PRIVATE_ROOT = tmp_path / "private"
    found = occasions.event(programme, cast.kediri, cast.balowerti, on=date(2025, 11, 24))
    occasions.team(found, cast.rina)
    occasions.seen(found, [cast.sari.person.kader], [make_instrument(programme)], by=cast.rina, now=NOW)
    return found


def made(event: TrainingEvent, key: str) -> list[list[dict]]:
    folder = Folder(Occasion(event, now=NOW))
    paper = registry.find(folder.occasion, key)
    return [list(part) for part in folder.made(paper).parts]


def test_the_minutes_say_the_day_in_words_and_every_assessor_signs(event: TrainingEvent):
    [part] = made(event, "berita-acara")
    said = words(part)
    assert "Senin, tanggal dua puluh empat, bulan November, tahun dua ribu dua puluh lima" in said
    assert "Yang dinilai: 1 kader" in said
    signed = part[-1]["all"]
    assert [one["name"] for one in signed] == ["drg. Retno Palupi, M.Kes.", "Rina", occasions.LONGEST, ""]


def test_who_is_proposed_stands_in_the_list_and_nobody_else(cast: Cast, programme: Programme, event: TrainingEvent):
    occasions.seen(
        event, occasions.kader([cast.melati], 1), list(InstrumentVersion.objects.all()), by=cast.rina, now=NOW
    )
    factories.skill(cast.sari.person.kader, programme, "ABC", on=date(2025, 11, 24))
    propose([cast.sari.person.kader.pk], programme=programme, now=NOW)
    [part] = made(event, "daftar-usulan")
    assert [row[1] for row in rows(part) if len(row) > 1] == ["Sari Wahyuni"]
    assert "mengusulkan untuk ditetapkan: 1 Kader Purwa." in words(made(event, "berita-acara"))


def test_without_proposals_it_says_so_kindly(event: TrainingEvent):
    folder = Folder(Occasion(event, now=NOW))
    paper = registry.find(folder.occasion, "daftar-usulan")
    assert paper.missing(folder.occasion) == ["Belum ada yang diusulkan dari kegiatan ini."]
    assert "belum ada yang diusulkan" in words(made(event, "berita-acara"))
    assert paper.pages(folder.occasion, folder.typed(paper))[0].head[-1] == "Lengkap sejak"


def test_what_was_proposed_before_is_not_from_an_event_at_which_nobody_saw_her(
    cast: Cast, programme: Programme, event: TrainingEvent
):
    factories.skill(cast.sari.person.kader, programme, "ABC", on=date(2025, 11, 24))
    propose([cast.sari.person.kader.pk], programme=programme, now=NOW)
    other = occasions.event(programme, cast.kediri, cast.balowerti, on=date(2025, 12, 1), cohort=2)
    occasions.invite(other, [cast.sari.person.kader], now=NOW)
    assert "Belum ada." in words(made(other, "daftar-usulan"))
    assert "Sari Wahyuni" in words(made(event, "daftar-usulan"))
