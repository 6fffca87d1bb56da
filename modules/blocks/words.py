"""A text of an author: a plain text area, over which a script lays a toolbar and a list of facts."""

from typing import Any

from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.admin.widgets import AdminAutoHeightTextInput

from modules.shapes import Text


def text_area(shape: Text, *, rows: int = 1, paragraphs: bool = False) -> AdminAutoHeightTextInput:
    """A text area that tells the script what may stand in it. ``paragraphs``: also lists and headings."""
    return AdminAutoHeightTextInput(
        attrs={
            "rows": rows,
            "data-controller": "w-autosize prose",
            "data-prose-most-value": shape.most,
            "data-prose-paragraphs-value": "true" if paragraphs else "false",
        }
    )


class Words(blocks.TextBlock):
    """Written in the small subset of Markdown; ``shape`` says how much of it."""

    def __init__(self, shape: Text, *, paragraphs: bool = False, rows: int = 1, **kwargs: Any) -> None:
        self.shape, self.paragraphs = shape, paragraphs
        super().__init__(rows=rows, required=shape.least > 0, **kwargs)

    @cached_property
    def field(self) -> Any:
        field = blocks.TextBlock.field.func(self)
        field.widget = text_area(self.shape, rows=self.rows, paragraphs=self.paragraphs)
        return field
