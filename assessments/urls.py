from django.urls import path

from assessments.views import aloud, assess, check, flag, gains, held, inquiries, paper, pictures, practice, steps

urlpatterns = [
    path("latihan/<slug:slug>/", practice.practice, name="practice"),
    path("latihan/<slug:slug>/gambar/<int:number>/", pictures.of_practice, name="practice-picture"),
    path("latihan/<slug:slug>/<int:number>/bingung/", flag.of_practice, name="practice-flag"),
    path("cek/mulai/<slug:key>/", check.start, name="check-start"),
    path("cek/<str:token>/", check.check, name="check"),
    path("cek/<str:token>/langkah/", steps.steps_taken, name="check-steps"),
    path("cek/<str:token>/<int:position>/bingung/", flag.of_ticket, name="check-flag"),
    path("cek/<str:token>/hasil/", check.result, name="check-result"),
    path("cek/<str:token>/gambar/<int:position>/", pictures.of_ticket, name="check-picture"),
    path("nilai/", assess.kader_list, name="assess"),
    path("nilai/kertas/", paper.paper_list, name="papers"),
    path("nilai/kertas/<uuid:uuid>/", paper.paper_grid_view, name="paper"),
    path("nilai/kertas/<uuid:uuid>/<str:kind>.pdf", paper.paper_pdf, name="paper-pdf"),
    path("nilai/<uuid:uuid>/", assess.kader, name="assess-kader"),
    path("nilai/<uuid:uuid>/bacakan/", aloud.aloud_start, name="aloud-start"),
    path("nilai/<uuid:uuid>/bacakan/<str:token>/", aloud.aloud_sheet, name="aloud"),
    path("nilai/<uuid:uuid>/<slug:key>/", assess.form, name="assess-form"),
    path("kelola/tertahan/", held.held_list, name="held-list"),
    path("kelola/tertahan/unduh/", held.held_export, name="held-export"),
    path("kelola/tertahan/<int:pk>/", held.held_one, name="held"),
    path("kegiatan/kenaikan/", gains.listed, name="gains"),
    path("kegiatan/kenaikan/<str:key>/", gains.one, name="gain"),
    path("kelola/lembar/", inquiries.listed, name="inquiries"),
    path("kelola/lembar/<uuid:uuid>/", inquiries.one, name="inquiry"),
]
