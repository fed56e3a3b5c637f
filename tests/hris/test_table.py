from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hris.answers import Refused
from hris.rows import Table
from hris.table import read_table
from tests.hris.files import Cell, part_of, saved, text_file, with_part, with_shared_texts, workbook

HEADER = ["EmpID", "Employee Name", "Department"]
ROWS = [
    ["007", "Müller, Jörg", "R&D; Labs, East"],
    ["8", 'Ana "Nita" Peña', "two\nlines"],
    ["9", "O\u2019Hara, Zoë", ""],
]

CHARSETS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]


def table_of(content: bytes, filename: str = "people.csv") -> Table:
    answer = read_table(content, filename)
    assert isinstance(answer, Table), answer
    return answer


def cells(table: Table) -> list[list[str]]:
    return [list(row.cells) for row in table.rows]


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("charset", CHARSETS)
def test_every_dialect_reads_the_same(charset: str, delimiter: str, line_end: str) -> None:
    table = table_of(text_file([HEADER, *ROWS], delimiter, charset, line_end))
    assert [column.name for column in table.columns] == HEADER
    assert cells(table) == ROWS
    assert [row.line for row in table.rows] == [2, 3, 5]


# Of the letters above ASCII only those whose bytes in Windows-1252 cannot by chance be UTF-8.
alphabet = st.one_of(
    st.characters(min_codepoint=0x20, max_codepoint=0x7E), st.characters(min_codepoint=0xC0, max_codepoint=0xFF)
)
letters = st.text(alphabet, max_size=12).filter(lambda text: "#" not in text)  # by which errors of spreadsheets begin
cell = st.one_of(letters, st.sampled_from(["a\nb", 'say "hi"', "x;y,z\tw", " padded "]))


@given(
    rows=st.lists(st.lists(cell, min_size=3, max_size=3), max_size=6),
    charset=st.sampled_from(CHARSETS),
    delimiter=st.sampled_from(",;\t"),
)
def test_a_written_table_reads_back_the_same(rows: list[list[str]], charset: str, delimiter: str) -> None:
    table = table_of(
        text_file([HEADER, *([f"#{number}", *row[1:]] for number, row in enumerate(rows))], delimiter, charset)
    )
    assert cells(table) == [[f"#{number}", *row[1:]] for number, row in enumerate(rows)]


@settings(deadline=None)  # writing a workbook takes most of the time, and a busy machine more
@given(
    rows=st.lists(
        st.lists(letters.filter(lambda text: not text.startswith(("=", "#"))), min_size=2, max_size=2), max_size=4
    )
)
def test_a_written_workbook_reads_back_the_same(rows: list[list[str]]) -> None:
    written = [[f"#{number}", *row] for number, row in enumerate(rows)]
    assert cells(table_of(workbook([HEADER, *written]), "people.xlsx")) == written


def test_windows_letters_are_read_and_said_so_with_an_example() -> None:
    [note] = table_of(text_file([HEADER, *ROWS], ";", "cp1252")).notes
    assert "Windows-1252" in note
    assert "Müller, Jörg" in note


def test_a_broken_byte_in_utf_8_does_not_turn_all_accents_into_nonsense() -> None:
    answer = read_table(text_file([HEADER, *ROWS]).replace("ñ".encode(), b"\xf1"), "people.csv")
    assert isinstance(answer, Refused)
    assert "Line 3" in answer.sentence


def test_the_separator_that_a_file_announces_for_excel_is_taken_and_is_no_row() -> None:
    table = table_of(b"sep=;\r\n" + text_file([HEADER, *ROWS], ";"))
    assert [column.name for column in table.columns] == HEADER
    assert table.rows[0].line == 3


def test_the_delimiter_is_the_one_that_makes_known_headers_not_the_most_frequent_character() -> None:
    table = table_of(b"EmpID;Employee Name\n1;Smith, John, Jr, MD\n2;Doe, Jane, PhD, MD\n")
    assert cells(table) == [["1", "Smith, John, Jr, MD"], ["2", "Doe, Jane, PhD, MD"]]


def test_titles_and_blank_lines_above_the_header_are_skipped() -> None:
    table = table_of(b"Staff list 2026,,\n\n,,\nEmpID,Name,Dept\n1,Ann Lee,Ops\n\n,,\n2,Bo Ek,Ops\n")
    assert [column.name for column in table.columns] == ["EmpID", "Name", "Dept"]
    assert [row.line for row in table.rows] == [5, 8]


def test_labels_below_technical_names_are_a_second_header_row() -> None:
    table = table_of(b"USERID,FIRSTNAME,CUSTOM01\nUser ID,First Name,Shoe\n1,Ann,38\n")
    assert [column.names for column in table.columns] == [
        ("USERID", "User ID"),
        ("FIRSTNAME", "First Name"),
        ("CUSTOM01", "Shoe"),
    ]
    assert len(table.rows) == 1


def test_group_titles_above_the_names_are_a_second_header_row() -> None:
    table = table_of(b"Person,,Reward,\nEmpID,Name,Amount,Currency\n1,Ann Lee,5,EUR\n")
    assert [(column.name, column.group) for column in table.columns] == [
        ("EmpID", "Person"),
        ("Name", "Person"),
        ("Amount", "Reward"),
        ("Currency", "Reward"),
    ]


