"""What the texts of a page must hold to before it is saved, said at the very field."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Page

from modules import prose
from modules.blocks import errors_at
from modules.body import plain
from modules.models.fact import Fact
from modules.rules import cited, cited_in
from modules.shapes import Misfit, Text, fit, strings_at


def check_writing(page: Page, texts: dict[str, Text], stream: str) -> None:
    """ValidationError for texts that are too long, hold HTML or a broken citation, or cite a fact that is not in force;
    for the named stream only the last, since its blocks look after the rest."""
    value = getattr(page, stream)
    raw = [{item["type"]: plain(item["value"])} for item in value.get_prep_value()]
    known = _known(cited_in([[getattr(page, name) for name in texts], raw]))
    errors: dict[str, Any] = {}
    for name, shape in texts.items():
        said = [misfit.sentence for misfit in fit(getattr(page, name), shape)[1] if not misfit.lacking]
        errors[name] = said + [misfit.sentence for misfit in _unknown(getattr(page, name), known)]
    if found := _unknown(raw, known):
        errors[stream] = errors_at(value, found)
    if any(errors.values()):
        raise ValidationError({name: error for name, error in errors.items() if error})


def _known(cited: set[str]) -> set[str]:
    """The facts in force among these; all there are where one is missing, to find the one that was meant."""
    in_force = Fact.objects.filter(valid_until__isnull=True)
    known = set(in_force.filter(key__in=cited).values_list("key", flat=True)) if cited else set()
    return known if cited <= known else set(in_force.values_list("key", flat=True))


def _unknown(data: Any, known: set[str]) -> list[Misfit]:
    return [
        Misfit(steps, prose.unknown(key, known))
        for steps, text in strings_at(data)
        for key in sorted(cited(text) - known)
    ]
