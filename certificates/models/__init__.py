from certificates.models.award import Award, AwardChange, Proposal
from certificates.models.certificate import Certificate, Paper, Revocation, Series
from certificates.models.cursor import SweepCursor
from certificates.models.key import SigningKey
from certificates.models.level import Level, LevelScheme

__all__ = [
    "Award",
    "AwardChange",
    "Certificate",
    "Level",
    "LevelScheme",
    "Paper",
    "Proposal",
    "Revocation",
    "Series",
    "SigningKey",
    "SweepCursor",
]
