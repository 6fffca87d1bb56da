"""Ways of saying things that do not belong into a kader's lesson, each with its reason. Pure but for the language."""

import re
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

_ILL = (
    r"stunting|gizi (?:buruk|kurang)|hipertensi|darah tinggi|diabetes|kencing manis|sakit gula|TBC?|PPOK|anemia|kanker"
    r"|preeklamsia|depresi|gangguan jiwa|obesitas|pneumonia"
)
_DRUG = (
    r"parasetamol|paracetamol|antibiotik\w*|amoksisilin|kaptopril|captopril|amlodipin\w*|metformin|ibuprofen|aspirin"
    r"|antalgin|deksametason|obat (?:darah tinggi|tensi|gula|batuk|demam|penenang)"
)
_WHO = r"anak|bayi|suami|istri"
DIAGNOSING = _noop("Kader tidak menamai penyakit. Katakan apa yang terlihat atau terukur, lalu ajak ke bidan.")
DOSING = _noop("Kader tidak memberi atau mengatur obat. Serahkan kepada bidan, perawat, atau dokter.")
FEAR = _noop("Menakuti membuat orang menjauh. Katakan apa yang bisa dilakukan dan siapa yang membantu.")
BLAME = _noop("Jangan menyalahkan ibu atau keluarga. Katakan keadaannya, lalu langkah kecil berikutnya.")
LABEL = _noop("Jangan menamai orang menurut penyakit atau keadaannya. Pakai “orang dengan …”.")

_RULES = [
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (rf"\b(?:{_WHO}|ibu|bapak|nenek|kakek) (?:ibu|bapak|anda|ini)? ?(?:pasti |positif |terkena |kena |sakit "
         rf"|mengidap |menderita )+(?:{_ILL})\b", DIAGNOSING),
        (rf"\b(?:{_WHO}) (?:ibu|bapak|anda) (?:{_ILL})\b", DIAGNOSING),
        (rf"\b(?:ibu|bapak|anda) (?:{_ILL})(?= *[.!,?”])", DIAGNOSING),
        (r"\bkader (?:boleh |bisa |dapat )?(?:mendiagnosis|menentukan penyakit|memastikan penyakit)", DIAGNOSING),
        (rf"\b(?:minum|minumlah|beri|berikan|belikan|telan) (?:saja )?(?:{_DRUG})\b", DOSING),
        (r"\b(?:naikkan|turunkan|tambah|kurangi|hentikan|ganti) (?:dosis|obat)", DOSING),
        (r"\b(?:dua|tiga|empat|\d+) ?(?:x|kali) sehari (?:satu|\d+) (?:tablet|sendok|kapsul)", DOSING),
        (r"\b(?:bisa|akan|dapat|pasti) (?:mati|meninggal|tewas|cacat)\b", FEAR),
        (r"\b(?:mengerikan|menakutkan|nyawa melayang|pembunuh|fatal|maut|celaka)\b", FEAR),
        (r"\bawas[,!]", FEAR),
        (r"\bibu(?:nya)? (?:yang |itu |memang |terlalu )*(?:malas|bodoh|lalai|teledor|ceroboh|bandel|jorok|tidak peduli"
         r"|kurang perhatian|tidak becus)\b", BLAME),
        (r"\b(?:salah|kesalahan|kelalaian) (?:si )?(?:ibu|ibunya|orang tua(?:nya)?|keluarga(?:nya)?)\b", BLAME),
        (r"\b(?:seharusnya|harusnya) (?:ibu|bapak|anda)\b|\b(?:ibu|bapak) (?:seharusnya|harusnya)\b", BLAME),
        (r"\b(?:penderita|pengidap|orang gila|orang cacat|anak cacat|penyandang cacat)\b", LABEL),
    )
]  # fmt: skip
_NOT_SO = re.compile(
    r"\b(?:jangan|bukan(?:lah)?|tidak|tanpa|hindari|dilarang|belum|keliru|salah bila|daripada)\b", re.IGNORECASE
)
_ENDS = re.compile(r"(?<=[.!?…])[”\"’)*_]*\s+|\n+")


def banned(text: str) -> Iterator[str]:
    """What is said so, one sentence each with its reason. What a text tells not to say is left alone."""
    for sentence in _ENDS.split(text):
        matches = ((pattern.search(sentence), reason) for pattern, reason in _RULES)
        found = ((match, why) for match, why in matches if match and not _NOT_SO.search(sentence[: match.start()]))
        for match, reason in islice(found, 1):
            yield _("“%(said)s”: %(reason)s") % {"said": match[0].strip(), "reason": _(reason)}
