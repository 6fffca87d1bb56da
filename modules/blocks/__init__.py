"""What a lesson is made of. Class, template (templates/blocks/<name>.html), package key and data hook carry one name.

Texts are Markdown in one small subset (see ``modules.markdown``) and may cite facts as ``{fakta:key}``. How much a
block takes stands in ``modules.body`` alone.
"""

from modules.blocks.stream import BodyStream, CardStream, errors_at

__all__ = ["BodyStream", "CardStream", "errors_at"]
