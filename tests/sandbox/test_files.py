import urllib.request
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import ALICE, GENERAL, connected


def fetched(address: str, token: str | None = None) -> tuple[int, str, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=5) as response:  # noqa: S310  the sandbox's own address
        return response.status, response.headers.get_content_type(), response.read()


def test_the_app_sends_a_file_into_a_direct_message(client: WebClient, alice: Person, slack: LocalSlack) -> None:
    place = client.conversations_open(users=ALICE)["channel"]["id"]
    client.files_upload_v2(channel=place, filename="data.csv", content="a;b\n1;2\n", initial_comment="Your data")
    message = alice.last()
    assert message.text == "Your data"
    assert [file["name"] for file in message.files] == ["data.csv"]
    assert fetched(slack.address + message.files[0]["url"])[2] == b"a;b\n1;2\n"
    assert slack.record.breaches == []


def test_a_file_is_sent_to_a_conversation_not_to_a_person(client: WebClient) -> None:
    with pytest.raises(SlackApiError):
        client.files_upload_v2(channel=ALICE, filename="data.csv", content="x")


def test_the_app_hears_of_a_dropped_file_and_fetches_it(
    slack: LocalSlack, app: App, client: WebClient, alice: Person
) -> None:
    heard: list[dict[str, Any]] = []

    def keep(event: dict[str, Any]) -> None:
        heard.append(event)

    app.event("file_shared")(keep)
    app.event("message")(keep)
    with connected(slack, app):
        alice.upload("staff.csv", b"\xef\xbb\xbfname\r\n", GENERAL, text="the list")
        slack.wait_for(lambda: len(slack.record.sendings) == 2)
    events = {event["type"]: event for event in heard}
    assert events["file_shared"]["user_id"] == ALICE
    assert events["message"]["subtype"] == "file_share"
    file = client.files_info(file=events["file_shared"]["file_id"])["file"]
    assert (file["name"], file["size"], file["filetype"]) == ("staff.csv", 9, "csv")
    assert fetched(file["url_private"], slack.bot_token) == (200, "text/csv", b"\xef\xbb\xbfname\r\n")
    assert slack.record.breaches == []


def test_without_the_token_a_file_is_a_login_page_with_status_200(
    slack: LocalSlack, client: WebClient, alice: Person
) -> None:
    alice.upload("staff.csv", b"name", GENERAL)
    file = client.files_info(file=alice.last(GENERAL).files[0]["id"])["file"]
    status, kind, content = fetched(file["url_private"])
    assert (status, kind) == (200, "text/html")
    assert b"Sign in" in content
    assert [breach.rule for breach in slack.record.errors] == ["files.no_auth"]


def test_an_unknown_or_unfinished_upload_is_refused(client: WebClient) -> None:
    announced = client.files_getUploadURLExternal(filename="a.txt", length=3)
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_completeUploadExternal(files=[{"id": announced["file_id"]}])
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_info(file="F0NOWHERE01")


def test_the_page_shows_pictures_and_saves_whatever_might_run(alice: Person, slack: LocalSlack) -> None:
    for name, shown in (("photo.png", "inline"), ("page.html", "attachment"), ("drawing.svg", "attachment")):
        alice.upload(name, b"<script>alert(1)</script>")
        file = alice.last().files[0]["id"]
        with urllib.request.urlopen(f"{slack.address}/sandbox/files/{file}") as answer:  # noqa: S310  as above
            assert answer.headers["Content-Disposition"].startswith(shown), name
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
