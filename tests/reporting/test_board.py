"""The boards: what they say, as of any day, and that they cost the same at any size."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from lms.areas.models import Area, Posyandu, Pustu
from lms.people.models import Kader, Membership, Role, User
from lms.reporting.fold import fold
from lms.reporting.models import Target
from lms.reporting.rebuild import rebuild
from modules.models import Programme
from tests.cast import SINCE, Cast
from tests.factories import NOW, make_programme
from tests.reporting import factories as make

MARCH = date(2025, 3, 1)
JUNE = date(2025, 6, 1)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    programme = make_programme()
    make.stage(programme)
    make.train(cast.sari.person.kader, programme, MARCH)
    rebuild(programme=programme, now=NOW)
    return programme


def board(client: Client, user: User, code: str = "35.71", **query: str):
    """What this user gets for the board of that area."""
    client.force_login(user)
    return client.get(reverse("board", args=[code]), query)


def rows(response) -> dict[str, tuple[int, int]]:
    """Place -> kader and trained, as the table has them."""
    return {row.place.name: (row.kader, row.trained.part) for row in response.context["board"].table.rows}


def text(response) -> str:
    """The page without the no-break spaces of its numbers."""
    return response.content.decode().replace("\u00a0", " ")


def test_a_board_says_the_rungs_the_rule_and_the_day(client: Client, cast: Cast, programme: Programme):
    page = text(board(client, cast.dewi, per="2025-11-20"))
    assert "Kota Kediri" in page
    assert "Sampai 20 November 2025" in page
    assert "50,0 %" in page
    assert "kader bidang kesehatan (keanggotaan utama)" in page
    assert 'href="#aturan-trained"' in page
    assert 'id="aturan-trained"' in page


def test_the_rows_add_up_to_the_total_on_every_level(client: Client, cast: Cast, programme: Programme):
    make.enrol(cast.kenanga, 3)
    rebuild(programme=programme, now=NOW)
    Role.objects.create(user=cast.dewi, kind="dinas", since=SINCE)
    for code in ("nasional", "35", "35.71", "35.71.02", "35.71.02.1001"):
        response = board(client, cast.dewi, code)
        found = response.context["board"]
        assert sum(row.kader for row in found.table.rows) == found.kader
        assert sum(row.trained.part for row in found.table.rows) == found.steps[0].here.part == 1


def test_a_kab_is_also_counted_by_puskesmas(client: Client, cast: Cast, programme: Programme):
    response = board(client, cast.dewi, menurut="puskesmas")
    assert rows(response) == {"Balowerti": (1, 1), "Ngletih": (1, 0)}
    assert "Menurut kecamatan" in text(response)


def test_a_pustu_stands_after_the_posyandu_and_adds_to_the_desa(client: Client, cast: Cast, programme: Programme):
    pustu = Pustu.objects.create(name="Semampir", puskesmas=cast.balowerti, desa=cast.semampir)
    kader = make.enrol(cast.melati, 1)[0]
    Membership.objects.filter(kader=kader).update(posyandu=None, pustu=pustu)
    rebuild(programme=programme, now=NOW)
    assert list(rows(board(client, cast.dewi, "35.71.02.1001")).items()) == [
        ("Melati", (1, 1)),
        ("Pustu Semampir", (1, 0)),
    ]


def test_a_past_day_is_counted_from_what_is_known_today(client: Client, cast: Cast, programme: Programme):
    before = (MARCH - timedelta(days=1)).isoformat()
    page = board(client, cast.dewi, per=before)
    assert "dihitung dari bukti yang diketahui hari ini" in text(page)
    assert rows(page)["Kota"] == (1, 0)
    make.train(cast.sari.person.kader, programme, date(2025, 1, 15))  # late evidence of an earlier day
    fold(now=NOW)
    assert rows(board(client, cast.dewi, per=before))["Kota"] == (1, 1)


@pytest.mark.parametrize("day", ["31-12-2025", "kemarin", "2999-01-01", "0001-01-01", "2025-02-30", "\x00"])
def test_a_day_that_cannot_be_is_said_and_today_stands(client: Client, cast: Cast, programme: Programme, day: str):
    response = board(client, cast.dewi, per=day)
    assert response.status_code == 200
    assert "angka hari ini" in text(response)
    assert not response.context["board"].asked.is_past


def test_the_goal_says_what_is_missing_and_where_it_began(client: Client, cast: Cast, programme: Programme):
    Target.objects.create(
        programme=programme,
        area=cast.kediri,
        measure="trained",
        share_percent=Decimal(100),
        due_on=date(2025, 12, 31),
        baseline_on=date(2025, 2, 1),
        source="Rencana kerja",
    )
    for code in ("35.71", "35.71.02.1001"):
        page = text(board(client, cast.dewi, code, per="2025-11-20"))
        assert "Sasaran <b>100 %</b> sampai 31 Desember 2025 (Kota Kediri)" in page
    page = text(board(client, cast.dewi, per="2025-11-20"))
    assert "<b>1</b> kader belum dilatih" in page
    assert "Awal 0,0 %: 0 dari 2 kader pada 1 Februari 2025" in page


def test_the_curve_jumps_on_the_day_it_happened(client: Client, cast: Cast, programme: Programme):
    found = board(client, cast.dewi, per="2025-11-20").context["board"]
    assert [row[:2] for row in found.chart.rows][1:] == [
        ["1 Maret 2025", "1 dari 2, 50,0\u00a0%"],
        ["20 November 2025", "1 dari 2, 50,0\u00a0%"],
    ]
    assert "Dilatih 0,0\u00a0% pada" in found.finding


def test_the_table_is_in_the_order_of_codes_unless_asked(client: Client, cast: Cast, programme: Programme):
    assert list(rows(board(client, cast.dewi))) == ["Kota", "Pesantren"]
    assert list(rows(board(client, cast.dewi, urut="dilatih"))) == ["Pesantren", "Kota"]
    assert list(rows(board(client, cast.dewi, urut="-nama"))) == ["Pesantren", "Kota"]
    assert list(rows(board(client, cast.dewi, urut="pk;--"))) == ["Kota", "Pesantren"]


def test_levels_and_readiness_stand_beside_the_rungs(client: Client, cast: Cast, programme: Programme):
    levels = make.make_levels(programme)
    make.award(cast.sari.person.kader, levels["madya"], cast.dewi, MARCH)
    make.skill(cast.sari.person.kader, programme, "E", MARCH)
    fold(now=NOW)
    found = board(client, cast.dewi).context["board"]
    figures = [(part.name, part.figure) for part in found.split]
    assert figures == [("Kader Utama", "0"), ("Kader Madya", "1"), ("Kader Purwa", "0"), ("belum ada status", "1")]
    ready = {str(stage.name): (stage.ready.part, stage.ready.whole) for stage in found.stages}
    assert (ready["Lansia"], ready["Bayi dan balita"]) == ((1, 2), (0, 2))


def test_an_empty_area_has_a_board(client: Client, cast: Cast, programme: Programme):
    response = board(client, cast.yanti, "35.72")
    assert response.status_code == 200
    assert "Belum ada tempat di bawah wilayah ini" in text(response)


def test_who_has_one_area_comes_straight_to_its_board(client: Client, cast: Cast, programme: Programme):
    client.force_login(cast.puji)
    assert client.get(reverse("boards")).url == reverse("board", args=["35.71"])
    Role.objects.create(user=cast.puji, kind="pengamat", area=cast.blitar, since=SINCE)
    page = text(client.get(reverse("boards")))
    assert "Kota Kediri" in page
    assert "Kota Blitar" in page


@pytest.mark.parametrize(
    ("code", "queries"), [("nasional", 14), ("35", 17), ("35.71", 17), ("35.71.02", 17), ("35.71.02.1001", 18)]
)
def test_a_board_costs_the_same_at_any_size(
    client: Client, cast: Cast, programme: Programme, code: str, queries: int, django_assert_num_queries
):
    Role.objects.create(user=cast.dewi, kind="dinas", since=SINCE)
    address = reverse("board", args=[code])
    client.force_login(cast.dewi)
    for many in (10, 300):
        _grow(cast, programme, many)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("many", [1, 60])
def test_a_posyandu_costs_the_same_at_any_size(
    client: Client, cast: Cast, programme: Programme, many: int, django_assert_num_queries
):
    make.make_levels(programme)
    make.enrol(cast.melati, many)
    rebuild(programme=programme, now=NOW)
    client.force_login(cast.dewi)
    with django_assert_num_queries(17):
        page = client.get(reverse("posyandu-board", args=[cast.melati.uuid]))
    assert len(page.context["board"].people) == many + 1


def _grow(cast: Cast, programme: Programme, many: int) -> None:
    """So many more posyandu, each with a kader, half in the kelurahan of the board and half in new ones."""
    kec = Area.objects.get(code="35.71.02")
    start = 2000 + many
    for at in range(3):
        code = f"35.71.02.{start + at}"
        new = Area.objects.create(
            code=code, name=code, level=4, parent=kec, province_code="35", kab_code="35.71", kec_code="35.71.02"
        )
    names = [f"{many}-{at}" for at in range(many)]
    posyandu = Posyandu.objects.bulk_create(
        Posyandu(name=name, desa=cast.semampir if at % 2 else new, puskesmas=cast.balowerti)
        for at, name in enumerate(names)
    )
    kader = make.enrol(cast.melati, many, name=str(many))
    for one, place in zip(kader, posyandu, strict=True):
        Membership.objects.filter(kader=one).update(posyandu=place)
    assert Kader.objects.count() >= many
    rebuild(programme=programme, now=NOW)
