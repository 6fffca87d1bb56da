"""The project's settings with one bare view beside it. DJANGO_SETTINGS_MODULE=bench._settings"""

import os

from lms.settings import *  # noqa: F403

ROOT_URLCONF = "bench._urls"
if os.environ.get("BENCH_BARE"):
    # allauth refuses to start without its own, which does nothing for this view.
    MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
