"""A table of at most three columns, typed as rows of three fields side by side and stored as lists of texts."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.blocks.words import Words
from modules.body import COLUMNS
from modules.shapes import Text

NAMES = ("a", "b", "c")[:COLUMNS]


def cells(row: Any) -> list[str]:
    """The texts of a row up to the last that is filled."""
    texts = [str(row[name] or "") for name in NAMES]
    while texts and not texts[-1].strip():
        texts.pop()
    return texts


class Cells(blocks.StructBlock):
    """One row. In the database it is a plain list of texts, as in a package."""

    def __init__(self, shape: Text, **kwargs: Any) -> None:
        labels = (_("Kolom 1"), _("Kolom 2"), _("Kolom 3"))
        fields = [(name, Words(Text(shape.most, 0), label=label)) for name, label in zip(NAMES, labels, strict=True)]
        super().__init__(fields, **kwargs)

    class Meta:
        icon = "table"
        form_classname = "struct-block cells"

    def to_python(self, value: Any) -> Any:
        texts = [item["value"] if isinstance(item, dict) else item for item in value]
        texts += [""] * (len(NAMES) - len(texts))
        return self._to_struct_value(list(zip(NAMES, texts, strict=False)))

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        return [self.to_python(value) for value in values]

    def normalize(self, value: Any) -> Any:
        return self.to_python(value) if isinstance(value, list) else super().normalize(value)

    def get_prep_value(self, value: Any) -> list[str]:
        return cells(value)

    def child_at(self, step: str | int) -> str:
        """The name of the field in which the cell at that position is typed."""
        return NAMES[step] if isinstance(step, int) and step < len(NAMES) else NAMES[-1]


class TableValue(blocks.StructValue):
    @property
    def columns(self) -> list[str]:
        return cells(self["head"])

    @property
    def grid(self) -> list[list[str]]:
        """The rows, filled up to as many cells as there are columns."""
        return [texts + [""] * (len(self.columns) - len(texts)) for texts in map(cells, self["rows"])]


class TableBlock(blocks.StructBlock):
    """What every table does: its rows are as wide as its head."""

    class Meta:
        value_class = TableValue

    def get_prep_value(self, value: Any) -> dict[str, Any]:
        stored = super().get_prep_value(value)
        for item in stored["rows"]:
            item["value"] += [""] * (len(stored["head"]) - len(item["value"]))
        return stored
