"""The house stands as DESIGN 3 draws it: floors, foreign keys downwards, pure rules, personal-data marks."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["areas", "people", "modules", "assessments", "certificates", "reporting", "portal"]
OURS = [config for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT / "lms")] + [
    apps.get_app_config(label) for label in ("modules", "assessments", "certificates")
]
MODELS = [model for config in OURS for model in config.get_models()]


def test_every_app_of_ours_has_a_floor():
    assert sorted(config.label for config in OURS) == sorted(FLOORS)


def test_imports_go_downwards_only():
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout[-4000:]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_downwards_only(model: type[models.Model]):
    floor = FLOORS.index(model._meta.app_label)
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        if not field.is_relation or field.related_model._meta.app_label not in FLOORS:
            continue
        target = FLOORS.index(field.related_model._meta.app_label)
        assert target <= floor, f"{model._meta.label}.{field.name} points upwards"
        if target < floor and field.name != "uploaded_by_user":  # Wagtail names that one's reverse itself
            assert field.remote_field.hidden, f"{model._meta.label}.{field.name} lets a lower floor climb up"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_whether_it_holds_personal_data(model: type[models.Model]):
    assert model.__dict__.get("personal_data") in {"identity", "linked", "none"}


def test_identity_stands_in_few_places():
    identity = {model._meta.label for model in MODELS if model.personal_data == "identity"}
    # Lists of kader and what was read of them, for seven days: docs/decisions/0011.
    assert identity == {"people.Person", "people.RosterRun", "people.RosterRow", "certificates.Certificate"}


def test_no_person_is_a_wagtail_snippet():
    from wagtail.snippets.models import get_snippet_models

    assert {model._meta.app_label for model in get_snippet_models()} <= {"modules", "assessments", "wagtailcore"}


@pytest.mark.parametrize("path", sorted(ROOT.glob("**/rules.py")), ids=lambda path: path.parent.name)
def test_rules_are_pure(path: Path):
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert not imported & {"django", "wagtail", "celery", "allauth"}


def test_lms_package_imports_the_celery_app_and_nothing_else():
    tree = ast.parse((ROOT / "lms" / "__init__.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [getattr(node, "module", None) for node in imports] == ["lms.celery"]


@pytest.mark.django_db
def test_migrations_hold_every_model():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
