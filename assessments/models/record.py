from django.db import models
from django.db.models import Q

from lms.people.models import Kader, Membership
from modules.models import Competency, CompetencyGroup, Programme


class Rung(models.TextChoices):
    """The three rungs, counted separately, not nested (DESIGN 2)."""

    TRAINED = "dilatih", "dilatih"
    ASSESSED = "dinilai", "dinilai"
    SKILLED = "terampil", "terampil"


class CompetencyRecord(models.Model):
    """Where one kader stands in one competency. Derived from evidence; can be dropped and rebuilt.

    Each date is the local day of the evidence that first reached it (None: not reached).
    """

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    study_closed_on = models.DateField(null=True, help_text="Kuis modul passed.")
    assessed_on = models.DateField(null=True)
    observed_skilled_on = models.DateField(null=True)
    skilled_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kader", "competency"], name="competency_record_once")]


class GroupRecord(models.Model):
    """Where one kader stands in one group. ``trained_on`` makes its petals say *dilatih*."""

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(CompetencyGroup, on_delete=models.PROTECT, related_name="+")
    evaluation_passed_on = models.DateField(null=True)
    trained_on = models.DateField(null=True)
    assessed_on = models.DateField(null=True, help_text="Every competency of it has an outcome.")
    skilled_on = models.DateField(null=True, help_text="Every competency of it is terampil.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kader", "group"], name="group_record_once")]


class ProgrammeRecord(models.Model):
    """Where one kader stands in the whole: trained in all groups; assessed in at least one whole group."""

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    trained_on = models.DateField(null=True)
    assessed_on = models.DateField(null=True)
    skilled_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kader", "programme"], name="programme_record_once")]


class RecordChange(models.Model):
    """Transition row: a kader gained, lost or re-dated a rung of a competency, a group or the programme.

    ``was`` and ``now`` are the days on which the rung was reached (None: not). Read by the higher floors.
    """

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(CompetencyGroup, on_delete=models.PROTECT, null=True, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="+")
    rung = models.CharField(max_length=10, choices=Rung)
    was = models.DateField(null=True)
    now = models.DateField(null=True)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(competency__isnull=False, group__isnull=True, programme__isnull=True)
                | Q(competency__isnull=True, group__isnull=False, programme__isnull=True)
                | Q(competency__isnull=True, group__isnull=True, programme__isnull=False),
                name="record_change_of_one_thing",
            ),
            models.CheckConstraint(condition=~Q(was=models.F("now")), name="record_change_says_something"),
        ]
