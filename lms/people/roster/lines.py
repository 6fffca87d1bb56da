"""Entries and rows: what was read, as the database keeps it. Pure but for the row's class."""

from dataclasses import fields
from datetime import date
from typing import Any

from lms.people.models import RosterRow
from lms.people.roster.entries import Entry, Remark
from lms.people.roster.plan import Answer, Planned

_DAYS = frozenset({"birth_date", "decree_date", "since", "served_since"})
# Where a row stands and its sealed NIK have columns of their own; a NIK in clear is kept nowhere.
_APART = frozenset({"sheet", "row", "nik", "nik_mark", "nik_sealed"})


def to_json(entry: Entry) -> dict[str, Any]:
    """What a row says, without what it leaves open."""
    said: dict[str, Any] = {}
    for one in fields(Entry):
        value = getattr(entry, one.name)
        if one.name in _APART or value == one.default or (not value and one.name != "active"):
            continue
        if one.name == "remarks":
            value = [[remark.field, remark.sentence, remark.refuses] for remark in value]
        said[one.name] = value.isoformat() if isinstance(value, date) else value
    return said


def entry_of(row: RosterRow) -> Entry:
    """The entry that a row of the plan was made from."""
    said = dict(row.read)
    for name in _DAYS & said.keys():
        said[name] = date.fromisoformat(said[name])
    said["remarks"] = tuple(Remark(*remark) for remark in said.get("remarks", ()))
    said["more_phones"] = tuple(said.get("more_phones", ()))
    said |= {"nik_mark": row.nik_index, "nik_sealed": row.nik_sealed}
    return Entry(sheet=row.sheet, row=row.row, **{"name": "", **said})


def answer_of(row: RosterRow) -> Answer:
    return Answer.from_json(row.answer)


def put(row: RosterRow, planned: Planned) -> RosterRow:
    """Write a fate into a row, which is not saved."""
    row.outcome = planned.outcome
    row.reason = planned.reason
    row.differences = planned.differences
    row.candidates = planned.candidates
    row.answer = planned.answer.to_json()
    spot = planned.spot.id if planned.spot else 0
    row.posyandu_id, row.pustu_id = max(spot, 0) or None, max(-spot, 0) or None
    row.kader_id = (planned.who.kader if planned.who else 0) or None
    row.membership_id = (planned.post.membership if planned.post else 0) or None
    return row


FATE = ("outcome", "reason", "differences", "candidates", "answer", "posyandu", "pustu", "kader", "membership")


def spot_of(row: RosterRow) -> int:
    """The id of the row's place, as ``Spot`` has it; 0 for none."""
    return row.posyandu_id or -(row.pustu_id or 0)


def is_as_planned(row: RosterRow, planned: Planned) -> bool:
    """Would the row still do what the plan said? Whom another row of the list has become is known only by now."""
    now = put(RosterRow(), planned)
    same: tuple[str, ...] = ("outcome", "posyandu_id", "pustu_id")
    if "line" not in row.answer:
        same += ("kader_id", "membership_id", "differences")
    return all(getattr(row, name) == getattr(now, name) for name in same)
