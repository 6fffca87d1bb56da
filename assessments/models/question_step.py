"""Who moved an item along its way, when, and about which words."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.question import Question

Status = Question.Status
DRAFT, REVIEWED, ACTIVE, RETIRED = Status.DRAFT, Status.REVIEWED, Status.ACTIVE, Status.RETIRED


class QuestionAct(models.TextChoices):
    """As the end of a sentence: "Budi, 25 November 2025: menulis rancangan"."""

    WRITTEN = "written", _("menulis rancangan")
    REVIEWED = "reviewed", _("menelaah dan menyetujui")
    RETURNED = "returned", _("mengembalikan kepada penyusun")
    ACTIVATED = "activated", _("mulai memakai")
    DROPPED = "dropped", _("membuang rancangan")
    RESTED = "rested", _("mengistirahatkan")
    REVIVED = "revived", _("membuka lagi sebagai rancangan")
    TAKEN = "taken", _("menerima kata-kata baru sesudah fakta berubah")
    REFUSED = "refused", _("tidak menerima kata-kata baru sesudah fakta berubah")
    WITHDRAWN = "withdrawn", _("ditarik karena faktanya berubah")
    IMPORTED = "imported", _("datang bersama paket isi")
    REMOVED = "removed", _("tidak ada lagi di paket isi")


# An item that is in use stays in use while new words for it are written and read.
MOVES: dict[str, tuple[tuple[str, str], ...]] = {
    QuestionAct.WRITTEN: ((DRAFT, DRAFT), (REVIEWED, DRAFT), (ACTIVE, ACTIVE)),
    QuestionAct.REVIEWED: ((DRAFT, REVIEWED), (REVIEWED, REVIEWED), (ACTIVE, ACTIVE)),
    QuestionAct.RETURNED: ((DRAFT, DRAFT), (REVIEWED, DRAFT), (ACTIVE, ACTIVE)),
    QuestionAct.ACTIVATED: ((REVIEWED, ACTIVE), (ACTIVE, ACTIVE)),
    QuestionAct.DROPPED: ((DRAFT, DRAFT), (REVIEWED, DRAFT), (ACTIVE, ACTIVE)),
    QuestionAct.RESTED: ((DRAFT, RETIRED), (REVIEWED, RETIRED), (ACTIVE, RETIRED)),
    QuestionAct.REVIVED: ((RETIRED, DRAFT),),
    QuestionAct.TAKEN: tuple((before, ACTIVE) for before in (DRAFT, REVIEWED, ACTIVE)),
    QuestionAct.REFUSED: tuple((before, DRAFT) for before in (DRAFT, REVIEWED, ACTIVE)),
    QuestionAct.WITHDRAWN: ((ACTIVE, DRAFT),),
    QuestionAct.IMPORTED: tuple((before, ACTIVE) for before in Status.values),
    QuestionAct.REMOVED: tuple((before, RETIRED) for before in (DRAFT, REVIEWED, ACTIVE)),
}
# What a file or a fact does; everything else is done by somebody.
_BY_NOBODY = (QuestionAct.WITHDRAWN, QuestionAct.IMPORTED, QuestionAct.REMOVED)
_ALLOWED = reduce(or_, (Q(act=act, before=a, after=b) for act, pairs in MOVES.items() for a, b in pairs))


class QuestionStep(models.Model):
    """One act on an item. ``sha256``: what the words said that it was about, facts written out; empty: about none.

    A nakes has read a version when a step *reviewed* or *taken* has its digest.
    """

    personal_data = "linked"
    append_only = True  # see lms.areas.append_only
    Act = QuestionAct

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=9, choices=QuestionAct)
    before = models.CharField(max_length=8, choices=Status)
    after = models.CharField(max_length=8, choices=Status)
    sha256 = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ALLOWED, name="question_step_is_allowed"),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(act__in=[str(act) for act in _BY_NOBODY]),
                name="question_step_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["question", "sha256", "act"])]
