from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient

from bot.manifest import manifest
from bot.slack.dropped_files import NotFetched, SharedFile, describe_file, fetch
from sandbox.local_slack import LocalSlack
from tests.scenarios.world import HR_CHANNEL, slack_id, workspace

CONTENT = b"EmpID,First Name\n1,Ada\n"


def _without_scope() -> dict[str, Any]:
    described = manifest()
    described["oauth_config"]["scopes"]["bot"].remove("files:read")
    described["settings"]["event_subscriptions"]["bot_events"].remove("file_shared")
    return described


@dataclass
class Elsewhere:
    """A server that is not Slack: it notes each request's `Authorization`, and hands out a file or sends on."""

    port: int = 0
    tokens: list[str | None] = field(default_factory=list)

    @classmethod
    @contextmanager
    def running(cls, status: int = 200, send_on_to: str = "") -> Iterator["Elsewhere"]:
        """Run one while the block lasts, which answers with this `status`."""
        found = cls()

        class Answering(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found.tokens.append(self.headers["Authorization"])
                self.send_response(status)
                self.send_header("Location", send_on_to)
                self.send_header("Content-Type", "text/csv")
                self.end_headers()
                self.wfile.write(CONTENT)

            def log_message(self, *_arguments: object) -> None:
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
            found.port = server.server_port
            Thread(target=server.serve_forever).start()
            try:
                yield found
            finally:
                server.shutdown()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere.running() as found:
        yield found


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(workspace(), manifest()) as local:
        yield local


def dropped(slack: LocalSlack) -> tuple[WebClient, str]:
    slack.person(slack_id("hana")).upload("people.csv", CONTENT, HR_CHANNEL)
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    return client, slack.person(slack_id("hana")).last(HR_CHANNEL).files[0]["id"]


def described(slack: LocalSlack) -> tuple[WebClient, SharedFile]:
    client, file_id = dropped(slack)
    file = describe_file(client, file_id)
    assert isinstance(file, SharedFile)
    return client, file


def test_a_file_is_fetched_with_the_token(slack: LocalSlack) -> None:
    client, file = described(slack)
    assert (file.name, file.size) == ("people.csv", len(CONTENT))
    assert fetch(client, file, 1_000) == CONTENT
    assert slack.record.errors == []


def test_a_page_to_sign_in_is_no_file(slack: LocalSlack) -> None:
    _, file = described(slack)
    stranger = WebClient("xoxb-of-somebody-else", base_url=slack.api_url)
    answer = fetch(stranger, file, 1_000)
    assert isinstance(answer, NotFetched)
    assert "files:read" in answer.sentence
    assert [breach.rule for breach in slack.record.errors] == ["files.no_auth"]


def test_without_the_scope_hr_reads_what_is_missing() -> None:
    with LocalSlack(workspace(), _without_scope()) as slack:
        client, file_id = dropped(slack)
        answer = describe_file(client, file_id)
        assert isinstance(answer, NotFetched)
        assert "files:read" in answer.sentence


@pytest.mark.parametrize("stated", [10**9, 1])
def test_no_more_than_the_limit_is_read_whatever_size_is_stated(slack: LocalSlack, stated: int) -> None:
    client, file = described(slack)
    lying = SharedFile(file.file_id, file.name, file.media_type, stated, file.address, file.channels)
    answer = fetch(client, lying, 10)
    assert isinstance(answer, NotFetched)
    assert "more than" in answer.sentence


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:{port}/people.csv",
        "http://127.0.0.1:{port}/people.csv",
        "http://{slack}@127.0.0.1:{port}/people.csv",
        "https://{slack}/people.csv",
        "http://127.0.0.1.example/x",
        "http://127.0.0.1:harbour/x",
        "http://[::1/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_a_file_that_is_kept_elsewhere_is_not_asked_for_there(
    slack: LocalSlack, elsewhere: Elsewhere, address: str
) -> None:
    client, file = described(slack)
    at = address.format(port=elsewhere.port, slack=urlsplit(slack.api_url).netloc)
    answer = fetch(client, replace(file, address=at), 1_000)
    assert isinstance(answer, NotFetched)
    assert "not kept at Slack" in answer.sentence
    assert elsewhere.tokens == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_whoever_is_sent_on_from_slack_gets_no_token(slack: LocalSlack, elsewhere: Elsewhere, status: int) -> None:
    _, file = described(slack)
    with Elsewhere.running(status, f"http://127.0.0.1:{elsewhere.port}/people.csv") as sends_on:
        client = WebClient(slack.bot_token, base_url=f"http://127.0.0.1:{sends_on.port}/api/")
        at = f"http://127.0.0.1:{sends_on.port}/files/people.csv"
        assert isinstance(fetch(client, replace(file, address=at), 1_000), NotFetched)
        assert sends_on.tokens == [f"Bearer {slack.bot_token}"]
    assert elsewhere.tokens == []


@pytest.mark.parametrize(
    ("host", "is_slacks"),
    [("slack.test", True), ("files.slack.test", True), ("notslack.test", False), ("slack.test.example", False)],
)
def test_a_file_at_slacks_host_or_below_it_is_asked_for_and_at_no_other(
    slack: LocalSlack, elsewhere: Elsewhere, host: str, *, is_slacks: bool
) -> None:
    _, file = described(slack)
    # Through a proxy, which takes requests for whatever host.
    proxy = f"http://127.0.0.1:{elsewhere.port}"
    client = WebClient(slack.bot_token, base_url="http://slack.test/api/", proxy=proxy)
    answer = fetch(client, replace(file, address=f"http://{host}/people.csv"), 1_000)
    assert (answer == CONTENT) == is_slacks
    assert elsewhere.tokens == ([f"Bearer {slack.bot_token}"] if is_slacks else [])


def test_a_file_that_is_gone_is_told(slack: LocalSlack) -> None:
    client, _ = dropped(slack)
    answer = describe_file(client, "F0NOWHERE01")
    assert isinstance(answer, NotFetched)
    assert "any more" in answer.sentence
