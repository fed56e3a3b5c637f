from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk.webhook import WebhookClient

from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import ALICE, CREW, GENERAL, app_of, buttons, connected


def test_the_answer_in_the_acknowledgement_is_for_the_person_alone(
    slack: LocalSlack, app: App, alice: Person, bruno: Person
) -> None:
    told: list[dict[str, Any]] = []

    @app.command("/row")
    def row(ack: Ack, command: dict[str, Any]) -> None:
        told.append(command)
        ack(text=f"Rowing {command['text']}", blocks=buttons("Faster"))

    with connected(slack, app):
        result = alice.command("/row 3 miles & back", GENERAL)

    assert result.ok
    assert result.ack_ms > 0
    assert result.reply is not None
    assert result.reply.buttons == ["Faster"]
    assert alice.ephemerals(GENERAL)[-1].text == "Rowing 3 miles &amp; back"
    assert bruno.messages(GENERAL) == []
    assert (told[0]["user_id"], told[0]["channel_id"], told[0]["channel_name"]) == (ALICE, GENERAL, "general")
    assert slack.record.breaches == []


def test_an_answer_to_the_channel_is_for_everybody(slack: LocalSlack, app: App, alice: Person, bruno: Person) -> None:
    app.command("/row")(lambda ack: ack(text="All together", response_type="in_channel"))
    with connected(slack, app):
        alice.command("/row", GENERAL)
    assert bruno.last(GENERAL).text == "All together"


def test_a_command_is_answered_also_where_the_bot_is_no_member(slack: LocalSlack, app: App, alice: Person) -> None:
    app.command("/row")(lambda ack: ack("Here too"))
    with connected(slack, app):
        assert alice.command("/row", CREW).words == "Here too"


def test_people_and_channels_are_named_in_slacks_own_form_where_the_manifest_asks(
    slack: LocalSlack, app: App, alice: Person
) -> None:
    app.command("/row")(lambda ack, command: ack(text=command["text"].replace("<", "[").replace(">", "]")))
    app.command("/rest")(lambda ack, command: ack(text=command["text"]))
    with connected(slack, app):
        assert alice.command("/row with @bruno in #general, not @nobody").words == (
            "with [@U0BRUNO0001|bruno] in [#C0GENERAL01|general], not @nobody"
        )
        assert alice.command("/rest with @bruno").words == "with @bruno"


def test_without_an_acknowledgement_slack_says_so(slack: LocalSlack, app: App, alice: Person) -> None:
    app.command("/row")(lambda: None)
    with connected(slack, app):
        result = alice.command("/row")
    assert not result.ok
    assert result.error == "operation_timeout"
    assert alice.last().text == '/row failed with the error "operation_timeout"'
    assert [breach.rule for breach in slack.record.errors] == ["ack.timeout"]


def test_with_nobody_there_slack_says_so_at_once(alice: Person) -> None:
    assert alice.command("/row").error == "dispatch_failed"
    assert alice.command("/fly").error == "invalid_command"
    assert [message.username for message in alice.ephemerals()] == ["Slackbot", "Slackbot"]


def test_an_answer_that_slack_refuses_is_a_failure_for_the_person(slack: LocalSlack, app: App, alice: Person) -> None:
    app.command("/row")(lambda ack: ack(text="x", blocks=buttons("Row") * 51))
    with connected(slack, app):
        assert not alice.command("/row").ok
    assert "bk.too_many_blocks" in {breach.rule for breach in slack.record.errors}
    assert slack.record.accepted == []


def test_a_response_url_answers_five_times(slack: LocalSlack, app: App, alice: Person) -> None:
    @app.command("/row")
    def row(ack: Ack, respond: Respond) -> None:
        ack()
        for stroke in range(6):
            respond(f"Stroke {stroke}")

    with connected(slack, app):
        alice.command("/row", CREW)
        alice.wait_for(lambda: slack.record.errors)
    assert [message.text for message in alice.ephemerals(CREW)] == [f"Stroke {stroke}" for stroke in range(5)]
    assert [breach.rule for breach in slack.record.errors] == ["resp_url.used_up"]


def test_a_response_url_lives_thirty_minutes(slack: LocalSlack, alice: Person) -> None:
    app = app_of(slack)
    urls: list[str] = []

    @app.command("/row")
    def row(ack: Ack, command: dict[str, str]) -> None:
        ack()
        urls.append(command["response_url"])

    with connected(slack, app):
        alice.command("/row")
    slack.move_clock(29 * 60)
    assert WebhookClient(urls[0]).send(text="in time").status_code == 200
    slack.move_clock(31 * 60)
    late = WebhookClient(urls[0]).send(text="late")
    assert (late.status_code, late.body) == (404, "expired_url")
    unknown = WebhookClient(urls[0] + "x").send(text="whose?")
    assert unknown.status_code == 404
    assert [breach.rule for breach in slack.record.errors] == ["resp_url.expired", "resp_url.unknown"]


def test_a_response_url_takes_a_message_only(slack: LocalSlack, app: App, alice: Person) -> None:
    urls: list[str] = []

    @app.command("/row")
    def row(ack: Ack, command: dict[str, str]) -> None:
        ack()
        urls.append(command["response_url"])

    with connected(slack, app):
        alice.command("/row")
    assert WebhookClient(urls[0]).send_dict({"txt": "typo"}).status_code == 404
    assert WebhookClient(urls[0]).send_dict({"text": "x", "replace_original": True}).status_code == 200
    assert [breach.rule for breach in slack.record.breaches] == ["resp_url.body", "resp_url.replace_slash"]
