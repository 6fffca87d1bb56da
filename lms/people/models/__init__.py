from lms.people.models.activation import Activation
from lms.people.models.audit import AuditEvent
from lms.people.models.card import Card
from lms.people.models.consent import Consent
from lms.people.models.device import Device, DeviceProfile
from lms.people.models.invitation import Invitation
from lms.people.models.kader import Kader, KaderMerge, Membership, MembershipChange, MergeChange, NotSame
from lms.people.models.nik import NikPolicy
from lms.people.models.office import Office
from lms.people.models.parcel import Parcel
from lms.people.models.person import Person
from lms.people.models.phone_code import PhoneCode
from lms.people.models.recovery import Recovery
from lms.people.models.registration import Registration, RegistrationSwitch
from lms.people.models.role import Role
from lms.people.models.roster import ColumnMapping, RosterRow, RosterRun
from lms.people.models.user import User

__all__ = [
    "Activation",
    "AuditEvent",
    "Card",
    "ColumnMapping",
    "Consent",
    "Device",
    "DeviceProfile",
    "Invitation",
    "Kader",
    "KaderMerge",
    "Membership",
    "MembershipChange",
    "MergeChange",
    "NikPolicy",
    "NotSame",
    "Office",
    "Parcel",
    "Person",
    "PhoneCode",
    "Recovery",
    "Registration",
    "RegistrationSwitch",
    "Role",
    "RosterRow",
    "RosterRun",
    "User",
]
