"""What stands about one person: correcting it. Who changed which field is kept, what stood there is not."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from lms.people import audit
from lms.people.audit import Act
from lms.people.models import Kader, Person, User


@dataclass(frozen=True)
class Details:
    """What an officer may correct. ``sex`` is P or L; ``phone`` in E.164 or empty."""

    name: str
    sex: str
    birth_date: date | None
    phone: str


@transaction.atomic
def correct(kader: Kader, details: Details, *, by: User, now: datetime) -> list[str]:
    """Put right who a kader is. Returns the names of the fields that changed; nothing is told if none did."""
    person = Person.objects.select_for_update().get(pk=kader.person_id)
    changed = [name for name, value in asdict(details).items() if getattr(person, name) != value]
    if changed:
        for name in changed:
            setattr(person, name, getattr(details, name))
        person.save(update_fields=changed)
        audit.record(Act.KADER_CORRECTED, by=by, now=now, kader=kader, detail={"fields": changed})
    return changed


@transaction.atomic
def change_own_phone(person: Person, phone: str, *, by: User, now: datetime) -> bool:
    """Somebody puts her own number right; "" takes it away. False if it was that already."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.phone == phone:
        return False
    person.phone = phone
    person.save(update_fields=["phone"])
    kader = Kader.objects.filter(person=person).first()
    audit.record(Act.KADER_CORRECTED, by=by, now=now, kader=kader, user=by, detail={"fields": ["phone"]})
    return True
