"""One question at a time: a form, the act behind it, and where to go then."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lms.areas.errors import UserError


@dataclass(frozen=True)
class Ask:
    """The words of a page with one form: its title, its button, where *back* leads, a sentence before the fields."""

    title: str
    button: str
    back: str
    back_title: str
    intro: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


def today_of() -> date:
    return timezone.localdate(timezone.now())


def ask(
    request: HttpRequest, form: forms.Form, words: Ask, act: Callable[[dict[str, Any]], tuple[str, str]]
) -> HttpResponse:
    """Show the form; when it is filled, ``act(its data)`` and go to what it returns: an address and what was done."""
    if request.method == "POST" and form.is_valid():
        try:
            target, done = act(form.cleaned_data)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(target)
    return render(request, "places/form.html", {"form": form, "words": words, **words.extra})
