"""What this floor hangs into the registries of the floors below."""

from django.utils.translation import gettext_lazy as _

from assessments import (
    bank,
    circuits,
    day_shell,
    flag_letters,
    held,
    hold,
    merged,
    panels,
    practice_pack,
    presence_letters,
    rounds,
    submit,
    usage,
    visit_letters,
)
from assessments.event_papers import own
from assessments.package import advice, instruments, questions, quizzes, stations
from lms.people import parcels
from lms.people.registry import (
    register_column,
    register_kader_panel,
    register_merge,
    register_posyandu_panel,
    register_start_panel,
    register_tool,
)
from lms.people.scope import Action
from modules.facts import register_usage
from modules.offline.registry import register as register_fragments
from modules.offline.shell import register_duty
from modules.packages.registry import register_part


def register() -> None:
    """Called once, when all models are ready."""
    register_part("questions", questions.FILES, questions.check, questions.pieces, questions.dump, advice.of_questions)
    register_part(
        "instrument", instruments.FILES, instruments.check, instruments.pieces, instruments.dump, advice.of_forms
    )
    register_part("stations", stations.FILES, stations.check, stations.pieces, stations.dump, advice.of_stations)
    register_part("quizzes", quizzes.FILE, quizzes.check, quizzes.pieces, quizzes.dump, quizzes.advice)
    _register_envelopes()
    register_merge(merged.follow, merged.sight)
    register_fragments("practice", practice_pack.fragments)
    practice_pack.watch()
    register_duty(day_shell.page)
    register_usage(bank.USAGE, usage.questions, bank.facts_changed)
    register_usage(bank.USAGE_FORM, usage.forms, bank.facts_changed_in_forms)
    register_usage(circuits.USAGE, circuits.named)
    register_kader_panel(panels.of_kader)
    register_posyandu_panel(panels.of_posyandu)
    register_column(panels.RUNG_COLUMN)
    register_tool(
        Action.COACH,
        _("Pendampingan"),
        _("Kader yang memakai semua kesempatan cek kemampuan: duduk bersama, catat, buka satu lagi."),
        "coaching",
    )
    own.register_own()
    register_start_panel(held.panel)
    for action in (*held.ACTIONS, Action.ADMIN):
        register_tool(
            action,
            _("Jawaban yang tertahan"),
            _("Kiriman jawaban yang belum dapat diterima: sebabnya, siapa, dan apa yang perlu dilakukan."),
            "held-list",
        )
    register_tool(
        Action.MANAGE_PEOPLE,
        _("Pertanyaan tentang lembar jawaban"),
        _("Lembar yang sangat mirip, atau lebih cepat daripada membacanya: ditanyakan, tidak dihakimi."),
        "inquiries",
    )
    register_tool(
        Action.EVENTS,
        _("Kegiatan"),
        _("Pelatihan dan hari penilaian: undangan, jadwal, tim, kehadiran, tes."),
        "events",
    )
    register_tool(
        Action.AWARD,
        _("Bukti dari luar"),
        _("Sertifikat atau penilaian dari tempat lain: satu per satu dengan foto, atau dari daftar."),
        "outside",
    )
    register_tool(
        Action.BOARD,
        _("Kenaikan nilai"),
        _("Pre-test dan post-test dibandingkan, per tempat, kegiatan, kompetensi, dan soal."),
        "gains",
    )


def _register_envelopes() -> None:
    """What phones seal, by kind."""
    parcels.register_keeper(hold.keep_sealed)
    parcels.register_kind(parcels.ANSWERS, submit.take)
    parcels.register_kind("flag", flag_letters.take)
    parcels.register_kind("visit", visit_letters.take)
    parcels.register_kind("presence", presence_letters.take)
    parcels.register_letters("practice", rounds.take, message=rounds.KEPT)
