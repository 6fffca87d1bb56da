from lms.areas.models.area import Area
from lms.areas.models.former import FormerName
from lms.areas.models.home import Home
from lms.areas.models.posyandu import Posyandu, PosyanduKind, PosyanduStrata, PosyanduVerification
from lms.areas.models.puskesmas import Catchment, Puskesmas, Pustu

__all__ = [
    "Area",
    "Catchment",
    "FormerName",
    "Home",
    "Posyandu",
    "PosyanduKind",
    "PosyanduStrata",
    "PosyanduVerification",
    "Puskesmas",
    "Pustu",
]
