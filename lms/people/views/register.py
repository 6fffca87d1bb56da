"""``/daftar/``: a kader registers herself where her Dinas allows it; the answer is the same, whether known or not."""

from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lms.areas.errors import UserError
from lms.people import registrations
from lms.people.register_form import RegisterForm, id_of

CODE = "registration_code"
TOO_MANY = "Sudah terlalu banyak pendaftaran dari jaringan ini. Tunggu satu jam, lalu coba lagi."


@require_safe
@never_cache
def register_start(request: HttpRequest) -> HttpResponse:
    """What somebody needs who came without the link of her puskesmas."""
    return render(request, "people/register_start.html")


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
def register(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The form behind the QR of a posyandu or puskesmas. Unknown and closed places get one answer."""
    offered = registrations.offered(uuid, on=timezone.localdate(timezone.now()))
    if not offered:
        return render(request, "people/register_closed.html", status=404)
    form = RegisterForm(offered, request.POST or None)
    status = 200
    if form.is_valid():
        if consume(request, app="allauth.account", action="register") is None:
            form.add_error(None, TOO_MANY)
            status = 429
        elif done := _register(request, form):
            return done
    return render(request, "people/register.html", {"form": form, "offered": offered}, status=status)


@require_safe
@never_cache
def registered(request: HttpRequest) -> HttpResponse:
    """The code by which she can ask; only in the browser that registered."""
    code = request.session.get(CODE)
    return render(request, "people/registered.html", {"code": code}) if code else redirect("register-start")


def _register(request: HttpRequest, form: RegisterForm) -> HttpResponse | None:
    try:
        kept = registrations.register(form.posyandu, form.who, id=id_of(form), now=timezone.now())
    except UserError as error:
        form.add_error(None, str(error))
        return None
    request.session[CODE] = kept.code
    return redirect("registered")
