from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac

from lms.areas.fields import uuid_field
from lms.people.models.person import Person


class User(AbstractUser):
    """Somebody who signs in. ``username`` is opaque for kader; staff choose theirs. No e-mail is ever needed.

    Kader and penilai sign in with card and PIN (``pin`` is a hash, as ``password`` is); Dinas, authors and
    administrators with password and TOTP.
    """

    personal_data = "linked"

    uuid = uuid_field()
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, related_name="user")
    pin = models.CharField(max_length=128, blank=True)
    pin_set_at = models.DateTimeField(null=True)
    sessions_ended_at = models.DateTimeField(null=True, help_text="Sessions from before are void.")
    language = models.CharField(max_length=2, choices=[("id", "Bahasa Indonesia"), ("en", "English")], default="id")
    is_demo = models.BooleanField(default=False, help_text="Waives TOTP, in demo mode on loopback only.")

    def __str__(self) -> str:
        return f"user {self.pk}"

    def get_full_name(self) -> str:
        """The name by which colleagues know her, also in the admin for authors; "" for an account without a person."""
        return self.person.name if self.person else ""

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's, with the PIN: a reset PIN ends every session, as a changed password and a lost key do."""
        ended = str(self.sessions_ended_at.timestamp()) if self.sessions_ended_at else ""
        proof = self.password + self.pin + ended
        return salted_hmac("lms.people.User", proof, secret=secret, algorithm="sha256").hexdigest()
