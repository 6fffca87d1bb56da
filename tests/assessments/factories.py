"""Ready-made evidence and banks for tests of this floor and those above."""

from datetime import datetime
from uuid import UUID, uuid4

from assessments.bank import publish_instrument, publish_question
from assessments.draw import issue_ticket
from assessments.envelope import seal
from assessments.models import Instrument, InstrumentVersion, Question, Quiz, Rung, Ticket
from assessments.observe import observe
from assessments.outside import Claim, accept_many
from assessments.submit import Receipt, submit
from assessments.types.base import Answer
from lms.people.models import Kader, User
from modules.models import Competency, CompetencyGroup, LessonPage, ModulePage, Programme
from modules.root import ensure_pages
from tests.assessments import solve
from tests.factories import NOW, make_programme


def trained(kader: Kader, programme: Programme, *, at: datetime = NOW, groups: str = "ABCDE") -> None:
    """By accepted outside evidence the kader is *dilatih* in these groups."""
    rows = CompetencyGroup.objects.filter(programme=programme, key__in=list(groups))
    claims = [Claim(kader.pk, Rung.TRAINED, at, "Daftar hadir pelatihan", group_id=row.pk) for row in rows]
    accept_many(claims, programme=programme, by=None, now=at)


def skilled(kader: Kader, programme: Programme, *, at: datetime = NOW, except_for: tuple[str, ...] = ()) -> None:
    """By accepted outside evidence the kader is *terampil* in everything but the named competencies."""
    rows = Competency.objects.filter(group__programme=programme).exclude(key__in=except_for)
    claims = [Claim(kader.pk, Rung.SKILLED, at, "Penilaian 2024", competency_id=row.pk) for row in rows]
    accept_many(claims, programme=programme, by=None, now=at)


def lacks_only_b3(user: User, *, at: datetime = NOW, programme: Programme | None = None) -> Programme:
    """The case of the walk: *dilatih* in all groups, *terampil* in 24 of 25, B3 is missing."""
    programme = programme or make_programme()
    trained(user.person.kader, programme, at=at)
    skilled(user.person.kader, programme, at=at, except_for=("B3",))
    return programme


def lacks_only_the_evaluasi(user: User, programme: Programme, *, assessor: User, at: datetime = NOW) -> None:
    """As before, but B3 has been seen by a penilai: a passed evaluasi of its group makes her *terampil* in all."""
    lacks_only_b3(user, at=at, programme=programme)
    version = make_instrument(programme, now=at)
    observe(user.person.kader, version, ticks=BENAR, assessor=assessor, now=at, id=uuid4())


STEPS = [("siapkan", True), ("jelaskan", False), ("lila", True), ("catat", False), ("ulang", False)]
BENAR = {key: "benar" for key, _ in STEPS}


def make_instrument(programme: Programme, competency: str = "B3", *, now: datetime = NOW) -> InstrumentVersion:
    """A form of five steps, two of them critical; 80 % must be *benar*."""
    instrument = Instrument.objects.create(
        key=competency.lower(),
        competency=Competency.objects.get(group__programme=programme, key=competency),
        title=f"Praktik {competency}",
    )
    content = {
        "setup": "Sediakan satu meja ukur.",
        "materials": ["Timbangan"],
        "minutes": 20,
        "adaptation": "Rekan boleh membantu mengangkat.",
        "steps": [
            {
                "key": key,
                "text": f"Langkah {key}",
                "critical": critical,
                "benar": "Tepat.",
                "bantuan": "Sesudah diingatkan.",
                "belum": "Terlewat.",
            }
            for key, critical in STEPS
        ],
        "pass": {"critical": "benar", "min_benar_percent": 80},
        "coaching": "Mulai dari yang sudah baik.",
    }
    return publish_instrument(instrument, content, source="Usulan Tuntas", official=False, now=now)


LESSONS = ["menyiapkan-alat", "menimbang", "mengukur-lila"]


