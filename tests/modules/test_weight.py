"""How heavy a page is and how long it takes to read."""

from modules import weight


def test_a_page_weighs_what_comes_over_the_wire_with_its_sheet_and_headers() -> None:
    html = "<main>" + "kata " * 2000 + "</main>"
    assert weight.HEADERS < weight.on_the_wire(html, b"a{}") < weight.HEADERS + 200
    assert weight.on_the_wire(html, b"a{}" * 5) > weight.on_the_wire(html, b"a{}")


def test_only_what_is_read_in_the_main_part_counts_as_words() -> None:
    html = "<nav>Beranda Modul</nav><main class='x'>Batas <b>11,5 cm</b>, Ibu/Bapak.</main><p>kaki</p>"
    assert weight.words_in(html) == 4
    assert weight.words_in("tanpa bagian utama") == 3


def test_minutes_are_rounded_up() -> None:
    rate = weight.WORDS_A_MINUTE
    assert [weight.minutes_for(words) for words in (0, 1, rate, rate + 1)] == [0, 1, 1, 2]


def test_a_drawing_has_a_smaller_limit_than_a_photograph() -> None:
    assert weight.most("alat.SVG") == 15_000
    assert weight.most("alat.webp") == 100_000


def test_sizes_are_written_the_indonesian_way() -> None:
    assert weight.in_kb(14_600) == "14,6\u00a0KB"


def test_shares_are_of_the_limits() -> None:
    half = weight.Weight(page=7_300, pictures=0, module=250_000, words=10, minutes=1, short_path=3)
    assert (half.page_share, half.module_share) == (50, 50)
