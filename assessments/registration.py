"""What this floor hangs into the registries of the floors below."""

from assessments import bank, merged, panels, usage
from assessments.package import instruments, questions, quizzes
from lms.people.registry import register_column, register_kader_panel, register_merge, register_posyandu_panel
from modules.facts import register_usage
from modules.packages.registry import register_part


def register() -> None:
    """Called once, when all models are ready."""
    register_part("questions", questions.FILES, questions.check, questions.pieces, questions.dump)
    register_part("instrument", instruments.FILES, instruments.check, instruments.pieces, instruments.dump)
    register_part("quizzes", quizzes.FILE, quizzes.check, quizzes.pieces, quizzes.dump)
    register_merge(merged.follow, merged.sight)
    register_usage(bank.USAGE, usage.questions, bank.facts_changed)
    register_usage(bank.USAGE_FORM, usage.forms, bank.facts_changed_in_forms)
    register_kader_panel(panels.of_kader)
    register_posyandu_panel(panels.of_posyandu)
    register_column(panels.RUNG_COLUMN)
