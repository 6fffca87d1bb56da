from django.urls import path

from modules.views.mark import lesson_done
from modules.views.media import media

urlpatterns = [
    path("tandai/<slug:module>/<slug:lesson>/", lesson_done, name="lesson-done"),
    path("media/<path:name>", media, name="media"),
]
