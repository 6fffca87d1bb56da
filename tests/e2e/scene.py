"""What pages are shown with: a holder of a certificate, a revoked paper, a proposal, a sheet out of date.

Made by the project's own verbs in a process beside a running site, as an errand of ``tests.e2e.prepare``.
"""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.e2e import phones
from tests.e2e.conftest import Site

PIN = "482913"
LONG_AGO = timedelta(days=60)


def of(site: Site) -> dict[str, str]:
    """The scene of this site: made when first asked for, then remembered beside its database."""
    kept = site.var / "scene.json"
    if not kept.exists():
        kept.write_text(json.dumps(phones.prepare(site, "scene")))
    scene: dict[str, str] = json.loads(kept.read_text())
    return scene


def build(now: datetime) -> dict[str, str]:
    """Words and PIN of a holder; code of her certificate and of a revoked one; a proposal; a late sheet; an address."""
    from assessments.models import TrainingEvent
    from certificates.models import Certificate
    from certificates.revoke import revoke
    from lms.areas.models import Posyandu, Puskesmas
    from lms.people import accounts, cards
    from lms.people.models import Kader, User
    from lms.portal.privacy.requests import ask
    from modules.models import LessonPage

    hers, lost = Certificate.objects.filter(status="valid").order_by("pk").select_related("award__membership")[:2]
    revoke(lost, reason="Salah cetak", by=User.objects.get(username="dinas"), now=now)
    kader = Kader.objects.select_related("person").get(pk=hers.award.membership.kader_id)
    accounts.activate(kader.person, PIN, now=now, is_demo=True)
    return {
        "words": cards.issue(kader.person, by=None, now=now).words,
        "pin": PIN,
        "certificate": hers.code,
        "revoked": lost.code,
        "proposal": _proposal(now),
        "privacy": str(ask(kader.person, "penghapusan", text="", by=kader.person.user, now=now).uuid),
        "late": _late_sheet(kader, now - LONG_AGO),
        "held": _held_answer(now),
        "aloud": _read_aloud(now),
        "paper": _paper(now),
        **assessing(now),
        "kader": str(Kader.objects.filter(person__user__isnull=False).order_by("person__user__pk")[0].uuid),
        "puskesmas": str(Puskesmas.objects.order_by("pk")[0].uuid),
        "roster": _list(now),
        "answered": _answered(now),
        "report": _content(kader, now),
        "withdrawn": _withdrawn(now),
        "lesson": str(LessonPage.objects.get(slug="menyiapkan-alat-dan-tempat").pk),
        "event": str(TrainingEvent.objects.filter(status="berjalan").earliest("pk").uuid),
        "posyandu": str(Posyandu.objects.filter(desa__code="35.71.01.1001").order_by("pk")[0].uuid),
    }


def _proposal(now: datetime) -> str:
    """The open proposal of a kader whose outside evidence for the groups of the first level has just been accepted."""
    from assessments.models import GroupRecord, Rung
    from assessments.outside import Claim, accept_many
    from certificates.models import Proposal
    from certificates.propose import propose
    from lms.people.models import Kader
    from modules.models import Competency, Programme

    programme = Programme.objects.get(key="ilp-25")
    have = GroupRecord.objects.filter(skilled_on__isnull=False).values("kader")
    free = Kader.objects.filter(memberships__field="kesehatan", memberships__until=None).exclude(pk__in=have)
    kader = free.order_by("-pk")[0]
    skills = Competency.objects.filter(group__programme=programme, group__key__in="ABC")
    then, document = now - timedelta(days=1), "Formulir penilaian kecakapan"
    claims = [Claim(kader.pk, Rung.SKILLED, then, document, competency_id=skill.pk) for skill in skills]
    accept_many(claims, programme=programme, by=None, now=now)
    propose([kader.pk], programme=programme, now=now)
    return str(Proposal.objects.get(kader=kader, state=Proposal.State.OPEN).uuid)


def _list(now: datetime) -> str:
    """A planned list of kader: somebody new, one who is nearly somebody we know, a posyandu that is not there."""
    from lms.areas.models import Area
    from lms.people.models import Membership, User
    from lms.people.roster import runs
    from lms.people.roster.present import Reach

    known = Membership.objects.filter(posyandu__desa__code="35.71.01.1001", until=None).select_related(
        "kader__person", "posyandu__desa"
    )[0]
    place = f"{known.posyandu.desa.name};{known.posyandu.name}"
    rows = [f"Wahyu Baru Sekali;{place}", f"{known.kader.person.name} Putri;{place}", f"Sri;{place} Lama Sekali"]
    content = "\n".join(["Nama Kader;Kelurahan;Posyandu", *rows]).encode()
    dinas, city = User.objects.get(username="dinas"), Area.objects.get(code="35.71", until=None)
    run = runs.take_in(content, "daftar-kader.csv", reach=Reach(city), by=dinas, now=now)
    runs.read(run, now=now)
    return str(run.uuid)


