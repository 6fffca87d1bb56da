from django.db import models
from django.db.models import Q

from lms.areas.fields import uuid_field
from lms.people.models.person import Person
from lms.people.models.user import User


class Card(models.Model):
    """*Kartu masuk*: a QR and four words, useless without the PIN, reusable and revocable.

    Token and words are derived from ``uuid`` with a key outside the database (``lms.people.cards``), so that a lost
    card can be printed again while a stolen database opens nothing; here stand only their digests. ``mark`` is what a
    phone makes of a scanned card to say which one it was: it names the card, opens nothing, and needs no key of ours.
    """

    personal_data = "linked"

    uuid = uuid_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cards")
    token_digest = models.CharField(max_length=64, unique=True)
    words_digest = models.CharField(max_length=64, unique=True)
    mark = models.CharField(max_length=32, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(revoked_at__isnull=True), name="card_one_valid")
        ]
