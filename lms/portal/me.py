"""What stands on ``/saya/``: a kader's flower and next step, or a member of staff's work."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.serving import programmes_of
from lms.people import scope
from lms.people.models import Kader, User
from lms.people.registry import Words
from lms.people.scope import Action


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
