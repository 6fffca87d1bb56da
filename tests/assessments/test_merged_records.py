"""What two rows have shown counts for the one person they are, and goes apart again when they are two after all."""

from datetime import UTC, datetime, timedelta

import pytest
import yaml
from django.test import Client

from assessments import (
    attend,
    day_after,
    event_roll,
    invite,
    outcome_grid,
    outside,
    presets,
    queue,
    records,
    shown,
    visit,
)
from assessments.attend import record as attended
from assessments.draw import issue_ticket
from assessments.events import create as create_event
from assessments.models import Attempt, Attendance, CompetencyRecord, GroupRecord, ProgrammeRecord, TrainingEvent
from assessments.queries import standing
from assessments.submit import submit
from assessments.turns import attempts_left
from certificates import package
from certificates import queries as levels
from certificates.confirm import confirm
from certificates.issue import issue
from certificates.keys import create
from certificates.models import Proposal
from certificates.propose import propose
from certificates.revoke import revoke
from certificates.sight import get_or_404
from lms.areas.errors import UserError
from lms.people import merge
from lms.people.models import Kader
from lms.reporting.fold import fold
from lms.reporting.rebuild import rebuild
from lms.reporting.verify import differences
from modules.models import CompetencyGroup, Programme, StudyMark
from tests.assessments import day as days
from tests.assessments import factories as evidence
from tests.cast import Cast
from tests.certificates.conftest import LEVELS
from tests.certificates.factories import PAPERS
from tests.factories import NOW, TODAY, make_programme
from tests.reporting.factories import figure

MARCH = datetime(2025, 3, 1, 3, tzinfo=UTC)
LATER = NOW + timedelta(days=10)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    programme = make_programme()
    package.save(yaml.safe_load(LEVELS.read_text("utf-8")), programme)
    return programme


@pytest.fixture
def kept(cast: Cast) -> Kader:
    return cast.sari.person.kader


@pytest.fixture
def gone(cast: Cast) -> Kader:
    return cast.tini.person.kader


def clean(programme: Programme) -> None:
    """Everything derived is what the evidence says, and a rebuild finds nothing to do."""
    fold(now=LATER)
    assert differences(programme) == []
    assert records.rebuild(programme=programme, now=LATER) == 0
    rebuild(programme=programme, now=LATER)
    assert differences(programme) == []


def test_the_kept_row_stands_on_the_evidence_of_both(cast: Cast, programme: Programme, kept: Kader, gone: Kader):
    evidence.trained(kept, programme, at=MARCH, groups="AB")
    evidence.trained(gone, programme, at=MARCH, groups="CDE")
    made = merge.merge(kept, gone, by=cast.dewi, now=NOW)
    assert ProgrammeRecord.objects.get(kader=kept).trained_on == MARCH.date()
    assert GroupRecord.objects.filter(kader=gone, trained_on__isnull=False).count() == 3
    clean(programme)
    assert figure("35.71", "trained", TODAY) == figure("35.71", "kader", TODAY) == 1
    merge.unmerge(made, by=cast.dewi, now=LATER)
    assert not ProgrammeRecord.objects.filter(kader=kept, trained_on__isnull=False).exists()
    clean(programme)
    assert figure("35.71", "kader", LATER.date()) == 2


def test_days_of_one_training_under_two_rows_are_one_attendance(
    cast: Cast, programme: Programme, kept: Kader, gone: Kader
):
    group = CompetencyGroup.objects.get(programme=programme, key="B")
    event = create_event(
        kind="pelatihan",
        title="Angkatan 1",
        programme=programme,
        groups=[group],
        kab=cast.kediri,
        starts_on=MARCH.date(),
        days=2,
    )
    attended(event, kept, day=MARCH.date(), by=None, now=NOW)
    attended(event, gone, day=MARCH.date() + timedelta(days=1), by=None, now=NOW)
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    everyone = shown.read([kept.pk, gone.pk], presets.plan(programme))
    assert everyone[kept.pk].attended == {group.pk: MARCH.date() + timedelta(days=1)}
    assert everyone[gone.pk].attended == {}


