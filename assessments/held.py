"""What lies in quarantine, for the officers who settle it: whose, why, what was answered, what can be done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments import envelope as envelopes
from assessments import event_rights, presence_refusals, told, visit_refusals
from assessments.models import Attempt, Quarantine
from assessments.quarantine import is_acceptable
from assessments.submit import WORDS
from lms.areas.format import angka, tanggal_waktu
from lms.people import parcels
from lms.people.models import Kader, Membership, User
from lms.people.queries import place_name, serving_somewhere
from lms.people.registry import Panel
from lms.people.scope import Action, known, may, may_nationwide
from lms.people.sealed import receipt_code

Reason = Quarantine.Reason
ACTIONS = (Action.ASSESS, Action.MANAGE_PEOPLE)
MOST_EXPORTED = 5000
_CHUNK = 200

REASONS: dict[str, str | Promise] = {
    Reason.UNREADABLE: gettext_lazy("Isi tidak terbaca"),
    Reason.UNKNOWN_TICKET: gettext_lazy("Lembar soal tidak dikenal"),
    Reason.CONFLICT: gettext_lazy("Nomor sama, isi berbeda"),
    Reason.TICKET_USED: gettext_lazy("Lembar soal sudah dipakai"),
    Reason.TOO_LATE: gettext_lazy("Lewat batas kirim"),
    Reason.WRONG_CREDENTIAL: gettext_lazy("Dari HP lain"),
    Reason.WITHDRAWN: gettext_lazy("Tidak bertugas lagi"),
    Reason.UNKNOWN_PROFILE: gettext_lazy("HP tidak dikenal"),
    Reason.UNKNOWN_SUBJECT: gettext_lazy("Pelajaran atau soal tidak dikenal"),
    **visit_refusals.SHORT,
    Reason.OLD_CARD: presence_refusals.SHORT[Reason.OLD_CARD],
}
ADVICE: dict[str, str | Promise] = {
    Reason.UNREADABLE: gettext_lazy(
        "Kiriman rusak atau dibuat versi aplikasi yang tidak kami kenal. Tanyakan apakah ia masih memegang HP-nya dan "
        "minta kirim sekali lagi. Bila sekarang sudah terbaca, jawaban dapat diterima di sini."
    ),
    Reason.UNKNOWN_TICKET: gettext_lazy(
        "Tidak ada lembar soal dengan nomor itu, misalnya kiriman dari situs lain atau dari data yang dipulihkan. "
        "Periksa asalnya, lalu tutup dengan catatan."
    ),
    Reason.CONFLICT: gettext_lazy(
        "Nomor jawaban ini sudah diterima dengan isi lain. Yang pertama berlaku. Tanyakan kepada kader apa yang "
        "terjadi, lalu tutup dengan catatan."
    ),
    Reason.TICKET_USED: gettext_lazy(
        "Lembar ini sudah dijawab; jawaban pertama berlaku. Biasanya dikirim dua kali dari dua HP. Bandingkan, lalu "
        "tutup dengan catatan."
    ),
    Reason.TOO_LATE: gettext_lazy(
        "Jawaban sampai sesudah batas kirim. Tanyakan sebabnya, misalnya lama tanpa sinyal. Bila wajar, terima "
        "sebagai jawaban lembar itu."
    ),
    Reason.WRONG_CREDENTIAL: gettext_lazy(
        "Lembar diberikan ke satu HP, jawabannya datang dari HP lain, atau HP itu sudah dimatikan. Tanyakan kepada "
        "kader apakah benar jawabannya, lalu terima atau tutup dengan catatan."
    ),
    Reason.WITHDRAWN: gettext_lazy(
        "Saat menjawab ia tercatat tidak bertugas di mana pun. Bila tanggal berhentinya keliru, betulkan dulu, lalu "
        "terima. Bila benar sudah berhenti, tutup dengan catatan."
    ),
    Reason.UNKNOWN_PROFILE: gettext_lazy(
        "Tidak ada kader dengan HP itu di sini, misalnya kiriman dari situs lain atau dari data yang dipulihkan. "
        "Periksa asalnya, lalu tutup dengan catatan."
    ),
    Reason.UNKNOWN_SUBJECT: gettext_lazy(
        "Pelajaran atau soal yang disebut tidak ada, biasanya karena sudah diganti. Minta kader membuka isinya yang "
        "baru, lalu tutup dengan catatan."
    ),
}
STUDY = gettext_lazy(
    "Ini tanda belajar, latihan, atau soal membingungkan, bukan jawaban yang dinilai. Minta kader masuk lagi di HP-nya "
    "dan menandai sekali lagi, lalu tutup dengan catatan."
)


@dataclass(frozen=True)
class Line:
    """One held envelope in words. ``who`` and ``where`` are empty when nobody can say whose it is."""

    held: Quarantine
    who: str
    where: str

    @property
    def reason(self) -> str:
        own = presence_refusals.SHORT if self.held.kind == Quarantine.Kind.PRESENCE else {}
        return str(own.get(self.held.reason, REASONS[self.held.reason]))

    @property
    def small(self) -> str:
        """Under the name in a list."""
        came = _("diterima %(at)s") % {"at": _moment(self.held.received_at)}
        return " · ".join(filter(None, (self.quiz, self.where, came)))

    @property
    def quiz(self) -> str:
        """Of which quiz, or what else it is."""
        if self.held.kind != Quarantine.Kind.ANSWERS:
            of_event = self.held.event.title if self.held.event else ""
            return ", ".join(filter(None, (str(self.held.get_kind_display()), of_event)))
        return self.held.ticket.quiz.title if self.held.ticket else ""


def visible(user: User, *, on: date) -> QuerySet[Quarantine]:
    """What this officer may look at and settle: of the kader in her reach, also those who have left it last; and of the
    events that she plans.

    What nobody's name can be found for, and what is of somebody who never served anywhere, is the administrators'.
    """
    of_somebody = Quarantine.objects.filter(kader__isnull=False).values("kader")
    people = Kader.objects.filter(Q(pk__in=of_somebody) | Q(merged_from__in=of_somebody))
    found = Q(event__in=event_rights.managed(user, on=on).values("pk"))
    for action in ACTIONS:
        if may(user, action, on=on):
            hers = known(user, action, people, on=on).values("pk")
            found |= Q(kader__in=hers) | Q(kader__merged_into__in=hers)
    if may_nationwide(user, Action.ADMIN, on=on):
        served = Membership.objects.filter(kader=OuterRef("kader"))
        found |= Q(kader__isnull=True) | Q(~Exists(served))
    related = ("event", "ticket__quiz", "kader__person", "kader__merged_into__person", "settled_by__person")
    return Quarantine.objects.filter(found).select_related(*related).order_by("-received_at", "-pk")


def may_look(user: User, *, on: date) -> bool:
    """Is there a desk for this user at all?"""
    return any(may(user, action, on=on) for action in (*ACTIONS, Action.ADMIN))


def narrowed(rows: QuerySet[Quarantine], *, state: str, reason: str) -> QuerySet[Quarantine]:
    """By state (``menunggu``, the usual one; ``selesai``; ``semua``) and by reason; no reason narrows nothing."""
    if state != "semua":
        rows = rows.filter(settled_at__isnull=state != "selesai")
    return rows.filter(reason=reason) if reason in REASONS else rows


def lines(rows: Iterable[Quarantine], *, on: date) -> list[Line]:
    """The rows in words; one query for all their places."""
    found = list(rows)
    people = {row.kader.survivor.pk for row in found if row.kader}
    places = {pk: place_name(row) for pk, row in serving_somewhere(people, day=on).items()}
    return [_line(row, places) for row in found]


def _line(row: Quarantine, places: dict[int, str]) -> Line:
    if row.kader is None:
        return Line(row, "", "")
    kader = row.kader.survivor
    return Line(row, kader.person.name, places.get(kader.pk, ""))


def facts(line: Line) -> list[dict[str, str]]:
    """What is known of one, as ``components/pairs.html`` takes it."""
    held = line.held
    told = str(words(held))
    pairs = {
        _("Kader"): line.who or _("Tidak diketahui siapa"),
        _("Tempat tugas"): line.where or _("Tidak sedang bertugas") if line.who else "",
        _("Isi kiriman"): line.quiz,
        **(presence_refusals.described(held) if held.kind == Quarantine.Kind.PRESENCE else {}),
        _("Diterima"): _moment(held.received_at),
        _("Batas kirim"): _moment(held.ticket.receive_until) if held.ticket else "",
        _("Tanda kiriman"): receipt_code(held.body_sha256),
        _("Yang dikatakan kepada pengirim"): told,
    }
    return [{"name": name, "value": value} for name, value in pairs.items() if value]


_WORDS: dict[str, Mapping[str, str]] = {
    Quarantine.Kind.VISIT: visit_refusals.WORDS,
    Quarantine.Kind.PRESENCE: presence_refusals.WORDS,
}


def words(held: Quarantine) -> str:
    """What the sender was told."""
    if held.kind == Quarantine.Kind.ANSWERS:
        return WORDS[Reason(held.reason)]
    return _WORDS.get(held.kind, parcels.WORDS)[held.reason]


def advice(held: Quarantine) -> str:
    """What the officer can do about it."""
    if held.kind == Quarantine.Kind.VISIT:
        return str(visit_refusals.ADVICE.get(held.reason, visit_refusals.OTHER_ADVICE))
    if held.kind == Quarantine.Kind.PRESENCE:
        return str(presence_refusals.ADVICE.get(held.reason, presence_refusals.OTHER_ADVICE))
    own = held.kind == Quarantine.Kind.ANSWERS or held.reason in (Reason.UNKNOWN_PROFILE, Reason.UNKNOWN_SUBJECT)
    return str(ADVICE[held.reason] if own else STUDY)


def accepted(held: Quarantine) -> Attempt | None:
    """What stands as the answer of its sheet, if anything does."""
    return Attempt.objects.filter(ticket=held.ticket_id).defer("body").first() if held.ticket_id else None


def answers(held: Quarantine, standing: Attempt | None) -> list[dict[str, str]]:
    """What was answered, item by item in words, beside what stands; [] when it cannot be read or is of no sheet."""
    if held.ticket is None or held.kind != Quarantine.Kind.ANSWERS:
        return []
    return told.both(held.ticket, envelopes.readable_answers(held.body), standing.answers if standing else None)


def can_accept(held: Quarantine, standing: Attempt | None) -> bool:
    return held.settled_at is None and is_acceptable(held) and standing is None


def table(rows: QuerySet[Quarantine], *, on: date) -> tuple[list[str], Iterator[list[Any]]]:
    """Head and rows of a sheet: at most ``MOST_EXPORTED``, the newest. No answers in it."""
    head = [_("Diterima"), _("Kader"), _("Tempat tugas"), _("Cek kemampuan"), _("Sebab"), _("Tanda kiriman")]
    return [*head, _("Diselesaikan"), _("Oleh"), _("Catatan")], _cells(rows, on=on)


def _cells(rows: QuerySet[Quarantine], *, on: date) -> Iterator[list[Any]]:
    for start in range(0, MOST_EXPORTED, _CHUNK):
        part = lines(rows[start : start + _CHUNK], on=on)
        for line in part:
            held = line.held
            code = receipt_code(held.body_sha256)
            settled = _naive(held.settled_at) if held.settled_at else None
            start_of_row = [_naive(held.received_at), line.who, line.where, line.quiz, line.reason, code]
            yield [*start_of_row, settled, _officer(held), held.settlement]
        if len(part) < _CHUNK:
            return


def _officer(held: Quarantine) -> str:
    by = held.settled_by
    return "" if by is None else by.person.name if by.person else by.username


def panel(viewer: User, now: datetime) -> Panel | None:
    """Above the tools of ``/kelola/``: how many wait. Nothing where none does."""
    today = timezone.localdate(now)
    if not may_look(viewer, on=today):
        return None
    number = narrowed(visible(viewer, on=today), state="", reason="").count()
    if not number:
        return None
    told = ngettext("%(n)s jawaban tertahan menunggu.", "%(n)s jawaban tertahan menunggu.", number)
    return Panel(_("Jawaban yang tertahan"), "assessments/held_panel.html", {"told": told % {"n": angka(number)}})


def _moment(moment: datetime) -> str:
    return tanggal_waktu(moment, timezone.get_current_timezone())


def _naive(moment: datetime) -> datetime:
    return timezone.make_naive(moment).replace(microsecond=0)
