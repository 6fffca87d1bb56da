"""What the papers of an office say of it: its words, its logo, its head."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.storage import storages
from PIL import Image

from lms.areas.errors import UserError
from lms.people import logos, offices
from lms.people.models import AuditEvent, Office, Person
from lms.people.offices import OfficeWords
from lms.people.persons import erase
from lms.people.queries import office_of
from tests.cast import Cast
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NIP = "198001012005012005"
WORDS = OfficeWords(
    government="Pemerintah Kota Kediri",
    name="Dinas Kesehatan",
    address="Jalan Contoh 1",
    city="Kediri",
    head="dr. Ratna Dewi, M.Kes.",
    nip="19800101 200501 2 005",
    head_title="Kepala Dinas Kesehatan Kota Kediri",
    head_rank="Pembina, IV/a",
)


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 400), **how: object) -> bytes:
    target = BytesIO()
    Image.new("RGB", size, (20, 90, 60)).save(target, kind, **how)
    return target.getvalue()


def save(cast: Cast, words: OfficeWords = WORDS, **how: object) -> Office:
    return offices.save_office(cast.kediri, words, by=cast.dewi, now=NOW, **how)


def test_an_office_is_saved_once_and_then_changed(cast: Cast):
    save(cast)
    made = save(cast, OfficeWords(**{**vars(WORDS), "address": "Jalan Baru 2"}))
    assert Office.objects.get() == made == office_of(cast.kediri)
    assert (made.address, made.head.nip, made.updated_by) == ("Jalan Baru 2", NIP, cast.dewi)
    assert [event.act for event in AuditEvent.objects.filter(area=cast.kediri)] == ["office_changed"] * 2
    assert "Ratna" not in str(AuditEvent.objects.values_list("detail"))


def test_a_dinas_and_its_puskesmas_are_two_offices(cast: Cast):
    save(cast)
    offices.save_office(cast.balowerti, offices.suggested(cast.balowerti), by=cast.puji, now=NOW)
    assert office_of(cast.balowerti).head_title == "Kepala Puskesmas Balowerti"
    assert offices.missing(office_of(cast.kediri)) == []
    assert offices.missing(office_of(cast.balowerti)) == ["alamat", "pejabat"]
    assert offices.missing(office_of(cast.puskesmas_ngletih)) == ["semuanya"]


def test_a_new_head_does_not_rename_somebody_who_is_more_than_that(cast: Cast):
    office = save(cast)
    office.head, before = cast.sari.person, Person.objects.count()
    office.save()
    again = save(cast)
    cast.sari.person.refresh_from_db()
    assert cast.sari.person.name == "Sari Wahyuni"
    assert again.head.name == "dr. Ratna Dewi, M.Kes."
    assert Person.objects.count() == before + 1


def test_a_corrected_head_leaves_no_second_person_behind(cast: Cast):
    first = save(cast).head
    changed = save(cast, OfficeWords(**{**vars(WORDS), "head": "dr. Ratna Dewi Lestari, M.Kes.", "nip": ""}))
    assert (changed.head, changed.head.nip) == (first, "")
    assert save(cast, OfficeWords(**{**vars(WORDS), "head": ""})).head is None


def test_an_erased_head_is_not_brought_back(cast: Cast):
    first = save(cast).head
    erase(first, now=NOW)
    assert save(cast).head != first


@pytest.mark.parametrize("nip", ["1980", "19800101200501200X", "1" * 19])
def test_a_nip_that_is_none_saves_nothing(cast: Cast, nip: str):
    with pytest.raises(UserError, match="18 angka"):
        save(cast, OfficeWords(**{**vars(WORDS), "nip": nip}))
    assert not Office.objects.exists()
    assert not Person.objects.filter(name__startswith="dr.").exists()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_becomes_a_bare_small_png_named_by_its_hash(cast: Cast, kind: str):
    exif = Image.Exif()
    exif[0x010E] = "rumah Bu Dewi"
    office = save(cast, logo=picture(kind, exif=exif))
    with office.logo.open("rb") as file:
        kept = file.read()
    with Image.open(BytesIO(kept)) as shown:
        assert (shown.format, shown.size, shown.info, dict(shown.getexif())) == ("PNG", (600, 300), {}, {})
    assert b"rumah" not in kept
    assert office.logo.name == f"offices/{hashlib.sha256(kept).hexdigest()}.png"


def test_the_file_of_an_old_logo_stays_for_the_papers_that_speak_of_it(cast: Cast):
    old = save(cast, logo=picture()).logo.name
    new = save(cast, logo=picture(size=(300, 300))).logo.name
    assert old != new
    assert storages["private"].exists(old)
    assert save(cast).logo.name == new
    assert save(cast, bare=True).logo.name == ""


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "tidak terbaca"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "tidak terbaca"),
        (picture()[:200], "tidak terbaca"),
        (picture("GIF"), "tidak terbaca"),
        (picture(size=(50, 50)), "terlalu kecil"),
        (picture(size=(4000, 3001)), "12 juta"),
        (b"x" * 1_000_001, "1 MB"),
        (b"", "tidak terbaca"),
    ],
)
def test_what_is_no_logo_is_refused_and_the_old_one_stays(cast: Cast, raw: bytes, why: str):
    old = save(cast, logo=picture()).logo.name
    with pytest.raises(UserError, match=why):
        save(cast, logo=raw)
    assert office_of(cast.kediri).logo.name == old


def test_a_transparent_ground_stays_transparent():
    target = BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(target, "PNG")
    with Image.open(BytesIO(logos.clean(target.getvalue()))) as shown:
        assert shown.getpixel((5, 5))[3] == 0
