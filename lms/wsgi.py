"""The WSGI entry: `gunicorn lms.wsgi` (options in `gunicorn.conf.py`)."""

import os
import sys

from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")


def refuse_what_is_not_safe() -> None:
    """End with a sentence where an acknowledged answer could be lost or a key is none; gunicorn itself runs no checks.

    Only ours and those of the database: the others take seconds, and ``manage.py doctor`` runs them all.
    """
    try:
        found = checks.run_checks(tags=["tuntas", checks.Tags.database], databases=["default"])
    except DatabaseError as error:
        sys.exit(f"Basis data tidak menjawab / the database does not answer: {error}")
    finally:
        connections.close_all()  # workers are forked from here, and open their own
    if wrong := [str(message) for message in found if message.is_serious() and not message.is_silenced()]:
        sys.exit("\n".join(["Situs belum dijalankan / the site was not started:", *wrong]))


try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"Setelan salah / wrong setting: {error}")
refuse_what_is_not_safe()
