"""The WSGI entry: `gunicorn lms.wsgi` (options in `gunicorn.conf.py`)."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")

try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"Setelan salah / wrong setting: {error}")
