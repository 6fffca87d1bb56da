#!/usr/bin/env python3
"""Django's command line for Tuntas: `.venv/bin/python manage.py <command>`."""

import os
import secrets
import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named in `sys.argv`; a wrong setting ends in its sentence, not in a traceback."""
    var = Path(os.environ.get("TUNTAS_VAR") or Path(__file__).resolve().parent / "var")
    if (var / "secrets.env").exists():
        environ.Env.read_env(var / "secrets.env")
    if sys.argv[1:2] == ["restore"]:  # on a new machine the keys are still in the archive
        for name in ("SECRET_KEY", "CARD_KEY"):
            os.environ.setdefault(name, secrets.token_urlsafe(48))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Setelan salah / wrong setting: {error}")


if __name__ == "__main__":
    main()
