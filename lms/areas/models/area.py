from django.db import models
from django.db.models import Q


class Level(models.IntegerChoices):
    PROVINCE = 1, "provinsi"
    KAB = 2, "kabupaten/kota"
    KEC = 3, "kecamatan"
    DESA = 4, "desa/kelurahan"


class TimeZone(models.TextChoices):
    """The three zones of Indonesia. A kab/kota's zone bounds the days of its boards, numbers and events."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class Area(models.Model):
    """A place in Kemendagri's code (``35.71.01.1001``), dated; a re-coded one names its successor.

    The codes of its province, kab/kota and kecamatan stand as columns of their own, so that a scope is an
    equality (SQLite scans ``startswith``). ``code`` is unique among areas that are still in force.
    """

    personal_data = "none"

    code = models.CharField(max_length=13)
    name = models.CharField(max_length=80)
    level = models.PositiveSmallIntegerField(choices=Level)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    province_code = models.CharField(max_length=2)
    kab_code = models.CharField(max_length=5, blank=True)
    kec_code = models.CharField(max_length=8, blank=True)
    time_zone = models.CharField(max_length=16, choices=TimeZone, default=TimeZone.WIB)
    since = models.DateField(null=True, help_text="None: in force since before our records.")
    until = models.DateField(null=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="predecessors")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(until__isnull=True), name="area_code_in_force"),
        ]
        indexes = [
            models.Index(fields=["code"]),
            models.Index(fields=["kab_code", "level"]),
            models.Index(fields=["kec_code", "level"]),
        ]

    def __str__(self) -> str:
        return self.name
