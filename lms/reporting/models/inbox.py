from django.db import models
from django.db.models import Q


class Inbox(models.Model):
    """A transition row of a lower floor that is to be folded into the tallies, or was lately.

    On PostgreSQL a lower id may become visible after a higher one; so a folded row stays here until the look-back has
    passed it, and only then ``FoldMark`` says that everything up to its id is done.
    """

    personal_data = "linked"

    class Source(models.TextChoices):
        MEMBERSHIP = "membership", "people.MembershipChange"
        RECORD = "record", "assessments.RecordChange"
        AWARD = "award", "certificates.AwardChange"
        MERGE = "merge", "people.MergeChange"

    source = models.CharField(max_length=10, choices=Source)
    change_id = models.BigIntegerField()
    kader_id = models.BigIntegerField()
    received_at = models.DateTimeField(db_index=True, help_text="When the inbox took it.")
    folded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "inbox"
        constraints = [models.UniqueConstraint(fields=["source", "change_id"], name="inbox_once")]
        indexes = [models.Index(fields=["kader_id"], condition=Q(folded_at__isnull=True), name="inbox_pending")]


class FoldMark(models.Model):
    """One row: how far folding is. Its row lock lets one folder work at a time.

    Every change whose id is at most ``<source>_floor`` is done.
    """

    personal_data = "none"

    membership_floor = models.BigIntegerField(default=0)
    record_floor = models.BigIntegerField(default=0)
    award_floor = models.BigIntegerField(default=0)
    merge_floor = models.BigIntegerField(default=0)
    folded_at = models.DateTimeField(null=True, help_text="When a fold last changed something.")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="fold_mark_one_row")]
