"""What officers find after a day of assessing: who is to come, who practises what, levels with reasons, papers."""

import io
import re
import zipfile
from collections.abc import Mapping
from html import unescape
from typing import Any

from tests.e2e import recount
from tests.e2e.conftest import Site
from tests.e2e.phones import Phone

PAPERS = ("laporan", "berita-acara", "rekapitulasi", "daftar-usulan")


def assert_day_is_told(site: Site, hall: Mapping[str, Any], told: Mapping[str, Mapping[str, bool]]) -> None:
    """Seen by the Dinas, minutes after the last visit has arrived."""
    officer = Phone(site)
    officer.sign_in_as_staff("dinas")
    officer.fill("/privasi/baca/", {})  # the notice comes before anything else
    at = f"/kegiatan/{hall['event']}/"
    page = unescape(officer.ask(f"{at}nilai/sesudah/").text)
    to_come, rest = page.split("<h2>Menyusul</h2>")[1].split("<h2>Berlatih lagi</h2>")
    practise, not_yet = rest.split("<h2>Menuju tingkat berikutnya</h2>")
    names, ready = hall["names"], recount.ready(told, hall)
    absent = [name for one, name in names.items() if one not in told]
    assert absent
    assert all(name in to_come for name in absent)
    assert not any(names[one] in to_come for one in told)
    assert all(names[one] in practise for one, skills in told.items() if not all(skills.values()))
    assert sorted(reasons(not_yet)) == sorted(
        (names[one], lacks(hall, one, skills)) for one, skills in told.items() if one not in ready
    )
    slips = unescape(officer.ask(f"{at}nilai/lembar/").text)
    assert len(re.findall(r"tinggal \d+ lagi untuk Kader Purwa", slips)) == len(told) - len(ready)
    assert slips.count("lengkap untuk Kader Purwa, menunggu penetapan") == len(ready)
    for paper in PAPERS:
        answer = officer.ask(f"{at}surat/{paper}.pdf")
        assert (answer.status, answer.body[:5]) == (200, b"%PDF-"), paper
    sheet = zipfile.ZipFile(io.BytesIO(officer.ask(f"{at}surat/daftar-usulan.xlsx").body))
    written = unescape("".join(sheet.read(name).decode() for name in sheet.namelist() if name.endswith(".xml")))
    assert {one for one in told if f">{names[one]}<" in written} == ready


def reasons(page: str) -> list[tuple[str, list[str]]]:
    """Name, and the skills that the reason beside it names."""
    rows = re.findall(r'class="row-t">([^<]+)</span>\s*<small[^>]*>([^<]+)</small>', page)
    return [(name, re.findall(r"\bB\d", why)) for name, why in rows if "lagi untuk Kader Purwa:" in why]


def lacks(hall: Mapping[str, Any], kader: str, skills: Mapping[str, bool]) -> list[str]:
    """All of the group, where the evaluasi is missing."""
    return sorted(key for key, good in skills.items() if not good or kader not in hall["tested"])
