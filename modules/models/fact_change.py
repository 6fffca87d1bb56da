from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.areas.models import Area
from modules.models.fact import Fact, FactWords


class FactProposal(FactWords):
    """What somebody wants a fact to say, nationally or in one kab/kota, and why. A nakes decides it.

    ``base``: digest of what the fact said when this was proposed ("": there was none). ``ends``: the area goes back to
    the nation's number. The database refuses UPDATE and DELETE.
    """

    personal_data = "linked"
    append_only = True  # see lms.areas.append_only

    key = models.CharField(_("kunci"), max_length=80, db_index=True)
    area = models.ForeignKey(Area, verbose_name=_("wilayah"), on_delete=models.PROTECT, null=True, related_name="+")
    ends = models.BooleanField(default=False)
    reason = models.TextField(_("alasan"))
    base = models.CharField(max_length=64, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends=False) | Q(area__isnull=False), name="fact_proposal_ends_in_area")
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} {self.unit}".strip()


class FactDecision(models.Model):
    """A nakes took or dropped a proposal: once. ``fact``: the row that was opened, corrected or ended."""

    personal_data = "linked"
    append_only = True

    proposal = models.OneToOneField(FactProposal, on_delete=models.PROTECT, related_name="decision")
    accepted = models.BooleanField()
    note = models.TextField(_("catatan"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, null=True, related_name="decisions")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted=True) | Q(fact__isnull=True), name="fact_decision_dropped_has_no_fact"
            )
        ]
