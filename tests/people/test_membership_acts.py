"""What happens to a kader in service: dated, with a reason; and what was entered by mistake, put right."""

from datetime import date, timedelta

import pytest

from lms.areas.errors import UserError
from lms.people import corrections, duty, memberships, queries, scope
from lms.people.memberships import Reason
from lms.people.models import AuditEvent, Kader, Membership, MembershipChange
from lms.people.scope import Action
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY
from tests.people.conftest import give_card

JUNE = date(2025, 6, 1)
DAY = timedelta(days=1)


@pytest.fixture
def kader(cast: Cast) -> Kader:
    return cast.sari.person.kader


def only(kader: Kader) -> Membership:
    return kader.memberships.get()


def places(kader: Kader, *, field: str = "kesehatan") -> list[tuple[str, date, date | None, bool]]:
    rows = queries.memberships_of([kader.pk], field=field)
    return [(row.posyandu.name, row.since, row.until, row.primary) for row in rows]


def test_leaving_keeps_the_reason_and_who_said_so(cast: Cast, kader: Kader):
    memberships.leave(only(kader), on=TODAY, now=NOW, reason=Reason.AWAY, by=cast.puji)
    change = MembershipChange.objects.get()
    assert (change.reason, change.by, change.effective_on) == (Reason.AWAY, cast.puji, TODAY)
    assert AuditEvent.objects.get().detail == {"reason": "pindah_keluar", "field": "kesehatan"}


def test_leaving_the_main_place_lets_the_other_one_count_her(cast: Cast, kader: Kader):
    memberships.join(kader, posyandu=cast.kenanga, on=JUNE, now=NOW, primary=False)
    memberships.leave(kader.memberships.get(primary=True), on=TODAY, now=NOW)
    assert places(kader) == [
        ("Melati", SINCE, TODAY, True),
        ("Kenanga", JUNE, TODAY, False),
        ("Kenanga", TODAY, None, True),
    ]


def test_who_returns_is_the_same_kader_with_her_years(cast: Cast, kader: Kader):
    memberships.leave(only(kader), on=JUNE, now=NOW)
    duty.serve_again(kader, posyandu=cast.kenanga, field="kesehatan", on=TODAY, now=NOW, by=cast.dewi)
    kader.refresh_from_db()
    assert places(kader) == [("Melati", SINCE, JUNE, True), ("Kenanga", TODAY, None, True)]
    assert (kader.served_since, MembershipChange.objects.last().reason) == (SINCE, Reason.RETURNED)


def test_a_second_place_in_the_field_does_not_count_her_twice(cast: Cast, kader: Kader):
    second = duty.serve_again(kader, posyandu=cast.kenanga, field="kesehatan", on=TODAY, now=NOW, by=cast.dewi)
    assert not second.primary


def test_periods_of_one_field_never_overlap(cast: Cast, kader: Kader):
    memberships.leave(only(kader), on=TODAY + 30 * DAY, now=NOW)
    with pytest.raises(UserError, match="masih bertugas"):
        memberships.join(kader, posyandu=cast.kenanga, on=TODAY, now=NOW)
    assert places(kader) == [("Melati", SINCE, TODAY + 30 * DAY, True)]


def test_another_bidang_is_two_changes_of_one_day(cast: Cast, kader: Kader):
    duty.change_field(only(kader), "sosial", on=TODAY, now=NOW, by=cast.puji)
    assert places(kader) == [("Melati", SINCE, TODAY, True)]
    assert places(kader, field="sosial") == [("Melati", TODAY, None, True)]
    assert list(MembershipChange.objects.values_list("field", "effective_on")) == [
        ("kesehatan", TODAY),
        ("sosial", TODAY),
    ]
    with pytest.raises(UserError, match="sama dengan yang sekarang"):
        duty.change_field(kader.memberships.get(until=None), "sosial", on=TODAY + DAY, now=NOW, by=cast.puji)


def test_another_jabatan_goes_on_without_a_gap(cast: Cast, kader: Kader):
    row = duty.change_office(only(kader), "ketua", on=TODAY, now=NOW, by=cast.puji, decree_number="SK/9")
    assert (row.office, row.decree_number) == ("ketua", "SK/9")
    assert places(kader) == [("Melati", SINCE, TODAY, True), ("Melati", TODAY, None, True)]


def test_the_main_place_changes_hands_in_one_step(cast: Cast, kader: Kader):
    second = memberships.join(kader, posyandu=cast.kenanga, on=JUNE, now=NOW, primary=False)
    duty.make_primary(second, on=TODAY, now=NOW, by=cast.dewi)
    assert queries.membership_on(kader, day=TODAY).posyandu == cast.kenanga
    assert queries.membership_on(kader, day=TODAY - DAY).posyandu == cast.melati
    with pytest.raises(UserError, match="sudah menjadi yang utama"):
        duty.make_primary(kader.memberships.get(until=None, primary=True), on=TODAY, now=NOW, by=cast.dewi)


