"""What is no spreadsheet, is locked, is cut off or otherwise damaged, or is too much."""

import gzip

from tests.areas.hostile.making import (
    CELL,
    ROWS,
    SHEET,
    SPACE,
    STRINGS,
    add,
    changed,
    cut,
    doubled,
    flagged,
    in_directory,
    many_parts,
    noise,
    part,
    parts,
    row,
    sheet,
    table,
    text,
    without,
)
from tests.sheets import compound, delimited, ods, xls, xlsx, zipped

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
    ten_megabytes_in_an_inline_cell=lambda: text(noise(10_000_000))(),
    ten_megabytes_in_a_shared_string=lambda: part(
        STRINGS,
        f"<sst {SPACE}><si><t>{noise(10_000_000)}</t></si></sst>".replace("</sst>", "<si><t>x</t></si>" * 9 + "</sst>"),
    )(),
    ten_megabytes_in_a_cell_of_ods=lambda: ods([[noise(10_000_000)]]),
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
