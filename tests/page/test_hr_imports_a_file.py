"""HR in the page: drops a file that has mistakes in it, reads what would change, and confirms the rest."""

from collections.abc import Callable

from playwright.sync_api import expect
from sqlalchemy import func, select

from storage.tables import EmployeeRow
from tests.page.reader import Reader
from tests.scenarios.world import World

PEOPLE = b"""EmpID,First Name,Last Name,Work Email,Salary,Hire Date,Status
90001,Nia,Newman,nia@harbour.example,1,2020-03-31,Active
90002,Olu,Novice,olu@harbour.example,2,2020-02-31,Active
90003,Pia,Present,pia@harbour.example,3,2019-01-31,Active
"""


def _employees(world: World) -> int:
    with world.database.read() as session:
        return session.scalars(select(func.count()).select_from(EmployeeRow)).one()


def test_wrong_rows_are_named_and_the_good_ones_wait_for_a_yes(world: World, read_as: Callable[..., Reader]) -> None:
    hana = read_as("hana")
    hana.go_to("hr-admin")
    before = _employees(world)
    hana.page.get_by_label("Choose files").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE}
    )
    preview = hana.message("Nothing has been changed yet.")
    expect(preview).to_contain_text("2 new people")
    expect(preview).to_contain_text("Salary (pay)")
    expect(preview).to_contain_text("employee 90002")
    assert _employees(world) == before
    preview.get_by_role("button", name="Import").click()
    expect(hana.message("imported people.csv").get_by_role("button", name="Import")).to_have_count(0)
    assert _employees(world) == before + 2