def test_what_was_entered_or_corrected_under_the_other_row_is_entered_once(
    cast: Cast, programme: Programme, kept: Kader, gone: Kader
):
    about = {"kind": "pelatihan", "title": "Satu hari", "programme": programme, "kab": cast.kediri}
    event = create_event(**about, groups=programme.groups.all(), starts_on=TODAY)
    entry = attended(event, gone, day=TODAY, by=None, now=NOW)
    attend.correct(entry, present=False, reason="Pulang.", by=cast.dewi, now=NOW)
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    assert attended(event, kept, day=TODAY, by=None, now=LATER) == entry
    assert event_roll.there(event) == []
    assert Attendance.objects.count() == 2


def test_who_was_seen_at_a_station_under_the_other_row_was_seen(
    cast: Cast, programme: Programme, kept: Kader, gone: Kader
):
    day = days.make(cast, programme=programme)
    days.invite(day.event, gone)
    visit.record(day.visit(kader=gone, missed={"b3.lila": "belum"}), by=cast.rina, now=NOW)
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    everybody = Kader.objects.all()
    at = queue.at(day.event, day.station, cast.rina, on=TODAY)
    assert ([one.kader for one in at.done], at.waiting) == ([kept], [])
    assert queue.whole(day.event, cast.rina, on=TODAY)[day.station.pk] == at
    assert day_after.to_come(day.event, everybody) == []
    assert [one.kader for one in day_after.own_slips(day.event, everybody, on=TODAY)] == [kept]
    [row] = outcome_grid.rows(day.event, [kept], outcome_grid.columns(day.event), {}, on=TODAY)
    assert {box.kept for box in row.boxes} == {"b", "t"}


def test_proof_that_came_in_under_the_other_row_is_shown_and_can_be_taken_back(
    client: Client, cast: Cast, programme: Programme, kept: Kader, gone: Kader, monkeypatch: pytest.MonkeyPatch
):
    about = {"rung": "dilatih", "happened_at": MARCH, "document": "Sertifikat Kemenkes", "by": cast.dewi, "now": NOW}
    piece = outside.accept(gone, group=programme.groups.get(key="A"), **about)
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    page = days.signed_in(client, cast.dewi, monkeypatch).get(f"/kegiatan/bukti/{kept.uuid}/").content.decode()
    assert f"/kegiatan/bukti/{kept.uuid}/{piece.pk}/" in page
    assert client.get(f"/kegiatan/bukti/{kept.uuid}/{piece.pk}/").status_code == 200
    outside.rule(piece, counts=False, reason="Milik orang lain", by=cast.dewi, now=LATER)
    assert not GroupRecord.objects.filter(kader=kept, trained_on__isnull=False).exists()
    clean(programme)


def test_an_envelope_of_the_old_profile_still_counts(cast: Cast, programme: Programme, kept: Kader, gone: Kader):
    evidence.make_bank(programme)
    ticket = issue_ticket(gone, evidence.make_quiz(programme), now=NOW)
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    submit(evidence.sealed(ticket), channel=Attempt.Channel.FORM, now=LATER)
    assert Attempt.objects.get().kader == gone
    assert CompetencyRecord.objects.get(kader=kept).study_closed_on is not None
    clean(programme)


def test_saya_shows_the_union(client: Client, cast: Cast, programme: Programme, kept: Kader, gone: Kader):
    evidence.make_bank(programme)
    quiz = evidence.make_quiz(programme, "evaluasi")
    ticket = issue_ticket(gone, quiz, now=NOW)
    submit(evidence.sealed(ticket), channel=Attempt.Channel.FORM, now=NOW)
    competency = quiz.group.competencies.first()
    StudyMark.objects.create(kader=gone, competency=competency, lesson_key="satu", opened_at=NOW, finished_at=NOW)
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    stands = standing(kept, programme, now=LATER)
    assert [attempt.ticket for attempt in stands.receipts] == [ticket]
    assert [petal.competency for petal in stands.competencies if petal.studied] == [competency]
    assert attempts_left(kept, quiz) == 2
    client.force_login(cast.sari)
    assert client.get("/saya/").status_code == client.get(f"/cek/{ticket.token}/hasil/").status_code == 200
    client.force_login(cast.sosial)
    assert client.get(f"/cek/{ticket.token}/hasil/").status_code == 404


