from django.db import models


class Inbox(models.Model):
    """A transition row of a lower floor that is to be folded into the tallies, or was lately.

    Rows are collected by id with a look back in time, since on PostgreSQL a lower id may become visible later; a
    done row stays until that look back has passed it.
    """

    personal_data = "none"

    class Source(models.TextChoices):
        MEMBERSHIP = "membership", "people.MembershipChange"
        RECORD = "record", "assessments.RecordChange"
        AWARD = "award", "certificates.AwardChange"

    source = models.CharField(max_length=10, choices=Source)
    change_id = models.BigIntegerField()
    kader_id = models.BigIntegerField()
    received_at = models.DateTimeField()
    folded_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name_plural = "inbox"
        constraints = [models.UniqueConstraint(fields=["source", "change_id"], name="inbox_once")]
        indexes = [models.Index(fields=["source", "received_at"])]
