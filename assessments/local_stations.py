"""The stations of a package as one office runs them: another order, other minutes, other words. Pure.

Whatever an office changes, every station and every scene of the package stays: a form stands at one station only, so
that leaving one out would leave its competency unseen.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Entry = Mapping[str, Any]
SHAPE = ("key", "minutes", "told", "setup", "scenes")  # of a local station; ``scenes`` are their texts, in order


def merged(written: Sequence[Entry], local: Sequence[Entry]) -> list[dict[str, Any]]:
    """The entries of the package in the office's order and words; what is new in the package stands last, as it is.

    A station whose scenes the package has changed in number since takes the package's scenes again.
    """
    of = {str(one["key"]): one for one in written}
    known = [one for one in local if one["key"] in of]
    ours = [_entry(of[one["key"]], one) for one in known]
    return [*ours, *(dict(one) for key, one in of.items() if key not in {one["key"] for one in known})]


def taken(entry: Entry) -> dict[str, Any]:
    """What an office can change of a station, as it is now."""
    return {
        "key": entry["key"],
        "minutes": entry["minutes"],
        "told": entry["told"],
        "setup": entry["setup"],
        "scenes": [scene["text"] for scene in entry["scenes"]],
    }


def _entry(entry: Entry, local: Entry) -> dict[str, Any]:
    found = dict(entry) | {name: local[name] for name in ("minutes", "told", "setup")}
    if len(local["scenes"]) == len(entry["scenes"]):
        pairs = zip(entry["scenes"], local["scenes"], strict=True)
        found["scenes"] = [dict(scene) | {"text": text} for scene, text in pairs]
    return found