def make_bank(programme: Programme, competency: str = "B3", *, counting: int = 16, practice: int = 4) -> None:
    """Items of all three types for one competency. The right answer of each is ``RIGHT[type]``; two are essential."""
    row = Competency.objects.get(group__programme=programme, key=competency)
    for use, count in ((Question.Use.COUNTING, counting), (Question.Use.PRACTICE, practice)):
        for number in range(count):
            kind = list(CONTENT)[number % 3]
            question = Question.objects.create(
                key=f"{competency.lower()}-{use[0]}{number:02}",
                competency=row,
                lesson_key=LESSONS[number % len(LESSONS)],
                type=kind,
                use=use,
                status=Question.Status.ACTIVE,
                essential=number < 2,
            )
            stem = f"Soal {use} {number}?"
            publish_question(question, {"stem": stem, "options": CONTENT[kind]}, now=NOW)


def make_one_of_each(programme: Programme, competency: str = "B3", *, use: str = Question.Use.COUNTING) -> None:
    """An item of every type for one competency, by the name of the type."""
    row = Competency.objects.get(group__programme=programme, key=competency)
    for kind, content in ITEMS.items():
        question = Question.objects.create(
            key=f"{use[0]}-{kind}",
            competency=row,
            lesson_key=LESSONS[0],
            type=kind,
            use=use,
            status=Question.Status.ACTIVE,
        )
        publish_question(question, {**content, "stem": f"Soal {kind}?"}, now=NOW)


def _option(key: str, text: str, *, correct: bool) -> dict:
    return {"key": key, "text": text, "correct": correct, "feedback": f"RAHASIA-{key}"}


CONTENT = {
    "single": [
        _option("a", "Di atas tikar", correct=False),
        _option("b", "Di meja yang datar", correct=True),
        _option("c", "Di pangkuan", correct=False),
    ],
    "multiple": [
        _option("a", "Timbangan nol", correct=True),
        _option("b", "Pita utuh", correct=True),
        _option("c", "Angka bulan lalu disalin", correct=False),
    ],
    "truefalse": [
        _option("benar", "Benar", correct=False),
        _option("salah", "Salah", correct=True),
    ],
}
ITEMS: dict[str, dict] = {
    **{kind: {"stem": "Soal?", "options": options} for kind, options in CONTENT.items()},
    "matching": {
        "stem": "Alat apa untuk apa?",
        "pairs": [
            {"key": "dacin", "left": "Berat bayi", "right": "Timbangan", "feedback": "RAHASIA-dacin"},
            {"key": "lila", "left": "Lengan atas", "right": "Pita LiLA", "feedback": "RAHASIA-lila"},
            {"key": "papan", "left": "Panjang badan", "right": "Papan panjang", "feedback": "RAHASIA-papan"},
        ],
        "extra": ["Termometer"],
    },
    "ordering": {
        "stem": "Urutkan.",
        "steps": [
            {"key": "daftar", "text": "Pendaftaran"},
            {"key": "ukur", "text": "Pengukuran"},
            {"key": "catat", "text": "Pencatatan"},
            {"key": "layan", "text": "Pelayanan"},
        ],
        "feedback": "RAHASIA-urutan",
    },
    "numeric": {
        "stem": "Berapa?",
        "value": "80,7",
        "tolerance": "0,1",
        "unit": "cm",
        "errors": [{"value": "79,3", "feedback": "RAHASIA-kurang"}],
        "feedback": "RAHASIA-angka",
    },
    "short": {
        "stem": "Sebutkan.",
        "accepted": ["Pita LiLA", "pita lengan"],
        "errors": [{"text": "meteran", "feedback": "RAHASIA-meteran"}],
        "feedback": "RAHASIA-kata",
    },
    "scenario": {
        "stem": "Pak Budi datang.",
        "scenes": [
            {"key": "s1", "text": "Ia sesak.", "options": CONTENT["single"]},
            {"key": "s2", "text": "Ia pucat.", "options": CONTENT["single"][::-1]},
        ],
    },
    "hotspot": {
        "stem": "Di mana?",
        "image": "lengan.svg",
        "alt": "Lengan kiri anak.",
        "places": [
            {
                "key": "bahu",
                "text": "Bahu",
                "x": "20",
                "y": "20",
                "r": "9",
                "correct": False,
                "feedback": "RAHASIA-bahu",
            },
            {
                "key": "tengah",
                "text": "Tengah",
                "x": "41",
                "y": "63",
                "r": "9",
                "correct": True,
                "feedback": "RAHASIA-di",
            },
        ],
    },
    "reading": {
        "stem": "Berapa beratnya?",
        "instrument": "timbangan-jarum",
        "reading": "6,8",
        "tolerance": "0,1",
        "errors": [{"value": "7,2", "feedback": "RAHASIA-mundur"}],
        "feedback": "RAHASIA-jarum",
    },
    "kms": {
        "stem": "Letakkan titiknya.",
        "sex": "laki-laki",
        "age_months": 7,
        "weight": "7,9",
        "before": [{"age_months": 6, "weight": "7,4"}],
        "tolerance_weight": "0,2",
        "judge": "N",
        "feedback": "RAHASIA-titik",
    },
}
RIGHT: dict[str, Answer] = {"single": "b", "multiple": ["a", "b"], "truefalse": "salah"}
WRONG: dict[str, Answer] = {"single": "a", "multiple": ["c"], "truefalse": "benar"}


