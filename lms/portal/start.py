"""``/kelola/mulai/``: what a new site still lacks, computed from what is there; nothing is ticked by hand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates import keys
from lms.areas import home
from lms.areas.errors import UserError
from lms.areas.format import angka, tanggal
from lms.areas.models import Area, Catchment, Posyandu, Puskesmas
from lms.areas.models.area import Level
from lms.people import offices, queries, scope
from lms.people.access import is_loopback
from lms.people.models import Kader, Membership, Role, RosterRun, User
from lms.people.models.kader import Field
from lms.people.models.role import Kind
from lms.people.queries import in_force
from lms.people.registry import Panel
from lms.people.scope import Action
from lms.portal import signs
from lms.portal.backups import state

NAMED = 4  # so many of those that lack something are named; the others are a number
_COLUMN = {Level.PROVINCE: "province_code", Level.KAB: "kab_code", Level.KEC: "kec_code", Level.DESA: "code"}


@dataclass(frozen=True)
class Line:
    """One thing that has to be there: whether it is, in words, and where it is done ("": not on a screen)."""

    title: str
    done: bool
    text: str
    href: str = ""


@dataclass(frozen=True)
class Checklist:
    """What one viewer can do something about: her area's part, and the site's for an administrator."""

    name: str
    place: Sequence[Line]
    site: Sequence[Line] = field(default=())

    @property
    def total(self) -> int:
        return len(self.place) + len(self.site)

    @property
    def done(self) -> int:
        return sum(line.done for line in (*self.place, *self.site))

    @property
    def is_complete(self) -> bool:
        return self.done == self.total

    @property
    def words(self) -> str:
        return _("%(done)s dari %(total)s selesai") % {"done": self.done, "total": self.total}


@dataclass(frozen=True)
class Ground:
    """Where and when a checklist is about. ``area`` is None for the whole country."""

    area: Area | None
    user: User
    today: date

    def within(self, prefix: str = "") -> Q:
        """Rows whose area (at ``prefix``) lies in it."""
        if self.area is None:
            return Q()
        return Q(**{f"{prefix}{_COLUMN[Level(self.area.level)]}": self.area.code})

    def roles(self, kind: str) -> QuerySet[Role]:
        return Role.objects.filter(in_force(self.today), kind=kind, user__is_active=True)


def checklist(user: User, *, now: datetime, secure: bool = True) -> Checklist | None:
    """What is there and what is missing, for an administrator or a Dinas; None for others.

    ``secure``: did the viewer's own request come by https?
    """
    today = timezone.localdate(now)
    held = scope.roles(user, Action.MANAGE_PLACES, on=today)
    if not held:
        return None
    area = home.area() if any(role.area is None for role in held) else held[0].area
    ground = Ground(area, user, today)
    is_admin = scope.may(user, Action.ADMIN, on=today)
    return Checklist(
        name=area.name if area else "Indonesia",
        place=[line for make in PLACE for line in make(ground)],
        site=_site(ground, now, secure=secure) if is_admin else (),
    )


def panel(user: User, now: datetime) -> Panel | None:
    """The card on ``/saya/`` and ``/kelola/``, until everything is there. A demo has nothing to be set up."""
    found = None if settings.DEMO or not user.is_authenticated else checklist(user, now=now)
    if found is None or found.is_complete:
        return None
    return Panel(_("Mulai"), "portal/start_card.html", {"list": found})


def _office(ground: Ground) -> Iterator[Line]:
    if ground.area is None or ground.area.level > Level.KAB:
        return
    lacks = offices.missing(queries.office_of(ground.area))
    text = _("Belum ada: %(what)s.") % {"what": ", ".join(lacks)} if lacks else _("Kop, kota, dan pejabat sudah diisi.")
    yield Line(_("Data kantor"), not lacks, text, reverse("office-area", args=[ground.area.code]))


def _officers(ground: Ground) -> Iterator[Line]:
    here = Q(area=None) if ground.area is None else Q(area=ground.area)
    count = ground.roles(Kind.DINAS).filter(here).values("user").distinct().count()
    text = _("%(count)s orang.") % {"count": angka(count)} if count else _("Belum ada yang diundang.")
    yield Line(_("Petugas Dinas Kesehatan"), count > 0, text, reverse("roles"))


def _puskesmas(ground: Ground) -> Iterator[Line]:
    count = _open_puskesmas(ground).count()
    villages = Area.objects.filter(ground.within(), level=Level.DESA, until=None)
    served = Catchment.objects.filter(in_force(ground.today), desa=OuterRef("pk"))
    text = _("%(count)s puskesmas.") % {"count": angka(count)}
    lacking = villages.exclude(Exists(served)).order_by("name")
    yield _lacking(
        _("Puskesmas dan wilayah kerjanya"),
        text,
        lacking,
        _("Desa/kelurahan belum dilayani"),
        "places",
        there=count > 0,
    )


def _posyandu(ground: Ground) -> Iterator[Line]:
    rows = Posyandu.objects.filter(ground.within("desa__"), _open(ground))
    count, text = rows.count(), _("%(count)s posyandu.")
    here = rows.filter(puskesmas=OuterRef("pk"))
    lacking = _open_puskesmas(ground).exclude(Exists(here)).order_by("name")
    text %= {"count": angka(count)}
    yield _lacking(_("Posyandu"), text, lacking, _("Puskesmas tanpa posyandu"), "places", there=count > 0)


def _assessors(ground: Ground) -> Iterator[Line]:
    count = _open_puskesmas(ground).count()
    theirs = ground.roles(Kind.PENILAI).filter(puskesmas=OuterRef("pk"))
    lacking = _open_puskesmas(ground).exclude(Exists(theirs)).order_by("name")
    text = _("Setiap puskesmas perlu penilai.")
    yield _lacking(_("Penilai"), text, lacking, _("Belum punya penilai"), "roles", there=count > 0)


def _roster(ground: Ground) -> Iterator[Line]:
    serving = Membership.objects.filter(in_force(ground.today), field=Field.KESEHATAN)
    here = serving.filter(ground.within("posyandu__desa__") | ground.within("pustu__desa__"), kader=OuterRef("pk"))
    count = Kader.objects.filter(Exists(here), merged_into=None).count()
    rows = Posyandu.objects.filter(ground.within("desa__"), _open(ground))
    lacking = rows.exclude(Exists(serving.filter(posyandu=OuterRef("pk")))).order_by("name")
    text = _("%(count)s kader bidang kesehatan.") % {"count": angka(count)}
    if run := _last_run(ground):
        text += " " + _("Daftar terakhir diterapkan %(day)s.") % {"day": tanggal(timezone.localdate(run))}
    # An administrator sees no names.
    screen = "roster" if scope.may(ground.user, Action.MANAGE_PEOPLE, on=ground.today) else ""
    yield _lacking(_("Daftar kader"), text, lacking, _("Posyandu tanpa kader"), screen, there=count > 0)


def _last_run(ground: Ground) -> datetime | None:
    """When a list of kader was last applied there, and not taken back."""
    here = Q() if ground.area is None else ground.within("area__") | ground.within("puskesmas__kab__")
    rows = RosterRun.objects.filter(here, state=RosterRun.State.APPLIED)
    return rows.aggregate(last=Max("applied_at"))["last"]


PLACE: tuple[Callable[[Ground], Iterator[Line]], ...] = (_office, _officers, _puskesmas, _posyandu, _assessors, _roster)


def _site(ground: Ground, now: datetime, *, secure: bool) -> list[Line]:
    return [_host(secure=secure), _authors(ground), _key(), _admins(ground), _backup(now), _services()]


def _host(*, secure: bool) -> Line:
    host = urlsplit(settings.SITE_URL).hostname or ""
    lacks = [
        words
        for wrong, words in (
            (not settings.SITE_URL.startswith("https://"), _("SITE_URL belum https")),
            (is_loopback(host), _("SITE_URL masih alamat mesin ini sendiri")),
            (host not in settings.ALLOWED_HOSTS, _("ALLOWED_HOSTS belum memuat alamat itu")),
            (not settings.TLS, _("TLS belum 1")),
            (not secure, _("halaman ini datang tanpa https")),
        )
        if wrong
    ]
    text = _("Belum: %(what)s.") % {"what": "; ".join(lacks)} if lacks else settings.SITE_URL
    return Line(_("Alamat dan TLS"), not lacks, text)


def _authors(ground: Ground) -> Line:
    authors = Q(kind__in=(Kind.NATIONAL_AUTHOR, Kind.LOCAL_AUTHOR))
    held = Role.objects.filter(in_force(ground.today), user__is_active=True)
    some, more = held.filter(authors).exists(), held.filter(kind=Kind.REVIEWER).exists()
    lacks = [words for there, words in ((some, _("penyusun")), (more, _("nakes penelaah"))) if not there]
    text = _("Belum ada: %(what)s.") % {"what": ", ".join(lacks)} if lacks else _("Ada penyusun dan nakes penelaah.")
    return Line(_("Penyusun dan penelaah isi"), not lacks, text, reverse("roles"))


def _key() -> Line:
    try:
        keys.private(keys.current())
    except UserError as error:
        return Line(_("Kunci penanda sertifikat"), False, str(error))
    return Line(_("Kunci penanda sertifikat"), True, _("Ada, dan berkasnya terbaca."))


def _admins(ground: Ground) -> Line:
    count = ground.roles(Kind.ADMIN).values("user").distinct().count()
    text = _("%(count)s orang. Kalau yang satu kehilangan autentikator, yang lain memulihkannya.")
    return Line(_("Administrator kedua"), count > 1, text % {"count": angka(count)}, reverse("roles"))


def _backup(now: datetime) -> Line:
    last = state.last()
    if last is None:
        return Line(_("Cadangan"), False, _("Belum pernah. Jalankan di server: manage.py backup <folder>."))
    text = _("Terakhir %(hours)s jam yang lalu; paling lama %(most)s jam.") % {
        "hours": angka((now - last.at) // timedelta(hours=1)),
        "most": angka(state.FRESH // timedelta(hours=1)),
    }
    return Line(_("Cadangan"), last.is_fresh(now), text)


def _services() -> Line:
    marks = (("worker", signs.worker_age()), ("beat", signs.beat_age()))
    silent = [name for name, age in marks if not signs.is_alive(age)]
    text = _("Tidak terdengar: %(what)s. Jalankan layanannya di server.") % {"what": ", ".join(silent)}
    return Line(_("Layanan latar"), not silent, text if silent else _("Worker dan beat bekerja."))


def _lacking(title: str, text: str, rows: QuerySet, words: str, screen: str, *, there: bool) -> Line:
    """A line that is done when something is there and nothing of ``rows`` is left; the first of these are named."""
    names = [_name(row) for row in rows[: NAMED + 1]]
    if names:
        rest = rows.count() - NAMED if len(names) > NAMED else 0
        more = _(", dan %(count)s lagi") % {"count": angka(rest)} if rest else ""
        text = f"{text} {words}: {', '.join(names[:NAMED])}{more}."
    return Line(title, there and not names, text, reverse(screen) if screen else "")


def _name(row: Model) -> str:
    return str(row.name if isinstance(row, Area) else row)


def _open_puskesmas(ground: Ground) -> QuerySet[Puskesmas]:
    return Puskesmas.objects.filter(ground.within("kab__"), _open(ground))


def _open(ground: Ground) -> Q:
    return Q(closed_on=None) | Q(closed_on__gt=ground.today)
