"""What stands on ``/saya/``: a kader's flower and next step, or a member of staff's work."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from assessments.queries import standing
from assessments.standing import CompetencyStanding, GroupStanding
from certificates import explain
from certificates import queries as levels
from lms.areas.flower import petals, words
from lms.people import queries
from lms.people.models import Kader, User
from lms.people.scope import Action, may
from modules.models import Programme

MISSING_SHOWN = 6  # more would be a wall; the groups below hold all of them


@dataclass(frozen=True)
class Work:
    """A place where a member of staff works."""

    title: str
    text: str
    href: str


def greeting(local: datetime) -> str:
    """Selamat pagi until 11.00, siang until 15.00, sore until 18.00, then malam. In: a local time."""
    for until, word in ((11, "pagi"), (15, "siang"), (18, "sore")):
        if local.hour < until:
            return f"Selamat {word}"
    return "Selamat malam"


def work_of(user: User, *, on: date) -> list[Work]:
    """The work that the user's roles open."""
    places = [
        (Action.ASSESS, Work("Menilai", "Cari kader, isi formulir praktik.", reverse("assess"))),
        (Action.MANAGE_PEOPLE, Work("Kelola", "Kader, posyandu, kartu, perangkat.", reverse("manage"))),
        (Action.MANAGE_PLACES, Work("Kelola", "Kader, posyandu, kartu, perangkat.", reverse("manage"))),
        (Action.AWARD, Work("Penetapan", "Usulan Kader Purwa, Madya, Utama.", reverse("awards"))),
        (Action.BOARD, Work("Papan capaian", "Dilatih, dinilai, tingkat per wilayah.", reverse("boards"))),
        (Action.AUTHOR, Work("Isi pelajaran", "Menulis dan memperbaiki modul.", reverse("wagtailadmin_home"))),
        (Action.REVIEW, Work("Telaah isi", "Menelaah modul sebagai nakes.", reverse("wagtailadmin_home"))),
    ]
    # What two actions open stands here once.
    return list(dict.fromkeys(work for action, work in places if may(user, action, on=on)))


def learner(kader: Kader, programme: Programme, *, now: datetime) -> dict[str, Any]:
    """Everything about one kader for the template."""
    hers, level = standing(kader, programme, now=now), levels.standing(kader, programme=programme)
    membership = queries.membership_on(kader, field=programme.field, day=timezone.localdate(now))
    return {
        "place": queries.place_name(membership) if membership else "",
        "standing": hers,
        "flower": petals(hers.states),
        "flower_words": words(hers.states),
        "level": explain.standing(level),
        "missing": [_row(petal) for petal in hers.missing[:MISSING_SHOWN]] if hers.skilled else [],
        "groups": [_group(group) for group in hers.groups],
        "certificates": level.certificates,
        "receipts": hers.receipts,
    }


def _row(petal: CompetencyStanding) -> dict[str, Any]:
    return {
        "badge": petal.competency.key,
        "group": petal.competency.key[0].lower(),
        "title": petal.competency.short_title,
        "small": petal.sentence,
        "href": petal.module.address if petal.module else "",
    }


def _group(group: GroupStanding) -> dict[str, Any]:
    return {
        "badge": group.group.key,
        "group": group.group.key.lower(),
        "title": group.group.title,
        "small": group.sentence,
    }
