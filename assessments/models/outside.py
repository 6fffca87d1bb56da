from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery

from assessments.models.evidence import Evidence, EvidenceQuerySet
from assessments.models.record import Rung
from modules.models import Competency, CompetencyGroup


class OutsideEvidenceQuerySet(EvidenceQuerySet):
    def standing(self) -> "OutsideEvidenceQuerySet":
        """Without what was taken back: the last word on a piece decides."""
        words = OutsideRuling.objects.filter(evidence=OuterRef("pk")).order_by("-at", "-pk")
        return self.annotate(word=Subquery(words.values("counts")[:1])).filter(Q(word__isnull=True) | Q(word=True))


class OutsideEvidence(Evidence):
    """Proof from elsewhere (a paper certificate, an earlier assessment) that an officer saw and accepted.

    A group can be *dilatih* by it; a competency *dinilai* or *terampil*.
    """

    personal_data = "linked"

    objects = OutsideEvidenceQuerySet.as_manager()  # type: ignore[misc]

    rung = models.CharField(max_length=10, choices=Rung)
    group = models.ForeignKey(CompetencyGroup, on_delete=models.PROTECT, null=True, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=200, help_text="What was shown: kind, number, date, issuer.")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, competency__isnull=True, rung="dilatih")
                | Q(group__isnull=True, competency__isnull=False, rung__in=["dinilai", "terampil"]),
                name="outside_evidence_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["kader", "group", "document"],
                condition=Q(group__isnull=False),
                name="outside_evidence_once_a_group",
            ),
            models.UniqueConstraint(
                fields=["kader", "competency", "rung", "document"],
                condition=Q(competency__isnull=False),
                name="outside_evidence_once_a_competency",
            ),
        ]


class OutsideRuling(models.Model):
    """A correction: a piece of proof from elsewhere counts no more, or again; with who and why. The piece stays."""

    personal_data = "linked"
    append_only = True  # see lms.areas.append_only

    evidence = models.ForeignKey(OutsideEvidence, on_delete=models.PROTECT, related_name="rulings")
    counts = models.BooleanField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="outside_ruling_says_why")]
