"""What higher floors add to the pack of a module, such as its practice."""

from collections.abc import Callable

from modules.models import ModulePage
from modules.offline.fragments import Fragment

More = Callable[[ModulePage], list[Fragment]]
_more: dict[str, More] = {}


def register(name: str, fragments: More) -> None:
    """Called by an app's ``ready``. ``fragments(module)``: pages of a live module that anybody may read.

    Whoever changes what they say calls ``page_cache.purge([])``: packs are made anew after it.
    """
    _more[name] = fragments


def of_module(module: ModulePage) -> list[Fragment]:
    """All that was registered, for this module."""
    return [fragment for _name, fragments in sorted(_more.items()) for fragment in fragments(module)]
