"""Two women, one phone: each with her PIN, also without a signal; and what a thief finds in the phone's stores."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import PHONE, Site
from tests.e2e.fit import assert_fit_for_all
from tests.e2e.phones import prepare
from tests.e2e.phones import rows as ask_database
from tests.e2e.steps import await_true
from tests.e2e.tour import MODULE

LESSONS = ["menimbang-bayi-dan-balita", "menyiapkan-alat-dan-tempat"]
READ = """async ([uuid, lesson]) =>
  (await (await tuntas.db).get("notes", `belajar:${uuid}`))?.read.some((one) => one.endsWith(lesson))"""
MARKS = """SELECT mark.lesson_key, mark.finished_at FROM modules_studymark mark
  JOIN people_kader kader ON kader.id = mark.kader_id JOIN people_user user ON user.person_id = kader.person_id
  JOIN people_deviceprofile profile ON profile.user_id = user.id WHERE profile.uuid = ? ORDER BY mark.lesson_key"""
SENT = "async () => (await tuntas.outbox.rows()).map((row) => row.state)"

pytestmark = pytest.mark.only_on("sqlite")

# Everything that this origin has kept, as one text; bytes as letters, so that a plain word in them is found.
DUMP = """async () => {
  const seen = [], words = (value) => {
    if (value instanceof CryptoKey) return `<kunci ${value.type} dapat dibaca: ${value.extractable}>`;
    if (value instanceof ArrayBuffer) value = new Uint8Array(value);
    if (ArrayBuffer.isView(value)) return new TextDecoder("latin1").decode(value);
    if (value && typeof value === "object") return Object.entries(value).map(([n, v]) => `${n}=${words(v)}`).join(";");
    return String(value);
  };
  for (const { name, version } of await indexedDB.databases()) {
    const db = await new Promise((done) => { indexedDB.open(name, version).onsuccess = (e) => done(e.target.result); });
    for (const store of db.objectStoreNames) {
      const rows = db.transaction(store).objectStore(store).getAll();
      seen.push(await new Promise((done) => { rows.onsuccess = () => done(`${store}: ${rows.result.map(words)}`); }));
    }
    db.close();
  }
  for (const kept of [localStorage, sessionStorage]) seen.push(words({ ...kept }));
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) seen.push(await (await cache.match(request)).text());
  }
  return seen.join("\\n");
}"""
VOID = "(await (await tuntas.db).getAll('profiles')).map((row) => row.void && !row.lock && !row.box && !row.saya)"
WAIT = "async (uuid) => (await (await tuntas.db).get('profiles', uuid)).wait"


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    context = browser.new_context(**PHONE, base_url=site.url)
    yield context
    context.close()


def sign_in(page: Page, card: dict[str, str]) -> dict[str, str]:
    """At the door with card and PIN, to be remembered; what her page then tells the phone."""
    page.goto("/masuk/")
    page.get_by_label("kata", exact=False).first.fill(card["words"])
    page.get_by_label("PIN").fill(card["pin"])
    page.get_by_label("Ingat saya").check()
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/saya/")
    told: dict[str, str] = page.evaluate("({...document.body.dataset})")
    await_true(
        page, "async (uuid) => (await (await tuntas.db).get('profiles', uuid))?.saya !== undefined", told["profile"]
    )
    return told


def type_pin(page: Page, pin: str) -> None:
    page.get_by_label("PIN").fill(pin)
    page.get_by_role("button", name="Buka").click()


def test_two_share_a_phone_also_without_a_signal(phone: BrowserContext, site: Site):
    cards = prepare(site, "cards", 2)
    page = phone.new_page()
    first = sign_in(page, cards[0])
    page.evaluate("tuntas.settings.set({size: '3'})")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(lambda url: "/saya/" not in url)
    second = sign_in(page, cards[1])
    page.evaluate("tuntas.settings.set({size: '1'})")
    whose = page.locator(".top .whose")
    expect(whose).to_contain_text(second["name"])
    page.goto("/")
    expect(whose).to_contain_text(second["name"])  # on a public page too, and drawn by the phone
    whose.click()
    expect(page.get_by_role("heading", name="Siapa yang belajar?")).to_be_visible()
    assert_fit_for_all(page)
    dumped = page.evaluate(DUMP)
    assert_keeps_nothing_plain(dumped, site, [first, second])

    phone.set_offline(True)
    page.get_by_role("link", name=first["name"]).click()
    type_pin(page, "111213")
    expect(page.get_by_role("status")).to_contain_text("belum cocok")
    assert_fit_for_all(page)
    type_pin(page, cards[0]["pin"])
    expect(page.locator("main")).to_contain_text("terakhir diperbarui")
    assert_fit_for_all(page)
    expect(whose).to_contain_text(first["name"])
    expect(page.locator("html")).to_have_attribute("data-size", "3")  # her own large letters, not the other's
    sealed = page.evaluate("tuntas.seal('{}')")
    assert re.fullmatch("segel:[0-9a-f]{64}", sealed)
    assert page.evaluate("tuntas.turn().then(turn => turn.uuid)") == first["profile"]

    put_unsent(page, second["profile"])
    whose.click()
    page.get_by_role("link", name=second["name"]).wait_for()
    page.get_by_text("Keluarkan orang dari HP ini").click()
    page.get_by_role("button", name=f"Keluarkan {second['name']}").click()
    expect(page.get_by_role("link", name="Buka kotak kirim")).to_be_visible()
    begin_sheet(page, first["profile"])
    page.get_by_role("button", name=f"Keluarkan {first['name']}").click()
    expect(page.locator("details")).to_contain_text("sudah memulai soal")
    page.get_by_role("link", name=second["name"]).click()
    for _ in range(3):
        type_pin(page, "111213")
        expect(page.get_by_label("PIN")).to_have_value("")
    expect(page.get_by_role("status")).to_contain_text("Tunggu")
    page.evaluate("Date.now = () => 0")
    page.reload()
    expect(page.get_by_role("button", name="Buka")).to_be_disabled()
    assert 20 < page.evaluate(WAIT, second["profile"]) <= 30

    phone.set_offline(False)
    reach_the_door(page)  # the session of the one whose turn it was has ended, whatever the phone was offline for
    assert_keeps_nothing_plain(page.evaluate(DUMP), site, [first, second])

    phone.route("**/api/v1/hp", lambda route: route.fulfill(json={"known": False, "session": None, "profiles": []}))
    page.goto("/hp/")
    await_true(page, f"async () => ({VOID}).every(Boolean)")  # the phone was reported lost
    assert page.evaluate("tuntas.db.then(db => db.count('outbox'))") == 1
    phone.set_offline(True)
    page.get_by_role("link", name=first["name"]).click()
    expect(page.get_by_role("status")).to_contain_text("tidak lagi dikenal")
    assert page.get_by_label("PIN").count() == 0


def test_what_she_reads_is_told_to_the_site_once_and_not_a_lesson_at_a_time(phone: BrowserContext, site: Site):
    page = phone.new_page()
    her = sign_in(page, prepare(site, "cards", 1)[0])
    page.clock.install()
    for lesson in (*LESSONS, LESSONS[0]):
        page.goto(f"{MODULE}{lesson}/")
        await_true(page, "document.querySelector('a[data-ready]') !== null")
        page.clock.fast_forward(20_000)
        await_true(page, READ, [her["profile"], lesson])
    assert page.evaluate(SENT) == []
    page.goto("/saya/")
    await_true(page, f"async () => (await ({SENT})()).join() === 'diterima'")
    marks = ask_database(site, MARKS, her["profile"].replace("-", ""))
    assert marks == [(lesson, None) for lesson in LESSONS]


def reach_the_door(page: Page) -> None:
    """By her own page. A site that is slow to answer is no signal for the phone: what it has is shown, never hers."""
    for _ in range(5):
        page.goto("/saya/")
        if "/masuk/" in page.url:
            return
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("Selamat")  # how /saya/ greets her
        page.wait_for_timeout(3000)
    raise AssertionError(page.url)


def put_unsent(page: Page, uuid: str) -> None:
    page.evaluate(
        "async (profile) => (await tuntas.db).put('outbox', {id: 'x', profile, state: 'menunggu', envelope: '{}'})",
        uuid,
    )


def begin_sheet(page: Page, profile: str) -> None:
    page.evaluate(
        "async (profile) => (await tuntas.db).put('sheets', {token: 'y', profile, begun: true, until: '2099-01-01'})",
        profile,
    )


def assert_keeps_nothing_plain(dumped: str, site: Site, told: list[dict[str, str]]) -> None:
    """No PIN, no credential of a locked profile, no number of anybody, no name but the first names of this phone."""
    assert "dapat dibaca: true" not in dumped
    assert "<kunci" in dumped
    for one in told:
        assert one["name"] in dumped
        assert one["credential"] not in dumped
        assert one["lock"] not in dumped
    assert "482913" not in dumped
    people = ask_database(site, "SELECT name, phone FROM people_person")
    assert [name for name, _ in people if len(name.split()) > 1 and name in dumped] == []
    assert [phone for _, phone in people if phone and (phone in dumped or phone.removeprefix("+62") in dumped)] == []
    assert re.findall(r"\b\d{16}\b", dumped) == []
