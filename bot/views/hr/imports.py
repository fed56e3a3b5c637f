"""A file that was dropped for import: what it would change, what it did, and why not."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.usecases.importing.dropped_files import Seen
from bot.usecases.importing.file import Applied, Preview, SettledBefore
from bot.views.blocks import LONGEST_SECTION, actions, button, context, header, section
from bot.views.csv_cells import as_csv
from bot.views.dates import counted
from bot.views.ids import Action
from bot.views.text import escaped, shortened
from bot.views.values import ImportChoice, Page
from hris.answers import WrongRow
from hris.dates import DateOrder
from hris.records import Kind

MOST_WRONG_SHOWN = 10
"""Wrong rows told in the message itself; more of them come as a file."""

_MOST_LISTED = 12
_LONGEST_LINE = 300
_LONGEST_NAME = 80

_RECORDS = {
    Kind.EMPLOYEES: ("person", "people"),
    Kind.SKILLS: ("skill", "skills"),
    Kind.COMPLETIONS: ("completed training", "completed trainings"),
    Kind.REVIEWS: ("review", "reviews"),
    Kind.RECOGNITION: ("recognition", "recognitions"),
    Kind.LEAVE: ("leave", "leaves"),
    Kind.CALENDAR: ("day of the company calendar", "days of the company calendar"),
}

_IF_IT_STANDS_STILL = "If this stands still for minutes, I was interrupted. Drop the file again then: it is imported as a whole or not at all."

_LARGE_WORKBOOK = 20 * 2**20
"""Bytes of a workbook that takes more than half a minute to read: about 150,000 rows of 24 columns."""

_SLOW = " A workbook of this size takes a minute or more; saved as CSV, the same table is read several times as fast."

HOW_TO_IMPORT = (
    "Drop a .csv, .tsv or .xlsx file into this channel, just as your HR system exports it. I read employees, skills, "
    "completed trainings, reviews, recognition, leave, and the company calendar. You see what the file would change, and "
    "nothing changes until you confirm."
)


def reading(filename: str, size: int = 0) -> str:
    """Return what stands there while a file of `size` bytes is read."""
    slow = filename.casefold().endswith(".xlsx") and size > _LARGE_WORKBOOK
    return f"Reading {_file(filename)} …{_SLOW if slow else ''}"


def working(filename: str, what: str, done: int, total: int) -> str:
    """Return how far along a file is; `what` is such as ``Comparing``."""
    return f"{what} {_file(filename)}: {done:,} of {total:,} rows …"


def importing(filename: str, by: str) -> str:
    """Return what stands there once a file was confirmed."""
    return f"<@{by}> has confirmed {_file(filename)}. Importing …"


def under_way(text: str) -> list[Block]:
    """Return a message about a file while something is done with it, with what to do if that never ends."""
    return [section(text), context(_IF_IT_STANDS_STILL)]


def refused(filename: str, sentence: str) -> str:
    """Return what HR reads of a file that cannot be read."""
    return f"{_file(filename)}: {escaped(sentence)} Nothing was changed."


def preview_text(seen: Seen) -> str:
    """Return what a notification or a screen reader gets of a preview."""
    return f"{_file(seen.source.filename)}: {_counts(seen.preview)}."


def preview_blocks(seen: Seen, file_id: str) -> list[Block]:
    """Return what a file would change, with what there is to decide."""
    preview = seen.preview
    blocks: list[Block] = [
        header(f"{shortened(seen.source.filename, _LONGEST_NAME)}: {preview.kind.value}"),
        section(_counts_in_bold(preview)),
        *_lists(
            (
                "*Dropped unread, because no rule may use them:*",
                [f"{each.header} ({each.why})" for each in seen.dropped],
            ),
            ("*Please note:*", [*seen.notes, *preview.sentences]),
        ),
        *_wrong(preview.wrong),
    ]
    if seen.unused:
        blocks.append(context(f"Not used: {escaped(_some(seen.unused))}."))
    choice = ImportChoice(file_id, seen.source.sha256, seen.date_order.value if seen.date_order else "")
    cancel = button("Cancel", Action.HR_IMPORT_CANCEL, choice)
    if seen.questions:
        blocks += [section(escaped(question.sentence)) for question in seen.questions[:_MOST_LISTED]]
        blocks.append(
            actions(
                button("Day first: 31/12/2026", Action.HR_IMPORT_DAY_FIRST, choice),
                button("Month first: 12/31/2026", Action.HR_IMPORT_MONTH_FIRST, choice),
                cancel,
            )
        )
    elif preview.changes_anything:
        blocks.append(actions(button("Import", Action.HR_IMPORT_CONFIRM, choice, "primary"), cancel))
        blocks.append(context("Nothing has been changed yet."))
    else:
        blocks.append(section("Everything in this file that can be read is known already. There is nothing to import."))
    return blocks


def applied_text(filename: str, applied: Applied, by: str) -> str:
    """Return what was done, as a line."""
    return f"<@{by}> imported {_file(filename)}: {_counts(applied.done)}."


def applied_blocks(filename: str, applied: Applied, by: str) -> list[Block]:
    """Return what was done, with what comes next."""
    lines = [applied_text(filename, applied, by)]
    blocks: list[Block] = []
    if applied.done.kind is Kind.EMPLOYEES:
        if applied.linked:
            lines.append(f"Linked to Slack by e-mail: {counted(applied.linked, 'person', 'people')}.")
        without = applied.without_account
        if without:
            lines.append(f"{counted(without, 'person has', 'people have')} no Slack account yet.")
            blocks = [actions(button("Match them", Action.HR_UNMATCHED, Page("", 0)))]
        else:
            lines.append("Everybody who works here has a Slack account.")
    return [section("\n".join(lines)), *blocks]


def cancelled(filename: str, by: str) -> str:
    """Return what stands there once an import was called off."""
    return f"<@{by}> cancelled the import of {_file(filename)}. Nothing was changed."


def broke_off(filename: str) -> str:
    """Return what stands there if an import did not come to its end."""
    return (
        f"The import of {_file(filename)} broke off. Please drop the file again: you will see whether it was applied."
    )


def settled(before: SettledBefore) -> str:
    """Return what somebody reads who was not the first."""
    if before.was_applied:
        return f"<@{before.by}> imported this file already. Nothing was changed now; drop it again if that is needed."
    return f"<@{before.by}> cancelled this import. Nothing was changed; drop the file again to import it."


ANOTHER_FILE = "This file is not the one you were shown any more, so nothing was changed. Please drop it here again and look at it anew."

RUNNING = "This import is under way already. Its message shows how far it is."


def wrong_rows_file(wrong: Sequence[WrongRow]) -> bytes:
    """Return every wrong row with its reason, as a CSV file."""
    return as_csv(("Line", "Employee number", "Reason"), [(row.line, row.number, row.reason) for row in wrong])


def wrong_rows_comment(filename: str, wrong: Sequence[WrongRow]) -> str:
    """Return the words that go with that file."""
    return f"The {counted(len(wrong), 'row')} of {_file(filename)} that cannot be imported, and why."


def answered_order(action: str) -> DateOrder:
    """Return what a press on a question says."""
    return DateOrder.DAY_FIRST if action == Action.HR_IMPORT_DAY_FIRST else DateOrder.MONTH_FIRST


def _wrong(wrong: Sequence[WrongRow]) -> list[Block]:
    lines = [_wrong_row(row) for row in wrong[:MOST_WRONG_SHOWN]]
    if len(wrong) > MOST_WRONG_SHOWN:
        lines.append(f"… and {len(wrong) - MOST_WRONG_SHOWN:,} more: the file in the thread lists them all.")
    return _list("*Wrong rows, which are left out:*", lines) if lines else []


def _wrong_row(row: WrongRow) -> str:
    whose = f" (employee {escaped(shortened(row.number, _LONGEST_NAME))})" if row.number else ""
    return f"line {row.line}{whose}: {escaped(shortened(row.reason, _LONGEST_LINE))}"


def _lists(*lists: tuple[str, Sequence[str]]) -> list[Block]:
    blocks: list[Block] = []
    for title, entries in lists:
        lines = [escaped(shortened(entry, _LONGEST_LINE)) for entry in entries[:_MOST_LISTED]]
        if len(entries) > _MOST_LISTED:
            lines.append(f"and {len(entries) - _MOST_LISTED:,} more")
        if lines:
            blocks += _list(title, lines)
    return blocks


def _list(title: str, lines: Sequence[str]) -> list[Block]:
    """Return a titled list, in as many sections as it takes."""
    blocks: list[Block] = []
    text = title
    for line in lines:
        if len(text) + len(line) + 3 > LONGEST_SECTION:
            blocks.append(section(text))
            text = ""
        text += f"\n• {line}"
    return [*blocks, section(text.strip())]


def _counts_in_bold(preview: Preview) -> str:
    one, many = _RECORDS[preview.kind]
    left = f" ({preview.left:,} of these have left)" if preview.left else ""
    return (
        f"*{counted(preview.new, f'new {one}', f'new {many}')}*, *{preview.changed:,} changed*{left}, "
        f"{preview.unchanged:,} unchanged, {len(preview.wrong):,} wrong."
    )


def _counts(preview: Preview) -> str:
    return _counts_in_bold(preview).replace("*", "").rstrip(".")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_LISTED:,} more" if len(names) > _MOST_LISTED else ""
    return ", ".join(shortened(name, _LONGEST_NAME) for name in names[:_MOST_LISTED]) + more


def _file(filename: str) -> str:
    return escaped(shortened(filename, _LONGEST_NAME))
