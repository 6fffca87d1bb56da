"""One cold page on an emulated slow phone, by the method of ``peers.json``: 360x640, 400 kbit/s, 400 ms, CPU 4x."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
CPU = 4
QUIET = 5_000  # ms without a long task, after which a page counts as interactive
PHONE = {"viewport": {"width": 360, "height": 640}, "device_scale_factor": 2, "has_touch": True, "locale": "id-ID"}
WATCH = """
globalThis.seen = { fcp: 0, lcp: 0, cls: 0, last: 0, longest: 0 };
const watch = (type, see) =>
  new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
watch("paint", (one) => { if (one.name === "first-contentful-paint") seen.fcp = one.startTime; });
watch("largest-contentful-paint", (one) => { seen.lcp = one.startTime; });
watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.cls += one.value; });
watch("longtask", (one) => {
  seen.last = one.startTime + one.duration;
  seen.longest = Math.max(seen.longest, one.duration);
});
"""
READ = """() => ({ ...seen, now: performance.now(),
  ready: performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd })"""


@dataclass(frozen=True)
class Measured:
    """Of the page itself, as the browser asked for it; times in seconds, the longest task in ms. Of ``kib`` pictures
    are ``pictures``."""

    requests: int
    kib: float
    pictures: float
    fcp: float
    lcp: float
    tti: float
    cls: float
    longest: float


def measure(browser: Browser, url: str, state: Any = None) -> Measured:
    """The page, cold. What the worker fetches afterwards is not in it."""
    context = browser.new_context(**PHONE, storage_state=state)
    context.add_init_script(WATCH)
    context.request.get(url)  # cold is the phone; the server has its pages in its cache
    page = context.new_page()
    wire: list[tuple[str, float]] = []
    _slow(context.new_cdp_session(page), wire)
    page.goto(url, timeout=120_000)
    seen = _settled(page)
    context.close()
    tti = max(seen["fcp"], seen["ready"], seen["last"])
    pictures = sum(size for kind, size in wire if kind == "Image") / 1024
    whole = sum(size for _kind, size in wire) / 1024
    times = (seen["fcp"] / 1e3, seen["lcp"] / 1e3, tti / 1e3, seen["cls"], seen["longest"])
    return Measured(len(wire), whole, pictures, *times)


def _slow(session: CDPSession, wire: list[tuple[str, float]]) -> None:
    kinds: dict[str, str] = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: wire.append((kinds.get(event["requestId"], ""), event["encodedDataLength"])),
    )
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU})


def _settled(page: Page) -> dict[str, float]:
    """What was seen once the main thread has been quiet for long enough."""
    page.wait_for_load_state("load")
    while True:
        seen: dict[str, float] = page.evaluate(READ)
        if seen["now"] - max(seen["last"], seen["ready"]) > QUIET:
            return seen
        page.wait_for_timeout(500)
