from typing import Any

from wagtail.fields import StreamField


class Stream(StreamField):
    """A stream whose blocks do not stand in migrations: a better help text is no change of the database."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, kwargs = super().deconstruct()
        return name, path, [[]], {key: value for key, value in kwargs.items() if key != "block_lookup"}
