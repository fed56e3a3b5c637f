"""No two people who work here have one e-mail address: it is what links them to their Slack accounts."""

from collections.abc import Mapping, Sequence

from career.employees import EmploymentStatus
from hris.records import EmployeeRecord, Status
from storage.importing.imports import KnownPerson


def clashing_emails(records: Sequence[EmployeeRecord], known: Mapping[str, KnownPerson]) -> Mapping[int, str]:
    """Return, by line, the reason why a row's e-mail address cannot be taken: somebody in the database keeps it.

    Somebody who has left keeps nothing, and neither does somebody to whom the file gives another address, unless that
    row is wrong itself. Within a file, addresses are each one person's already; all of them are in lower case.
    """
    holders = {
        person.email: key
        for key, person in known.items()
        if person.email is not None and person.status is not EmploymentStatus.LEFT
    }
    claims = [
        (record, holder)
        for record in records
        if record.status is not Status.LEFT
        and record.email is not None
        and (holder := holders.get(record.email)) is not None
        and holder != record.number.casefold()
    ]
    letting_go = {record.number.casefold() for record in records}
    wrong: dict[int, str] = {}
    while refused := [claim for claim in claims if claim[1] not in letting_go]:
        for record, holder in refused:
            wrong[record.line] = f"the e-mail address {record.email} is that of employee {known[holder].number}"
            letting_go.discard(record.number.casefold())  # whose row is wrong keeps the address they have
        claims = [claim for claim in claims if claim[0].line not in wrong]
    return wrong
