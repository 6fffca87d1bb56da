"""Looks for certificates that contradict themselves. For ``manage.py verify``; none is the only passing answer."""

from certificates import tokens
from certificates.models import Certificate
from modules.models import Programme


def differences(programme: Programme) -> list[str]:
    """One sentence a difference, by numbers of rows, never by names.

    Compared are: the frozen claims with what was signed, and valid certificates with their awards. What a compromised
    key signed no longer matches anything and shows here too, until it is issued anew.
    """
    rows = Certificate.objects.filter(programme=programme).select_related("award").order_by("pk")
    return [f"sertifikat {row.pk}: {wrong}" for row in rows.iterator(chunk_size=500) if (wrong := _wrong(row))]


def _wrong(row: Certificate) -> str:
    if row.status == Certificate.Status.REVOKED:
        return ""
    if row.award is not None and row.award.revoked_on is not None:
        return "masih berlaku, padahal penetapannya sudah dicabut"
    try:
        signed = tokens.read(row.token)
    except tokens.BadTokenError:
        return "tanda tangannya tidak dapat diperiksa dengan kunci yang diterbitkan"
    return "" if signed == tokens.claim(row.code, row.claims) else "isinya lain dari yang ditandatangani"
