from bot.views.hr.imports import reading


def test_whoever_drops_a_workbook_that_takes_long_reads_what_is_faster() -> None:
    assert "saved as CSV" in reading("people.XLSX", 30 * 2**20)
    assert "CSV" not in reading("people.xlsx", 2**20)
    assert "CSV" not in reading("people.csv", 30 * 2**20)
