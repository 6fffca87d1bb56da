"""Small makers of what the floors above people need. The cast of people stands in ``tests.cast``."""

from datetime import UTC, date, datetime

from modules.models import Competency, CompetencyGroup, Programme

NOW = datetime(2025, 11, 24, 3, 0, tzinfo=UTC)  # 10.00 WIB
TODAY = date(2025, 11, 24)
SIZES = {"A": 4, "B": 7, "C": 6, "D": 3, "E": 5}


def make_programme() -> Programme:
    """The 25, by their keys only: five groups of 4, 7, 6, 3 and 5 competencies."""
    programme = Programme.objects.create(key="ilp-25", title="25 keterampilan dasar", field="kesehatan", version="t")
    for position, (key, size) in enumerate(SIZES.items()):
        group = CompetencyGroup.objects.create(programme=programme, key=key, title=f"Kelompok {key}", position=position)
        Competency.objects.bulk_create(
            Competency(group=group, key=f"{key}{n}", title=f"Judul {key}{n}", short_title=f"{key}{n}", position=n)
            for n in range(1, size + 1)
        )
    return programme