def test_the_level_is_proposed_for_the_kept_row_alone(cast: Cast, programme: Programme, kept: Kader, gone: Kader):
    for who in (kept, gone):
        evidence.skilled(who, programme, at=MARCH)
        propose([who.pk], programme=programme, now=NOW)
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    assert dict(Proposal.objects.values_list("kader_id", "state")) == {kept.pk: "open", gone.pk: "withdrawn"}
    propose([kept.pk, gone.pk], programme=programme, now=LATER)
    assert Proposal.objects.filter(state="open").count() == 1


def test_certificates_of_the_other_row_stay_valid_and_are_shown(
    cast: Cast, programme: Programme, kept: Kader, gone: Kader, settings, tmp_path
):
    settings.KEY_DIR = tmp_path
    create(now=NOW)
    evidence.skilled(gone, programme, at=MARCH)
    propose([gone.pk], programme=programme, now=NOW)
    award = confirm(Proposal.objects.get(), **PAPERS, by=cast.dewi, now=NOW)
    certificate = issue(award, by=cast.dewi, now=NOW)
    merge.merge(kept, gone, by=cast.dewi, now=NOW)
    assert levels.standing(kept, programme=programme).awarded == award
    assert get_or_404(cast.sari, certificate.code, on=TODAY).is_own
    assert get_or_404(cast.puji, certificate.code, on=TODAY).certificate == certificate
    assert not Proposal.objects.filter(kader=kept, state="open").exists()
    clean(programme)
    assert figure("35.71", "level:utama", TODAY) == 1


def test_a_level_that_needs_both_stands_in_the_way_of_taking_it_back(
    cast: Cast, programme: Programme, kept: Kader, gone: Kader, settings, tmp_path
):
    settings.KEY_DIR = tmp_path
    create(now=NOW)
    evidence.skilled(gone, programme, at=MARCH)
    made = merge.merge(kept, gone, by=cast.dewi, now=NOW)
    award = confirm(Proposal.objects.get(kader=kept, state="open"), **PAPERS, by=cast.dewi, now=NOW)
    certificate = issue(award, by=cast.dewi, now=NOW)
    with pytest.raises(UserError, match="Cabut dulu penetapan"):
        merge.unmerge(made, by=cast.dewi, now=LATER)
    clean(programme)
    revoke(certificate, reason="Dua orang", by=cast.dewi, now=LATER, with_award=True)
    merge.unmerge(made, by=cast.dewi, now=LATER)
    assert Proposal.objects.filter(kader=gone, state="open").exists()
    clean(programme)


@pytest.mark.every_database
def test_an_invitation_goes_with_the_kept_row_and_a_second_one_frees_its_place(
    cast: Cast, programme: Programme, kept: Kader, gone: Kader
):
    def event(title: str, **given) -> TrainingEvent:
        about = {"kind": "pelatihan", "title": title, "programme": programme, "groups": programme.groups.all()}
        return create_event(**about, kab=cast.kediri, starts_on=TODAY, **given)

    once, twice = event("Satu"), event("Dua", capacity=2)
    waits = cast.sosial.person.kader
    for where, who in ((once, [gone.pk]), (twice, [gone.pk, kept.pk, waits.pk])):
        invite.invite_many(where, who, by=None, now=NOW)
    attended(once, gone, day=TODAY, by=None, now=NOW)
    made = merge.merge(kept, gone, by=cast.dewi, now=NOW)
    assert list(once.invitations.values_list("kader", "state")) == [(kept.pk, "diundang")]
    assert [guest.kader for guest in event_roll.guests(once)] == [kept], "who was there as the other row is no walk-in"
    assert (event_roll.walk_ins(once), event_roll.absent(once).count()) == (0, 0)
    states = dict(twice.invitations.values_list("kader", "state"))
    assert states == {kept.pk: "diundang", gone.pk: "batal", waits.pk: "diundang"}
    merge.unmerge(made, by=cast.dewi, now=LATER)
    assert list(once.invitations.values_list("kader", flat=True)) == [kept.pk]
