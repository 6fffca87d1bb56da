"""Takes the reference case away again; areas, curriculum and bank stay."""

import shutil

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction

from lms.areas import append_only
from lms.areas.errors import UserError
from lms.people.models import User

APPS = ("areas", "people", "modules", "assessments", "certificates", "reporting", "portal")
KEPT = {
    "areas.Area",
    "modules.Programme",
    "modules.CompetencyGroup",
    "modules.Competency",
    "modules.Fact",
    "modules.FactUsage",
    "modules.PackageImport",
    "modules.PackageFile",
    "modules.TuntasImage",
    "modules.TuntasRendition",
    "modules.TuntasDocument",
    "modules.HomePage",
    "modules.ModuleIndexPage",
    "modules.ModulePage",
    "modules.LessonPage",
    "modules.AreaPage",
    "modules.LocalPage",
    "modules.AuthorCheck",
    "modules.ClinicalCheck",
    "assessments.Question",
    "assessments.QuestionVersion",
    "assessments.Quiz",
    "assessments.Instrument",
    "assessments.InstrumentVersion",
    "assessments.Circuit",
    "assessments.Station",
    "assessments.SkillRule",
    "certificates.LevelScheme",
    "certificates.Level",
}
# What came with a package, and not by anybody, stays as well.
BY_NOBODY = {"modules.PackageKept", "modules.Recall", "assessments.QuestionStep"}


@transaction.atomic
def remove() -> None:
    """Delete every person, place of service and piece of evidence, and the papers made.

    UserError outside demo mode, or where an account is not a demo's: then nothing is touched.
    Evidence refuses to be deleted, and rightly so: here it goes by the back door, row by row of whole tables. Foreign
    keys are checked when the transaction ends.
    """
    if not settings.DEMO or User.objects.filter(is_demo=False).exists():
        raise UserError("Basis data ini memuat akun sungguhan. Tidak ada yang dihapus.")
    Session.objects.all().delete()
    ours = _ours()
    with append_only.lifted([model._meta.db_table for model in ours if getattr(model, "append_only", False)]):
        for model in ours:
            rows: models.QuerySet[models.Model] = models.QuerySet(model)
            if _name(model) in BY_NOBODY:
                rows = rows.filter(by__isnull=False)
            rows._raw_delete(rows.db)
    User.objects.all().delete()
    shutil.rmtree(settings.PRIVATE_ROOT, ignore_errors=True)


def is_there() -> bool:
    """Is there anybody at all?"""
    return User.objects.exists()


def _ours() -> list[type[models.Model]]:
    ours = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return [model for model in ours if model is not User and _name(model) not in KEPT]


def _name(model: type[models.Model]) -> str:
    """The model's label; a table of a many-to-many goes with the model that owns it."""
    owner = model._meta.auto_created
    return (owner if isinstance(owner, type) else model)._meta.label
