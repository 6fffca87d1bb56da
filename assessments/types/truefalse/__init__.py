"""A sentence that is true or not. Its two options keep the order everybody expects."""

from random import Random

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Content, Pin
from assessments.types.choices import OneRight, right

KEYS = ["benar", "salah"]


class TrueFalse(OneRight):
    key = "truefalse"
    name = _noop("Benar atau salah")
    template = "assessments/types/truefalse.html"

    def problems(self, content: Content) -> list[str]:
        found = super().problems(content)
        if not found and (
            {option["key"] for option in content["options"]} != set(KEYS) or len(right(content["options"])) != 1
        ):
            found = ["soal benar/salah perlu pilihan benar dan salah, satu di antaranya correct"]
        return found

    def pin(self, content: Content, rng: Random) -> Pin:
        return [[key, key] for key in KEYS]
