"""`manage.py rebuild`: derive records from evidence, and tallies from records, all anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments import records
from lms.areas.format import angka
from lms.reporting.rebuild import rebuild
from modules.models import Programme


class Command(BaseCommand):
    help = "Membangun ulang catatan dan angka papan dari bukti. Penetapan dan sertifikat tidak disentuh."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        for programme in Programme.objects.order_by("pk"):
            changes = records.rebuild(programme=programme, now=now)
            kader = rebuild(programme=programme, now=now)
            self.stdout.write(f"{programme}: {angka(changes)} perubahan catatan, {angka(kader)} kader dihitung ulang.")
