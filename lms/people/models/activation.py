from django.db import models
from django.db.models import Q

from lms.areas.fields import uuid_field
from lms.people.models.card import Card
from lms.people.models.user import User


class Activation(models.Model):
    """A phone on which a card without PIN was scanned, waiting for an officer who sees its holder face to face.

    Bound to that phone: only the session that knows the secret behind ``phone_digest`` may go on. ``number`` is shown
    on the phone and on the officer's screen, so that a card found on the street is not mistaken for the one in front.
    """

    personal_data = "linked"

    uuid = uuid_field()
    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="+")
    phone_digest = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, help_text="Used for a PIN, or refused.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="activation_confirmed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["card", "phone_digest"],
                condition=Q(closed_at__isnull=True),
                name="activation_one_open_a_phone",
            ),
            models.CheckConstraint(condition=Q(number__gte=10, number__lte=99), name="activation_two_digits"),
        ]
