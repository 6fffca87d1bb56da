"""Rounds of practice as a phone counts them: how many, and how the last one went. Study, never proof."""

from django.db.models import F

from assessments.models import PracticeTally
from lms.people.parcels import UNKNOWN_SUBJECT, Letter, refuse
from lms.people.sealed import UnreadableError, name
from modules.models import ModulePage

MOST = 200  # items in a round
KEPT = "Hasil latihan Ibu/Bapak sudah kami terima."


def take(letter: Letter) -> None:
    """What a phone counted (``parcels.register_letters``): ``{"module": slug, "asked": 8, "right": 6}``, done at
    ``at``. Each round counts; the one that was done last tells how it went, whatever order they arrive in.
    """
    asked, right = letter.data.get("asked"), letter.data.get("right")
    if type(asked) is not int or type(right) is not int or not 0 <= right <= asked <= MOST or not asked:
        raise UnreadableError("no result of a round")
    page = ModulePage.objects.filter(slug=name(letter.data.get("module"))).order_by("pk").first()
    if page is None:
        raise refuse(UNKNOWN_SUBJECT, letter.kader)
    result = {"asked": asked, "right": right, "last_at": letter.at}
    row, _ = PracticeTally.objects.get_or_create(kader=letter.kader, competency_id=page.competency_id, defaults=result)
    rows = PracticeTally.objects.filter(pk=row.pk)
    rows.update(rounds=F("rounds") + 1)
    rows.filter(last_at__lt=letter.at).update(**result)
