"""The streams of a page: what an author wrote is held to the same shapes as a package, and told at its block."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from modules.blocks.table import Cells
from modules.blocks.teaching import BODY, Card
from modules.body import CARD, fit_body, from_stream, plain
from modules.shapes import Misfit, fit

Tree = dict[Any, Any]  # step -> tree; None -> sentences that belong here


class Chosen(dict[int, str]):
    """Every picture has a name; which one does not matter here."""

    def get(self, key: Any, default: str = "") -> str:  # type: ignore[override]
        return "gambar" if key else default


class CheckedStream(blocks.StreamBlock):
    """What all streams do: before Wagtail looks at single fields, the whole is fitted into its shape."""

    def misfits(self, value: Any) -> list[Misfit]:
        """What does not fit, with steps that begin with the position of the block and its name."""
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        found = [misfit for misfit in self.misfits(value) if not (misfit.lacking and self.is_deferred_validation)]
        if found:
            raise errors_at(value, found)
        return super().clean(value)


class BodyStream(CheckedStream):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(list(BODY.items()), **kwargs)

    def misfits(self, value: Any) -> list[Misfit]:
        raw = [{"type": child.block_type, "value": child.get_prep_value()["value"]} for child in value]
        files = [child.value["file"] for child in value if child.block_type in ("video", "audio")]
        body = from_stream(raw, Chosen(), {file.pk: file.filename for file in files if file})
        return fit_body(body, ())[1] if body else []


class CardStream(CheckedStream):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__([("card", Card())], max_num=1, **kwargs)

    def misfits(self, value: Any) -> list[Misfit]:
        cards = enumerate(plain(child.get_prep_value()["value"]) for child in value)
        return [misfit for at, card in cards for misfit in fit(card, CARD, (at, "card"))[1]]


def errors_at(value: Any, misfits: Iterable[Misfit]) -> StreamBlockValidationError:
    """The error of a stream, with each sentence at the field it speaks of."""
    tree: Tree = {}
    for misfit in misfits:
        node = tree
        for step in (misfit.steps[0], *misfit.steps[2:]):
            node = node.setdefault(step, {})
        node.setdefault(None, []).append(misfit.sentence)
    return StreamBlockValidationError({at: _error(value[at].block, below) for at, below in tree.items()})


def _error(block: blocks.Block, tree: Tree) -> ValidationError:
    own = tree.pop(None, [])
    if isinstance(block, Cells):
        tree = {block.child_at(step): below for step, below in tree.items()}
    if isinstance(block, blocks.StructBlock):
        below = {name: _error(block.child_blocks[name], part) for name, part in tree.items()}
        return StructBlockValidationError(below, own)
    if isinstance(block, blocks.ListBlock):
        return ListBlockValidationError({at: _error(block.child_block, part) for at, part in tree.items()}, own)
    return ValidationError(own)
