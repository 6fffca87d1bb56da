from allauth.account.views import account_inactive, password_change, reauthenticate
from django.urls import URLPattern, URLResolver, include, path, re_path

from lms.areas.models import Posyandu, Pustu
from lms.people.views import (
    activation,
    appointing,
    devices,
    helping,
    print_cards,
    roster,
    shared_phone,
    staffing,
    trail,
)
from lms.people.views.card import pin, profile, scan, sign_in, sign_out
from lms.people.views.choose_pin import choose_pin, new_card
from lms.people.views.duty import duties, serve, step
from lms.people.views.entry import choose_posyandu, many, one
from lms.people.views.invited import ask_recovery, invited, scan_invitation
from lms.people.views.kader import correct, kader, parent
from lms.people.views.lists import export, kader_list
from lms.people.views.manage import manage
from lms.people.views.merge import double_list, find, pair, undo
from lms.people.views.nik import kader_nik, nik_policy
from lms.people.views.notice import notice, notice_read
from lms.people.views.office import office_logo, office_of_area, office_of_puskesmas, offices
from lms.people.views.phone import ask, choose, enter_code
from lms.people.views.posyandu import posyandu
from lms.people.views.register import register, register_start, registered
from lms.people.views.registrations import (
    registration,
    registration_links,
    registration_list,
    registration_switch,
)
from lms.people.views.staff import StaffSignIn, enrol_device, revoke_device

