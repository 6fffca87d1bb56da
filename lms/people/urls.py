from allauth.account.views import account_inactive, password_change, reauthenticate
from django.urls import URLPattern, URLResolver, include, path, re_path

from lms.people.views import appointing, helping, staffing
from lms.people.views.card import pin, scan, sign_in, sign_out
from lms.people.views.invited import ask_recovery, invited, scan_invitation
from lms.people.views.manage import manage
from lms.people.views.notice import notice, notice_read
from lms.people.views.office import office_logo, office_of_area, office_of_puskesmas, offices
from lms.people.views.staff import StaffSignIn, enrol_device

# allauth's own names (account_...) stand where its views and templates look for them.
urlpatterns: list[URLPattern | URLResolver] = [
    path("masuk/", sign_in, name="sign-in"),
    path("masuk/pin/", pin, name="pin"),
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
    path("kelola/kantor/puskesmas/<uuid:uuid>/", office_of_puskesmas, name="office-puskesmas"),
    path("kelola/kantor/logo/<uuid:uuid>/", office_logo, name="office-logo"),
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
    path("kelola/perangkat/", enrol_device, name="device-enrol"),
    path("akun/nonaktif/", account_inactive, name="account_inactive"),
    path("akun/ulang/", reauthenticate, name="account_reauthenticate"),
    path("akun/sandi/", password_change, name="account_change_password"),
    path("akun/dua-langkah/", include("allauth.mfa.urls")),
]
