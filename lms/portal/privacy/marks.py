"""Finds everything held of a person by walking the personal-data marks of the models, so that nothing is forgotten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet

from lms.people.models import Person, User
from lms.people.queries import persons_of

APPS = ("areas", "people", "modules", "assessments", "certificates", "reporting", "portal")
# Keys by which a row speaks of somebody who acted on others, not of the person herself.
HERSELF: Mapping[Any, set[str]] = {User: {"user"}, Person: {"person"}}
# Digests, PINs, passwords and keys prove who somebody is; handing them out would let others prove it.
SECRET = ("digest", "session", "pin", "password", "token", "credential", "secret", "envelope", "nik_")

# Which of her answers were right would tell others the key of an item that counts (DESIGN 5.4).
KEYED = {"marks", "body"}


@dataclass(frozen=True)
class Holding:
    """A model that holds something of people, and the lookups that lead from its rows to the person."""

    model: type[Model]
    paths: tuple[str, ...]

    def rows(self, person: Person) -> QuerySet:
        """The person's rows, and those of whom was merged into her; oldest first."""
        hers, people = Q(), persons_of(person).values("pk")
        for path in self.paths:
            hers |= Q(**{f"{path}__in": people})
        return self.model._base_manager.filter(hers).order_by("pk")

    def fields(self) -> Iterator[Field]:
        """The columns that may be shown: no keys to people, nothing secret or derived."""
        for field in self.model._meta.concrete_fields:
            hidden = field.generated or field.name in KEYED or any(word in field.name for word in SECRET)
            if not hidden and not _leads_to_people(field):
                yield field


def marked() -> list[type[Model]]:
    """Our models that hold personal data, by their marks."""
    ours = [model for label in APPS for model in apps.get_app_config(label).get_models()]
    return [model for model in ours if getattr(model, "personal_data", "none") != "none"]


@cache
def holdings() -> tuple[Holding, ...]:
    """One for each marked model whose rows lead to a person, by the shortest ways."""
    ways: dict[type[Model], tuple[str, ...]] = {Person: ("pk",)}
    models = marked()
    while found := {model: way for model in models if model not in ways and (way := _ways(model, ways))}:
        ways |= found
    return tuple(Holding(model, ways[model]) for model in models if model in ways)


def unreached() -> list[type[Model]]:
    """Marked models whose rows no key leads to a person."""
    reached = {holding.model for holding in holdings()}
    return [model for model in marked() if model not in reached]


def _ways(model: type[Model], ways: Mapping[Any, tuple[str, ...]]) -> tuple[str, ...]:
    """The shortest of the ways over a key of this model; () while there is none."""
    found = [f"{field.name}__{way}" for field in _keys(model) for way in ways.get(field.related_model, ())]
    least = min((way.count("__") for way in found), default=0)
    return tuple(way for way in found if way.count("__") == least)


def _keys(model: type[Model]) -> Iterator[Field]:
    for field in model._meta.concrete_fields:
        if field.is_relation and field.name in HERSELF.get(field.related_model, {field.name}):
            yield field


def _leads_to_people(field: Field) -> bool:
    target = field.related_model if field.is_relation else None
    return isinstance(target, type) and getattr(target, "personal_data", "none") != "none"
