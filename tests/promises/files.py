"""The files of the HR system: people leave, come back, go on leave, change department."""

from collections.abc import Mapping
from datetime import timedelta

from bot.usecases.importing.file import Source, apply
from hris.answers import Reading
from hris.reading import read_file
from tests.promises.company import HR, Company
from tests.readings import reading_of

NEWS: Mapping[str, tuple[str, str]] = {
    "leaves": ("Status", "Terminated"),
    "is away": ("Status", "On leave"),
    "is here": ("Status", "Active"),
    "goes to the office": ("Department", "Office"),
    "goes to the crew": ("Department", "Crew"),
}
"""What a file says of somebody, with the cell that says it."""

ON_LEAVE = "is on leave for some days"
"""What another file says."""

_SOURCE = Source.of("people.csv", b"made up")


def import_news(company: Company, who: str, news: str, days: int) -> None:
    """Import what there is to say of somebody; a leave goes on for so many days more."""
    if news == ON_LEAVE:
        import_leave(company, who, days)
    else:
        import_people(company, who, news)


def import_people(company: Company, who: str, news: str) -> None:
    """Import a file of everybody in which one line has changed."""
    header, cell = NEWS[news]
    company.memory.records[who][header] = cell
    reading = reading_of(list(company.memory.records.values()), company.now.date())
    done = apply(company.database, reading, _SOURCE, HR, company.now)
    assert not done.done.wrong, done


def import_leave(company: Company, who: str, days: int) -> None:
    """Import that somebody is on leave from today on, for so many days more."""
    number = company.memory.records[who]["Employee ID"]
    today = company.now.date()
    lines = f"Employee ID,Leave Type,Start Date,End Date\r\n{number},Holiday,{today},{today + timedelta(days=days)}\r\n"
    reading = read_file(lines.encode(), "leave.csv", today=today)
    assert isinstance(reading, Reading), reading
    apply(company.database, reading, _SOURCE, HR, company.now)
