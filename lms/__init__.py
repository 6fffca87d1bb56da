"""The platform. Holds the Celery app, so that every Django process can enqueue tasks, and nothing else."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]
