"""Run in a process of its own on a restored site: is everything as it was? Prints one JSON document."""

import hashlib
import json
import sys

import django

django.setup()

from django.test import Client  # noqa: E402

from lms.reporting import verify  # noqa: E402
from modules.models import Programme  # noqa: E402


def main(words: str, pin: str, code: str) -> None:
    client = Client(SERVER_NAME="localhost")
    signed_in = client.post("/masuk/", {"words": words, "pin": pin})
    pdf = client.get(f"/sertifikat/{code}/pdf/")
    found = {
        "differences": verify.differences(Programme.objects.get()),
        "signed_in": [signed_in.status_code, signed_in.headers.get("Location")],
        "pdf": hashlib.sha256(pdf.content).hexdigest(),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
