"""Curriculum packages: folders and ZIPs to check, compare, import and export (docs/package-format.md)."""

from modules.packages.advice import advice
from modules.packages.checking import check
from modules.packages.context import Context
from modules.packages.exporting import export
from modules.packages.importing import Report, import_package
from modules.packages.pieces import Choice, Kind, Piece, Side
from modules.packages.planning import Step, plan, planned
from modules.packages.registry import BadPackage, Part, Problem, register_part
from modules.packages.zipping import export_zip

__all__ = [
    "BadPackage",
    "Choice",
    "Context",
    "Kind",
    "Part",
    "Piece",
    "Problem",
    "Report",
    "Side",
    "Step",
    "advice",
    "check",
    "export",
    "export_zip",
    "import_package",
    "plan",
    "planned",
    "register_part",
]
