"""What a lesson is made of. Class, template (templates/blocks/<name>.html), package key and data hook carry one name.

Texts are Markdown in one small subset (see ``modules.markdown``) and may cite facts as ``{fakta:key}``.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

FACT_HELP = _("Angka medis ditulis sebagai {fakta:kunci}.")


class Text(blocks.TextBlock):
    class Meta:
        icon = "pilcrow"
        template = "blocks/text.html"
        label = _("Teks")
        help_text = _("Paragraf, **tebal**, *miring*, daftar, tautan, dan ## judul. Angka medis: {fakta:kunci}.")


class Picture(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Gambar"))
    alt = blocks.CharBlock(label=_("Isi gambar dengan kata"), help_text=_("Untuk pembaca layar dan mode tanpa gambar."))
    caption = blocks.CharBlock(label=_("Keterangan"), required=False, default="")

    class Meta:
        icon = "image"
        template = "blocks/picture.html"
        label = _("Gambar")
        help_text = _("Gambar yang mengajar, bukan hiasan.")


class Step(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Langkah"), help_text=FACT_HELP)
    critical = blocks.BooleanBlock(label=_("Wajib benar"), required=False, default=False)

    class Meta:
        icon = "list-ol"
        label = _("Langkah")


class Steps(blocks.ListBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(Step(), min_num=1, **kwargs)

    class Meta:
        icon = "list-ol"
        template = "blocks/steps.html"
        label = _("Langkah-langkah")
        help_text = _("Satu kalimat perintah untuk satu langkah.")


class Note(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Teks"), help_text=FACT_HELP)

    class Meta:
        icon = "info-circle"
        template = "blocks/note.html"
        label = _("Penting")
        help_text = _("Hal yang mudah terlewat.")


class Danger(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Teks"), help_text=FACT_HELP)

    class Meta:
        icon = "warning"
        template = "blocks/danger.html"
        label = _("Bahaya")
        help_text = _("Keadaan yang harus segera disampaikan kepada bidan.")


class Myth(blocks.StructBlock):
    myth = blocks.CharBlock(label=_("Mitos"))
    fact = blocks.TextBlock(label=_("Fakta"), help_text=FACT_HELP)

    class Meta:
        icon = "help"
        template = "blocks/myth.html"
        label = _("Mitos dan fakta")
        help_text = _("Satu anggapan keliru dan penjelasannya.")


class Table(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Judul tabel"))
    head = blocks.ListBlock(blocks.CharBlock(), label=_("Kepala kolom"), min_num=1)
    rows = blocks.ListBlock(blocks.ListBlock(blocks.CharBlock(required=False)), label=_("Baris"), min_num=1)

    class Meta:
        icon = "table"
        template = "blocks/table.html"
        label = _("Tabel")
        help_text = _("Paling banyak tiga kolom, supaya muat di layar kecil.")


class Line(blocks.StructBlock):
    who = blocks.CharBlock(label=_("Siapa"))
    says = blocks.TextBlock(label=_("Berkata"), help_text=FACT_HELP)

    class Meta:
        icon = "openquote"
        label = _("Ucapan")


class Talk(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Judul"), default="Yang bisa kita katakan")
    lines = blocks.ListBlock(Line(), label=_("Percakapan"), min_num=1)

    class Meta:
        icon = "openquote"
        template = "blocks/talk.html"
        label = _("Percakapan")
        help_text = _("Kalimat yang dapat diucapkan kader apa adanya.")


class Option(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Pilihan"))
    correct = blocks.BooleanBlock(label=_("Benar"), required=False, default=False)
    feedback = blocks.CharBlock(label=_("Penjelasan"), help_text=FACT_HELP)

    class Meta:
        icon = "tick"
        label = _("Pilihan")


class Check(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Pertanyaan"))
    options = blocks.ListBlock(Option(), label=_("Pilihan"), min_num=2, max_num=5)

    class Meta:
        icon = "tick-inverse"
        template = "blocks/check.html"
        label = _("Coba jawab sendiri")
        help_text = _("Tidak dinilai dan tidak disimpan. Setiap pilihan punya penjelasan.")


class Keep(blocks.ListBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(blocks.CharBlock(), min_num=1, **kwargs)

    class Meta:
        icon = "pin"
        template = "blocks/keep.html"
        label = _("Ingat")
        help_text = _("Dua sampai empat kalimat yang dibawa pulang.")


BODY = [
    ("text", Text()),
    ("picture", Picture()),
    ("steps", Steps()),
    ("note", Note()),
    ("danger", Danger()),
    ("myth", Myth()),
    ("table", Table()),
    ("talk", Talk()),
    ("check", Check()),
    ("keep", Keep()),
]
