"""Who did what and when, as HR reads it."""

import re
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block

from bot.usecases.house.recording import AuditPage, Subject
from bot.views.blocks import context, header, section
from bot.views.dates import counted, moment
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped, shortened
from storage.house.audit_reading import Entry

PAGE_SIZE = 15
_LONGEST_DETAILS = 150
_LONGEST_WORDS = 80
_ACCOUNT = re.compile(r"[UW][A-Z0-9]{2,}")

HOW_TO_EXPORT = (
    "Please say what: "
    + ", ".join(f"`/hr export {subject}`" for subject in Subject)
    + ". You get it here as a CSV file."
)


def audit_blocks(page: AuditPage, zone: str | None) -> list[Block]:
    """Return one page, its instants in the reader's `zone`."""
    if not page.entries:
        return [section(audit_as_text(page))]
    place = Place(page.skip, PAGE_SIZE, page.total)
    return [
        header("Who did what"),
        *(section(_entry(entry, zone)) for entry in page.entries),
        *place.foot(Action.HR_AUDIT_BACK, Action.HR_AUDIT_MORE, searched(page.words)),
        context(
            "Search with `/hr audit words`: a person, a day such as 2026-11-24, or what was done. All of it: `/hr export audit`"
        ),
    ]


def audit_as_text(page: AuditPage) -> str:
    """Return what a notification or a screen reader gets of it."""
    about = f" with “{escaped(shortened(page.words, _LONGEST_WORDS))}”" if page.words else ""
    if not page.total:
        return f"Nothing was done yet{about}." if not about else f"Nothing is recorded{about}."
    return f"{counted(page.total, 'entry', 'entries')} in the record{about}"


def table_comment(rows: int, by: str) -> str:
    """Return the words that go with a table of so many rows."""
    return f"<@{by}> asked for this: {counted(rows, 'row')}."


def making(subject: Subject) -> str:
    """Return what HR reads while the file is made."""
    return f"I am writing the file ({subject}); it comes here in a moment."


def _entry(entry: Entry, zone: str | None) -> str:
    who = f"<@{entry.by}>" if _ACCOUNT.fullmatch(entry.by) else escaped(entry.by)
    what = escaped(entry.action.replace(".", " ").replace("_", " "))
    details = _details(entry.details)
    return f"{moment(entry.at, zone)}  {who}: *{what}*, {escaped(entry.subject.replace(':', ' '))}{details}"


def _details(details: Mapping[str, Any]) -> str:
    told = ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in details.items() if value not in (None, ""))
    return f"\n_{escaped(shortened(told, _LONGEST_DETAILS)).replace('_', ' ')}_" if told else ""
