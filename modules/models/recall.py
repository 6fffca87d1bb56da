"""What was withdrawn or seriously corrected, and which of its readers know."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.areas.models import Area
from lms.people.models import Kader
from modules.models.programme import Competency


class Recall(models.Model):
    """A page that readers should not rely on as they read it. Only ever added to; no key to the page, which may go.

    ``lesson_key`` as in study marks; empty: the module's own page with its card, and where it was withdrawn all its
    lessons. ``area``: a leaf of that area, which no study mark names.
    """

    personal_data = "linked"
    append_only = True  # see lms.areas.append_only

    class Kind(models.TextChoices):
        WITHDRAWN = "ditarik", _("Ditarik")
        CORRECTED = "diperbaiki", _("Diperbaiki")

    kind = models.CharField(max_length=10, choices=Kind)
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    lesson_key = models.CharField(max_length=255, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    page_key = models.PositiveIntegerField(db_index=True, help_text="Number of the page, as long as it is there.")
    title = models.CharField(max_length=255)
    address = models.CharField(max_length=500)
    live_now: bool  # while it is shown: may the page be read today? See recall.listed
    sentence = models.TextField(help_text="For readers: what was wrong, what to do now.")
    hashes = models.JSONField(help_text="Content hashes that are no longer good, all that are known.")
    good_hash = models.CharField(max_length=64, blank=True, help_text="How it reads since; empty: not at all.")
    made_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: a package no longer had it, or its day had come.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="ditarik", good_hash="") | Q(kind="diperbaiki") & ~Q(good_hash=""),
                name="recall_good_hash_of_what_stays",
            ),
            models.CheckConstraint(condition=~Q(sentence=""), name="recall_says_why"),
        ]
        indexes = [models.Index(fields=["competency", "lesson_key"])]

    @classmethod
    def of_address(cls, address: str) -> "Recall | None":
        """The last word on what was withdrawn from that address, by itself or with its module; None: nothing was."""
        module = "/".join(address.split("/")[:3]) + "/"
        there = Q(address=address) | Q(address=module, lesson_key="")
        rows = cls.objects.filter(there, kind=cls.Kind.WITHDRAWN).select_related("competency__group", "area")
        return rows.order_by("-made_at", "-pk").first()


class RecallSeen(models.Model):
    """A kader said on her own page that she has read of it."""

    personal_data = "linked"

    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kader", "recall"], name="recall_seen_once")]
