from django.db import models
from django.db.models import F, Q

from lms.areas.fields import uuid_field
from lms.areas.models import Area, Puskesmas
from lms.people.models.person import Person
from lms.people.models.role import Kind
from lms.people.models.user import User


class Invitation(models.Model):
    """A link and a short code, handed over by an officer above, that are good once and for seven days.

    They open an account with a role, a new password, or the set-up of a new authenticator. Both are derived from
    ``uuid`` with a key outside the database, as those of a card are; here stand only their digests.
    """

    personal_data = "linked"

    class Purpose(models.TextChoices):
        ACCOUNT = "akun", "akun dan peran"
        PASSWORD = "sandi", "kata sandi baru"
        AUTHENTICATOR = "autentikator", "autentikator baru"

    uuid = uuid_field()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    purpose = models.CharField(max_length=12, choices=Purpose)
    kind = models.CharField(max_length=20, choices=Kind, blank=True, help_text="The role-to-be, of ACCOUNT only.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    puskesmas = models.ForeignKey(Puskesmas, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    token_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open_a_purpose",
            ),
            models.CheckConstraint(
                condition=(Q(purpose="akun") & ~Q(kind="")) | (~Q(purpose="akun") & Q(kind="")),
                name="invitation_role_of_an_account",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="invitation_period"),
        ]
