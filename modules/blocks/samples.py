"""What the chooser of blocks shows of each: short, true for any programme, without a medical number."""

from types import SimpleNamespace

from django.templatetags.static import static

ALT = "Kader menekan tombol timbangan sampai layarnya menunjukkan nol."


def picture() -> SimpleNamespace:
    """A drawing that needs no database."""
    drawing = SimpleNamespace(url=static("img/contoh.svg"))
    return SimpleNamespace(is_svg=lambda: True, file=drawing, width=320, height=180)


def recording(name: str, size: int) -> SimpleNamespace:
    """A video or sound that plays nothing."""
    return SimpleNamespace(file=SimpleNamespace(name=name, url="#"), file_size=size)


def strip() -> dict[str, object]:
    words = ("Letakkan.", "Nyalakan.", "Tunggu nol.", "Baringkan.", "Baca.", "Catat.")
    frames = [{"image": picture(), "alt": ALT, "caption": text} for text in words]
    return {"title": "Menimbang bayi", "frames": frames}


TEXT = "Timbangan harus mulai dari **nol**. Bila belum:\n\n- angkat semua benda dari atasnya\n- tekan tombol nol"
STEPS = [
    {"text": "**Letakkan** timbangan di lantai yang rata.", "critical": False},
    {"text": "**Tunggu** sampai layar menunjukkan nol.", "critical": True},
    {"text": "**Catat** angkanya saat itu juga.", "critical": False},
]
TALK = {
    "title": "Yang bisa kita katakan",
    "lines": [
        {"who": "Kader kepada ibu", "says": "Terima kasih sudah datang, Bu. Kita timbang dulu, ya."},
        {"who": "Ibu", "says": "Iya, Bu. Semoga naik."},
    ],
}
CHECK = {
    "question": "Layar timbangan belum nol. Apa yang dilakukan dulu?",
    "options": [
        {"text": "Timbang saja", "correct": False, "feedback": "Angkanya akan keliru."},
        {"text": "Tunggu sampai nol", "correct": True, "feedback": "Tepat. Baru anak ditimbang."},
    ],
}
TABLE = {"caption": "Alat dan gunanya", "head": ["Alat", "Guna"], "rows": [["Timbangan", "Berat"], ["Pita", "Lingkar"]]}
MYTH = {"myth": "Kira-kira saja sudah cukup.", "fact": "Angka dibaca dari alat, lalu langsung dicatat."}
KEEP = ["Nol dulu, baru timbang.", "Catat saat itu juga."]
CARD = {
    "title": "Menimbang balita",
    "lines": ["Letakkan timbangan di lantai rata.", "Tunggu sampai nol.", "Baca, sebut, catat."],
    "refer": ["Angkanya meragukan sesudah diulang."],
}
TRANSCRIPT = "Kader meletakkan timbangan, menunggu sampai nol, lalu membaringkan bayi."


def video() -> dict[str, object]:
    file = recording("menimbang.mp4", 2_100_000)
    return {"file": file, "title": "Menimbang bayi", "transcript": TRANSCRIPT, "poster": picture()}


def audio() -> dict[str, object]:
    file = recording("menyapa.mp3", 400_000)
    return {"file": file, "title": "Menyapa ibu yang datang", "transcript": "Selamat pagi, Bu. Mari duduk dulu."}
