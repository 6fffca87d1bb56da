"""What the columns of a list of posyandu are called. Pure."""

from lms.areas.sheets.vocabulary import Column


def _column(key: str, names: str, **how: bool) -> Column:
    return Column(key, tuple(name.strip() for name in names.split("|")), **how)


COLUMNS = (
    _column("posyandu", "posyandu | nama posyandu | nm posyandu | pos yandu | nama pos | nama", required=True),
    _column("kecamatan", "kecamatan | kec | nama kecamatan", carried=True),
    _column(
        "kelurahan",
        "kelurahan | kel | desa | kelurahan desa | desa kelurahan | kel desa | desa kel | nama kelurahan | nama desa",
        carried=True,
    ),
    _column(
        "puskesmas",
        "puskesmas | pkm | nama puskesmas | pusk | wilayah puskesmas | upt puskesmas | uptd puskesmas | "
        "puskesmas pembina",
        carried=True,
    ),
    _column(
        "registration_number",
        "nomor registrasi | no registrasi | no reg | nomor registrasi posyandu | noreg | registrasi | kode posyandu | "
        "nomor register | no register | nomor induk posyandu",
    ),
    _column(
        "decree_number",
        "nomor sk pembentukan | no sk pembentukan | sk pembentukan | nomor sk | no sk | sk | sk posyandu | "
        "nomor sk posyandu | nomor surat keputusan",
    ),
    _column("decree_date", "tanggal sk pembentukan | tgl sk pembentukan | tanggal sk | tgl sk | sk tanggal"),
    _column("kind", "jenis | jenis posyandu | tipe | tipe posyandu | bentuk | kategori"),
    _column("kind_on", "jenis sejak | tanggal jenis | tanggal berubah jenis | menjadi terpadu sejak | terpadu sejak"),
    _column("strata", "strata | strata posyandu | tingkat perkembangan | strata posyandu terakhir"),
    _column(
        "strata_on", "tanggal strata | tgl strata | strata tanggal | tanggal penilaian strata | strata per tanggal"
    ),
    _column("verified", "verifikasi | terverifikasi sebagai | hasil verifikasi | status verifikasi"),
    _column("verified_on", "tanggal verifikasi | tgl verifikasi | diverifikasi pada"),
    _column(
        "opened_on", "berdiri sejak | tanggal berdiri | tgl berdiri | didirikan | tanggal pembentukan | buka sejak"
    ),
    _column("opening", "hari buka | hari buka posyandu | hari posyandu"),
    # Known so that nobody is asked about them; not kept.
    _column("number", "no | nomor | no urut | nomor urut"),
    _column("address", "alamat | alamat posyandu | rt rw | rw | rt | lingkungan | dusun"),
    _column("people", "jumlah kader | kader | ketua | nama ketua | jumlah kader aktif"),
    _column("note", "keterangan | ket | catatan"),
)
