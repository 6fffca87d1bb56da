from django.db import models


class SweepCursor(models.Model):
    """How far the sweep for proposals has read the changes of records. One row."""

    personal_data = "none"

    last_change = models.BigIntegerField(default=0)
