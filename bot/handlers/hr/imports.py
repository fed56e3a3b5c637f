"""A file dropped in the HR channel: shown first, imported once somebody of HR confirms it."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Lock
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.orders import Order, Reply
from bot.handlers.replies import tell
from bot.slack.clients import access_of, answering_client, reading_client
from bot.slack.dropped_files import NotFetched, SharedFile, describe_file, fetch
from bot.slack.uploads import Upload, share
from bot.usecases.importing.dropped_files import (
    AnotherFile,
    Confirmed,
    import_confirmed,
    is_for_the_importer,
    look,
    take_on,
)
from bot.usecases.importing.file import Applied, SettledBefore, call_off, settled_before
from bot.views import problems
from bot.views.blocks import section
from bot.views.hr import imports as hr_import
from bot.views.ids import Action
from bot.views.values import ImportChoice, decoded
from hris.answers import Refused
from hris.dates import DateOrder
from hris.limits import MAX_BYTES

_SECONDS_BETWEEN_WORDS = 3.0
"""How often a message says how far along a file is: Slack takes about one change a second to a channel."""

_TAKEN = "hr.import.taken"
"""Where the acknowledging half leaves, in Bolt's context, that this file is new to us."""


def register(app: App, desk: Desk) -> None:
    """Listen to files in the HR channel, and to what is pressed under them."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    hr.event("file_shared", listen.take, listen.show)
    for question in (Action.HR_IMPORT_DAY_FIRST, Action.HR_IMPORT_MONTH_FIRST):
        hr.action(question, acknowledge, listen.answer)
    hr.action(Action.HR_IMPORT_CONFIRM, acknowledge, listen.confirm)
    hr.action(Action.HR_IMPORT_CANCEL, acknowledge, listen.cancel)


def orders(desk: Desk) -> tuple[Order, ...]:  # noqa: ARG001  every topic is asked alike
    """Return what HR can type about files."""

    def explain(_by: str, _rest: str) -> Reply:
        return Reply(hr_import.HOW_TO_IMPORT, [section(hr_import.HOW_TO_IMPORT)])

    return (Order("import", "import", "how to bring in a file from the HR system", explain),)


@dataclass(slots=True)
class _Message:
    """The one message about a file, which changes as things go on."""

    client: WebClient
    channel: str
    ts: str
    _said_at: float = field(default_factory=time.monotonic)

    def say(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """Let it say something else; blocks always go along, for text alone would leave the old ones there.

        Asked again where Slack is in trouble: to change a message to the same twice is harmless.
        """
        patient = reading_client(*access_of(self.client))
        patient.chat_update(channel=self.channel, ts=self.ts, text=text, blocks=blocks or [section(text)])
        self._said_at = time.monotonic()

    def attach(self, upload: Upload, comment: str) -> None:
        """Put a file under a `comment` into the thread of the message, or say there that Slack did not take it."""
        trouble = share(self.client, self.channel, upload, comment, below=self.ts)
        if trouble is not None:
            answering = answering_client(*access_of(self.client))
            text = problems.could_not_share(trouble.code)
            answering.chat_postMessage(channel=self.channel, thread_ts=self.ts, text=text)

    def progress(self, what: str, filename: str) -> Callable[[int, int], None]:
        """Return what tells now and then how far a file is."""

        def tell_progress(done: int, total: int) -> None:
            if time.monotonic() - self._said_at >= _SECONDS_BETWEEN_WORDS:
                self._said_at = time.monotonic()
                text = hr_import.working(filename, what, done, total)
                with suppress(SlackApiError, OSError, HTTPException):  # the work itself goes on
                    blocks = hr_import.under_way(text)
                    self.client.chat_update(channel=self.channel, ts=self.ts, text=text, blocks=blocks)

        return tell_progress


@dataclass(slots=True)
class _Listeners:
    desk: Desk
    _one_file: Lock = field(default_factory=Lock)
    """A file of 100,000 people takes a few hundred megabytes while it is read: one at a time."""
    _running: set[str] = field(default_factory=set)
    _running_lock: Lock = field(default_factory=Lock)

    def take(self, ack: Ack, event: dict[str, Any], context: BoltContext) -> None:
        """Take a file on, once: Slack tells of it again where it did not hear from us in time."""
        context[_TAKEN] = take_on(self.desk.database, str(event["file_id"]), self.desk.now())
        ack()

    def show(self, client: WebClient, event: dict[str, Any], context: BoltContext) -> None:
        if not context.get(_TAKEN):
            return
        file = describe_file(client, event["file_id"])
        if isinstance(file, SharedFile) and not is_for_the_importer(file.name, file.media_type):
            return
        channel = self.desk.settings.hr_channel
        name, size = (file.name, file.size) if isinstance(file, SharedFile) else ("The file", 0)
        text = hr_import.reading(name, size)
        answering = answering_client(*access_of(client))
        posted = answering.chat_postMessage(channel=channel, text=text, blocks=hr_import.under_way(text))
        message = _Message(client, channel, posted["ts"])
        if isinstance(file, NotFetched):
            message.say(hr_import.refused(name, file.sentence))
        else:
            self._look(message, file, None)

    def answer(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], respond: Respond) -> None:
        choice = decoded(ImportChoice, action.get("value"))
        found = self._found(client, choice, respond)
        if found is not None:
            self._look(_message(client, body), found, hr_import.answered_order(action["action_id"]))

    def confirm(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext, respond: Respond
    ) -> None:
        choice = decoded(ImportChoice, action.get("value"))
        file = self._found(client, choice, respond)
        if file is None:
            return
        with self._only_once(choice.file_id) as is_first:
            if not is_first:
                tell(respond, hr_import.RUNNING)
                return
            message, by = _message(client, body), str(context.user_id)
            text = hr_import.importing(file.name, by)
            message.say(text, hr_import.under_way(text))
            is_told = False
            try:
                self._import(message, file, choice, by, respond)
                is_told = True
            finally:
                if not is_told:
                    message.say(hr_import.broke_off(file.name))

    def cancel(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext, respond: Respond
    ) -> None:
        choice, by = decoded(ImportChoice, action.get("value")), str(context.user_id)
        before = call_off(self.desk.database, _request(choice.file_id), by, self.desk.now())
        if before is not None:
            tell(respond, hr_import.settled(before))
            return
        file = describe_file(client, choice.file_id)
        name = file.name if isinstance(file, SharedFile) else "that file"
        _message(client, body).say(hr_import.cancelled(name, by))

    def _look(self, message: _Message, file: SharedFile, order: DateOrder | None) -> None:
        """Read a file and say what it would change."""
        with self._one_file:
            content = fetch(message.client, file, MAX_BYTES)
            if isinstance(content, NotFetched):
                message.say(hr_import.refused(file.name, content.sentence))
                return
            comparing = message.progress("Comparing", file.name)
            seen = look(self.desk.database, content, file.name, order, self.desk.now(), comparing)
        if isinstance(seen, Refused):
            message.say(hr_import.refused(file.name, seen.sentence))
            return
        message.say(hr_import.preview_text(seen), hr_import.preview_blocks(seen, file.file_id))
        wrong = seen.preview.wrong
        if len(wrong) > hr_import.MOST_WRONG_SHOWN:
            message.attach(
                Upload("wrong-rows.csv", "wrong-rows.csv", hr_import.wrong_rows_file(wrong)),
                hr_import.wrong_rows_comment(file.name, wrong),
            )

    def _import(self, message: _Message, file: SharedFile, choice: ImportChoice, by: str, respond: Respond) -> None:
        order = DateOrder(choice.date_order) if choice.date_order else None
        confirmed = Confirmed(_request(choice.file_id), choice.sha256, order, by)
        with self._one_file:
            content = fetch(message.client, file, MAX_BYTES)
            if isinstance(content, NotFetched):
                message.say(hr_import.refused(file.name, content.sentence))
                return
            importing = message.progress("Importing", file.name)
            answer = import_confirmed(self.desk.database, content, file.name, confirmed, self.desk.now(), importing)
        match answer:
            case Applied():
                text = hr_import.applied_text(file.name, answer, by)
                message.say(text, hr_import.applied_blocks(file.name, answer, by))
            case SettledBefore():
                tell(respond, hr_import.settled(answer))
            case Refused(sentence):
                message.say(hr_import.refused(file.name, sentence))
            case AnotherFile():
                message.say(hr_import.ANOTHER_FILE)
            case unknown:
                assert_never(unknown)

    def _found(self, client: WebClient, choice: ImportChoice, respond: Respond) -> SharedFile | None:
        """Return the file a button is about, which must be one of the HR channel's: what a button carries may be forged."""
        before = settled_before(self.desk.database, _request(choice.file_id))
        if before is not None:
            tell(respond, hr_import.settled(before))
            return None
        file = describe_file(client, choice.file_id)
        if isinstance(file, NotFetched):
            tell(respond, file.sentence)
            return None
        if self.desk.settings.hr_channel not in file.channels:
            tell(respond, hr_import.ANOTHER_FILE)
            return None
        return file

    @contextmanager
    def _only_once(self, file_id: str) -> Iterator[bool]:
        """Tell whether nobody else in this process is importing the file; between processes the database decides."""
        with self._running_lock:
            is_first = file_id not in self._running
            self._running.add(file_id)
        try:
            yield is_first
        finally:
            if is_first:
                with self._running_lock:
                    self._running.discard(file_id)


def _message(client: WebClient, body: dict[str, Any]) -> _Message:
    place = body["container"]
    return _Message(client, place["channel_id"], place["message_ts"])


def _request(file_id: str) -> str:
    return f"import:{file_id}"
