"""What the API answers when it refuses: ``message``, a sentence for people, beside ``detail`` for programmers."""

import logging

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

logger = logging.getLogger(__name__)

GARBLED = "Kiriman ini terpotong atau rusak di jalan. Belum ada yang kami terima; kirim lagi."
SHAPELESS = "Isi kiriman ini tidak seperti yang kami harapkan. Belum ada yang kami terima; muat ulang, lalu kirim lagi."
TOO_MANY = "Terlalu banyak kiriman dari jaringan ini. Yang sudah diterima tetap aman; tunggu semenit, lalu kirim lagi."
BUSY = "Kami sedang tidak dapat menyimpan. Belum ada yang kami terima; biarkan di HP ini dan kirim lagi sebentar lagi."
REFUSED = "Permintaan ini tidak dapat kami layani. Tidak ada yang berubah."
_SENTENCES = {400: GARBLED, 429: TOO_MANY}
WAIT = "60"  # seconds


def speak_plainly(api: NinjaAPI) -> None:
    """Let the API answer every refusal in our words."""

    @api.exception_handler(ValidationError)
    def shapeless(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return api.create_response(request, {"message": SHAPELESS, "detail": error.errors}, status=422)

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        message = _SENTENCES.get(error.status_code, REFUSED)
        answer = api.create_response(request, {"message": message, "detail": str(error)}, status=error.status_code)
        if isinstance(error, Throttled):
            answer["Retry-After"] = WAIT
        return answer

    @api.exception_handler(OperationalError)
    def busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
        logger.error("the database did not answer: %s", error)
        answer = api.create_response(request, {"message": BUSY, "detail": "database"}, status=503)
        answer["Retry-After"] = WAIT
        return answer
