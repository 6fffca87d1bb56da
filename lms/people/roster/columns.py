"""What the columns of a list of kader are called. Pure."""

from lms.areas.sheets.vocabulary import Column


def _column(key: str, names: str, **how: bool) -> Column:
    return Column(key, tuple(name.strip() for name in names.split("|")), **how)


COLUMNS = (
    _column(
        "name",
        "nama kader | nama | nama lengkap | kader | nama lengkap kader | nama kader posyandu | nama anggota | "
        "nama pengurus | nama petugas | nama peserta | name | nama kader dan gelar | nama ketua | "
        "nama ketua posyandu | ketua posyandu | nama sekretaris | nama bendahara | ketua | sekretaris | bendahara "
        "| anggota | nama kader lansia | nama kader balita | nama kader kesehatan | nm kader | nama2 kader | "
        "nama nama kader | ketua bidang kesehatan | kader kesehatan | kader pendidikan | kader sosial",
        required=True,
        across=True,
        personal=True,
    ),
    _column(
        "sex",
        "jk | jenis kelamin | l p | p l | kelamin | j k | gender | sex | lp | jenkel | jns kelamin | "
        "jenis kelamin l p | jk l p | sex l p",
        personal=True,
    ),
    _column(
        "male",
        "jenis kelamin l | jk l | l p l | l | lk | laki laki | jenis kelamin laki laki",
        personal=True,
    ),
    _column(
        "female",
        "jenis kelamin p | jk p | l p p | p | pr | perempuan | jenis kelamin perempuan",
        personal=True,
    ),
    _column(
        "birth_date",
        "tanggal lahir | tgl lahir | tgllahir | ttl | tempat tanggal lahir | tempat tgl lahir | "
        "tempat dan tanggal lahir | tempat tanggal lahir ttl | lahir | tanggal kelahiran | birth date | "
        "tanggal bulan tahun lahir | tempat tgl bln thn lahir | tanggal lahir hh bb tttt",
        personal=True,
    ),
    _column(
        "birth_place",
        "tempat lahir | tmp lahir | tmpt lahir | tempat kelahiran",
        personal=True,
    ),
    _column(
        "age",
        "umur | usia | umur tahun | usia tahun | umur th | usia th",
        personal=True,
    ),
    _column(
        "phone",
        "nomor hp | hp | no hp | no hp wa | no wa | wa | nomor wa | nomor whatsapp | whatsapp | no whatsapp | "
        "no telp | no telepon | nomor telepon | telepon | telp | no telp hp | nomor telepon hp | nomor hp wa | "
        "no handphone | nomor handphone | handphone | kontak | no kontak | nomor kontak | contact person | cp | "
        "no hp aktif | nomor hp aktif | phone | no ponsel | nomor ponsel | no tlp | no tlpn | tlp | no hape | "
        "hp wa | no hp whatsapp | nomor hp kader | nomor hp lain | no telpon | nomor telpon",
        personal=True,
        joined=True,
    ),
    _column(
        "nik",
        "nik | no nik | nomor nik | nik ktp | no ktp | nomor ktp | ktp | no ktp nik | nik kader | "
        "nomor induk kependudukan | nomor induk kependudukan nik",
        personal=True,
    ),
    _column(
        "address",
        "alamat | alamat rumah | alamat kader | alamat lengkap | alamat domisili | alamat tinggal",
        personal=True,
    ),
    _column(
        "kecamatan",
        "kecamatan | kec | nama kecamatan",
        carried=True,
    ),
    _column(
        "kelurahan",
        "kelurahan | kel | desa | kelurahan desa | desa kelurahan | kel desa | desa kel | nama kelurahan | "
        "nama desa | ds | ds kel | nama desa kelurahan | nama kelurahan desa | kel ds | wilayah kelurahan",
        carried=True,
    ),
    _column(
        "puskesmas",
        "puskesmas | pkm | nama puskesmas | pusk | wilayah puskesmas | upt puskesmas | uptd puskesmas | "
        "puskesmas pembina",
        carried=True,
    ),
    _column(
        "posyandu",
        "posyandu | nama posyandu | posyandu rw | posyandu dan rw | "
        "pos | nm posyandu | posyandu tempat bertugas | pos yandu | asal posyandu | "
        "tempat tugas | nama pos | posyandu pustu | unit posyandu | tempat bertugas",
        carried=True,
    ),
    _column(
        "pustu", "pustu | nama pustu | puskesmas pembantu | nama puskesmas pembantu | pustu tempat tugas", carried=True
    ),
    _column(
        "rt_rw",
        "rt rw | rw rt | rw | rt | rtrw | lingkungan | dusun | dusun rw | rw dusun",
        carried=True,
    ),
    _column(
        "field",
        "bidang | bidang spm | bidang tugas | spm | bidang layanan | bidang kader | 6 spm | bidang 6 spm",
        personal=True,
    ),
    _column(
        "office",
        "jabatan | jabatan di posyandu | kedudukan | jabatan dalam posyandu | posisi | jabatan kader | "
        "kedudukan dalam tim | peran | tugas | jabatan pengurus | ketua anggota | keanggotaan",
        personal=True,
    ),
    _column(
        "decree_number",
        "nomor sk | no sk | sk | nomor sk kader | no sk kader | sk kader | nomor surat keputusan | sk nomor | "
        "sk no | no surat keputusan | nomor dan tanggal sk | no tgl sk | dasar sk | surat keputusan",
    ),
    _column(
        "decree_date",
        "tanggal sk | tgl sk | sk tanggal | sk tgl | tanggal surat keputusan | tanggal sk kader",
    ),
    _column(
        "since",
        "mulai bertugas | tmt | tanggal mulai | tanggal mulai bertugas | tgl mulai | mulai tugas | "
        "tgl mulai tugas | mulai aktif | terhitung mulai tanggal | mulai | bertugas sejak | tanggal mulai tugas | "
        "tanggal bergabung | tgl bergabung | tmt kader | di posyandu ini sejak",
        personal=True,
    ),
    _column(
        "served_since",
        "menjadi kader sejak | kader sejak | sejak | masa bakti | lama menjadi kader | lama jadi kader | "
        "masa kerja | lama kerja | tahun masuk | tahun mulai | tahun mulai menjadi kader | sejak tahun | "
        "mulai menjadi kader | lama bertugas | masa pengabdian | lama mengabdi | tahun menjadi kader | "
        "tahun bergabung | jadi kader sejak | masa bakti tahun | lama tahun",
        personal=True,
    ),
    _column(
        "active",
        "status | status aktif | ket aktif tidak | "
        "aktif | keaktifan | aktif tidak aktif | status kader | status keaktifan | "
        "aktif tidak | keaktifan kader | aktif nonaktif | kader aktif",
        personal=True,
    ),
    _column(
        "note",
        "keterangan | ket | catatan | ket lain | remarks",
        personal=True,
    ),
    _column(
        "code",
        "kode kader | kode | id kader | kode tuntas | no kader",
        personal=True,
    ),
    _column(
        "decision",
        "keputusan | keputusan anda | keputusan petugas | diputuskan",
        personal=True,
        ours=True,
    ),
    # Known so that nobody is asked about them; not kept.
    _column(
        "education",
        "pendidikan | pendidikan terakhir | pend | ijazah | pend terakhir",
        personal=True,
    ),
    _column(
        "job",
        "pekerjaan | profesi",
        personal=True,
    ),
    _column(
        "number",
        "no | nomor | no urut | nomor urut | nmr",
        personal=True,
    ),
    _column("plan", "hasil rencana | alasan | perubahan | mungkin orang ini | asal baris", personal=True),
)