def _content(kader: Any, now: datetime) -> str:
    """The number of a report of a lesson that was answered; the holder read another one that was then corrected."""
    from lms.people.models import User
    from modules import recall, reports, study
    from modules.models import LessonPage

    author = User.objects.get(username="penyusun")
    first, second = LessonPage.objects.filter(url_path__contains="/penimbangan-dan-pengukuran/").order_by("path")[:2]
    report = reports.receive(first, reports.Words(uuid4(), "unclear", "Langkah 3 kurang jelas."), now=now)
    reports.close(report, outcome="corrected", answer="Terima kasih, sudah kami perjelas.", by=author, now=now)
    competency = second.get_parent().specific.competency
    study.open_lesson(kader, competency, second.lesson_key, now=now - timedelta(days=1))
    sentence = "Gambar langkah kedua terbalik. Yang benar: kepala bayi menempel pada papan yang tetap."
    recall.correct(second, reason=sentence, by=author, now=now)
    return str(report.pk)


def _withdrawn(now: datetime) -> str:
    """The address of a lesson that was withdrawn, and whose page was deleted since."""
    from modules.models import ModulePage, Recall

    module = ModulePage.objects.get(slug="penimbangan-dan-pengukuran")
    sentence = "Dacin tidak dipakai lagi. Timbang dengan timbangan digital, seperti di pelajaran pertama."
    words = {"title": "Menimbang dengan dacin", "address": f"{module.address}dacin/", "sentence": sentence}
    where = {"competency": module.competency, "lesson_key": "dacin", "page_key": 0}
    return Recall.objects.create(kind=Recall.Kind.WITHDRAWN, made_at=now, hashes=[], **where, **words).address


def _read_aloud(now: datetime) -> str:
    """A sheet that the penilai reads to the demo's kader."""
    from assessments import aloud
    from assessments.models import Quiz
    from lms.people.models import Kader, User

    kader = Kader.objects.filter(person__user__isnull=False).order_by("person__user__pk")[0]
    quiz = Quiz.objects.exclude(key="kuis-b3").filter(active=True).order_by("pk")[0]
    return aloud.begin(kader, quiz, by=User.objects.get(username="dinas"), now=now).token


def _paper(now: datetime) -> str:
    """A form on paper for the penilai's puskesmas."""
    from assessments import paper
    from assessments.models import Quiz
    from lms.people.models import Role

    role = Role.objects.filter(kind="penilai", puskesmas__isnull=False).order_by("pk")[0]
    return str(paper.make(Quiz.objects.get(key="kuis-b3"), role.puskesmas, by=role.user, now=now)[0].uuid)


def assessing(now: datetime) -> dict[str, str]:
    """A day of assessing of the penilai's puskesmas, today, and a kader of hers who is invited."""
    from assessments import calibrate, events
    from assessments.models import InstrumentVersion, Invitation
    from assessments.rules import local_day
    from lms.people.models import Kader, Role
    from lms.people.scope import Action, rows
    from modules.models import CompetencyGroup

    role = Role.objects.filter(kind="penilai", puskesmas__isnull=False).order_by("pk")[0]
    place, on = role.puskesmas, local_day(now, role.puskesmas.kab.time_zone)
    group = CompetencyGroup.objects.select_related("programme").get(key="B", programme__key="ilp-25")
    about = {"kind": "penilaian", "title": "Hari penilaian", "programme": group.programme, "groups": [group]}
    event = events.create(**about, kab=place.kab, puskesmas=place, starts_on=on)
    invited = rows(role.user, Action.ASSESS, Kader.objects.order_by("pk"), on=on)[:3]
    for kader in invited:
        Invitation.objects.create(event=event, kader=kader, state="diundang", invited_at=now)
    version = InstrumentVersion.objects.get(instrument__key="b3", retired_at=None)
    case = calibrate.begin(event, version, calibrate.draft(version, seed="b3"), by=role.user, now=now)
    return {"day": str(event.uuid), "case": str(case.uuid), "invited": str(invited[0].uuid)}


def _answered(now: datetime) -> str:
    """The number of a version on a sheet that a kader without a phone has handed in."""
    from assessments.draw import issue_ticket
    from assessments.envelope import seal
    from assessments.models import Quiz
    from assessments.submit import submit
    from lms.people.models import Kader

    serving = Kader.objects.filter(memberships__field="kesehatan", memberships__until=None, person__user=None)
    ticket = issue_ticket(serving.order_by("-pk")[0], Quiz.objects.get(key="kuis-b3"), now=now)
    body = seal(id=uuid4(), ticket=ticket.token, answers={}, started_at=now, finished_at=now)
    submit(body, channel="form", now=now)
    return str(ticket.items.order_by("position")[0].version_id)


def _held_answer(now: datetime) -> str:
    """The number of an answer of the demo's kader, of her penilai's puskesmas, that came after its sheet was over."""
    from assessments.draw import issue_ticket
    from assessments.envelope import seal
    from assessments.errors import RefusedError
    from assessments.models import Quarantine, Quiz
    from assessments.submit import submit
    from lms.people.models import Kader

    kader = Kader.objects.filter(person__user__isnull=False).order_by("person__user__pk")[0]
    ticket = issue_ticket(kader, Quiz.objects.get(key="kuis-b3"), now=now - LONG_AGO)
    body = seal(id=uuid4(), ticket=ticket.token, answers={}, started_at=now - LONG_AGO, finished_at=now)
    with suppress(RefusedError):
        submit(body, channel="sync", now=now)
    return str(Quarantine.objects.get(ticket=ticket).pk)


def _late_sheet(kader: Any, then: datetime) -> str:
    from assessments.draw import issue_ticket
    from assessments.models import Quiz

    return issue_ticket(kader, Quiz.objects.get(key="kuis-b3"), now=then).token
