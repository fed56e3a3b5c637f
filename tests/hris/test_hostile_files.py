import hashlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hris import limits
from hris.answers import Reading, Refused
from hris.reading import read_file
from hris.table import read_table
from tests.hris.files import TODAY, part_of, text_file, with_part, with_shared_texts, workbook

GOOD = [["EmpID", "Name", "Department"], ["1", "Ann Lee", "Sales"], ["2", "Bo Ek", "Sales"]]
SHARED = with_shared_texts(
    workbook(GOOD),
    ["EmpID", "Name", "Ann Lee"],
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2"><v>7</v></c><c r="B2" t="s"><v>2</v></c></row>',
)
SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes, filename: str = "people.csv") -> str:
    answer = read_table(content, filename)
    assert isinstance(answer, Refused), answer
    assert answer.sentence.count("\n") == 0
    assert len(answer.sentence) < 300
    return answer.sentence


def sheet_with(cells: str) -> bytes:
    """A workbook whose sheet holds the XML of some cells in its second row."""
    sheet = part_of(workbook(GOOD[:1]), SHEET).decode()
    return with_part(
        workbook(GOOD), SHEET, sheet.replace("</sheetData>", f'<row r="2">{cells}</row></sheetData>').encode()
    )


@pytest.mark.parametrize(
    ("content", "filename", "says"),
    [
        (b"", "people.csv", "empty"),
        (b" \r\n\t\r\n", "people.csv", "empty"),
        (b"\xef\xbb\xbf", "people.csv", "No columns"),
        (b"just words\nmore words\n", "people.csv", "No columns"),
        (b"EmpID,Name\n1,A\0nn\n", "people.csv", "not a table of text"),
        ("EmpID,Name\n1,A\0nn\n".encode("utf-16"), "people.csv", "not a table of text"),
        (bytes(range(1, 256)) * 40, "people.csv", "not a table of text"),
        (b"%PDF-1.7\n\x01\x02\x03\x04\x05", "people.csv", "not a table of text"),
        (b"EmpID,Name\n1,\x81\x8d\x8f\n", "people.csv", "neither UTF-8 nor Windows-1252"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "people.csv", "web page"),
        (b'EmpID,Name\n1,"Ann\n2,Bo\n', "people.csv", "line 2 a quotation mark"),
        (b'EmpID,Name\n1,"Ann" Lee\n', "people.csv", "line 2 a quotation mark"),
        (b"EmpID,Name\n1,Ann\n", "people.pdf", "Only .csv"),
        (b"EmpID,Name\n1,Ann\n", "people", "Only .csv"),
        (b"EmpID,Name\n1,Ann\n", "people.xlsx", "no Excel workbook"),
        (workbook(GOOD), "people.csv", "workbook or an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "people.xls", "old .xls"),
        (b"PK\x03\x04" + bytes(100), "people.xlsx", "damaged"),
        (workbook(GOOD)[:-200], "people.xlsx", "damaged"),
        (workbook([[]]), "people.xlsx", "No visible sheet"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(content: bytes, filename: str, says: str) -> None:
    assert says in refusal(content, filename)


def test_a_file_beyond_the_largest_export_is_refused() -> None:
    assert "more than 64 MB" in refusal(b"EmpID,Name\n" + b"1,Ann Lee\n" * (limits.MAX_BYTES // 10))


def test_more_rows_than_can_be_kept_are_refused() -> None:
    assert "more than 250,000 rows" in refusal(b"EmpID,Name\n" + b"1,Ann\n" * (limits.MAX_ROWS + 1))


@pytest.mark.parametrize(("content", "line"), [(b"," * 5_000_000, 1), (b"EmpID;Name\n1;Ann\n" + b";" * 5_000_000, 3)])
def test_millions_of_columns_are_refused_before_they_are_built_in_a_sentence_of_their_own(
    content: bytes, line: int
) -> None:
    assert refusal(content) == f"Line {line} has more than 1,000 columns, so this is no HR export."


def test_a_row_over_millions_of_lines_is_one_whose_quotation_mark_was_never_closed() -> None:
    assert "more than 1,000,000 characters" in refusal(b'EmpID,Name\n1,"' + b'\n","' * 500_000)


def test_a_workbook_of_one_cell_at_each_end_of_the_sheet_is_refused() -> None:
    far = sheet_with('<c r="A2"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c>')
    assert "columns" in refusal(far, "a.xlsx")


def test_a_thousand_and_one_columns_are_too_many() -> None:
    assert "more than 1,000 columns" in refusal(b"EmpID,Name\n1,Ann" + b"," * 1000 + b"\n")


@pytest.mark.parametrize("length", [limits.MAX_CELL_CHARACTERS + 1, 200_000, 30_000_000])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_giant_cell_is_refused(length: int, *, quoted: bool) -> None:
    mark = b'"' if quoted else b""
    assert "characters" in refusal(b"EmpID,Name\n1," + mark + b"x" * length + mark + b"\n")


def test_a_zip_bomb_is_refused_by_its_ratio() -> None:
    assert "unpacks to far more" in refusal(
        with_part(workbook(GOOD), "xl/worksheets/sheet2.xml", bytes(50_000_000)), "a.xlsx"
    )


def test_a_zip_bomb_is_refused_by_its_declared_size() -> None:
    # Six megabytes that do not shrink may declare half a gigabyte without looking like a bomb by their ratio.
    packed = b"".join(hashlib.sha256(str(number).encode()).digest() for number in range(200_000))
    content = with_part(workbook(GOOD), "xl/worksheets/sheet2.xml", packed)
    declared = content.replace(len(packed).to_bytes(4, "little"), (limits.MAX_UNPACKED_BYTES + 1).to_bytes(4, "little"))
    assert "unpacks to far more" in refusal(declared, "a.xlsx")


def test_a_workbook_of_thousands_of_parts_is_refused() -> None:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for number in range(limits.MAX_ARCHIVE_PARTS + 1):
            archive.writestr(f"xl/{number}.xml", "<a/>")
    assert "unpacks to far more" in refusal(written.getvalue(), "a.xlsx")


def test_entities_that_expand_a_thousandfold_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    sheet = part_of(workbook(GOOD), SHEET)
    assert "definitions" in refusal(with_part(workbook(GOOD), SHEET, laughs + sheet), "a.xlsx")


def test_xml_in_a_charset_that_hides_such_definitions_is_refused() -> None:
    sheet = '<?xml version="1.0" encoding="utf-16"?><worksheet/>'.encode("utf-16")
    assert "not UTF-8" in refusal(with_part(workbook(GOOD), SHEET, sheet), "a.xlsx")


def test_a_sheet_row_without_end_is_refused() -> None:
    # Digits that do not repeat, so that not the ratio refuses it.
    cells = "".join(f"<c><v>{hashlib.sha256(str(number).encode()).hexdigest()}</v></c>" for number in range(40_000))
    assert "far longer than a row" in refusal(sheet_with(cells), "a.xlsx")


def test_a_sheet_row_of_thousands_of_columns_is_refused() -> None:
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(limits.MAX_COLUMNS + 1))
    assert "columns" in refusal(sheet_with(cells), "a.xlsx")


def test_a_row_number_beyond_excel_is_refused_and_not_counted_up_to() -> None:
    sheet = (
        part_of(workbook(GOOD), SHEET)
        .replace(b'<row r="3"', b'<row r="99999999999"')
        .replace(b'r="A3"', b"")
        .replace(b'r="B3"', b"")
    )
    assert "more rows than Excel" in refusal(with_part(workbook(GOOD), SHEET, sheet.replace(b'r="C3"', b"")), "a.xlsx")


@pytest.mark.parametrize("formula", ["<f>1+1</f>", "<f>1+1</f><v></v>", "<f>1+1</f><v/>", '<f t="shared" si="0"/>'])
def test_a_formula_without_its_result_is_refused_and_not_read_as_blank(formula: str) -> None:
    assert "results are not stored" in refusal(sheet_with(f'<c r="A2">{formula}</c>'), "a.xlsx")


def test_a_formula_with_its_result_is_read_as_the_result() -> None:
    table = read_table(sheet_with('<c r="A2"><f>1+1</f><v>2</v></c>'), "a.xlsx")
    assert not isinstance(table, Refused)
    assert table.rows[0].cells[0] == "2"


def test_a_workbook_with_a_password_is_refused() -> None:
    content = bytearray(workbook(GOOD))
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1  # the flag of an encrypted part, in the archive's directory
    assert "password" in refusal(bytes(content), "a.xlsx")


def test_utf_16_that_ends_in_half_a_character_is_refused() -> None:
    assert "damaged" in refusal("EmpID,Name\n1,Ann".encode("utf-16") + b"\x00", "people.csv")


def test_macros_are_refused() -> None:
    assert "macros" in refusal(with_part(workbook(GOOD), "xl/vbaProject.bin", b"x"), "a.xlsx")


@given(content=st.binary(max_size=400), ending=st.sampled_from([".csv", ".tsv", ".txt", ".xlsx", ".pdf", ""]))
def test_no_bytes_make_the_reader_fail(content: bytes, ending: str) -> None:
    assert isinstance(read_file(content, f"people{ending}", today=TODAY), Reading | Refused)


@given(
    header=st.lists(
        st.sampled_from(
            [
                "EmpID",
                "First Name",
                "Last Name",
                "Hire Date",
                "Termd",
                "Manager",
                "DOB",
                "Skill",
                "Rating",
                "Level",
                "Email",
            ]
        ),
        min_size=2,
        max_size=8,
    ),
    body=st.text(max_size=200),
    charset=st.sampled_from(["utf-8", "utf-16"]),
)
def test_no_text_below_a_real_header_makes_the_reader_fail(header: list[str], body: str, charset: str) -> None:
    content = f"{','.join(header)}\n1,Ann,Lee\n{body}".encode(charset, "surrogatepass")
    assert isinstance(read_file(content, "people.csv", today=TODAY), Reading | Refused)


@settings(deadline=None)  # writing a workbook takes most of the time, and a busy machine more
@given(places=st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 255)), min_size=1, max_size=8))
def test_no_damage_to_a_workbook_makes_the_reader_fail(places: list[tuple[int, int]]) -> None:
    damaged = bytearray(workbook(GOOD))
    for place, byte in places:
        damaged[place % len(damaged)] = byte
    assert isinstance(read_file(bytes(damaged), "people.xlsx", today=TODAY), Reading | Refused)


@settings(deadline=None)  # as above
@given(
    part=st.sampled_from(
        [
            SHEET,
            "xl/workbook.xml",
            "xl/styles.xml",
            "xl/sharedStrings.xml",
            "[Content_Types].xml",
            "xl/_rels/workbook.xml.rels",
        ]
    ),
    start=st.integers(0, 3000),
    length=st.integers(0, 40),
    inserted=st.sampled_from(
        [b"", b"<row/>", b"-1", b"</c>", b"<v>x</v>", b' t="s"', b' t="d"', b'"', b"99999", b"&#0;", b' s="77"']
    ),
)
def test_no_damage_inside_a_workbook_makes_the_reader_fail(part: str, start: int, length: int, inserted: bytes) -> None:
    data = part_of(SHARED, part)
    at = start % len(data)
    damaged = with_part(SHARED, part, data[:at] + inserted + data[at + length :])
    assert isinstance(read_file(damaged, "people.xlsx", today=TODAY), Reading | Refused)


def test_a_workbook_as_excel_writes_it_is_read_whatever_size_it_states() -> None:
    table = read_table(SHARED, "people.xlsx")
    assert not isinstance(table, Refused)
    assert [row.cells for row in table.rows] == [("7", "Ann Lee")]


def test_a_csv_as_good_as_these_is_read() -> None:
    assert isinstance(read_file(text_file(GOOD), "people.CSV", today=TODAY), Reading)
