"""Two rows became one person, or two again: what is proposed, and what stands in the way."""

from datetime import datetime

from django.utils.translation import gettext as _

from certificates import queries, rules
from certificates.models import Award, Certificate
from certificates.propose import propose
from lms.areas.errors import UserError
from lms.people.models import Kader, KaderMerge
from modules.models import Programme


def follow(merge: KaderMerge, now: datetime) -> None:
    """Proposals follow the records. Awards and certificates are acts and stay as they are.

    UserError when a merge is taken back and a level awarded meanwhile needs the evidence of both.
    """
    for programme in Programme.objects.order_by("pk"):
        if merge.undone_at is not None:
            _refuse_groundless(merge, programme)
        propose([merge.kept_id, merge.gone_id], programme=programme, now=now)


def sight(kader: Kader) -> list[str]:
    """Levels and certificates of this row."""
    awards = Award.objects.filter(kader=kader, revoked_on__isnull=True).select_related("level")
    valid = Certificate.objects.filter(kader=kader, status=Certificate.Status.VALID).order_by("pk")
    return [award.level.title for award in awards.order_by("pk")] + [
        _("sertifikat nomor %(number)s, berlaku") % {"number": one.number} for one in valid
    ]


def _refuse_groundless(merge: KaderMerge, programme: Programme) -> None:
    pair = [merge.kept_id, merge.gone_id]
    awards = Award.objects.filter(kader__in=pair, level__scheme__programme=programme, revoked_on__isnull=True)
    skilled = queries.skilled_groups(pair, programme=programme)
    for award in awards.select_related("level"):
        reached = rules.reached_on(queries.rule(award.level), skilled.get(award.kader_id, {}))
        if reached is None and award.received_at >= merge.merged_at:
            raise UserError(
                _(
                    "Selama digabung, kader ini ditetapkan %(level)s atas bukti dari kedua data. "
                    "Cabut dulu penetapan itu bersama sertifikatnya; gabungannya masih berlaku."
                )
                % {"level": award.level.title}
            )
