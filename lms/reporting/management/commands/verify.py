"""`manage.py verify`: recount everything and print every difference."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.areas.format import angka
from lms.reporting.verify import differences
from modules.models import Programme


class Command(BaseCommand):
    help = "Menghitung ulang dari bukti dan menyebut setiap perbedaan. Tanpa perbedaan adalah satu-satunya hasil baik."

    def handle(self, *args: Any, **options: Any) -> None:
        found = [line for programme in Programme.objects.order_by("pk") for line in differences(programme)]
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{angka(len(found))} perbedaan. Jalankan: manage.py rebuild")
        self.stdout.write("Tidak ada perbedaan.")
