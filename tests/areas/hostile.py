"""Two hundred files that nobody should send, each with what must become of it.

``HOSTILE`` is the table: name -> (outcome, how to make the bytes). An outcome is the name of a sentence in refusal.py,
``OK`` where the file is read and does no harm, or several of them with "|" where the parser may stumble or not.
"""

import base64
import gzip
import json
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.sheets import compound, delimited, ods, xls, xlsx, zipped

OK = "OK"
Maker = Callable[[], bytes]
HOSTILE: dict[str, tuple[str, Maker]] = {}
ROWS = [["Nama", "HP"], ["Siti", "081234567890"], ["Wulan", "081398765432"]]
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CELL = '<c r="A1" t="inlineStr"><is><t>x</t></is></c>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHTER = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'


def add(outcome: str, **makers: Maker) -> None:
    for name, make in makers.items():
        assert name not in HOSTILE, name
        HOSTILE[name] = (outcome, make)


def parts(content: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(name: str, content: str | bytes) -> Maker:
    """A good workbook with one part put in or replaced."""
    return lambda: zipped({**parts(xlsx(ROWS)), name: content})


def changed(name: str, old: bytes, new: bytes) -> Maker:
    def make() -> bytes:
        found = parts(xlsx(ROWS))
        assert old in bytes(found[name]), (name, old)
        return zipped({**found, name: bytes(found[name]).replace(old, new, 1)})

    return make


def without(name: str) -> Maker:
    return lambda: zipped({key: value for key, value in parts(xlsx(ROWS)).items() if key != name})


def sheet(cells: str) -> Maker:
    """A workbook whose sheet has these rows."""
    return part(
        SHEET, f'<?xml version="1.0" encoding="UTF-8"?><worksheet {SPACE}><sheetData>{cells}</sheetData></worksheet>'
    )


def row(cells: str) -> Maker:
    return sheet(f'<row r="1">{cells}</row>')


def text(content: str) -> Maker:
    return row(f'<c r="A1" t="inlineStr"><is><t>{content}</t></is></c><c r="B1" t="inlineStr"><is><t>y</t></is></c>')


def number(value: str, style: str = "") -> Maker:
    return row(f'<c r="A1"{style}><v>{value}</v></c><c r="B1"><v>1</v></c>')


def table(rows: str) -> Maker:
    return lambda: ods(body=f'<table:table table:name="A">{rows}</table:table>')


def cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


def flagged(content: bytes, flag: int) -> bytes:
    """Sets a flag of the first part, in its local header and in the directory."""
    changed_bytes = bytearray(content)
    directory = content.index(b"PK\x01\x02")
    changed_bytes[6] |= flag
    changed_bytes[directory + 8] |= flag
    return bytes(changed_bytes)


def in_directory(offset: int, value: int, size: str = "<I") -> Maker:
    """A good workbook whose directory lies about its first part."""

    def make() -> bytes:
        content = bytearray(xlsx(ROWS))
        struct.pack_into(size, content, content.index(b"PK\x01\x02") + offset, value)
        return bytes(content)

    return make


def doubled() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts(xlsx(ROWS)).items():
            archive.writestr(name, content)
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    return file.getvalue()


def many_parts() -> bytes:
    return zipped({**parts(xlsx(ROWS)), **{f"xl/extra/{n}.xml": "<a/>" for n in range(2_100)}})


def sheets(count: int) -> Maker:
    return lambda: xlsx(*[ROWS] * count)


# What is no spreadsheet at all, whatever its name says.
add(
    "EMPTY",
    nothing=lambda: b"",
    only_nul=lambda: bytes(5_000),
    only_spaces=lambda: b" \r\n\t" * 50,
    only_a_bom=lambda: b"\xef\xbb\xbf",
    only_a_bom_of_utf_16=lambda: b"\xff\xfe",
    only_line_ends=lambda: b"\n" * 10_000,
    only_delimiters=lambda: b";;;;\n" * 100,
    workbook_without_cells=lambda: xlsx([]),
    old_workbook_without_cells=lambda: xls([]),
    ods_without_cells=lambda: ods([]),
    sheet_of_blanks=lambda: xlsx([["   ", "\t"], ["\xa0"]]),
    chart_sheet_only=lambda: xlsx(paint=lambda book: book.add_chartsheet()),
)
add(
    "NOT_A_SHEET",
    pdf=lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    png=lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    jpeg=lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(100),
    gif=lambda: b"GIF89a" + bytes(100),
    webp=lambda: b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    rtf=lambda: b"{\\rtf1\\ansi Siti}",
    rar=lambda: b"Rar!\x1a\x07\x01\x00" + bytes(50),
    seven_zip=lambda: b"7z\xbc\xaf\x27\x1c\x00\x04",
    gzipped_csv=lambda: gzip.compress(delimited(ROWS)),
    bzip2=lambda: b"BZh91AY&SY",
    xz=lambda: b"\xfd7zXZ\x00\x00",
    windows_program=lambda: b"MZ\x90\x00\x03" + bytes(200),
    linux_program=lambda: b"\x7fELF\x02\x01\x01" + bytes(200),
    sqlite=lambda: b"SQLite format 3\x00" + bytes(100),
    access=lambda: b"\x00\x01\x00\x00Standard Jet DB\x00" + bytes(100),
    svg=lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    xml_feed=lambda: b"<?xml version='1.0'?><rss><item>Siti</item></rss>",
    xml_with_entity=lambda: b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    web_archive=lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
    random_bytes=lambda: bytes((n * 7919 + n // 251) % 256 for n in range(4_000)),
    high_bytes=lambda: bytes(range(128, 160)) * 40,
    word=lambda: zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}),
    powerpoint=lambda: zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<presentation/>"}),
    odt=lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
    epub=lambda: zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "<a/>"}),
    numbers=lambda: zipped({"Index/Document.iwa": b"\x00", "preview.jpg": b"\xff"}),
    apk=lambda: zipped({"AndroidManifest.xml": b"\x03\x00", "classes.dex": b"dex"}),
    zip_of_csv=lambda: zipped({"kader.csv": delimited(ROWS)}),
    zip_of_zips=lambda: zipped({f"{n}.zip": zipped({"a": b"0" * 100_000}) for n in range(20)}),
    quine_of_zips=lambda: zipped({"r/r.zip": zipped({"r/r.zip": zipped({"r": b"r"})})}),
    empty_zip=lambda: zipped({}),
    zip_with_ways_out=lambda: zipped({"../../../etc/cron.d/x": b"x", "/etc/passwd": b"x", "C:\\x.exe": b"x"}),
)
add(
    "WEB_PAGE",
    html=lambda: b"<html><body><table><tr><td>Nama</td></tr></table></body></html>",
    html_with_doctype=lambda: b"<!DOCTYPE html>\n<html lang=id>",
    html_after_bom_and_spaces=lambda: b"\xef\xbb\xbf\r\n  <HTML xmlns:x='urn:schemas-microsoft-com:office:excel'>",
    html_in_utf_16=lambda: "<html><table><tr><td>Nama</td></tr></table></html>".encode("utf-16"),
    bare_table=lambda: b"<table border=1><tr><th>Nama</th></tr></table>",
    table_with_style=lambda: b"<style>td{mso-number-format:'\\@'}</style><table>",
)
add(
    "XML_SHEET",
    excel_2003_xml=lambda: (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    ),
)
add("BINARY_SHEET", xlsb=lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01\x00"}))

# Locked.
add(
    "LOCKED",
    encrypted_xlsx=lambda: compound({"EncryptedPackage": b"x" * 5_000, "EncryptionInfo": b"y" * 200}),
    encrypted_xls=lambda: xls(ROWS, locked=True),
    encrypted_zip=lambda: flagged(xlsx(ROWS), 1),
)

# Cut off, and otherwise damaged.
for _percent in range(5, 100, 5):
    add("BROKEN", **{f"xlsx_cut_at_{_percent}_percent": lambda share=_percent / 100: cut(xlsx(ROWS), share)})
for _percent in range(10, 100, 10):
    add("BROKEN", **{f"ods_cut_at_{_percent}_percent": lambda share=_percent / 100: cut(ods(ROWS), share)})
    add("BROKEN|OK|EMPTY", **{f"xls_cut_at_{_percent}_percent": lambda share=_percent / 100: cut(xls(ROWS), share)})
add(
    "BROKEN",
    only_the_magic_of_zip=lambda: b"PK\x03\x04",
    only_the_magic_of_ole=lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    zip_with_zeros_inside=lambda: xlsx(ROWS)[:200] + bytes(300) + xlsx(ROWS)[500:],
    zip_with_a_wrong_checksum=in_directory(16, 12345),
    zip_with_a_size_too_small=in_directory(24, 1),
    zip_with_a_compressed_size_of_nothing=in_directory(20, 0),
    zip_with_an_offset_outside=in_directory(42, 0x7FFFFFFF),
    zip_with_an_unknown_compression=in_directory(10, 99, "<H"),
    two_parts_of_one_name=doubled,
    ole_of_word=lambda: compound({"WordDocument": b"x" * 5_000}),
    ole_without_streams=lambda: compound({}),
    ole_of_noise=lambda: compound({"Workbook": bytes(range(256)) * 40}),
    workbook_missing=without("xl/workbook.xml"),
    sheet_missing=without(SHEET),
    relations_missing=without("xl/_rels/workbook.xml.rels"),
    workbook_of_noise=part("xl/workbook.xml", bytes(range(256)) * 10),
    sheet_never_closed=part(SHEET, f'<worksheet {SPACE}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x'),
    sheet_closed_wrongly=sheet(f'<row r="1">{CELL}</c></row></sheetData>'),
    strings_never_closed=part(STRINGS, f"<sst {SPACE}><si><t>Nama"),
    relation_out_of_the_file=changed("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"../../../etc/passwd"),
    relation_to_a_path=changed("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"/etc/passwd"),
    relation_to_the_network=changed("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"http://contoh.id/a"),
    ods_content_missing=lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
)

# Too much of it.
add("TOO_BIG", larger_than_the_limit=lambda: b"Nama;HP\n" * (21 * 1024 * 1024 // 8))
add(
    "PACKED_TOO_TIGHT",
    bomb_in_the_sheet=part(SHEET, f"<worksheet {SPACE}>{' ' * 30_000_000}</worksheet>"),
    bomb_in_the_strings=part(STRINGS, f"<sst {SPACE}>{'<si><t>a</t></si>' * 1_500_000}</sst>"),
    bomb_in_a_picture=part("xl/media/image1.png", bytes(20_000_000)),
    bomb_beside_it=part("x/y/z.bin", b"0" * 12_000_000),
    bomb_in_ods=lambda: zipped({**parts(ods(ROWS)), "content.xml": f"<a>{' ' * 10_000_000}</a>"}),
    directory_that_claims_gigabytes=in_directory(24, 0xF0000000),
    thousands_of_parts=many_parts,
)
add(
    "LONG_CELL",
    ten_megabytes_in_an_inline_cell=lambda: text(_noise(10_000_000))(),
    ten_megabytes_in_a_shared_string=lambda: part(
        STRINGS,
        f"<sst {SPACE}><si><t>{_noise(10_000_000)}</t></si></sst>".replace(
            "</sst>", "<si><t>x</t></si>" * 9 + "</sst>"
        ),
    )(),
    ten_megabytes_in_a_cell_of_ods=lambda: ods([[_noise(10_000_000)]]),
    ten_megabytes_in_a_cell_of_csv=lambda: b"Nama;HP\n" + b"a" * 10_000_000 + b";0812\n",
    ten_megabytes_within_quotes=lambda: b'Nama;HP\n"' + b"a" * 10_000_000 + b'";0812\n',
    a_letter_more_than_a_cell_holds=text("a" * 32_768),
)
add(
    "TOO_WIDE",
    far_cell=row(f'{CELL}<c r="XFD1048576"><v>1</v></c>'),
    far_row_and_column=sheet(f'<row r="1">{CELL}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    far_column=row(f'{CELL}<c r="XFD1"><v>1</v></c>'),
    six_hundred_columns=lambda: xlsx([[f"k{n}" for n in range(600)]]),
    six_hundred_columns_of_csv=lambda: delimited([[f"k{n}" for n in range(600)]] * 3),
    far_cell_of_ods=table(
        '<table:table-row><table:table-cell table:number-columns-repeated="9000"/>'
        '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    ),
    repeated_filled_columns_of_ods=table(
        '<table:table-row><table:table-cell table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    ),
    repeated_filled_rows_of_ods=table(
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    ),
    more_rows_than_are_read=lambda: b"Nama;HP\n" + b"a;1\n" * 200_001,
    old_workbook_with_a_far_cell=lambda: xls([["Nama"] + [""] * 700 + ["x"]]),
)

# XML that commands the parser.
add(
    "FOREIGN_XML",
    xxe_in_the_sheet=part(
        SHEET, f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet {SPACE}>&e;</worksheet>'
    ),
    xxe_in_the_strings=part(STRINGS, f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst {SPACE}>&e;</sst>'),
    xxe_in_the_workbook=part("xl/workbook.xml", '<!DOCTYPE x SYSTEM "http://contoh.id/x.dtd"><workbook/>'),
    xxe_in_the_styles=part("xl/styles.xml", '<?xml version="1.0"?>\n<!DOCTYPE x PUBLIC "-//x" "http://contoh.id"><a/>'),
    xxe_in_the_relations=part("xl/_rels/workbook.xml.rels", "<!DOCTYPE x []><Relationships/>"),
    xxe_in_the_content_types=part("[Content_Types].xml", "<!DOCTYPE x []><Types/>"),
    xxe_in_the_properties=part("docProps/core.xml", '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://contoh.id">%p;]><a/>'),
    xxe_in_ods=lambda: zipped({**parts(ods(ROWS)), "content.xml": '<!DOCTYPE x [<!ENTITY e "x">]><a>&e;</a>'}),
    xxe_in_the_manifest=lambda: zipped({**parts(ods(ROWS)), "META-INF/manifest.xml": "<!DOCTYPE x []><a/>"}),
    billion_laughs=part(STRINGS, f"{LAUGHTER}<sst {SPACE}><si><t>&l9;</t></si></sst>"),
    billion_laughs_in_ods=lambda: zipped({**parts(ods(ROWS)), "content.xml": f"{LAUGHTER}<a>&l9;</a>"}),
    doctype_after_bom=part(SHEET, b"\xef\xbb\xbf<!DOCTYPE x []><worksheet/>"),
    doctype_in_small_letters=part(SHEET, "<!doctype x []><worksheet/>"),
    doctype_far_inside=lambda: part(SHEET, f"<worksheet><!--{_noise(1_200_000)}--><!DOCTYPE x []></worksheet>")(),
    doctype_over_the_edge_of_a_chunk=lambda: part(SHEET, f"<!--{_noise(1024 * 1024 - 12)}--><!DOCTYPE x []><a/>")(),
    entity_without_doctype=part(SHEET, '<!ENTITY e "x"><worksheet/>'),
)
add(
    "OK|BROKEN|EMPTY",
    xml_nested_deeply=row(f"{'<a>' * 100_000}{CELL}{'</a>' * 100_000}"),
    strings_nested_deeply=part(STRINGS, f"<sst {SPACE}>{'<si>' * 50_000}x{'</si>' * 50_000}</sst>"),
    sheet_in_utf_16=part(SHEET, f'<?xml version="1.0" encoding="UTF-16"?><worksheet {SPACE}/>'.encode("utf-16")),
    xxe_in_utf_16=part(
        SHEET, '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'.encode("utf-16")
    ),
    sheet_in_ebcdic=part(SHEET, "<worksheet/>".encode("cp037")),
    sheet_with_wrong_utf_8=sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>\u00ff</t></is></c></row>'),
    sheet_of_another_namespace=part(SHEET, '<worksheet xmlns="urn:x"><sheetData/></worksheet>'),
    sheet_that_is_empty=part(SHEET, b""),
    sheet_of_wrong_bytes=part(SHEET, b"\xff\xff\xff<<<<>>>>" * 100),
    strings_that_are_empty=part(STRINGS, b""),
    strings_that_count_below_nought=part(STRINGS, f'<sst {SPACE} count="-1" uniqueCount="-1"/>'),
    unknown_entity=text("&unknown;"),
    half_of_a_character=text("&#xD800;"),
    nul_as_an_entity=text("a&#0;b"),
    nul_in_the_sheet=text("a\x00b"),
    attribute_of_a_megabyte=sheet(f'<row r="1" x="{"a1" * 500_000}">{CELL}</row>'),
    attribute_twice=row('<c r="A1" r="B1"><v>1</v></c><c r="C1"><v>2</v></c>'),
    hundred_thousand_attributes=sheet("<row r='1' " + "".join(f"a{n}='' " for n in range(100_000)) + f">{CELL}</row>"),
    processing_instruction=part(
        SHEET, f"<?xml-stylesheet href='http://contoh.id'?><worksheet {SPACE}><sheetData/></worksheet>"
    ),
    styles_of_noise=part("xl/styles.xml", b"\x00\x01<styleSheet"),
    relations_in_a_circle=changed("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"workbook.xml"),
    old_workbook_with_a_record_too_long=lambda: xls(ROWS).replace(b"\x04\x02", b"\x04\x02\xff\xff", 1),
)

# Cells that stand nowhere.
add(
    "OK|BROKEN|EMPTY|TOO_WIDE",
    row_below_nought=sheet('<row r="-1"><c r="A-1"><v>1</v></c></row>'),
    row_nought=sheet('<row r="0"><c r="A0"><v>1</v></c></row>'),
    row_beyond_numbers=sheet('<row r="99999999999999999999"><c r="A99999999999999999999"><v>1</v></c></row>'),
    column_beyond_the_last=row('<c r="ZZZZZZZ1"><v>1</v></c>'),
    reference_without_letters=row('<c r="1"><v>1</v></c>'),
    reference_without_numbers=row('<c r="A"><v>1</v></c>'),
    reference_backwards=row('<c r="1A"><v>1</v></c>'),
    reference_in_small_letters=row('<c r="a1"><v>1</v></c>'),
    reference_empty=row('<c r=""><v>1</v></c>'),
    reference_missing=row("<c><v>1</v></c><c><v>2</v></c>"),
    rows_in_disorder=sheet(f'<row r="9"><c r="A9"><v>1</v></c></row><row r="1">{CELL}</row>'),
    the_same_cell_twice=row(f"{CELL}{CELL}<c r='B1'><v>2</v></c>"),
    dimension_that_lies=part(
        SHEET,
        f'<worksheet {SPACE}><dimension ref="A1:XFD1048576"/><sheetData><row r="1">{CELL}</row></sheetData>'
        "</worksheet>",
    ),
    dimension_below_nought=part(
        SHEET,
        f'<worksheet {SPACE}><dimension ref="A-1:B-5"/><sheetData><row r="1">{CELL}</row></sheetData></worksheet>',
    ),
    merged_far_away=part(
        SHEET,
        f'<worksheet {SPACE}><sheetData><row r="1">{CELL}</row></sheetData><mergeCells count="1">'
        '<mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
    ),
    merged_backwards=part(
        SHEET,
        f'<worksheet {SPACE}><sheetData><row r="1">{CELL}</row></sheetData><mergeCells><mergeCell ref="C3:A1"/>'
        "</mergeCells></worksheet>",
    ),
    merged_nonsense=part(
        SHEET,
        f'<worksheet {SPACE}><sheetData><row r="1">{CELL}</row></sheetData><mergeCells><mergeCell ref="::"/>'
        "</mergeCells></worksheet>",
    ),
    ods_repeated_below_nought=table(
        '<table:table-row table:number-rows-repeated="-5"><table:table-cell table:number-columns-repeated="-5" '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    ),
    ods_repeated_beyond_numbers=table(
        '<table:table-row><table:table-cell table:number-columns-repeated="99999999999999999999" '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    ),
    string_that_is_not_there=row('<c r="A1" t="s"><v>999999</v></c>'),
    string_below_nought=row('<c r="A1" t="s"><v>-1</v></c>'),
    string_without_a_number=row('<c r="A1" t="s"><v>x</v></c>'),
    style_that_is_not_there=number("45000", ' s="9999"'),
    unknown_kind_of_cell=row('<c r="A1" t="zzz"><v>1</v></c>'),
    number_that_is_none=number("abc"),
    number_not_finite=number("NaN"),
    number_without_end=number("INF"),
    number_beyond_floats=number("1e999"),
    number_of_a_thousand_digits=number("9" * 1_000),
    day_beyond_the_calendar=changed(
        SHEET, b'<c r="A1" t="s"><v>0</v></c>', b'<c r="A1" t="d"><v>9999-99-99T99:99:99</v></c>'
    ),
    day_of_ods_that_is_none=table(
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="2025-13-45"/></table:table-row>'
    ),
    day_of_ods_in_the_year_nought=table(
        '<table:table-row><table:table-cell office:value-type="date" office:date-value="0000-01-01"/></table:table-row>'
    ),
    number_of_ods_that_is_none=table(
        '<table:table-row><table:table-cell office:value-type="float" office:value="x"/></table:table-row>'
    ),
)

# Damaged and excessive at once: what is noticed first is told.
add(
    "EMPTY|NOT_A_SHEET",
    invisible_signs_only=lambda: "\u200b\u200e\ufeff,\u200b\n".encode(),
)
add(
    "BROKEN|PACKED_TOO_TIGHT",
    zip_with_a_size_too_large=in_directory(24, 5_000_000),
)
add(
    "BROKEN|NOT_A_SHEET",
    zip_with_a_name_too_long=in_directory(28, 60_000, "<H"),
)
add(
    "BROKEN|TOO_WIDE",
    ole_with_a_chain_without_end=lambda: xls(ROWS)[:512] + struct.pack("<I", 0) * 128 + xls(ROWS)[1024:],
    repeated_filled_square_of_ods=table(
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    ),
    strings_that_count_wrongly=part(
        STRINGS, f'<sst {SPACE} count="4000000000" uniqueCount="4000000000"><si><t>x</t></si></sst>'
    ),
)


def _dated(value: float) -> Maker:
    """A number that is formatted as a day."""
    return lambda: xlsx(
        [["Nama", "Lahir"], ["Siti"]],
        paint=lambda book: book.worksheets()[0].write_number(
            1, 1, value, book.add_format({"num_format": "dd/mm/yyyy"})
        ),
    )


def _formula(text: str, value: object = "") -> Maker:
    return lambda: xlsx(
        [["Nama"], ["Siti"]], paint=lambda book: book.worksheets()[0].write_formula(2, 0, text, None, value)
    )


def _noise(length: int) -> str:
    """Text that no ratio of compression betrays."""
    state, found = 1, []
    for _ in range(length // 4_000 + 1):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        found.append(base64.b32encode(state.to_bytes(8, "big") * 300).decode()[:4_000])
    return "".join(found)[:length]


# What is odd, and read without harm: a cell is text or a number, never something to run.
add(
    OK,
    formula_that_starts_a_program=_formula("=cmd|' /C calc'!A0", 5),
    formula_with_a_link=_formula('=HYPERLINK("http://contoh.id","x")', "x"),
    formula_that_reads_the_network=_formula('=WEBSERVICE("http://contoh.id")', "y"),
    formula_without_a_value=_formula("=A1"),
    formula_with_an_error=_formula("=1/0", "#DIV/0!"),
    formula_of_another_file=_formula("='[other.xlsx]Sheet1'!A1", 7),
    formula_in_csv=lambda: b"Nama;HP\n=cmd|'/C calc'!A0;+1+1\n@SUM(A1);-2\n",
    formula_in_full_width=lambda: "Nama;HP\n\uff1dcmd;\uff0b1\n".encode(),
    formula_as_text=lambda: xlsx([["Nama"], ["=1+1"], ["'=1+1"], ["\t=1"]]),
    day_after_the_last=_dated(2_958_466),
    day_long_after_the_last=_dated(1e15),
    day_before_the_first=_dated(-5),
    day_nought=_dated(0),
    day_of_1900_that_never_was=_dated(60),
    rich_text=part(
        STRINGS,
        f"<sst {SPACE}><si><r><t>Na</t></r><r><rPr><b/></rPr><t>ma</t></r><rPh><t>x</t></rPh></si>"
        f"{'<si><t>x</t></si>' * 9}</sst>",
    ),
    largest_number=number("1.7976931348623157e308"),
    smallest_number=number("-4.9e-324"),
    control_signs=text("a_x0000_b_x0001_\x7f"),
    signs_that_turn_the_text=text("Siti \u202egnp.exe\u202c \u2066x"),
    a_thousand_accents=text("a" + "\u0301" * 1_000),
    signs_beyond_the_plane=text("\U0001f600\U00020000\U0010fffd"),
    comment_and_cdata=text("<![CDATA[<script>alert(1)</script>]]>"),
    script_as_a_name=text("&lt;script&gt;alert(1)&lt;/script&gt;"),
    name_of_a_sheet_as_a_path=lambda: xlsx(ROWS, names=["..&..%2fetc"]),
    hidden_sheet=lambda: xlsx(ROWS, ROWS, paint=lambda book: book.worksheets()[1].hide()),
    very_hidden_sheet=lambda: xlsx(ROWS, ROWS, paint=lambda book: book.worksheets()[1].very_hidden()),
    protected_sheet=lambda: xlsx(ROWS, paint=lambda book: book.worksheets()[0].protect("rahasia")),
    macros=part("xl/vbaProject.bin", compound({"VBA": b"Shell(1)" * 100})),
    embedded_program=part("xl/embeddings/oleObject1.bin", b"MZ" + bytes(100)),
    link_to_another_file=part("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
    way_out_of_the_folder=part("../../../tmp/out.xml", "<a/>"),
    absolute_path=part("/etc/passwd", "root"),
    name_with_nul=part("xl/a\x00b.xml", "<a/>"),
    name_of_a_device=part("xl/CON", b""),
    comment_on_the_zip=lambda: xlsx(ROWS)[:-2] + struct.pack("<H", 5) + b"hello",
    styled_blank_far_away=lambda: xlsx(
        ROWS,
        paint=lambda book: book.worksheets()[0].write_blank(1_000_000, 16_000, None, book.add_format({"bold": True})),
    ),
    ods_with_the_usual_million_of_empty_rows=table(
        '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    ),
    hundred_sheets=sheets(100),
    utf_8_with_bom=lambda: delimited(ROWS, encoding="utf-8-sig"),
    utf_16_without_bom=lambda: delimited(ROWS, encoding="utf-16-le"),
    utf_16_of_odd_length=lambda: delimited(ROWS, encoding="utf-16") + b"x",
    utf_16_big_endian=lambda: b"\xfe\xff" + delimited(ROWS, encoding="utf-16-be"),
    windows_quotes=lambda: "Nama;HP\n\u201cSiti\u201d \u2026;0812\n".encode("cp1252"),
    latin_accents=lambda: "Nama;HP\nAnd\u00e9 Mu\u00f1oz;0812\n".encode("latin-1"),
    utf_8_with_a_wrong_byte=lambda: b"Nama;HP\nSiti\xff;0812\n",
    bom_in_the_middle=lambda: b"Nama;HP\n\xef\xbb\xbfSiti;0812\n",
    nul_in_csv=lambda: b"Nama;HP\nSi\x00ti;0812\n",
    escape_signs_in_csv=lambda: b"Nama;HP\n\x1b[31mSiti;0812\n",
    lone_quote=lambda: b'Nama;HP\n"Siti;0812\n' + b"Wulan;0813\n" * 20_000,
    quotes_everywhere=lambda: b'Nama;HP\n"""Siti"";0812"""""\n',
    line_ends_of_every_kind=lambda: b"Nama;HP\rSiti;0812\nWulan;0813\r\n",
    line_end_within_quotes=lambda: b'Nama;HP\n"Siti\nAminah";0812\n',
    separator_named=lambda: b"sep=|\r\nNama|HP\r\nSiti|0812\r\n",
    separator_named_oddly=lambda: b"sep=\nNama,HP\nSiti,0812\n",
    one_letter=lambda: b"x",
    json_as_csv=lambda: json.dumps([{"nama": "Siti"}]).encode(),
    rows_of_every_length=lambda: delimited([["x"] * (n % 50 + 1) for n in range(500)]),
    hundred_columns_of_nothing=lambda: b";" * 99 + b"x\n",
    old_workbook_read_as_it_is=lambda: xls([["Nama", "HP"], ["Siti", 81234567890], ["=1+1", "-x"]]),
)
