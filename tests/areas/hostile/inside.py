"""XML that commands the parser, cells that stand nowhere, and what is damaged and excessive at once."""

import struct

from tests.areas.hostile.making import (
    CELL,
    LAUGHTER,
    ROWS,
    SHEET,
    SPACE,
    STRINGS,
    add,
    changed,
    in_directory,
    noise,
    number,
    part,
    parts,
    row,
    sheet,
    table,
    text,
)
from tests.sheets import ods, xls, zipped

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
    doctype_far_inside=lambda: part(SHEET, f"<worksheet><!--{noise(1_200_000)}--><!DOCTYPE x []></worksheet>")(),
    doctype_over_the_edge_of_a_chunk=lambda: part(SHEET, f"<!--{noise(1024 * 1024 - 12)}--><!DOCTYPE x []><a/>")(),
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
