from django.urls import path

from modules.views import offline
from modules.views.content_report import report, report_receipt
from modules.views.mark import lesson_done
from modules.views.media import media
from modules.views.open_day import open_day, sums
from modules.views.recalls import recalls
from modules.views.saved import saved
from modules.views.search import search, search_index

urlpatterns = [
    path("tandai/<slug:module>/<slug:lesson>/", lesson_done, name="lesson-done"),
    path("lapor/tanda/<uuid:number>/", report_receipt, name="content-report-receipt"),
    path("lapor/<slug:module>/", report, name="content-report"),
    path("lapor/<slug:module>/<slug:lesson>/", report, name="content-report-lesson"),
    path("isi-ditarik/", recalls, name="recalls"),
    path("hari/", open_day, name="open-day"),
    path("hari/hitung/", sums, name="sums"),
    path("simpan/", saved, name="saved"),
    path("cari/", search, name="search"),
    path("paket/cari.json", search_index, name="search-index"),
    path("kerangka/", offline.shell, name="shell"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("isi/<slug:hash>/<path:path>", offline.fragment, name="fragment"),
    path("paket.json", offline.all_packs, name="packs"),
    path("paket/kartu.json", offline.cards, name="cards-pack"),
    path("paket/<slug:slug>.json", offline.pack, name="pack"),
    path("media/<path:name>", media, name="media"),
]
