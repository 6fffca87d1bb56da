"""What stands on ``/saya/``: a kader's flower and next step, or a member of staff's work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.queries import standing
from assessments.serving import programmes_of
from assessments.standing import CompetencyStanding, GroupStanding
from certificates import explain
from certificates import queries as levels
from lms.areas.flower import petals, words
from lms.areas.format import daftar
from lms.people import queries, scope
from lms.people.models import Kader, User
from lms.people.registry import Words
from lms.people.scope import Action
from modules import recall
from modules.models import Programme

RECALLS_SHOWN = 3  # at once; the next come when these are read
MISSING_SHOWN = 6  # more would be a wall; the groups below hold all of them


@dataclass(frozen=True)
class Work:
    """A place where a member of staff works."""

    title: Words
    text: Words
    url_name: str

    @property
    def href(self) -> str:
        return reverse(self.url_name)


def greeting(local: datetime) -> str:
    """Selamat pagi until 11.00, siang until 15.00, sore until 18.00, then malam. In: a local time."""
    for until, word in ((11, "pagi"), (15, "siang"), (18, "sore")):
        if local.hour < until:
            return f"Selamat {word}"
    return "Selamat malam"


# Whoever does one of these works on /kelola/.
_MANAGE = (Action.MANAGE_PEOPLE, Action.MANAGE_PLACES, Action.GRANT, Action.AUDIT)
_CMS = "wagtailadmin_home"
_WORK: tuple[tuple[tuple[Action, ...], Work], ...] = (
    ((Action.ASSESS,), Work(_("Menilai"), _("Cari kader, isi formulir praktik."), "assess")),
    (_MANAGE, Work(_("Kelola"), _("Kader, posyandu, kartu, perangkat, peran petugas, jejak."), "manage")),
    ((Action.AWARD,), Work(_("Penetapan"), _("Usulan Kader Purwa, Madya, Utama."), "awards")),
    ((Action.BOARD,), Work(_("Papan capaian"), _("Dilatih, dinilai, tingkat per wilayah."), "boards")),
    ((Action.AUTHOR,), Work(_("Isi pelajaran"), _("Menulis dan memperbaiki modul."), _CMS)),
    ((Action.REVIEW,), Work(_("Telaah isi"), _("Menelaah modul sebagai nakes."), _CMS)),
    ((Action.ADMIN,), Work(_("Isi situs"), _("Halaman, gambar, dan dokumen di ruang penyusun."), _CMS)),
)


def work_of(user: User, *, on: date) -> list[Work]:
    """The work that the user's roles open, in words that follow the language of the moment."""
    allowed = scope.actions(user, on=on)
    return [work for actions, work in _WORK if not allowed.isdisjoint(actions)]


def switch(kader: Kader, chosen: str, *, on: date) -> list[dict[str, Any]]:
    """The programmes in which she counts, each with the way to it; ``on``: the one of that key, else the first."""
    found = programmes_of(kader, on=on)
    keys = [one.key for one in found]
    current = keys.index(chosen) if chosen in keys else 0
    return [
        {"programme": one, "title": one.title, "href": f"?program={one.key}", "on": at == current}
        for at, one in enumerate(found)
    ]


def learner(kader: Kader, programme: Programme, *, now: datetime) -> dict[str, Any]:
    """Everything about one kader for the template."""
    hers, level = standing(kader, programme, now=now), levels.standing(kader, programme=programme)
    membership = queries.membership_on(kader, field=programme.field, day=timezone.localdate(now))
    return {
        "place": queries.place_name(membership) if membership else "",
        "standing": hers,
        "flower": petals(hers.states),
        "flower_words": words(hers.states),
        "of": f"dari {sum(len(group.competencies) for group in hers.groups)}",
        "level": explain.standing(level),
        "missing": [_row(petal) for petal in hers.missing[:MISSING_SHOWN]] if hers.skilled else [],
        "spared": [_spared(group) for group in hers.groups if group.spared],
        "tests": [row for group in hers.groups for row in _tests(group)],
        "groups": [_group(group) for group in hers.groups],
        "certificates": level.certificates,
        "receipts": hers.receipts,
        "recalls": list(recall.untold(kader)[:RECALLS_SHOWN]),
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


def _spared(group: GroupStanding) -> dict[str, str]:
    """*Jalur singkat*: what she knows of a group, and what is left to study."""
    rest = [one.competency.key for one in group.missing if not one.known and one.days.study_closed_on is None]
    known = [one.competency.key for one in group.spared]
    return {"group": group.group.key, "known": daftar(known), "rest": daftar(rest)}


def _tests(group: GroupStanding) -> Iterator[dict[str, Any]]:
    """The pre-test of a group, or the post-test after it."""
    told = {
        group.pre_test: "Menunjukkan apa yang sudah dikuasai; sisanya saja yang dipelajari.",
        group.post_test: "Sesudah pelatihan. Soalnya lain dari pre-test.",
    }
    for quiz, small in told.items():
        if quiz:
            href = reverse("check-start", args=[quiz.key])
            yield {**_group(group), "title": quiz.title, "small": small, "href": href}
