from lms.areas.errors import UserError


class Unreadable(UserError):
    """A file that is no list we can read. Nothing was kept of it; the sentence says what to do."""


AGAIN = "simpan sebagai buku kerja Excel (.xlsx), lalu unggah lagi"
EMPTY = "Berkas ini kosong; pilih berkas yang berisi daftar, lalu unggah lagi."
TOO_BIG = "Berkas ini lebih besar dari 20 MB; hapus gambar dan lembar yang tidak perlu, lalu unggah lagi."
BROKEN = f"Berkas ini rusak atau tidak lengkap; buka di Excel atau LibreOffice, {AGAIN}."
LOCKED = "Berkas ini terkunci kata sandi; buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi."
NOT_A_SHEET = f"Berkas ini bukan lembar kerja, melainkan {{what}}; buka daftarnya di Excel atau LibreOffice, {AGAIN}."
WEB_PAGE = f"Berkas ini sebenarnya halaman web (HTML) yang diberi nama lembar kerja; buka di Excel, {AGAIN}."
XML_SHEET = f"Berkas ini lembar kerja dalam bentuk XML lama; buka di Excel, {AGAIN}."
BINARY_SHEET = f"Berkas ini lembar kerja biner (.xlsb); buka di Excel, {AGAIN}."
PACKED_TOO_TIGHT = "Isi berkas ini terlalu besar setelah dibuka; salin daftarnya ke buku kerja baru, lalu unggah lagi."
FOREIGN_XML = (
    "Berkas ini memuat perintah XML yang tidak kami terima; salin daftarnya ke buku kerja baru, lalu unggah lagi."
)
TOO_WIDE = (
    "Lembar kerja ini melebihi 200.000 baris atau 500 kolom, atau memakai sel yang terlalu jauh; salin daftarnya saja "
    "ke buku kerja baru, lalu unggah lagi."
)
LONG_CELL = (
    "Ada sel yang berisi lebih dari 32.767 huruf; kosongkan sel itu (biasanya hasil salin-tempel yang keliru), "
    "lalu unggah lagi."
)
