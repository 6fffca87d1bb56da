from django.urls import path

from lms.people.views.places import centres, lists, overview, posyandu, regroup

urlpatterns = [
    path("", overview.start, name="places"),
    path("wilayah/<code>/", overview.kab, name="places-kab"),
    path("wilayah/<code>/puskesmas-baru/", centres.open_puskesmas, name="puskesmas-new"),
    path("wilayah/<code>/daftar/", lists.take, name="places-list"),
    path("wilayah/<code>/unduh/", lists.give, name="places-export"),
    path("kelurahan/<code>/", overview.desa, name="places-desa"),
    path("kelurahan/<code>/posyandu-baru/", posyandu.open_one, name="posyandu-new"),
    path("kelurahan/<code>/pustu-baru/", centres.open_pustu, name="pustu-new"),
    path("puskesmas/<uuid:uuid>/", overview.puskesmas, name="puskesmas"),
    path("puskesmas/<uuid:uuid>/nama/", centres.edit_puskesmas, name="puskesmas-edit"),
    path("puskesmas/<uuid:uuid>/kelurahan/", centres.catchment, name="puskesmas-catchment"),
    path("puskesmas/<uuid:uuid>/tutup/", centres.close_puskesmas, name="puskesmas-close"),
    path("pustu/<uuid:uuid>/nama/", centres.edit_pustu, name="pustu-edit"),
    path("pustu/<uuid:uuid>/tutup/", centres.close_pustu, name="pustu-close"),
    path("posyandu/<uuid:uuid>/", posyandu.show, name="posyandu-facts"),
    path("posyandu/<uuid:uuid>/nama/", posyandu.rename, name="posyandu-rename"),
    path("posyandu/<uuid:uuid>/data/<slug:what>/", posyandu.write_fact, name="posyandu-fact"),
    path("posyandu/<uuid:uuid>/pindah/", regroup.move, name="posyandu-move"),
    path("posyandu/<uuid:uuid>/gabung/", regroup.merge, name="posyandu-merge"),
    path("posyandu/<uuid:uuid>/pecah/", regroup.split, name="posyandu-split"),
    path("posyandu/<uuid:uuid>/tutup/", posyandu.close, name="posyandu-close"),
]
