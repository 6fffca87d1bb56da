"""Every page type that an address reaches, and who looks at it: for tests that look at all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e import scene, steps
from tests.e2e.conftest import PHONE, Site

MODULE = "/modul/penimbangan-dan-pengukuran/"
PRACTICE = "/latihan/penimbangan-dan-pengukuran/"
QUIZ = "kuis-b3"


@dataclass(frozen=True)
class Stop:
    """A page: what it is called, who opens it, its address (with names of ``Tour.places``)."""

    name: str
    who: str
    address: str


KADER_STOPS = (
    Stop("beranda", "anyone", "/"),
    Stop("daftar modul", "anyone", "/modul/"),
    Stop("modul", "anyone", MODULE),
    Stop("kartu kerja", "anyone", f"{MODULE}kartu/"),
    Stop("pelajaran pertama", "anyone", f"{MODULE}menyiapkan-alat-dan-tempat/"),
    Stop("pelajaran bergambar", "anyone", f"{MODULE}mengukur-panjang-dan-tinggi/"),
    Stop("latihan", "anyone", PRACTICE),
    Stop("latihan tanpa pilihan", "anyone", f"{PRACTICE}?soal=1&dijawab=1"),
    Stop("latihan dijelaskan", "anyone", f"{PRACTICE}?soal=1&dijawab=1&jawab=a"),
    Stop("latihan menjodohkan", "anyone", f"{PRACTICE}?soal=17"),
    Stop("latihan mengurutkan", "anyone", f"{PRACTICE}?soal=18"),
    Stop("latihan angka dijelaskan", "anyone", f"{PRACTICE}?soal=19&dijawab=1&jawab=1"),
    Stop("latihan kasus bertahap", "anyone", f"{PRACTICE}?soal=21"),
    Stop("latihan selesai", "anyone", f"{PRACTICE}?soal=99"),
    Stop("soal latihan membingungkan", "anyone", f"{PRACTICE}1/bingung/"),
    Stop("masuk", "anyone", "/masuk/"),
    Stop("kartu baru", "anyone", "/masuk/kartu-baru/"),
    Stop("siapa yang belajar", "anyone", "/hp/"),
    Stop("hp saya", "kader", "/saya/perangkat/"),
    Stop("saya", "kader", "/saya/"),
    Stop("soal pengingat", "kader", "/saya/ulang/"),
    Stop("soal pengingat selesai", "kader", "/saya/ulang/?soal=4"),
    Stop("tampilan", "anyone", "/tampilan/"),
    Stop("pola", "anyone", "/pola/"),
    Stop("pemberitahuan privasi", "anyone", "/privasi/"),
    Stop("pemberitahuan sebelum mulai", "kader", "/privasi/baca/"),
    Stop("data saya", "kader", "/saya/data/"),
    Stop("tandai selesai", "kader", f"/tandai{MODULE.removeprefix('/modul')}menimbang-bayi-dan-balita/"),
    Stop("laporkan isi keliru", "anyone", f"/lapor{MODULE.removeprefix('/modul')}menyiapkan-alat-dan-tempat/"),
    Stop("tanda terima laporan", "anyone", "/lapor/tanda/{report}/"),
    Stop("isi ditarik", "anyone", "/isi-ditarik/"),
    Stop("hari posyandu", "anyone", "/hari/"),
    Stop("hitung", "anyone", "/hari/hitung/"),
    Stop("simpan", "anyone", "/simpan/"),
    Stop("kotak kirim", "anyone", "/kotak/"),
    Stop("cari", "anyone", "/cari/"),
    Stop("hasil cari", "anyone", "/cari/?q=lila"),
    Stop("alamat isi yang ditarik", "anyone", "{withdrawn}"),
    Stop("mulai cek", "kader", f"/cek/mulai/{QUIZ}/"),
    Stop("lembar soal", "kader", "/cek/{sheet}/"),
    Stop("soal cek membingungkan", "kader", "/cek/{sheet}/1/bingung/"),
    Stop("hasil lulus", "kader", "/cek/{passed}/hasil/"),
    Stop("hasil belum lulus", "kader", "/cek/{missed}/hasil/"),
    Stop("lembar lewat waktu", "holder", "/cek/{late}/"),
    Stop("saya dengan sertifikat", "holder", "/saya/"),
    Stop("sertifikat", "holder", "/sertifikat/{certificate}/"),
    Stop("v berlaku", "anyone", "/v/{certificate}"),
    Stop("v dicabut", "anyone", "/v/{revoked}"),
    Stop("v tidak dikenal", "anyone", "/v/ABCDEFGHJKMNPQRSTVWXYZ0123"),
    Stop("v formulir", "anyone", "/v/"),
    Stop("daftar", "anyone", "/daftar/"),
    Stop("tidak ditemukan", "anyone", "/tidak-ada/"),
)
STAFF_STOPS = (
    Stop("masuk petugas", "anyone", "/masuk/petugas/"),
    Stop("saya penilai", "penilai", "/saya/"),
    Stop("menilai", "penilai", "/nilai/"),
    Stop("menilai kader", "penilai", "/nilai/{kader}/"),
    Stop("formulir praktik", "penilai", "/nilai/{kader}/b3/"),
    Stop("bacakan", "penilai", "/nilai/{kader}/bacakan/"),
    Stop("lembar dibacakan", "penilai", "/nilai/{kader}/bacakan/{aloud}/"),
    Stop("kertas", "penilai", "/nilai/kertas/"),
    Stop("titipan", "penilai", "/nilai/titipan/"),
    Stop("lembar kertas", "penilai", "/nilai/kertas/{paper}/"),
    Stop("hari penilaian", "penilai", "/kegiatan/{day}/nilai/"),
    Stop("hari penilaian di HP", "penilai", "/hari-penilaian/"),
    Stop("antrean pos", "penilai", "/kegiatan/{day}/nilai/pos/b/meja-hasil/"),
    Stop("kader di pos", "penilai", "/kegiatan/{day}/nilai/pos/b/meja-hasil/{invited}/"),
    Stop("tabel hasil", "penilai", "/kegiatan/{day}/nilai/tabel/"),
    Stop("pos menurut kota", "dinas", "/kegiatan/pos/35.71/ilp-25/b/"),
    Stop("sesudah penilaian", "penilai", "/kegiatan/{day}/nilai/sesudah/"),
    Stop("lembar kader", "penilai", "/kegiatan/{day}/nilai/lembar/"),
    Stop("surat kegiatan", "penilai", "/kegiatan/{day}/surat/"),
    Stop("satu surat", "penilai", "/kegiatan/{day}/surat/undangan/"),
    Stop("foto kegiatan", "penilai", "/kegiatan/{day}/foto/"),
    Stop("kasus bersama", "penilai", "/kegiatan/{day}/nilai/kalibrasi/"),
    Stop("satu kasus", "penilai", "/kegiatan/{day}/nilai/kalibrasi/{case}/"),
    Stop("jawaban tertahan", "penilai", "/kelola/tertahan/?status=semua"),
    Stop("satu jawaban tertahan", "penilai", "/kelola/tertahan/{held}/"),
    Stop("pendampingan", "penilai", "/nilai/pendampingan/"),
    Stop("kegiatan", "penilai", "/kegiatan/"),
    Stop("kegiatan baru", "penilai", "/kegiatan/baru/"),
    Stop("satu kegiatan", "penilai", "/kegiatan/{event}/"),
    Stop("jadwal kegiatan", "penilai", "/kegiatan/{event}/jadwal/"),
    Stop("tim kegiatan", "penilai", "/kegiatan/{event}/tim/"),
    Stop("undangan kegiatan", "penilai", "/kegiatan/{event}/undangan/"),
    Stop("undang kader", "penilai", "/kegiatan/{event}/undangan/tambah/"),
    Stop("kehadiran", "penilai", "/kegiatan/{event}/hadir/"),
    Stop("pindai kehadiran", "penilai", "/kegiatan/{event}/hadir/pindai/"),
    Stop("tes kegiatan", "penilai", "/kegiatan/{event}/tes/"),
    Stop("QR ke tes", "penilai", "/kegiatan/{event}/tes/qr/"),
    Stop("bukti dari luar", "dinas", "/kegiatan/bukti/"),
    Stop("bukti seorang kader", "dinas", "/kegiatan/bukti/{kader}/"),
    Stop("bukti dari daftar", "dinas", "/kegiatan/bukti/daftar/"),
    Stop("saya dinas", "dinas", "/saya/"),
    Stop("permintaan data diri", "dinas", "/kelola/privasi/"),
    Stop("menjawab permintaan", "dinas", "/kelola/privasi/{privacy}/"),
    Stop("nik kader kota", "dinas", "/kelola/kantor/dinas/35.71/nik/"),
    Stop("mengunggah daftar", "dinas", "/kelola/roster/"),
    Stop("rencana daftar", "dinas", "/kelola/roster/{roster}/"),
    Stop("rencana daftar ditolak", "dinas", "/kelola/roster/{roster}/?hasil=refused"),
    Stop("kolom daftar", "dinas", "/kelola/roster/{roster}/kolom/"),
    Stop("penetapan", "dinas", "/kelola/penetapan/"),
    Stop("kartu", "dinas", "/kelola/kartu/"),
    Stop("kartu puskesmas", "penilai", "/kelola/kartu/"),
    Stop("kartu petugas", "dinas", "/kelola/kartu/petugas/"),
    Stop("kartu posyandu", "dinas", "/kelola/kartu/posyandu/{posyandu}/"),
    Stop("aktivasi", "dinas", "/kelola/aktivasi/"),
    Stop("aktivasi kader", "dinas", "/kelola/kader/{kader}/aktivasi/"),
    Stop("serahkan hp", "dinas", "/kelola/kader/{kader}/aktivasi/serahkan/"),
    Stop("kartu kader", "dinas", "/kelola/kader/{kader}/kartu/"),
    Stop("perangkat kader", "dinas", "/kelola/kader/{kader}/perangkat/"),
    Stop("perangkat penilai", "dinas", "/kelola/perangkat/"),
    Stop("penetapan tanpa hasil", "dinas", "/kelola/penetapan/?cari=zzz"),
    Stop("menetapkan", "dinas", "/kelola/penetapan/{proposal}/"),
    Stop("sertifikat petugas", "dinas", "/sertifikat/{certificate}/"),
    Stop("sertifikat dicabut", "dinas", "/sertifikat/{revoked}/"),
    Stop("kelola", "dinas", "/kelola/"),
    Stop("mulai dinas", "dinas", "/kelola/mulai/"),
    Stop("mulai administrator", "admin", "/kelola/mulai/"),
    Stop("kantor", "dinas", "/kelola/kantor/"),
    Stop("kantor dinas", "dinas", "/kelola/kantor/dinas/35.71/"),
    Stop("daftar kader", "dinas", "/kelola/kader/"),
    Stop("daftar kader tanpa hasil", "dinas", "/kelola/kader/?bidang=perumahan&tugas=berhenti"),
    Stop("halaman kader", "dinas", "/kelola/kader/{kader}/"),
    Stop("tugas kader", "dinas", "/kelola/kader/{kader}/tugas/"),
    Stop("bertugas lagi", "dinas", "/kelola/kader/{kader}/tugas/baru/"),
    Stop("mencari data ganda", "dinas", "/kelola/kader/{kader}/gabung/"),
    Stop("data ganda", "dinas", "/kelola/ganda/"),
    Stop("membetulkan kader", "dinas", "/kelola/kader/{kader}/ubah/"),
    Stop("halaman posyandu", "dinas", "/kelola/posyandu/{posyandu}/"),
    Stop("kader baru", "dinas", "/kelola/posyandu/{posyandu}/kader-baru/"),
    Stop("mengisi posyandu", "dinas", "/kelola/posyandu/{posyandu}/isi/"),
    Stop("memilih posyandu", "dinas", "/kelola/kader/tambah/"),
    Stop("pendaftar", "dinas", "/kelola/pendaftar/"),
    Stop("qr pendaftaran", "dinas", "/kelola/pendaftar/qr/"),
    Stop("kenaikan nilai", "dinas", "/kegiatan/kenaikan/"),
    Stop("pertanyaan lembar", "dinas", "/kelola/lembar/"),
    Stop("papan kota", "dinas", "/dinas/35.71/"),
    Stop("papan puskesmas hari lampau", "dinas", "/dinas/35.71/?menurut=puskesmas&per=2024-07-31"),
    Stop("papan tanggal tak terbaca", "dinas", "/dinas/35.71.01/?per=xx"),
    Stop("papan kelurahan", "dinas", "/dinas/35.71.01.1001/"),
    Stop("papan posyandu", "dinas", "/dinas/posyandu/{posyandu}/"),
    Stop("tempat", "dinas", "/kelola/tempat/"),
    Stop("tempat daftar", "dinas", "/kelola/tempat/wilayah/35.71/daftar/"),
    Stop("tempat puskesmas", "dinas", "/kelola/tempat/puskesmas/{puskesmas}/"),
    Stop("wilayah kerja", "dinas", "/kelola/tempat/puskesmas/{puskesmas}/kelurahan/"),
    Stop("tempat kelurahan", "dinas", "/kelola/tempat/kelurahan/35.71.01.1001/"),
    Stop("tempat posyandu", "dinas", "/kelola/tempat/posyandu/{posyandu}/"),
    Stop("posyandu pindah", "dinas", "/kelola/tempat/posyandu/{posyandu}/pindah/"),
    Stop("posyandu pecah", "dinas", "/kelola/tempat/posyandu/{posyandu}/pecah/"),
    Stop("peran", "dinas", "/kelola/peran/"),
    Stop("cari orang untuk peran", "dinas", "/kelola/peran/cari/"),
    Stop("peran orang baru", "dinas", "/kelola/peran/baru/"),
    Stop("jejak", "dinas", "/kelola/jejak/"),
    Stop("kode undangan", "anyone", "/undangan/"),
    Stop("saya penyusun", "penyusun", "/saya/"),
    Stop("kata sandi", "penyusun", "/akun/sandi/"),
    Stop("pasang autentikator", "penyusun", "/akun/dua-langkah/totp/activate/"),
)
STOPS = KADER_STOPS + STAFF_STOPS
# The admin for authors: Wagtail's frame, and what is ours in it.
CMS_STOPS = (
    Stop("ruang penyusun", "penyusun", "/cms/"),
    Stop("formulir praktik dan aturan", "penyusun", "/cms/formulir/"),
    Stop("satu formulir praktik", "penyusun", "/cms/formulir/b3/"),
    Stop("paket", "penyusun", "/cms/paket/"),
    Stop("panduan menulis", "penyusun", "/cms/panduan/"),
    Stop("daftar fakta", "penyusun", "/cms/fakta/"),
    Stop("fakta", "penyusun", "/cms/fakta/lihat/b3.lila_batas_merah/"),
    Stop("mengubah fakta", "penyusun", "/cms/fakta/ubah/b3.lila_batas_merah/"),
    Stop("usulan fakta", "penyusun", "/cms/fakta/usulan/"),
    Stop("angka daerah", "penelaah", "/cms/fakta/daerah/b3.batas_sering_kepala/"),
    Stop("menunggu telaah", "penyusun", "/cms/telaah/"),
    Stop("menelaah", "penelaah", "/cms/telaah/{lesson}/"),
    Stop("laporan pembaca", "penyusun", "/cms/laporan/"),
    Stop("satu laporan", "penyusun", "/cms/laporan/{report}/"),
    Stop("menarik pelajaran", "penelaah", "/cms/tarik/{lesson}/"),
    Stop("usulan soal", "penelaah", "/cms/soal/usulan/"),
    Stop("cek kemampuan", "penyusun", "/cms/cek/"),
    Stop("menulis cek", "penyusun", "/cms/cek/evaluasi-b/"),
    Stop("contoh lembar", "penelaah", "/cms/cek/evaluasi-b/contoh/"),
    Stop("batas lulus", "penyusun", "/cms/cek/evaluasi-b/batas/"),
    Stop("mencoret soal", "penelaah", "/cms/nilai-ulang/{answered}/coret/"),
    Stop("menulis pelajaran", "penyusun", "/cms/pages/{lesson}/edit/"),
)


def name_of(stop: Stop) -> str:
    return stop.name.replace(" ", "-")


@dataclass
class Tour:
    """A site and a browser in which each visitor is signed in once. ``script``: what every page has from the start."""

    site: Site
    browser: Browser
    script: str = ""
    places: dict[str, str] = field(default_factory=dict)
    visitors: dict[str, BrowserContext] = field(default_factory=dict)
    windows: dict[str, Page] = field(default_factory=dict)

    def address(self, stop: Stop) -> str:
        return self.site.url + stop.address.format(**self.places)

    def visitor(self, who: str) -> BrowserContext:
        if who not in self.visitors:
            self.visitors[who] = self.browser.new_context(**PHONE, color_scheme="light")
            if self.script:
                self.visitors[who].add_init_script(self.script)
            self._sign_in(who, self.visitors[who].new_page())
        return self.visitors[who]

    def look(self, stop: Stop) -> Page:
        """The page of a stop in the one window that its visitor keeps for looking: half the cost of a new one."""
        if stop.who not in self.windows:
            self.windows[stop.who] = self.visitor(stop.who).new_page()
        page = self.windows[stop.who]
        page.set_viewport_size(PHONE["viewport"])
        page.emulate_media(color_scheme="light")
        self._open(stop, page)
        return page

    @contextmanager
    def page(self, stop: Stop) -> Iterator[Page]:
        """The page of a stop, open before its visitor."""
        page = self.visitor(stop.who).new_page()
        try:
            self._open(stop, page)
            yield page
        finally:
            page.close()

    def _open(self, stop: Stop, page: Page) -> None:
        page.goto(self.address(stop))
        assert page.locator("main").count() == 1

    def prepare(self) -> None:
        """Make what the addresses speak of: the scene, one sheet handed in well, one badly, one open."""
        self.places |= scene.of(self.site)
        page = self.visitor("kader").pages[0]
        for result, wrong in (("missed", 6), ("passed", 0)):
            steps.take(page, self.site, QUIZ, wrong=wrong)
            self.places[result] = page.url.split("/")[-3]
        self.places["sheet"] = steps.open_sheet(page, self.site, QUIZ)

    def close(self) -> None:
        for context in self.visitors.values():
            context.close()

    def _sign_in(self, who: str, page: Page) -> None:
        if who in ("kader", "penilai"):
            steps.sign_in_with_words(page, self.site, who.capitalize())
        elif who == "holder":
            page.goto(f"{self.site.url}/masuk/")
            page.locator("[name=words]").fill(self.places["words"])
            page.locator("[name=pin]").fill(self.places["pin"])
            steps.enter(page)
        elif who != "anyone":
            steps.sign_in_as_staff(page, self.site, who)
