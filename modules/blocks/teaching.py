"""The blocks themselves. Their order here is their order in the chooser."""

from collections.abc import Callable
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from modules import recordings
from modules.blocks import samples
from modules.blocks.table import Cells, TableBlock
from modules.blocks.words import Words
from modules.body import ALT, BLOCKS, CAPTION, CARD, FRAMES, LINE, PARAGRAPH, TRANSCRIPT, WORDS
from modules.shapes import Many, Text

PREVIEW = "cms/block_preview.html"
ALT_HELP = _("Ceritakan isinya untuk yang tidak melihat gambar: siapa, sedang apa, dengan alat apa.")
CONTENT, CARE, TOGETHER, MEDIA = _("Isi"), _("Perhatian"), _("Bicara dan mencoba"), _("Video dan suara")


def many(child: blocks.Block, shape: Many, *, start: int = 1, **kwargs: Any) -> blocks.ListBlock:
    """A list with the limits of its shape, which opens with so many empty things."""
    return blocks.ListBlock(child, min_num=shape.least, max_num=shape.most, default=empty(child, start), **kwargs)


def empty(child: blocks.Block, count: int) -> Callable[[], list[Any]]:
    return lambda: [child.get_default() for _at in range(count)]


class TextOfLesson(Words):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(BLOCKS["text"], paragraphs=True, rows=4, **kwargs)

    class Meta:
        icon = "pilcrow"
        template = "blocks/text.html"
        label = _("Teks")
        help_text = _("Satu pikiran, paling banyak tiga atau empat kalimat pendek. Boleh ada daftar dan judul kecil.")
        description = _("Paragraf dengan tebal, miring, daftar, tautan, dan judul kecil.")
        group = CONTENT
        preview_template = PREVIEW
        preview_value = samples.TEXT


