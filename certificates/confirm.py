"""An authority confirms a proposal: berita acara and SK exist on paper, their numbers are typed in here."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from certificates import queries, rules
from certificates.models import Award, AwardChange, Proposal
from lms.areas.errors import UserError
from lms.areas.format import tanggal
from lms.people import scope
from lms.people.models import Membership, User
from lms.people.queries import rows_of
from lms.people.scope import Action


@dataclass(frozen=True)
class _Ground:
    """The two papers an award stands on."""

    minutes_number: str
    minutes_date: date
    decree_number: str
    decree_date: date


@transaction.atomic
def confirm(
    proposal: Proposal,
    *,
    minutes_number: str,
    minutes_date: date,
    decree_number: str,
    decree_date: date,
    by: User,
    now: datetime,
) -> Award:
    """Make the award and write its ``AwardChange``. The same call again gives the same award.

    Raises UserError (papers that cannot be, a level that no longer holds, a proposal settled otherwise) and
    PermissionDenied (no right over this kader).
    """
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("kader", "level__scheme__programme")
    proposal = locked.get(pk=proposal.pk)
    place = _place(proposal, decree_date, now)
    today = queries.today(place, now)
    if not scope.may(by, Action.AWARD, proposal.kader, on=today):
        raise PermissionDenied
    ground = _Ground(minutes_number.strip(), minutes_date, decree_number.strip(), decree_date)
    _check(ground, today)
    if proposal.state != Proposal.State.OPEN:
        return _settled(proposal, ground)
    _check_level(proposal)
    return _award(proposal, ground, place, by, now)


def _place(proposal: Proposal, day: date, now: datetime) -> Membership | None:
    programme = proposal.level.scheme.programme
    then = queries.membership(proposal.kader, programme=programme, day=day)
    return then or queries.membership(proposal.kader, programme=programme, day=queries.today(proposal.membership, now))


def _check(ground: _Ground, today: date) -> None:
    if not ground.minutes_number or not ground.decree_number:
        raise UserError(_("Nomor berita acara dan nomor SK harus diisi. Belum ada yang ditetapkan."))
    if ground.decree_date < ground.minutes_date:
        raise UserError(
            _(
                "Tanggal SK (%(decree)s) mendahului berita acara (%(minutes)s). "
                "Periksa kedua tanggal; belum ada yang ditetapkan."
            )
            % {"decree": tanggal(ground.decree_date), "minutes": tanggal(ground.minutes_date)}
        )
    if ground.decree_date > today:
        raise UserError(
            _("Tanggal SK (%(decree)s) belum tiba. Periksa tanggalnya; belum ada yang ditetapkan.")
            % {"decree": tanggal(ground.decree_date)}
        )


def _settled(proposal: Proposal, ground: _Ground) -> Award:
    award = Award.objects.filter(proposal=proposal).first()
    if award is None:
        raise UserError(
            _("Usulan ini sudah ditarik, karena syaratnya tidak lagi terpenuhi. Tidak ada yang ditetapkan.")
        )
    given = _Ground(award.minutes_number, award.minutes_date, award.decree_number, award.decree_date)
    if given != ground:
        raise UserError(
            _("Usulan ini sudah ditetapkan dengan SK nomor %(number)s. Tidak ada yang diubah.")
            % {"number": award.decree_number}
        )
    return award


def _check_level(proposal: Proposal) -> None:
    programme = proposal.level.scheme.programme
    skilled = queries.skilled_groups([proposal.kader_id], programme=programme)[proposal.kader_id]
    if rules.reached_on(queries.rule(proposal.level), skilled) is None:
        raise UserError(
            _(
                "Syarat %(level)s tidak lagi terpenuhi, karena catatan kader ini berubah. "
                "Belum ada yang ditetapkan; lihat catatannya lebih dulu."
            )
            % {"level": proposal.level.title}
        )


def _award(proposal: Proposal, ground: _Ground, place: Membership | None, by: User, now: datetime) -> Award:
    if place is None:
        raise UserError(_("Kader ini tidak lagi bertugas di posyandu atau pustu mana pun. Belum ada yang ditetapkan."))
    if Award.objects.filter(kader__in=rows_of(proposal.kader), level=proposal.level, revoked_on__isnull=True).exists():
        raise UserError(_("Kader ini sudah %(level)s. Tidak ada yang diubah.") % {"level": proposal.level.title})
    award = Award.objects.create(
        proposal=proposal,
        kader=proposal.kader,
        level=proposal.level,
        membership=place,
        minutes_number=ground.minutes_number,
        minutes_date=ground.minutes_date,
        decree_number=ground.decree_number,
        decree_date=ground.decree_date,
        effective_on=ground.decree_date,
        confirmed_by=by,
        received_at=now,
    )
    Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.State.AWARDED, settled_at=now)
    AwardChange.objects.create(
        kader=award.kader,
        programme=proposal.level.scheme.programme,
        award=award,
        granted=True,
        effective_on=award.effective_on,
        received_at=now,
    )
    return award
