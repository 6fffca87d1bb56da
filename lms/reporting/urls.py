from django.urls import URLPattern, URLResolver, path

from lms.reporting import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("dinas/", views.boards, name="boards"),
    path("dinas/posyandu/<uuid:uuid>/", views.one_posyandu, name="posyandu-board"),
    path("dinas/<str:code>/", views.area, name="board"),
]
