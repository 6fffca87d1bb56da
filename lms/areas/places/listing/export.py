"""The posyandu of a kab/kota as a list that can be corrected and given back."""

from collections.abc import Iterator

from django.db.models import Prefetch

from lms.areas.models import Area, Posyandu, PosyanduKind, PosyanduStrata, PosyanduVerification
from lms.areas.sheets.writing import Page, Value

HEAD = (
    "Kecamatan",
    "Kelurahan/desa",
    "Puskesmas",
    "Posyandu",
    "Nomor registrasi",
    "SK pembentukan",
    "Tanggal SK",
    "Jenis",
    "Jenis sejak",
    "Strata",
    "Tanggal strata",
    "Verifikasi",
    "Tanggal verifikasi",
    "Berdiri sejak",
    "Hari buka",
)


def page(kab: Area) -> Page:
    """The open posyandu by kecamatan, kelurahan and name; of strata and verifications the latest. Four queries."""
    return Page("Posyandu", HEAD, _rows(kab))


def _rows(kab: Area) -> Iterator[list[Value]]:
    rows = Posyandu.objects.filter(desa__kab_code=kab.code, closed_on__isnull=True)
    rows = rows.select_related("desa__parent", "puskesmas").prefetch_related(
        Prefetch("kinds", PosyanduKind.objects.filter(until__isnull=True)),
        Prefetch("strata", PosyanduStrata.objects.order_by("-assessed_on")),
        Prefetch("verifications", PosyanduVerification.objects.order_by("-verified_on", "what")),
    )
    for row in rows.order_by("desa__code", "name", "pk"):
        kind, strata = next(iter(row.kinds.all()), None), next(iter(row.strata.all()), None)
        verified = next(iter(row.verifications.all()), None)
        yield [
            row.desa.parent.name if row.desa.parent else "",
            row.desa.name,
            row.puskesmas.name,
            row.name,
            row.registration_number,
            row.decree_number,
            row.decree_date,
            kind.kind if kind else "",
            kind.since if kind else None,
            strata.strata if strata else "",
            strata.assessed_on if strata else None,
            verified.what if verified else "",
            verified.verified_on if verified else None,
            row.opened_on,
            row.opening_words,
        ]
