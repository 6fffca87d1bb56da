from django.conf import settings
from django.db import models


class ClinicalReview(models.Model):
    """A nakes approved a page as it read then. Bound to the hash of what was rendered: a change leaves it behind.

    ``source_hash`` and ``facts`` say afterwards what changed: the words, or which of the numbers they cite.
    """

    personal_data = "linked"

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    content_hash = models.CharField(max_length=64)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()
    source_hash = models.CharField(max_length=64, blank=True, help_text="As content_hash, with citations for numbers.")
    facts = models.JSONField(default=dict, help_text="Key of each cited fact -> value and unit as they were.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "content_hash", "reviewer"], name="clinical_review_once")
        ]
