"""Writing texts in the admin: the toolbar over text areas, the list of facts behind it, and icons of blocks."""

from django.db.models import Count, Q
from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from modules.markdown import written
from modules.models import Fact

SHOWN = 40
SCRIPTS = ["prose", "toolbar", "sending"]
ICONS = ["cms/icons/enam-gambar.svg", "cms/icons/suara.svg"]


def urls() -> list[URLPattern]:
    return [path("kutip-fakta/", find_facts, name="cite-facts")]


@require_safe
@never_cache
def find_facts(request: HttpRequest) -> JsonResponse:
    """Facts of the nation in force that hold every word of ``q`` in key, value or wording, as the list shows them."""
    found = Fact.objects.filter(valid_until__isnull=True, area__isnull=True)
    for word in request.GET.get("q", "").split()[:8]:
        found = found.filter(Q(key__icontains=word) | Q(wording__icontains=word) | Q(value__icontains=word))
    rows = list(found.order_by("key")[: SHOWN + 1])
    local = _local_variants([fact.key for fact in rows])
    return JsonResponse({"facts": [_shown(fact, local) for fact in rows[:SHOWN]], "more": len(rows) > SHOWN})


def _local_variants(keys: list[str]) -> dict[str, int]:
    rows = Fact.objects.filter(key__in=keys, valid_until__isnull=True, area__isnull=False)
    return dict(rows.values_list("key").annotate(Count("pk")))


def _shown(fact: Fact, local: dict[str, int]) -> dict[str, object]:
    status = Fact.Status(fact.status)
    note = "" if status is Fact.Status.SETTLED else _("Boleh diajarkan dengan catatan, tidak boleh dinilai.")
    if count := local.get(fact.key):
        note = f"{note} {_('Ada nilai daerah: %(count)s.') % {'count': count}}".strip()
    return {"key": fact.key, "value": written(fact), "wording": fact.wording, "status": status.label, "note": note}


def words() -> dict[str, str]:
    """What the script says, in the language of the member of staff."""
    return {
        "toolbar": _("Bentuk teks"),
        "bold": _("Tebal (Ctrl+B)"),
        "italic": _("Miring (Ctrl+I)"),
        "list": _("Daftar"),
        "link": _("Tautan (Ctrl+K)"),
        "heading": _("Judul kecil"),
        "fact": _("Fakta: angka medis dari daftar"),
        "factShort": _("Fakta"),
        "linkText": _("teks tautan"),
        "tooLong": _("terlalu panjang"),
        "pick": _("Pilih fakta"),
        "search": _("Cari kunci, nilai, atau kalimat"),
        "status": _("Status"),
        "close": _("Tutup"),
        "none": _("Tidak ada fakta yang cocok. Coba kata lain."),
        "more": _("Masih ada lagi. Tambah kata pencarian."),
        "failed": _("Daftar fakta tidak terbuka. Periksa sambungan, lalu cari lagi. Teks Ibu/Bapak aman."),
    }


def editor_script() -> SafeString:
    """What the form of a page loads: the words, the address of the list, and the scripts."""
    data = json_script(words() | {"url": reverse("cite-facts")}, "prose-words")
    scripts = format_html_join("", '<script src="{}"></script>', [(static(f"js/cms/{name}.js"),) for name in SCRIPTS])
    return format_html("{}{}", data, scripts)
