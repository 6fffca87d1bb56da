"""What a list of kader was asked for. Places and choices stand in the address; a name or number never does."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.people.models.kader import Field
from lms.people.registry import columns

Words = str | Promise

LEFT = "berhenti"
STATES: Sequence[tuple[str, Words]] = (("", _("Masih bertugas")), (LEFT, _("Sudah berhenti")))
LACKS: Sequence[tuple[str, Words]] = (
    ("", _("Semua")),
    ("kartu", _("Belum punya kartu masuk")),
    ("akun", _("Belum punya PIN")),
)
SORTS: Sequence[tuple[str, Words]] = (
    ("", _("Nama")),
    ("posyandu", _("Posyandu")),
    ("sejak", _("Paling lama bertugas")),
)
FIELDS: Sequence[tuple[str, Words]] = (("", _("Semua bidang")), *Field.choices)
LONGEST = 60


@dataclasses.dataclass(frozen=True)
class Asked:
    """The filters of a list; empty means all. ``columns``: key of a registered column -> the choice."""

    kab: str = ""
    puskesmas: str = ""
    desa: str = ""
    posyandu: str = ""
    field: str = ""
    state: str = ""
    lacks: str = ""
    sort: str = ""
    search: str = ""
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def left(self) -> bool:
        return self.state == LEFT

    @property
    def address(self) -> str:
        """The query string that asks for the same again; a search only says that there is one."""
        plain = {word: getattr(self, name) for name, word in _NAMES.items()}
        found = {**plain, **self.columns, "cari": "1" if self.search else ""}
        return urlencode({key: value for key, value in found.items() if value})

    @property
    def codes(self) -> dict[str, str]:
        """The filters as an audit row may tell them: codes, and that somebody was searched for, not whom."""
        chosen = {name: getattr(self, name) for name in _NAMES if getattr(self, name)}
        return chosen | dict(self.columns) | ({"search": "1"} if self.search else {})


# The name of each filter in the address.
_NAMES = {
    "kab": "kab",
    "puskesmas": "puskesmas",
    "desa": "kelurahan",
    "posyandu": "posyandu",
    "field": "bidang",
    "state": "tugas",
    "lacks": "belum",
    "sort": "urut",
}
_CHOICES = {"field": FIELDS, "state": STATES, "lacks": LACKS, "sort": SORTS}


def read(given: Mapping[str, Any], *, search: str = "") -> Asked:
    """From an address or a form. What cannot be is left out, as if it had not been asked."""
    values = {name: str(given.get(word, ""))[:40] for name, word in _NAMES.items()}
    for name, choices in _CHOICES.items():
        values[name] = _one_of(values[name], choices)
    for name in ("puskesmas", "posyandu"):
        values[name] = _uuid(values[name])
    chosen = {column.key: _one_of(str(given.get(column.key, "")), column.choices()) for column in columns()}
    return Asked(**values, search=clean(search), columns={key: value for key, value in chosen.items() if value})


def clean(search: str) -> str:
    """A search word as it is kept: short, and without what no database takes."""
    return search.replace("\x00", "").strip()[:LONGEST]


def _one_of(value: str, choices: Sequence[tuple[str, Words]]) -> str:
    return value if value in {key for key, _label in choices} else ""


def _uuid(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError:
        return ""
