from django.db import models
from django.db.models import Q

from lms.areas.fields import uuid_field
from lms.people.models.person import Person

GUESSES = 5


class PhoneCode(models.Model):
    """Somebody asked for a one-time code by phone. A number that nobody has gets a row too, and no message.

    The code stands nowhere: it is derived from ``uuid`` with the key. Only the session that knows the secret behind
    ``session_digest`` may type it.
    """

    personal_data = "linked"

    uuid = uuid_field()
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="+", help_text="One of those who have the number."
    )
    phone_digest = models.CharField(max_length=64)
    session_digest = models.CharField(max_length=64, db_index=True)
    asked_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True, help_text="When the gateway last refused it.")
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=GUESSES), name="phone_code_few_guesses"),
        ]