def make_quiz(programme: Programme, kind: str = "kuis_modul", *, count: int = 6, competency: str = "B3") -> Quiz:
    """A kuis modul of B3 (free retakes) or an evaluasi or post-test of its group (three attempts), contoh."""
    row = Competency.objects.get(group__programme=programme, key=competency)
    of_module = kind == Quiz.Kind.MODULE
    return Quiz.objects.create(
        key=f"{kind.replace('_', '-')}-{(competency if of_module else row.group.key).lower()}",
        kind=kind,
        title=f"Contoh {kind}",
        competency=row if of_module else None,
        group=None if of_module else row.group,
        blueprint=[{"competency": competency, "count": count}],
        max_attempts=None if of_module else 3,
        sample=not of_module,
    )


def answers_to(ticket: Ticket, *, right: int | None = None) -> dict[str, Answer]:
    """Answers by position in the letters of the ticket, so many of them right (None: all)."""
    items = list(ticket.items.select_related("version__question").order_by("position"))
    right = len(items) if right is None else right
    return {
        str(item.position): (solve.right if at < right else solve.wrong)(
            item.version.question.type, item.version.content, item.pin
        )
        for at, item in enumerate(items)
    }


def sealed(ticket: Ticket, *, right: int | None = None, at: datetime = NOW, id: UUID | None = None) -> str:
    """An envelope of version 1 for the ticket."""
    answers = answers_to(ticket, right=right)
    return seal(id=id or uuid4(), ticket=ticket.token, answers=answers, started_at=ticket.issued_at, finished_at=at)


def passes(user: User, quiz: Quiz, *, at: datetime = NOW) -> Receipt:
    """She takes the quiz and answers everything right."""
    ticket = issue_ticket(user.person.kader, quiz, now=at)
    return submit(sealed(ticket, at=at), channel="form", now=at)


def make_module(programme: Programme, competency: str = "B3") -> ModulePage:
    """A live module page of the competency with three lessons, the ones its items test. Needs migrated tables."""
    row = Competency.objects.get(group__programme=programme, key=competency)
    module = ensure_pages().add_child(
        instance=ModulePage(title=f"Modul {competency}", slug=competency.lower(), competency=row, summary="Ringkasan.")
    )
    for lesson in LESSONS:
        module.add_child(instance=LessonPage(title=f"Pelajaran {lesson}", slug=lesson, aim="Tujuan.", minutes=3))
    return module
