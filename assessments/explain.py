"""One plain sentence on where a kader stands and what is missing: the same for everybody (DESIGN 5.6)."""

from assessments.standing import CompetencyStanding, GroupStanding
from lms.areas.flower import Petal
from lms.areas.format import daftar, tanggal


def competency(petal: CompetencyStanding, group: GroupStanding) -> str:
    """Where she stands in one competency."""
    days, check = petal.days, f"cek kemampuan kelompok {group.group.key}"
    if days.skilled_on is not None:
        by = ", menurut bukti dari luar" if petal.elsewhere and not petal.here else ""
        return f"Terampil sejak {tanggal(days.skilled_on)}{by}."
    if days.observed_skilled_on is not None:
        return f"Praktik sudah benar pada {tanggal(days.observed_skilled_on)}; tinggal {check}."
    if days.assessed_on is not None:
        if petal.elsewhere and petal.here is None:
            return f"Dinilai {tanggal(days.assessed_on)} menurut bukti dari luar; tinggal {_rest(group, check)}."
        also = f" Tinggal juga {check}." if group.evaluation_is_due else ""
        return f"Praktik pertama pada {tanggal(days.assessed_on)} belum terampil; berlatih, lalu praktik lagi.{also}"
    kept = " Penilaian dari luar tercatat; yang dihitung praktik di sini." if petal.elsewhere else ""
    return _before_practice(petal, group, check) + kept


def group(standing: GroupStanding) -> str:
    """Where she stands in one group, with what is still missing by code."""
    whole, days = len(standing.competencies), standing.days
    if days.skilled_on is not None:
        return f"Lengkap: {whole} dari {whole} terampil sejak {tanggal(days.skilled_on)}."
    if all(petal.state == Petal.NOT_STARTED and not petal.known for petal in standing.competencies):
        return "Belum mulai."
    parts = [
        f"{standing.skilled} dari {whole} terampil",
        _trained(standing),
        _known(standing),
        _evaluation(standing),
        _practice(standing),
    ]
    return f"{'; '.join(part for part in parts if part)}."


def _before_practice(petal: CompetencyStanding, group: GroupStanding, check: str) -> str:
    rest = _rest(group, check)
    if group.days.evaluation_passed_on is not None or (petal.state == Petal.TRAINED and not group.needs_evaluation):
        return "Tinggal praktik di depan penilai."
    if petal.days.study_closed_on is not None:
        return f"Kuis modul lulus {tanggal(petal.days.study_closed_on)}; tinggal {rest}."
    if group.days.trained_on is not None:
        return f"Sudah dilatih {tanggal(group.days.trained_on)}; tinggal {rest}."
    if petal.known:
        return f"Menurut pre-test sudah dikuasai: modulnya boleh dilewati, dan tetap terbuka. Tinggal {rest}."
    if petal.studied:
        return f"Sudah mulai belajar; tinggal kuis modul, {rest}."
    return "Belum mulai." if petal.module else "Belum mulai; modulnya segera dibuka."


def _rest(group: GroupStanding, check: str) -> str:
    return f"{check}, lalu praktik di depan penilai" if group.evaluation_is_due else "praktik di depan penilai"


def _trained(standing: GroupStanding) -> str:
    return f"dilatih {tanggal(standing.days.trained_on)}" if standing.days.trained_on else "belum dilatih"


def _known(standing: GroupStanding) -> str:
    keys = [petal.competency.key for petal in standing.spared]
    return f"menurut pre-test sudah menguasai {daftar(keys)}" if keys else ""


def _evaluation(standing: GroupStanding) -> str:
    if not standing.needs_evaluation:
        return ""
    passed, key = standing.days.evaluation_passed_on, standing.group.key
    return f"cek kemampuan kelompok {key} " + (f"sudah lulus {tanggal(passed)}" if passed else "belum selesai")


def _practice(standing: GroupStanding) -> str:
    """Which practices are missing: not yet seen, or seen and not yet terampil."""
    unseen = [p.competency.key for p in standing.missing if p.days.assessed_on is None]
    again = [p.competency.key for p in standing.missing if p.days.assessed_on and not p.days.observed_skilled_on]
    words = [f"praktik {daftar(unseen)} belum dinilai"] if unseen else []
    words += [f"praktik {daftar(again)} belum terampil"] if again else []
    return "; ".join(words)