def test_nobody_addresses_one_who_died(cast: Cast, kader: Kader):
    holder = give_card(cast.sari)
    duty.die(kader, on=TODAY, now=NOW, by=cast.puji)
    kader.person.refresh_from_db()
    cast.sari.refresh_from_db()
    assert (kader.person.deceased, cast.sari.pin) == (True, "")
    assert not kader.person.cards.filter(revoked_at=None, pk=holder.issued.card.pk).exists()
    with pytest.raises(UserError, match="tercatat meninggal"):
        duty.serve_again(kader, posyandu=cast.melati, field="kesehatan", on=TODAY + DAY, now=NOW, by=cast.puji)


def test_a_death_entered_by_mistake_is_taken_back(cast: Cast, kader: Kader):
    duty.die(kader, on=TODAY, now=NOW, by=cast.puji)
    corrections.reopen(only(kader), now=NOW, by=cast.puji)
    kader.person.refresh_from_db()
    assert not kader.person.deceased
    assert places(kader) == [("Melati", SINCE, None, True)]


def test_a_wrong_beginning_is_rewritten_and_said_to_be_a_correction(cast: Cast, kader: Kader):
    corrections.correct_since(only(kader), JUNE, now=NOW, by=cast.puji)
    change = MembershipChange.objects.get()
    assert places(kader) == [("Melati", JUNE, None, True)]
    assert (change.reason, change.effective_on) == (Reason.CORRECTED, SINCE)


def test_the_day_of_a_move_is_corrected_on_both_sides(cast: Cast, kader: Kader):
    moved = memberships.move(only(kader), posyandu=cast.kenanga, on=TODAY, now=NOW)
    corrections.correct_since(moved, JUNE, now=NOW, by=cast.puji)
    assert places(kader) == [("Melati", SINCE, JUNE, True), ("Kenanga", JUNE, None, True)]
    with pytest.raises(UserError, match="sesudah tanggal mulai tugas sebelumnya"):
        corrections.correct_since(moved, SINCE, now=NOW, by=cast.puji)
    with pytest.raises(UserError, match="dilanjutkan"):
        corrections.reopen(kader.memberships.get(posyandu=cast.melati), now=NOW, by=cast.puji)


def test_a_wrong_end_is_corrected(cast: Cast, kader: Kader):
    memberships.leave(only(kader), on=TODAY, now=NOW)
    corrections.correct_until(only(kader), JUNE, now=NOW, by=cast.puji)
    assert (places(kader), MembershipChange.objects.last().effective_on) == ([("Melati", SINCE, JUNE, True)], JUNE)


def test_a_wrong_posyandu_was_the_other_one_all_the_time(cast: Cast, kader: Kader):
    corrections.correct_place(only(kader), posyandu=cast.kenanga, now=NOW, by=cast.dewi)
    assert places(kader) == [("Kenanga", SINCE, None, True)]


def test_a_correction_does_not_let_her_count_twice(cast: Cast, kader: Kader):
    memberships.leave(only(kader), on=JUNE, now=NOW)
    back = memberships.join(kader, posyandu=cast.kenanga, on=TODAY, now=NOW)
    with pytest.raises(UserError, match="bertumpukan"):
        corrections.correct_since(back, JUNE - DAY, now=NOW, by=cast.puji)


def test_what_never_was_stays_as_a_row_and_counts_on_no_day(cast: Cast, kader: Kader):
    corrections.void(only(kader), now=NOW, by=cast.puji)
    assert queries.membership_on(kader, day=SINCE) is None
    duty.serve_again(kader, posyandu=cast.melati, field="kesehatan", on=JUNE, now=NOW, by=cast.puji)
    assert queries.membership_on(kader, day=TODAY).primary


def test_who_left_is_known_where_she_served_last_and_nowhere_else(cast: Cast, kader: Kader):
    memberships.leave(only(kader), on=TODAY, now=NOW)
    everyone = Kader.objects.all()
    seen = {
        user.username: scope.known(user, Action.MANAGE_PEOPLE, everyone, on=TODAY).filter(pk=kader.pk).exists()
        for user in (cast.puji, cast.dewi, cast.lastri, cast.yanti, cast.rina)
    }
    assert seen == {"puji": True, "dewi": True, "lastri": False, "yanti": False, "rina": False}
    assert not scope.rows(cast.puji, Action.MANAGE_PEOPLE, everyone, on=TODAY).filter(pk=kader.pk).exists()
