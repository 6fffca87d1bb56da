"""Curriculum packages: folders that can be checked, imported and exported (docs/package-format.md)."""

from modules.packages.checking import check
from modules.packages.context import Context
from modules.packages.exporting import export
from modules.packages.importing import Report, import_package
from modules.packages.registry import Part, Problem, register_part

__all__ = ["Context", "Part", "Problem", "Report", "check", "export", "import_package", "register_part"]
