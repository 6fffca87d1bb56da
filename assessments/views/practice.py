"""Practice, open to everybody: a stateless GET, the answer stands in the address, nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from assessments import practice as practices
from modules.queries import module_pages


@require_safe
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """One item (``?soal=2``), its explanation (``&jawab=b``), or the end of the round."""
    module = get_object_or_404(module_pages(), slug=slug)
    questions = practices.items(module)
    number = _number(request.GET.get("soal", "1"))
    context = {"module": module, "count": len(questions), "group": module.competency.group.key.lower()}
    if number > len(questions):
        return render(request, "assessments/practice_end.html", context)
    drawn = reverse("practice-picture", args=[slug, number])
    shown = practices.show(questions, number, request.GET, drawn=drawn)
    empty = "dijawab" in request.GET and shown.remarks is None
    context |= {
        "question": questions[number - 1].key,
        "shown": shown,
        "next": number + 1,
        "empty": empty,
        "figure": f"{number} dari {len(questions)}",
    }
    return render(request, "assessments/practice.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 1000 else 1
