"""The walk: from home to a certificate that anyone can check, and a board that counts it; script on and off."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.steps import sign_in_as_staff, sign_in_with_qr, sign_in_with_words, sign_out, take

LESSON = "mengukur-lingkar-lengan-atas"
MODULE = "/modul/penimbangan-dan-pengukuran/"


def test_from_home_to_a_certificate_that_the_board_counts(own_site: Site, phone: BrowserContext):
    page = phone.new_page()
    she_studies_without_signing_in(page, own_site)
    assert_figures(page, own_site, utama=8)
    she_shows_what_she_knows(page, own_site)
    her_penilai_sees_her_do_it(page, own_site)
    the_dinas_confirms(page, own_site)
    code = she_finds_her_certificate(page, own_site)
    anyone_can_check_it(page, own_site, code)
    assert_figures(page, own_site, utama=9)
    revoking_shows_at_once(page, own_site, code)
    assert_figures(page, own_site, utama=8)


def she_studies_without_signing_in(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_role("link", name="Mulai belajar").click()
    expect(page.locator("a[data-module]")).to_have_count(25 + 4)  # and the second programme
    expect(page.get_by_text("segera", exact=True)).to_have_count(0)
    page.locator(f"a[href='{MODULE}']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Melakukan penimbangan, pengukuran panjang/tinggi badan dan lingkar kepala, lengan atas"
    )
    page.locator(f"a[href='{MODULE}{LESSON}/']").click()
    expect(page.locator("figure img").first).to_be_visible()
    page.goto(f"{site.url}/latihan/penimbangan-dan-pengukuran/")
    page.locator("input[type=radio]").first.check()
    page.get_by_role("button", name="Periksa jawaban").click()
    expect(page.locator(".note").first).to_be_visible()


def she_shows_what_she_knows(page: Page, site: Site) -> None:
    sign_in_with_words(page, site, "Kader")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ibu Siti Aminah")
    expect(page.get_by_text("24 terampil, 1 dilatih").first).to_be_visible()
    take(page, site, "kuis-b3", wrong=1)
    expect(page.get_by_role("heading", level=1)).to_have_text("Lulus")
    expect(page.locator(f"a[href^='{MODULE}']").first).to_be_visible()  # what to read again
    take(page, site, "evaluasi-b")
    expect(page.get_by_text("Tanda terima").first).to_be_visible()
    sign_out(page, site)


def her_penilai_sees_her_do_it(page: Page, site: Site) -> None:
    sign_in_with_qr(page, site, "Penilai")
    page.goto(f"{site.url}/nilai/")
    page.get_by_label("Nama kader atau posyandu").fill("siti aminah")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name=re.compile("Siti Aminah")).filter(has_text="tinggal praktik").click()
    page.get_by_role("link", name=re.compile("B3")).first.click()
    expect(page.locator(".check")).to_have_count(10)
    expect(page.locator("input[value=benar]:checked")).to_have_count(10)
    expect(page.get_by_text("wajib benar")).to_have_count(3)
    page.get_by_role("button", name="Simpan penilaian").click()
    expect(page.get_by_text("25 dari 25 terampil").first).to_be_visible()
    sign_out(page, site)


def the_dinas_confirms(page: Page, site: Site) -> None:
    sign_in_as_staff(page, site, "dinas")
    wait_until(page, f"{site.url}/kelola/penetapan/", "Siti Aminah")
    page.get_by_role("link", name=re.compile("Siti Aminah")).click()
    page.locator("[name=minutes_number]").fill("400.7/BA-99/2026")
    page.locator("[name=minutes_date]").fill("2026-01-05")
    page.locator("[name=decree_number]").fill("188.45/99/419/2026")
    page.locator("[name=decree_date]").fill("2026-01-06")
    page.get_by_role("button", name="Periksa dulu").click()
    page.get_by_role("button", name="Tetapkan dan terbitkan").click()
    expect(page.get_by_role("heading", name="Siti Aminah")).to_be_visible()
    sign_out(page, site)


def she_finds_her_certificate(page: Page, site: Site) -> str:
    sign_in_with_words(page, site, "Kader")
    page.get_by_role("link", name=re.compile("Kader Utama")).click()
    page.wait_for_url("**/sertifikat/*/")
    code = page.url.rstrip("/").rsplit("/", 1)[-1]
    pdf = page.request.get(f"{site.url}/sertifikat/{code}/pdf/")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF-")
    sign_out(page, site)
    return code


def anyone_can_check_it(page: Page, site: Site, code: str) -> None:
    page.goto(f"{site.url}/v/{code}")
    for words in ("tercatat dan berlaku", "Siti Aminah", "Kader Utama", "catatan keabsahan penerbit"):
        expect(page.get_by_text(words).first).to_be_attached()


def revoking_shows_at_once(page: Page, site: Site, code: str) -> None:
    sign_in_as_staff(page, site, "dinas")
    page.goto(f"{site.url}/sertifikat/{code}/")
    page.get_by_text("Cabut sertifikat").click()
    page.locator("[name=reason]").fill("Salah orang")
    page.locator("[name=with_award]").check()
    page.get_by_role("button", name="Cabut sekarang").click()
    page.goto(f"{site.url}/v/{code}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("dicabut")
    sign_out(page, site)


def assert_figures(page: Page, site: Site, *, utama: int) -> None:
    """The board of the city: the level follows within seconds, dilatih stays, and any past day can be read."""
    sign_in_as_staff(page, site, "dinas")
    wait_until(page, f"{site.url}/dinas/35.71/", f"{utama} Kader Utama")
    expect(page.get_by_text("1.643 dari 3.343 kader").first).to_be_visible()
    expect(page.get_by_text("49,1 %").first).to_be_visible()
    page.goto(f"{site.url}/dinas/35.71/?per=2025-11-12")
    expect(page.get_by_text("1.072 dari 3.343 kader").first).to_be_visible()
    page.goto(f"{site.url}/dinas/35.71/?per=2024-07-31")
    expect(page.get_by_text("1.074 dari 3.581 kader").first).to_be_visible()
    expect(page.get_by_text("30,0 %").first).to_be_visible()
    sign_out(page, site)


def wait_until(page: Page, url: str, words: str, *, tries: int = 30) -> None:
    """Look again every second: worker and beat need a few."""
    for _ in range(tries):
        page.goto(url)
        if words in re.sub(r"\s+", " ", page.locator("main").inner_text()):
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"{words!r} did not appear at {url}")
