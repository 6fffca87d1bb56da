"""How a text may be written: citations of facts are whole, and no HTML stands in it. One rule for package and form."""

import re
from difflib import get_close_matches

from django.utils.translation import gettext as _

from modules.rules import CITATION, FACT_KEY

TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
BARE = re.compile(r"\bfakta\s*:\s*[a-z0-9]+[._][a-z0-9_.]+")


def misuse(text: str) -> list[str]:
    """What is written in a way that readers would see as rubbish, one sentence each."""
    found = []
    rest = CITATION.sub(lambda match: "" if FACT_KEY.fullmatch(match[1]) else match[0], text)
    if "{" in rest or "}" in rest or BARE.search(rest):
        found.append(_("Kutipan fakta ditulis {fakta:kunci}, tanpa spasi dan dengan dua kurung kurawal."))
    if tag := TAG.search(text):
        said = _(
            "%(tag)s adalah kode HTML dan tidak dipakai di sini. Pakai **tebal**, *miring*, atau [teks](https://…)."
        )
        found.append(said % {"tag": tag[0]})
    return found


def unknown(key: str, known: set[str]) -> str:
    """The sentence for a fact that is not there, with the key that may have been meant."""
    near = get_close_matches(key, sorted(known), n=1, cutoff=0.75)
    if near:
        return _("Fakta %(key)s tidak dikenal. Maksudnya %(near)s?") % {"key": key, "near": near[0]}
    return _("Fakta %(key)s tidak dikenal. Pilih dari daftar fakta.") % {"key": key}