# allauth's own names (account_...) stand where its views and templates look for them.
urlpatterns: list[URLPattern | URLResolver] = [
    path("masuk/", sign_in, name="sign-in"),
    path("masuk/pin/", pin, name="pin"),
    path("masuk/kartu-baru/", new_card, name="new-card"),
    path("masuk/pilih-pin/", choose_pin, name="choose-pin"),
    path("masuk/hp/", ask, name="phone-ask"),
    path("masuk/hp/kode/", enter_code, name="phone-code"),
    path("masuk/hp/nama/", choose, name="phone-name"),
    path("masuk/hp/<uuid:uuid>/", profile, name="profile"),
    path("masuk/petugas/", StaffSignIn.as_view(), name="staff-sign-in"),
    path("masuk/petugas/", StaffSignIn.as_view(), name="account_login"),
    re_path(r"^masuk/(?P<token>[A-Za-z0-9_-]{8,64})$", scan, name="card"),
    path("keluar/", sign_out, name="sign-out"),
    path("keluar/", sign_out, name="account_logout"),
    path("privasi/", notice, name="notice"),
    path("privasi/baca/", notice_read, name="notice-read"),
    path("undangan/", invited, name="invited"),
    re_path(r"^undangan/(?P<token>[A-Za-z0-9_-]{8,64})$", scan_invitation, name="invitation-scan"),
    path("masuk/petugas/pemulihan/", ask_recovery, name="recovery-ask"),
    path("kelola/", manage, name="manage"),
    path("kelola/tempat/", include("lms.people.views.places.urls")),
    path("kelola/kantor/", offices, name="offices"),
    path("kelola/kantor/dinas/<str:code>/", office_of_area, name="office-area"),
    path("kelola/kantor/dinas/<str:code>/nik/", nik_policy, name="nik-policy"),
    path("kelola/kantor/puskesmas/<uuid:uuid>/", office_of_puskesmas, name="office-puskesmas"),
    path("kelola/kantor/logo/<uuid:uuid>/", office_logo, name="office-logo"),
    path("kelola/jejak/", trail.events, name="audit"),
    path("kelola/jejak/unduh/", trail.export, name="audit-export"),
    path("kelola/peran/", staffing.roles, name="roles"),
    path("kelola/peran/cari/", staffing.find, name="role-find"),
    path("kelola/peran/baru/", appointing.new, name="role-new"),
    path("kelola/peran/orang/<uuid:uuid>/", staffing.person, name="role-person"),
    path("kelola/peran/orang/<uuid:uuid>/beri/", appointing.give, name="role-give"),
    path("kelola/peran/orang/<uuid:uuid>/masa/", appointing.end, name="role-end"),
    path("kelola/peran/orang/<uuid:uuid>/sandi/", helping.password, name="role-password"),
    path("kelola/peran/orang/<uuid:uuid>/autentikator/", helping.ask, name="role-authenticator"),
    path("kelola/peran/undangan/<uuid:uuid>/", helping.invitation, name="invitation"),
    path("kelola/peran/undangan/<uuid:uuid>/batal/", helping.revoke, name="invitation-revoke"),
    path("kelola/peran/pemulihan/<uuid:uuid>/", helping.recovery_page, name="recovery"),
    path("kelola/peran/pemulihan/<uuid:uuid>/setuju/", helping.confirm, name="recovery-confirm"),
    path("kelola/peran/pemulihan/<uuid:uuid>/batal/", helping.cancel, name="recovery-cancel"),
    path("kelola/kader/", kader_list, name="kader-list"),
    path("kelola/kader/unduh/", export, name="kader-export"),
    path("kelola/kader/tambah/", choose_posyandu, name="kelola-kader-tambah"),
    path("kelola/kader/<uuid:uuid>/", kader, name="kelola-kader"),
    path("kelola/kader/<uuid:uuid>/ubah/", correct, name="kelola-kader-ubah"),
    path("kelola/kader/<uuid:uuid>/izin/", parent, name="kader-parent"),
    path("kelola/kader/<uuid:uuid>/nik/", kader_nik, name="kader-nik"),
    path("daftar/", register_start, name="register-start"),
    path("daftar/selesai/", registered, name="registered"),
    path("daftar/<uuid:uuid>/", register, name="register"),
    path("kelola/pendaftar/", registration_list, name="registrations"),
    path("kelola/pendaftar/qr/", registration_links, name="registration-links"),
    path("kelola/pendaftar/qr/<str:code>/", registration_switch, name="registration-switch"),
    path("kelola/pendaftar/<uuid:uuid>/", registration, name="registration"),
    path("kelola/posyandu/<uuid:uuid>/", posyandu, name="kelola-posyandu"),
    path("kelola/posyandu/<uuid:uuid>/kader-baru/", one, name="kelola-kader-baru"),
    path("kelola/posyandu/<uuid:uuid>/isi/", many, name="kelola-posyandu-isi"),
    path("kelola/perangkat/", enrol_device, name="device-enrol"),
    path("kelola/perangkat/<uuid:uuid>/cabut/", revoke_device, name="device-revoke"),
    path("kelola/kartu/", print_cards.cards, name="cards"),
    path("kelola/kartu/petugas/", print_cards.officers, name="cards-officers"),
    path("kelola/kartu/puskesmas/<uuid:uuid>/", print_cards.puskesmas, name="cards-puskesmas"),
    path("kelola/kartu/posyandu/<uuid:uuid>/", print_cards.place, {"model": Posyandu}, name="cards-posyandu"),
    path("kelola/kartu/pustu/<uuid:uuid>/", print_cards.place, {"model": Pustu}, name="cards-pustu"),
    path("kelola/aktivasi/", activation.waiting, name="activation"),
    path("kelola/aktivasi/<uuid:uuid>/", activation.answer, name="activation-answer"),
    path("kelola/kader/<uuid:uuid>/kartu/", print_cards.kader_card, name="kader-card"),
    path("kelola/kader/<uuid:uuid>/aktivasi/", activation.kader_activation, name="kader-activation"),
    path("kelola/kader/<uuid:uuid>/aktivasi/ulang/", activation.pin_reset, name="pin-reset"),
    path("kelola/kader/<uuid:uuid>/aktivasi/serahkan/", activation.hand_over, name="hand-over"),
    path("kelola/kader/<uuid:uuid>/perangkat/", devices.of_kader, name="kader-devices"),
    path("saya/perangkat/", devices.mine, name="my-devices"),
    path("saya/perangkat/pin/", shared_phone.prepare, name="phone-pin"),
    path("saya/perangkat/<uuid:uuid>/hilang/", devices.lost, name="device-lost"),
    path("hp/", shared_phone.who, name="who"),
    path("kelola/kader/<uuid:uuid>/tugas/", duties, name="kader-duty"),
    path("kelola/kader/<uuid:uuid>/tugas/baru/", serve, name="kader-duty-new"),
    path("kelola/kader/<uuid:uuid>/tugas/<int:pk>/<slug:key>/", step, name="kader-duty-act"),
    path("kelola/kader/<uuid:uuid>/gabung/", find, name="kader-merge"),
    path("kelola/kader/<uuid:uuid>/gabung/<uuid:other>/", pair, name="kader-merge-pair"),
    path("kelola/kader/<uuid:uuid>/gabung/<int:pk>/batal/", undo, name="kader-unmerge"),
    path("kelola/ganda/", double_list, name="doubles"),
    path("kelola/roster/", roster.roster, name="roster"),
    path("kelola/roster/<uuid:uuid>/", roster.run, name="roster-run"),
    path("kelola/roster/<uuid:uuid>/kolom/", roster.run_columns, name="roster-columns"),
    path("kelola/roster/<uuid:uuid>/putuskan/", roster.run_decide, name="roster-decide"),
    path("kelola/roster/<uuid:uuid>/terapkan/", roster.run_apply, name="roster-apply"),
    path("kelola/roster/<uuid:uuid>/batalkan/", roster.run_undo, name="roster-undo"),
    path("kelola/roster/<uuid:uuid>/rencana.xlsx", roster.run_plan, name="roster-plan"),
    path("akun/nonaktif/", account_inactive, name="account_inactive"),
    path("akun/ulang/", reauthenticate, name="account_reauthenticate"),
    path("akun/sandi/", password_change, name="account_change_password"),
    path("akun/dua-langkah/", include("allauth.mfa.urls")),
]
