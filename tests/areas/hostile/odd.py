"""What is odd, and read without harm: a cell is text or a number, never something to run."""

import json
import struct

from tests.areas.hostile.making import (
    OK,
    ROWS,
    SPACE,
    STRINGS,
    Maker,
    add,
    number,
    part,
    sheets,
    table,
    text,
)
from tests.sheets import compound, delimited, xls, xlsx


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