@pytest.mark.parametrize("row", ["1,Manager,Sales", "2,Health,Medical", "Team,Manager,Division", ",Name,Department"])
def test_a_first_person_whose_cells_read_like_headers_is_still_a_person(row: str) -> None:
    assert cells(table_of(f"EmpID,Name,Department\n{row}\n".encode())) == [row.split(",")]


def test_known_names_below_group_titles_that_are_known_themselves_are_the_header() -> None:
    table = table_of(b"Employee,,Job,Location\nEmpID,First Name,Title,City\n1,Ann,Analyst,Oslo\n")
    assert [column.name for column in table.columns] == ["EmpID", "First Name", "Title", "City"]
    assert len(table.rows) == 1


def test_rows_that_do_not_fit_the_header_are_wrong_rows_and_the_others_stand() -> None:
    table = table_of(b"EmpID,Name,Department\n1,Ann,Sales\n2,Bo\n3,Cy,Ops,extra\n4,Di,Ops,\n")
    assert [row.line for row in table.rows] == [2, 5]
    assert [(row.line, row.reason) for row in table.misshapen] == [
        (3, "has 2 cells where the header has 3: a line break or a quotation mark may be misplaced"),
        (4, "has 4 cells where the header has 3: a text with a separator in it may lack quotation marks"),
    ]


def test_only_the_columns_to_keep_are_in_memory() -> None:
    answer = read_table(text_file([HEADER, *ROWS]), "people.csv", keep=lambda columns: [len(columns) - 1, 0])
    assert isinstance(answer, Table)
    assert answer.rows[0].cells == ("R&D; Labs, East", "007")


def test_a_workbooks_values_read_as_a_csv_export_would_write_them() -> None:
    seen = datetime(2020, 1, 2, 3, 4)  # noqa: DTZ001 - a spreadsheet knows no zone
    header: list[Cell] = ["EmpID", "Name", "Hire Date", "Level", "Active", "Seen"]
    content = workbook([header, [7, "Ann", date(2020, 1, 31), 3.0, True, seen]], number_format="00000")
    assert cells(table_of(content, "people.xlsx")) == [
        ["00007", "Ann", "2020-01-31", "3", "TRUE", "2020-01-02 03:04:00"]
    ]


def test_a_workbook_is_read_from_its_first_visible_sheet_with_cells() -> None:
    book = Workbook()
    for name, state, row in (
        ("Old", "hidden", ["EmpID"]),
        ("Empty", "visible", []),
        ("Staff", "visible", ["EmpID", "Name"]),
    ):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(row)
        sheet.append(["1", "Ann"])
        if not row:
            sheet.delete_rows(1, 2)
    book.remove(book.worksheets[0])
    table = table_of(saved(book), "people.xlsx")
    assert [column.name for column in table.columns] == ["EmpID", "Name"]
    assert table.notes == ("Only the sheet “Staff” was read, not “Empty”.",)


def test_a_spreadsheets_error_makes_its_row_wrong() -> None:
    [wrong] = table_of(b"EmpID,Name,Department\n1,Ann,#REF!\n").misshapen
    assert wrong.reason == "Department holds the spreadsheet error #REF!"


def test_formatting_that_reaches_to_the_last_column_of_excel_is_no_column() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["EmpID", "Name"])
    sheet.append(["1", "Ann Lee"])
    sheet.cell(2, 16_384).number_format = "0.00"
    assert cells(table_of(saved(book), "people.xlsx")) == [["1", "Ann Lee"]]


def test_texts_with_formats_inside_and_escapes_are_read_whole() -> None:
    shared = with_shared_texts(
        workbook([["EmpID"]]),
        [
            "EmpID",
            "Name",
            "<si><r><t>Ann </t></r><r><rPr><b/></rPr><t>Lee</t></r></si>",
            "a_x005F_x0041_b",
            "<si></si>",
        ],
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>2</v></c></row>'
        '<row r="3"><c t="inlineStr"><is><r><t>Bo</t></r><r><t> Ek</t></r></is></c><c t="inlineStr"><is><t>Cy</t></is></c></row>'
        '<row r="4"><c r="A4" t="s"><v>4</v></c><c t="inlineStr"><is><t>Di</t></is></c></row>',
    )
    assert cells(table_of(shared, "people.xlsx")) == [["a_x0041_b", "Ann Lee"], ["Bo Ek", "Cy"], ["", "Di"]]


def test_a_header_may_stand_below_rows_that_are_not_stored() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["B5"], sheet["C5"] = "EmpID", "Name"
    sheet["B9"], sheet["C9"] = "007", "Ann Lee"
    table = table_of(saved(book), "people.xlsx")
    assert [(row.line, row.cells[1:]) for row in table.rows] == [(9, ("007", "Ann Lee"))]


def test_rows_in_no_order_are_refused_and_none_is_lost_in_silence() -> None:
    content = workbook([["EmpID", "Name"], ["1", "Ann"], ["2", "Bo"]])
    sheet = part_of(content, "xl/worksheets/sheet1.xml").replace(b'<row r="3">', b'<row r="2">')
    answer = read_table(with_part(content, "xl/worksheets/sheet1.xml", sheet), "people.xlsx")
    assert isinstance(answer, Refused)
    assert "damaged" in answer.sentence
