import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from sandbox.faults import EnvelopeFaultKind
from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import FORM, GENERAL, buttons, client_of


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's own name
        pass


@contextmanager
def served(slack: LocalSlack, app: App) -> Iterator[None]:
    """The app over HTTP, at an address that the sandbox knows."""
    with make_server("127.0.0.1", 0, SlackRequestHandler(app), handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        slack.use_http(f"http://127.0.0.1:{server.server_port}/slack/events")
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def test_commands_presses_forms_and_events_arrive_signed(
    slack: LocalSlack, app: App, client: WebClient, alice: Person
) -> None:
    heard: list[str] = []
    app.command("/row")(lambda ack: ack(text="Rowing", blocks=buttons("More")))

    @app.action("more")
    def more(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    app.view("voyage")(lambda ack: ack(response_action="errors", errors={"where": "Too far."}))
    app.event("message")(lambda event: heard.append(event["text"]))
    with served(slack, app):
        result = alice.command("/row", GENERAL)
        assert result.ok
        assert result.reply is not None
        assert alice.press(result.reply, "More").ok
        assert alice.submit(alice.wait_for_view("Voyage"), place="Mars").errors == {"where": "Too far."}
        alice.say("Ahoy")
        slack.wait_for(lambda: heard == ["Ahoy"])
        assert slack.control.post("url-verification") == {"ok": True}
    assert slack.record.breaches == []
    assert client.auth_test()["ok"]


@pytest.mark.parametrize("untrue", ["forged", "stale", "unsigned"])
def test_an_app_that_verifies_refuses_an_untrue_request(
    slack: LocalSlack, app: App, alice: Person, untrue: EnvelopeFaultKind
) -> None:
    acted: list[str] = []

    @app.command("/row")
    def row(ack: Ack, command: dict[str, Any]) -> None:
        acted.append(command["text"])
        ack()

    with served(slack, app):
        slack.faults.envelope(untrue)
        assert alice.command("/row untrue").error == "http_error"
        assert alice.command("/row true").ok
    assert acted == ["true"]
    assert "sig.accepts_bad" not in {breach.rule for breach in slack.record.breaches}


@pytest.mark.parametrize("untrue", ["forged", "stale", "unsigned"])
def test_an_app_that_does_not_verify_is_found_out(slack: LocalSlack, alice: Person, untrue: EnvelopeFaultKind) -> None:
    careless = App(client=client_of(slack), request_verification_enabled=False, process_before_response=True)
    careless.command("/row")(lambda ack: ack())
    with served(slack, careless):
        slack.faults.envelope(untrue)
        alice.command("/row")
    assert [breach.rule for breach in slack.record.errors] == ["sig.accepts_bad"]


def test_an_app_that_is_away_or_fails_is_shown_to_the_person(slack: LocalSlack, app: App, alice: Person) -> None:
    with served(slack, app):
        assert alice.command("/row").error == "http_error", "no listener: Bolt answers 404"
    assert alice.command("/row").error == "dispatch_failed"
    assert [breach.rule for breach in slack.record.errors] == ["ack.http_status"]