class Picture(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Gambar"))
    alt = Words(ALT, label=_("Isi gambar dengan kata"), help_text=ALT_HELP)
    caption = Words(
        CAPTION, label=_("Keterangan"), default="", help_text=_("Satu baris di bawah gambar. Boleh kosong.")
    )

    class Meta:
        icon = "image"
        template = "blocks/picture.html"
        label = _("Gambar")
        description = _("Satu gambar yang mengajar, bukan hiasan, dengan isinya dalam kata.")
        help_text = description
        group = CONTENT
        preview_template = PREVIEW

    def get_preview_value(self) -> Any:
        return self.normalize({"image": samples.picture(), "alt": samples.ALT, "caption": "Nol dulu, baru timbang."})


class Frame(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Gambar"))
    alt = Words(ALT, label=_("Isi gambar dengan kata"), help_text=ALT_HELP)
    caption = Words(Text(120), label=_("Kalimat di bawah gambar"))

    class Meta:
        icon = "image"
        label = _("Gambar")


class Strip(blocks.StructBlock):
    title = Words(WORDS, label=_("Judul"))
    frames = many(Frame(), BLOCKS["strip"]["frames"], start=FRAMES, label=_("Enam gambar"))

    class Meta:
        icon = "enam-gambar"
        template = "blocks/strip.html"
        label = _("Enam gambar berurutan")
        description = _("Satu pekerjaan dalam tepat enam gambar, dari awal sampai selesai.")
        help_text = description
        group = CONTENT
        preview_template = PREVIEW

    def get_preview_value(self) -> Any:
        return self.normalize(samples.strip())


class Step(blocks.StructBlock):
    text = Words(LINE, label=_("Langkah"))
    critical = blocks.BooleanBlock(
        label=_("Wajib benar"), required=False, default=False, help_text=_("Langkah yang kelirunya membahayakan.")
    )

    class Meta:
        icon = "list-ol"
        label = _("Langkah")


class Steps(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        child, shape = Step(), BLOCKS["steps"]
        kwargs.setdefault("default", empty(child, 3))
        super().__init__(child, min_num=shape.least, max_num=shape.most, **kwargs)

    class Meta:
        icon = "list-ol"
        template = "blocks/steps.html"
        label = _("Langkah-langkah")
        description = _("Satu kalimat perintah untuk satu langkah, paling banyak sepuluh.")
        help_text = description
        group = CONTENT
        preview_template = PREVIEW
        preview_value = samples.STEPS


class Table(TableBlock):
    caption = Words(BLOCKS["table"]["caption"], label=_("Judul tabel"))
    head = Cells(WORDS, label=_("Kepala kolom"), help_text=_("Isi sebanyak kolom yang dipakai: satu, dua, atau tiga."))
    rows = many(Cells(Text(200)), BLOCKS["table"]["rows"], start=2, label=_("Baris"))

    class Meta:
        icon = "table"
        template = "blocks/table.html"
        label = _("Tabel")
        description = _("Paling banyak tiga kolom, supaya muat di layar kecil.")
        help_text = description
        group = CONTENT
        preview_template = PREVIEW
        preview_value = samples.TABLE


class Note(blocks.StructBlock):
    text = Words(PARAGRAPH, paragraphs=True, rows=2, label=_("Teks"))

    class Meta:
        icon = "info-circle"
        template = "blocks/note.html"
        label = _("Penting")
        description = _("Satu hal yang mudah terlewat.")
        help_text = description
        group = CARE
        preview_template = PREVIEW
        preview_value = {"text": "Jangan tinggalkan bayi sendiri di atas timbangan."}


class Danger(blocks.StructBlock):
    text = Words(PARAGRAPH, paragraphs=True, rows=2, label=_("Teks"))

    class Meta:
        icon = "warning"
        template = "blocks/danger.html"
        label = _("Bahaya")
        description = _("Keadaan yang harus segera disampaikan kepada bidan atau petugas.")
        help_text = description
        group = CARE
        preview_template = PREVIEW
        preview_value = {"text": "Anak tampak sangat lemas. Hubungi bidan **sekarang juga**."}


class Myth(blocks.StructBlock):
    myth = Words(LINE, label=_("Mitos"))
    fact = Words(PARAGRAPH, paragraphs=True, label=_("Fakta"))

    class Meta:
        icon = "help"
        template = "blocks/myth.html"
        label = _("Mitos atau fakta")
        description = _("Satu anggapan keliru yang sering terdengar, dan penjelasannya.")
        help_text = description
        group = CARE
        preview_template = PREVIEW
        preview_value = samples.MYTH


class Keep(blocks.ListBlock):
    def __init__(self, **kwargs: Any) -> None:
        shape = BLOCKS["keep"]
        child = Words(shape.shape, label=_("Kalimat"))
        kwargs.setdefault("default", empty(child, 2))
        super().__init__(child, min_num=shape.least, max_num=shape.most, **kwargs)

    class Meta:
        icon = "thumbtack"
        template = "blocks/keep.html"
        label = _("Ingat")
        description = _("Dua sampai empat kalimat pendek yang dibawa pulang, di akhir pelajaran.")
        help_text = description
        group = CARE
        preview_template = PREVIEW
        preview_value = samples.KEEP


class Line(blocks.StructBlock):
    who = Words(WORDS, label=_("Siapa"), help_text=_("Misalnya: Kader kepada ibu."))
    says = Words(LINE, label=_("Berkata"), help_text=_("Tanpa tanda kutip; tanda itu ditambahkan sendiri."))

    class Meta:
        icon = "openquote"
        label = _("Ucapan")


class Talk(blocks.StructBlock):
    title = Words(WORDS, label=_("Judul"), default="Yang bisa kita katakan")
    lines = many(Line(), BLOCKS["talk"]["lines"], label=_("Percakapan"))

    class Meta:
        icon = "openquote"
        template = "blocks/talk.html"
        label = _("Percakapan")
        description = _("Kalimat yang dapat diucapkan kader apa adanya.")
        help_text = description
        group = TOGETHER
        preview_template = PREVIEW
        preview_value = samples.TALK


class Option(blocks.StructBlock):
    text = Words(Text(200), label=_("Pilihan"))
    correct = blocks.BooleanBlock(label=_("Benar"), required=False, default=False)
    feedback = Words(
        LINE, label=_("Penjelasan"), help_text=_("Muncul bila pilihan ini dibuka: mengapa benar atau belum.")
    )

    class Meta:
        icon = "tick-inverse"
        label = _("Pilihan")


class Check(blocks.StructBlock):
    question = Words(LINE, label=_("Pertanyaan"))
    options = many(Option(), BLOCKS["check"]["options"], start=3, label=_("Pilihan"))

    class Meta:
        icon = "tick-inverse"
        template = "blocks/check.html"
        label = _("Coba jawab sendiri")
        description = _(
            "Pertanyaan untuk diri sendiri. Tidak dinilai dan tidak disimpan; setiap pilihan punya penjelasan."
        )
        help_text = description
        group = TOGETHER
        preview_template = PREVIEW
        preview_value = samples.CHECK


class Video(blocks.StructBlock):
    file = DocumentChooserBlock(
        label=_("Berkas video"),
        help_text=format_lazy("{} {}", _("mp4 atau webm, paling banyak 8 MB."), recordings.PLACE),
    )
    title = Words(Text(120), label=_("Judul"))
    transcript = Words(
        TRANSCRIPT,
        paragraphs=True,
        rows=4,
        label=_("Isi dengan kata"),
        help_text=_("Semua yang diucapkan dan diperlihatkan, untuk yang tidak dapat memutarnya."),
    )
    poster = ImageChooserBlock(label=_("Gambar sampul"), required=False)

    class Meta:
        icon = "media"
        template = "blocks/video.html"
        label = _("Video")
        description = _("Video pendek, paling banyak 8 MB, dengan isinya dalam kata. Tidak dimuat sebelum ditekan.")
        help_text = description
        group = MEDIA
        preview_template = PREVIEW

    def get_preview_value(self) -> Any:
        return self.normalize(samples.video())


class Audio(blocks.StructBlock):
    file = DocumentChooserBlock(
        label=_("Berkas suara"),
        help_text=format_lazy("{} {}", _("mp3, ogg, atau m4a, paling banyak 3 MB."), recordings.PLACE),
    )
    title = Words(Text(120), label=_("Judul"))
    transcript = Words(
        TRANSCRIPT,
        paragraphs=True,
        rows=4,
        label=_("Isi dengan kata"),
        help_text=_("Semua yang diucapkan, untuk yang tidak dapat mendengarnya."),
    )

    class Meta:
        icon = "suara"
        template = "blocks/audio.html"
        label = _("Suara")
        description = _("Rekaman pendek, paling banyak 3 MB, dengan isinya dalam kata. Tidak dimuat sebelum ditekan.")
        help_text = description
        group = MEDIA
        preview_template = PREVIEW

    def get_preview_value(self) -> Any:
        return self.normalize(samples.audio())


class Card(blocks.StructBlock):
    title = Words(CARD["title"], label=_("Judul"))
    lines = many(Words(Text(160), label=_("Langkah")), CARD["lines"], start=3, label=_("Langkah"))
    refer = many(Words(Text(160), label=_("Keadaan")), CARD["refer"].shape, start=0, label=_("Beri tahu petugas bila"))

    class Meta:
        icon = "clipboard-list"
        template = "blocks/card.html"
        label = _("Kartu kerja")
        description = _("Satu layar untuk dibawa ke posyandu: tiga sampai sepuluh baris, dan kapan bidan diberi tahu.")
        help_text = description
        preview_template = PREVIEW
        preview_value = samples.CARD


BODY: dict[str, blocks.Block] = {
    "text": TextOfLesson(),
    "picture": Picture(),
    "strip": Strip(),
    "steps": Steps(),
    "table": Table(),
    "note": Note(),
    "danger": Danger(),
    "myth": Myth(),
    "keep": Keep(),
    "talk": Talk(),
    "check": Check(),
    "video": Video(),
    "audio": Audio(),
}
