from copy import deepcopy
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import ALICE, FORM, buttons, connected


@pytest.fixture
def triggers(app: App) -> list[str]:
    """The trigger ids of `/row`, of a press of `more` and of a submission, as they come."""
    given: list[str] = []

    def keep(ack: Ack, body: dict[str, Any]) -> None:
        given.append(body["trigger_id"])
        ack()

    app.command("/row")(keep)
    app.action("more")(keep)
    return given


def titled(title: str, **changes: object) -> dict[str, Any]:
    return deepcopy(FORM) | {"title": {"type": "plain_text", "text": title}} | changes


def error_of(refused: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(refused.value.response["error"])


def test_a_form_is_opened_filled_in_and_sent(
    slack: LocalSlack, app: App, client: WebClient, alice: Person, triggers: list[str]
) -> None:
    sent: list[dict[str, Any]] = []

    @app.view("voyage")
    def voyage(ack: Ack, view: dict[str, Any]) -> None:
        sent.append(view["state"]["values"])
        ack()

    with connected(slack, app):
        alice.command("/row")
        client.views_open(trigger_id=triggers[0], view=FORM)
        form = alice.wait_for_view("Voyage")
        assert [field.label for field in form.fields] == ["Where to?", "How fast?"]
        assert alice.submit(place="Halifax", speed="Fast").ok
    assert sent[0]["where"]["place"]["value"] == "Halifax"
    assert sent[0]["pace"]["speed"]["selected_option"]["value"] == "fast"
    assert alice.view() is None
    assert slack.record.breaches == []


def test_an_input_nobody_touched_holds_its_initial_value(
    slack: LocalSlack, app: App, client: WebClient, alice: Person, triggers: list[str]
) -> None:
    sent: list[dict[str, Any]] = []

    @app.view("voyage")
    def voyage(ack: Ack, view: dict[str, Any]) -> None:
        sent.append(view["state"]["values"])
        ack()

    with connected(slack, app):
        alice.command("/row")
        client.views_open(trigger_id=triggers[0], view=FORM)
        alice.submit(place="Halifax")
    assert sent[0]["pace"]["speed"]["selected_option"]["value"] == "slow"


def test_slack_itself_asks_for_what_is_missing_or_too_long(
    slack: LocalSlack, app: App, client: WebClient, alice: Person, triggers: list[str]
) -> None:
    with connected(slack, app):
        alice.command("/row")
        client.views_open(trigger_id=triggers[0], view=FORM)
        assert alice.submit().errors == {"where": "Please complete this required field."}
        assert alice.submit(place="x" * 21).errors == {"where": "Please enter at most 20 characters."}
    view = alice.view()
    assert view is not None
    assert view.errors == {"where": "Please enter at most 20 characters."}
    assert [sending.kind for sending in slack.record.sendings] == ["slash_commands"], "the app never heard of it"


def test_the_app_says_what_is_wrong_by_block(
    slack: LocalSlack, app: App, client: WebClient, alice: Person, triggers: list[str]
) -> None:
    app.view("voyage")(lambda ack: ack(response_action="errors", errors={"where": "No such place."}))
    with connected(slack, app):
        alice.command("/row")
        client.views_open(trigger_id=triggers[0], view=FORM)
        done = alice.submit(place="Atlantis")
    assert (done.ok, done.errors) == (False, {"where": "No such place."})
    assert slack.record.breaches == []


def test_errors_for_a_block_that_is_not_there_are_a_failure(
    slack: LocalSlack, app: App, client: WebClient, alice: Person, triggers: list[str]
) -> None:
    app.view("voyage")(lambda ack: ack(response_action="errors", errors={"nowhere": "?"}))
    with connected(slack, app):
        alice.command("/row")
        client.views_open(trigger_id=triggers[0], view=FORM)
        assert not alice.submit(place="Halifax").ok
    view = alice.view()
    assert view is not None
    assert view.notice == "We had some trouble connecting. Try again?"
    assert [breach.rule for breach in slack.record.errors] == ["ack.errors_block_id"]


def test_a_submission_may_change_the_form_push_another_or_clear_all(
    slack: LocalSlack, app: App, client: WebClient, alice: Person, triggers: list[str]
) -> None:
    answers: list[dict[str, Any]] = [
        {"response_action": "update", "view": titled("Changed")},
        {"response_action": "push", "view": titled("Over it")},
        {"response_action": "clear"},
    ]
    app.view("voyage")(lambda ack: ack(**answers.pop(0)))
    with connected(slack, app):
        alice.command("/row")
        client.views_open(trigger_id=triggers[0], view=FORM)
        alice.submit(place="a")
        assert [view.heading for view in alice.views()] == ["Changed"]
        alice.submit(place="b")
        assert [view.heading for view in alice.views()] == ["Changed", "Over it"]
        alice.submit(place="c")
    assert alice.views() == []


def test_a_trigger_is_good_once_for_three_seconds_and_if_slack_gave_it(
    slack: LocalSlack, app: App, client: WebClient, alice: Person, triggers: list[str]
) -> None:
    with connected(slack, app):
        alice.command("/row")
        alice.command("/row")
    client.views_open(trigger_id=triggers[0], view=FORM)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        client.views_open(trigger_id=triggers[0], view=FORM)
    slack.move_clock(4)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        client.views_open(trigger_id=triggers[1], view=FORM)
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        client.views_open(trigger_id="1.2.abc", view=FORM)
    assert [breach.rule for breach in slack.record.errors] == [
        "trigger.exchanged",
        "trigger.expired",
        "trigger.invalid",
    ]


def test_three_modals_stand_over_one_another_and_no_more(
    slack: LocalSlack, app: App, client: WebClient, alice: Person, triggers: list[str]
) -> None:
    with_more = titled("Voyage", blocks=[*FORM["blocks"], *buttons("More")])
    with connected(slack, app):
        alice.command("/row")
        client.views_open(trigger_id=triggers[-1], view=with_more)
        for _ in range(2):
            alice.press(alice.wait_for_view(), "More")
            client.views_push(trigger_id=triggers[-1], view=with_more)
        alice.press(alice.wait_for_view(), "More")
        with pytest.raises(SlackApiError, match="push_limit_reached"):
            client.views_push(trigger_id=triggers[-1], view=with_more)
        bottom, middle, top = alice.views()
        alice.close()
        assert [view.id for view in alice.views()] == [bottom.id, middle.id]
    assert top.id != middle.id


def test_what_was_typed_stays_when_the_app_changes_the_view(
    slack: LocalSlack, app: App, client: WebClient, alice: Person, triggers: list[str]
) -> None:
    states: list[dict[str, Any]] = []

    @app.action("speed")
    def speed(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        states.append(body["view"]["state"]["values"])
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=titled("Faster"))

    form = deepcopy(FORM)
    form["blocks"][1]["dispatch_action"] = True
    with connected(slack, app):
        alice.command("/row")
        client.views_open(trigger_id=triggers[0], view=form)
        alice.choose(alice.wait_for_view(), "speed", "Fast")
        changed = alice.wait_for_view("Faster")
    assert states[0]["pace"]["speed"]["selected_option"]["value"] == "fast"
    assert changed.values["pace"]["speed"]["selected_option"]["value"] == "fast"
    with pytest.raises(SlackApiError) as refused:
        client.views_update(view_id=changed.id, hash="1.stale", view=FORM)
    assert error_of(refused) == "hash_conflict"
    with pytest.raises(SlackApiError) as gone:
        client.views_update(view_id="V0GONE00001", view=FORM)
    assert error_of(gone) == "not_found"


def test_the_app_hears_of_a_closed_modal_only_if_it_asked(
    slack: LocalSlack, app: App, client: WebClient, alice: Person, triggers: list[str]
) -> None:
    closed: list[str] = []

    @app.view_closed("voyage")
    def voyage_closed(ack: Ack, view: dict[str, Any]) -> None:
        closed.append(view["title"]["text"])
        ack()

    with connected(slack, app):
        for view in (FORM, titled("Tell me", notify_on_close=True)):
            alice.command("/row")
            client.views_open(trigger_id=triggers[-1], view=view)
            alice.close()
    assert closed == ["Tell me"]


def test_the_home_tab_is_published_opened_and_pressed(
    slack: LocalSlack, app: App, client: WebClient, alice: Person
) -> None:
    pressed: list[str] = []

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": buttons("Row")})

    @app.action("row")
    def row(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        pressed.append(body["view"]["type"])

    assert alice.home() is None
    with connected(slack, app):
        alice.open_home()
        home = alice.wait_for(alice.home)
        assert home.buttons == ["Row"]
        alice.press(home, "Row")
    assert pressed == ["home"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_publish(user_id=ALICE, hash="1.stale", view={"type": "home", "blocks": []})
