import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from slack_bolt import Ack, App, BoltRequest

from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import GENERAL, app_of, connected


def rower(app: App) -> list[str]:
    """Let the app take `/row`; the words of the command as they come."""
    taken: list[str] = []

    @app.command("/row")
    def row(ack: Ack, command: dict[str, Any]) -> None:
        taken.append(command["text"])
        ack(text="Rowing")

    return taken


def test_each_envelope_goes_to_one_connection_in_turn(slack: LocalSlack, alice: Person) -> None:
    port, starboard = app_of(slack), app_of(slack)
    by_port, by_starboard = rower(port), rower(starboard)
    with connected(slack, port), connected(slack, starboard):
        for stroke in range(4):
            alice.command(f"/row {stroke}")
    assert sorted(by_port + by_starboard) == ["0", "1", "2", "3"]
    assert len(by_port) == len(by_starboard) == 2


def test_hello_tells_how_many_connections_there_are(slack: LocalSlack) -> None:
    greetings: list[int] = []

    def listen(text: str) -> None:
        frame = json.loads(text)
        if frame.get("type") == "hello":
            greetings.append(frame["num_connections"])

    with connected(slack, app_of(slack), listen=listen), connected(slack, app_of(slack), listen=listen):
        slack.wait_for(lambda: greetings == [1, 2])


def test_the_same_envelope_can_come_twice(slack: LocalSlack, app: App, alice: Person) -> None:
    taken = rower(app)
    with connected(slack, app):
        slack.faults.envelope("twice")
        alice.command("/row once")
        slack.wait_for(lambda: len(taken) == 2)
        alice.command("/row again")
    assert taken == ["once", "once", "again"]


def test_a_delayed_envelope_comes_late(slack: LocalSlack, app: App, alice: Person) -> None:
    taken = rower(app)
    with connected(slack, app):
        slack.faults.envelope("delay", seconds=0.2)
        assert alice.command("/row").ok
    assert taken == [""]


def test_a_lost_acknowledgement_is_a_timeout_although_the_app_acted(slack: LocalSlack, app: App, alice: Person) -> None:
    taken = rower(app)
    with connected(slack, app):
        slack.faults.envelope("drop_after")
        assert alice.command("/row").error == "operation_timeout"
    assert taken == [""]


def test_the_app_comes_back_after_a_cut(slack: LocalSlack, app: App, alice: Person) -> None:
    rower(app)
    with connected(slack, app, ping_interval=0.5):
        slack.drop_sockets()
        slack.wait_for(lambda: not slack.open_sockets)
        slack.wait_for(lambda: slack.open_sockets, 15)
        assert alice.command("/row").ok


def test_a_polite_refresh_loses_nothing(slack: LocalSlack, app: App, alice: Person) -> None:
    taken = rower(app)
    with connected(slack, app):
        slack.refresh_sockets()
        for stroke in range(20):
            assert alice.command(f"/row {stroke}").ok
        assert [call.answer["ok"] for call in slack.record.calls_of("apps.connections.open") if call.answer] == [
            True,
            True,
        ]
    assert taken == [str(stroke) for stroke in range(20)]


def test_a_half_open_connection_swallows_what_is_sent_to_it(slack: LocalSlack, app: App, alice: Person) -> None:
    rower(app)
    with connected(slack, app, ping_interval=0.5):
        slack.half_open_sockets()
        assert alice.command("/row").error == "operation_timeout"
        slack.wait_for(lambda: slack.open_sockets == 2, 15)
        assert sorted(str(alice.command("/row").error) for _ in range(2)) == ["None", "operation_timeout"]


def test_new_connections_can_be_refused(slack: LocalSlack, app: App, alice: Person) -> None:
    rower(app)
    slack.faults.envelope("refuse")
    ticket = app.client.apps_connections_open(app_token=slack.app_token)["url"]
    with pytest.raises(HTTPError) as refused:
        urlopen(ticket.replace("ws://", "http://"), timeout=5)  # noqa: S310  the sandbox's own address
    refused.value.close()
    assert refused.value.code == 403
    with connected(slack, app):
        assert alice.command("/row").ok


def test_frames_that_mean_nothing_are_breaches(slack: LocalSlack, app: App) -> None:
    with connected(slack, app) as handler:
        handler.client.send_message("not JSON")
        handler.client.send_message(json.dumps({"envelope_id": "made up"}))
        slack.wait_for(lambda: len(slack.record.errors) == 2)
    assert [breach.rule for breach in slack.record.errors] == ["socket.bad_frame", "ack.unknown_envelope"]


def test_an_event_is_sent_until_it_is_acknowledged(slack: LocalSlack, app: App, alice: Person) -> None:
    heard: list[str] = []
    deaf = 2

    @app.event("message")
    def message(event: dict[str, Any], request: BoltRequest) -> None:
        heard.append(request.headers.get("x-slack-retry-num", ["0"])[0])
        if len(heard) <= deaf:
            raise RuntimeError(event["text"])

    with connected(slack, app):
        alice.say("Land!", GENERAL)
        slack.wait_for(lambda: len(heard) == 3)
    assert heard == ["0", "1", "2"]
