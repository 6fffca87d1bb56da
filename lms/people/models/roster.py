from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.areas.fields import uuid_field
from lms.areas.models import Area, Posyandu, Puskesmas, Pustu
from lms.people.models.kader import Kader, Membership
from lms.people.models.user import User


def _private() -> Storage:
    return storages["private"]


class RosterRun(models.Model):
    """One list of kader on its way into the database: read, planned, applied, perhaps undone.

    ``area`` bounds what it may touch (None: the nation), ``puskesmas`` bounds it further. File and rows hold names
    and phone numbers: they go after the days in which a run can be undone (``lms.people.roster.purge``).
    """

    personal_data = "identity"

    class State(models.TextChoices):
        READING = "reading", _("sedang dibaca")
        PLANNED = "planned", _("rencana siap")
        APPLYING = "applying", _("sedang diterapkan")
        APPLIED = "applied", _("sudah diterapkan")
        UNDOING = "undoing", _("sedang dibatalkan")
        UNDONE = "undone", _("sudah dibatalkan")
        FAILED = "failed", _("tidak terbaca")

    uuid = uuid_field()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    file = models.FileField(storage=_private, upload_to="roster/", max_length=120, blank=True)
    filename = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    fingerprint = models.CharField(max_length=64, blank=True, help_text="Of its headings.")
    mapping = models.JSONField(default=dict, help_text="How its columns were read.")
    with_nik = models.BooleanField(default=False, help_text="Was its column of NIK read?")
    sheets = models.JSONField(default=list)
    not_understood = models.JSONField(default=list)
    counts = models.JSONField(default=dict, help_text="Outcome to number of rows, as planned.")
    message = models.TextField(blank=True, help_text="Why it failed, for people.")
    total = models.PositiveIntegerField(default=0, help_text="Rows of the step under way.")
    done = models.PositiveIntegerField(default=0, help_text="Of them, how many are through.")
    cursor = models.BigIntegerField(default=0, help_text="The mark of the chunks: the last row that is through.")
    made_at = models.DateTimeField()
    touched_at = models.DateTimeField(help_text="When a worker last got ahead; the sweeper takes over what lies still.")
    planned_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "touched_at"]), models.Index(fields=["area", "made_at"])]

    def get_absolute_url(self) -> str:
        return reverse("roster-run", args=[self.uuid])


class RosterRow(models.Model):
    """One row of a list: what was read, what is to become of it and why, what somebody decided, what came of it.

    ``answer`` says what the planner concluded or an officer decided; ``undo`` what applying made and changed.
    """

    personal_data = "identity"

    class Outcome(models.TextChoices):
        NEW = "new", "baru"
        CHANGED = "changed", "berubah"
        UNCHANGED = "unchanged", "tetap"
        MOVED = "moved", "pindah"
        DOUBTFUL = "doubtful", "perlu keputusan"
        REFUSED = "refused", "ditolak"
        MISSING = "missing", "tidak ada di berkas"
        LEFT = "left", "berhenti"
        SKIPPED = "skipped", "dilewati"

    uuid = uuid_field()
    run = models.ForeignKey(RosterRun, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(help_text="Counts the rows of all sheets, then those who are missing.")
    sheet = models.CharField(max_length=60, blank=True)
    row = models.PositiveIntegerField(help_text="As the spreadsheet numbers it; 0 for those who are missing.")
    read = models.JSONField(default=dict)
    nik_sealed = models.CharField(max_length=80, blank=True, help_text="Bound to its index, until a person has it.")
    nik_index = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    differences = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    answer = models.JSONField(default=dict)
    posyandu = models.ForeignKey(Posyandu, on_delete=models.PROTECT, null=True, related_name="+")
    pustu = models.ForeignKey(Pustu, on_delete=models.PROTECT, null=True, related_name="+")
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, null=True, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undo = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    kept_because = models.TextField(blank=True, help_text="Why undoing left it as it is.")

    class Meta:
        indexes = [models.Index(fields=["run", "outcome", "line"])]
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="roster_row_line"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(applied_at__isnull=False), name="roster_row_undone_if_applied"
            ),
        ]


class ColumnMapping(models.Model):
    """How an office's headings are read, as somebody there corrected it; the latest one counts."""

    personal_data = "linked"

    fingerprint = models.CharField(max_length=64)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, null=True, related_name="+")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.CASCADE, null=True, related_name="+")
    mapping = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["fingerprint", "area"])]
