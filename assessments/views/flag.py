"""*Soal ini membingungkan*: a small page of its own, so that no answer is lost; without script."""

from allauth.core.internal.ratelimit import consume
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments import flags
from assessments import practice as practices
from assessments.flag_form import FlagForm
from assessments.views.own import own_ticket
from modules.queries import module_pages

TOO_MANY = "Sedang banyak sekali tanda dari jaringan ini. Tunggu beberapa menit, lalu kirim lagi."


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def of_ticket(request: HttpRequest, token: str, position: int) -> HttpResponse:
    """One item of her own ticket, once."""
    ticket = own_ticket(request, token)
    items = ticket.items.select_related("ticket__quiz", "version__question")
    item = get_object_or_404(items, position=position)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        flags.of_item(item, form.said, now=timezone.now())
    context = {
        "form": form,
        "done": flags.is_flagged(item),
        "title": ticket.quiz.title,
        "position": position,
        "stem": item.version.content["stem"],
        "ticket": ticket,
    }
    return render(request, "assessments/flag_form.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def of_practice(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One item of practice; nobody is asked who she is."""
    module = get_object_or_404(module_pages(), slug=slug)
    questions = practices.items(module)
    if not 0 < number <= len(questions):
        raise Http404
    question, form, done, status = questions[number - 1], FlagForm(request.POST or None), False, 200
    if request.method == "POST" and form.is_valid():
        if consume(request, app="allauth.account", action="question_flag", key=str(question.pk)) is None:
            form.add_error(None, TOO_MANY)
            status = 429
        else:
            done = bool(flags.of_practice(question, form.said, now=timezone.now()))
    context = {
        "form": form,
        "done": done,
        "title": module.title,
        "position": number,
        "stem": question.current.content["stem"],
        "module": module,
    }
    return render(request, "assessments/flag_form.html", context, status=status)
