"""How often a quiz may be taken, and from when on again."""

from datetime import datetime, timedelta

from django.conf import settings

from assessments import marks
from assessments.models import Attempt, Coaching, Quiz
from assessments.rules import local_day
from assessments.serving import Serving, zone
from lms.areas.errors import UserError
from lms.areas.format import tanggal_waktu
from lms.people.models import Kader
from lms.people.queries import rows_of

_WORDS = {1: "Satu", 2: "Dua", 3: "Tiga"}


def attempts_left(kader: Kader, quiz: Quiz) -> int | None:
    """How often she may still hand in this quiz; None: as often as she likes. Each coaching opened one more."""
    if quiz.max_attempts is None:
        return None
    hers = rows_of(kader)
    opened = quiz.max_attempts + Coaching.objects.filter(kader__in=hers, quiz=quiz).count()
    return max(0, opened - Attempt.objects.filter(kader__in=hers, quiz=quiz).count())


def opens_at(kader: Kader, quiz: Quiz, *, now: datetime) -> datetime | None:
    """When a kuis modul that she has just missed can be taken again; None: now."""
    if quiz.kind != Quiz.Kind.MODULE:
        return None
    last = Attempt.objects.filter(kader__in=rows_of(kader), quiz=quiz).order_by("-received_at").first()
    if last is None or marks.of(last).passed:
        return None
    opens = last.received_at + timedelta(minutes=settings.MODULE_QUIZ_PAUSE)
    return opens if opens > now else None


def wait(kader: Kader, quiz: Quiz, *, now: datetime) -> str:
    """From when on she can take it again, on the clock where she serves: "pukul 14.02 WIB"; "" where she can now."""
    opens = opens_at(kader, quiz, now=now)
    if opens is None:
        return ""
    where = zone(Serving([kader.pk], field=quiz.programme.field).at(kader.pk, now))
    told = tanggal_waktu(opens, where)
    return told if local_day(opens, where) != local_day(now, where) else f"pukul {told.partition(' pukul ')[2]}"


def again(kader: Kader, quiz: Quiz, *, now: datetime) -> tuple[bool, str]:
    """After one that was missed: may she try again by herself, and when; one sentence."""
    left = attempts_left(kader, quiz)
    if left == 0:
        return False, "Semua kesempatan sudah dipakai. Penilai akan mendampingi, lalu satu kesempatan dibuka lagi."
    later = wait(kader, quiz, now=now)
    when = f"Bisa dicoba lagi {later}" if later else "Bisa dicoba lagi kapan saja"
    return True, f"{when}; masih {left} kali." if left else f"{when}."


def check(kader: Kader, quiz: Quiz, *, now: datetime) -> None:
    """UserError if she may not begin it now: all attempts used, or a pause after one that was missed."""
    check_left(kader, quiz)
    later = wait(kader, quiz, now=now)
    if later:
        raise UserError(f"Kuis ini bisa dicoba lagi {later}. Sambil menunggu, baca lagi pelajarannya.")


def check_left(kader: Kader, quiz: Quiz) -> None:
    """UserError if all attempts are used."""
    if attempts_left(kader, quiz) == 0:
        words = _WORDS.get(quiz.max_attempts or 0, str(quiz.max_attempts))
        raise UserError(
            f"{words} kali sudah dipakai; penilai Ibu/Bapak akan mendampingi. Pelajaran dan latihan tetap terbuka."
        )
