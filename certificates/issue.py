"""Issues the certificate of an award: number, frozen claims, signed short claim. The PDF follows (``papers``)."""

from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates import keys, queries, tokens
from certificates.claims import frozen
from certificates.codes import new_code
from certificates.models import Award, Certificate, Series
from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action

KIND = Certificate.Kind.TKK


@transaction.atomic
def issue(award: Award, *, by: User, now: datetime, number: str = "") -> Certificate:
    """The valid certificate of this award, made if there is none: never two, however often it is called.

    ``number`` is the one of the office's own register; empty: the next of our series, taken in this transaction, so
    that a failed issue leaves no gap. Raises UserError, NoKeyError, PermissionDenied.
    """
    award = _locked(award)
    today = queries.today(award.membership, now)
    if not scope.may(by, Action.AWARD, award.kader.survivor, on=today):
        raise PermissionDenied
    if award.revoked_on is not None:
        raise UserError(_("Penetapan ini sudah dicabut, jadi sertifikatnya tidak dapat diterbitkan."))
    return _valid(award) or _create(award, number.strip(), today, now)


def _locked(award: Award) -> Award:
    rows = Award.objects.select_for_update(of=("self",)).select_related(
        "kader__person",
        "kader__merged_into",
        "level__scheme__programme",
        "membership__posyandu__desa",
        "membership__posyandu__puskesmas",
        "membership__pustu__desa",
        "membership__pustu__puskesmas",
    )
    return rows.get(pk=award.pk)


def _valid(award: Award) -> Certificate | None:
    return Certificate.objects.filter(
        kader=award.kader,
        programme=award.level.scheme.programme,
        kind=KIND,
        level=award.level,
        status=Certificate.Status.VALID,
    ).first()


def _create(award: Award, number: str, today: date, now: datetime) -> Certificate:
    if award.membership is None:
        raise UserError(_("Tempat tugas kader ini tidak tercatat, jadi sertifikatnya belum dapat diterbitkan."))
    key, code, kab = keys.current(), new_code(), queries.kab_of(award.membership)
    number = _free(kab, number) if number else _next(kab, today.year)
    claims = frozen(award, award.membership, number=number, issued_on=today)
    try:
        # A savepoint: on PostgreSQL a refused insert would spoil the caller's transaction.
        with transaction.atomic():
            return Certificate.objects.create(
                code=code,
                kind=KIND,
                kader=award.kader,
                programme=award.level.scheme.programme,
                level=award.level,
                award=award,
                kab=kab,
                number=number,
                claims=claims,
                token=tokens.sign(tokens.claim(code, claims), key),
                key=key,
                issued_at=now,
            )
    except IntegrityError as error:
        raise _taken(number) from error


def _free(kab: Area, number: str) -> str:
    if Certificate.objects.filter(kab=kab, kind=KIND, number=number).exists():
        raise _taken(number)
    return number


def _taken(number: str) -> UserError:
    return UserError(
        _("Nomor sertifikat %(number)s sudah dipakai. Periksa buku register; belum ada yang diterbitkan.")
        % {"number": number}
    )


def _next(kab: Area, year: int) -> str:
    """The next number of the series that nobody typed in by hand. The row stays locked until the insert is done."""
    Series.objects.get_or_create(kab=kab, kind=KIND, year=year)
    series = Series.objects.select_for_update().get(kab=kab, kind=KIND, year=year)
    while True:
        series.last += 1
        number = settings.CERTIFICATE_NUMBER.format(seq=series.last, kind="TKK", kab=kab.code, year=year)
        if not Certificate.objects.filter(kab=kab, kind=KIND, number=number).exists():
            Series.objects.filter(pk=series.pk).update(last=series.last)
            return number
