"""What a lesson is made of. Class, template (templates/blocks/<name>.html), package key and data hook carry one name.

Texts are Markdown in one small subset (see ``modules.markdown``) and may cite facts as ``{fakta:key}``.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from modules.body import FRAMES

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


class Frame(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Gambar"))
    alt = blocks.CharBlock(label=_("Isi gambar dengan kata"), help_text=_("Untuk pembaca layar dan mode tanpa gambar."))
    caption = blocks.CharBlock(label=_("Keterangan"), help_text=FACT_HELP)

    class Meta:
        icon = "image"
        label = _("Gambar")


class Strip(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Judul"))
    frames = blocks.ListBlock(Frame(), label=_("Enam gambar"), min_num=FRAMES, max_num=FRAMES)

    class Meta:
        icon = "grip"
        template = "blocks/strip.html"
        label = _("Enam gambar berurutan")
        help_text = _("Satu pekerjaan dalam enam gambar, dari awal sampai selesai.")


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


class Video(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("Berkas video"))
    title = blocks.CharBlock(label=_("Judul"))
    transcript = blocks.TextBlock(label=_("Isi dengan kata"), help_text=_("Semua yang diucapkan dan diperlihatkan."))
    poster = ImageChooserBlock(label=_("Gambar sampul"), required=False)

    class Meta:
        icon = "media"
        template = "blocks/video.html"
        label = _("Video")
        help_text = _("mp4 atau webm, paling banyak 8 MB. Tidak dimuat sebelum ditekan.")


class Audio(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("Berkas suara"))
    title = blocks.CharBlock(label=_("Judul"))
    transcript = blocks.TextBlock(label=_("Isi dengan kata"), help_text=_("Semua yang diucapkan."))

    class Meta:
        icon = "media"
        template = "blocks/audio.html"
        label = _("Suara")
        help_text = _("mp3, ogg, atau m4a, paling banyak 3 MB. Tidak dimuat sebelum ditekan.")


class Keep(blocks.ListBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(blocks.CharBlock(), min_num=1, **kwargs)

    class Meta:
        icon = "pin"
        template = "blocks/keep.html"
        label = _("Ingat")
        help_text = _("Dua sampai empat kalimat yang dibawa pulang.")


class Card(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Judul"))
    lines = blocks.ListBlock(blocks.CharBlock(), label=_("Langkah"), min_num=3, max_num=10)
    refer = blocks.ListBlock(blocks.CharBlock(), label=_("Beri tahu bidan bila"), max_num=5, default=[])

    class Meta:
        icon = "clipboard-list"
        template = "blocks/card.html"
        label = _("Kartu kerja")
        help_text = _("Satu layar untuk dibawa ke posyandu.")


BODY = [
    ("text", Text()),
    ("picture", Picture()),
    ("strip", Strip()),
    ("steps", Steps()),
    ("note", Note()),
    ("danger", Danger()),
    ("myth", Myth()),
    ("table", Table()),
    ("talk", Talk()),
    ("check", Check()),
    ("video", Video()),
    ("audio", Audio()),
    ("keep", Keep()),
]
CARD = [("card", Card())]
