"""One right option among several."""

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Content
from assessments.types.choices import OneRight, right


class Single(OneRight):
    key = "single"
    name = _noop("Pilihan tunggal")
    template = "assessments/types/single.html"

    def problems(self, content: Content) -> list[str]:
        found = super().problems(content)
        if not found and len(right(content["options"])) != 1:
            found = ["soal pilihan tunggal perlu tepat satu pilihan benar"]
        return found
