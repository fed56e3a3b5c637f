"""Sending one interaction to the app, judging the acknowledgement, and noting both."""

from collections.abc import Mapping
from typing import Any

from sandbox.line import Acknowledged, Interaction, Outcome, Unacknowledged
from sandbox.payloads import Payload
from sandbox.people import User
from sandbox.record import Remarks
from sandbox.rules import Breach, check_ack
from sandbox.slack import Slack
from sandbox.workspace import APP_ID

VERIFICATION_TOKEN = "sandbox"  # noqa: S105  Slack's deprecated field: sent, and to be ignored


def common_part(slack: Slack, person: User) -> Payload:
    """The fields that every interactive payload has."""
    team = slack.workspace.team
    return {
        "team": {"id": team.id, "domain": team.domain},
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": team.id},
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


async def deliver(
    slack: Slack, interaction: Interaction, sort: str, view: Mapping[str, Any] | None = None
) -> tuple[Outcome, list[Breach]]:
    """Tell the app; what came back, and the rules it broke.

    Args:
        slack: the workspace.
        interaction: what happened.
        sort: the interaction as ``check_ack`` names it, such as ``view_submission``.
        view: the view it happened in.
    """
    outcome = await slack.line.send(interaction)
    remarks = Remarks()
    match outcome:
        case Acknowledged(answer):
            if answer is not None and not interaction.takes_answer and slack.line is slack.sockets:
                remarks.refuse("ack.payload_not_accepted", "", "This envelope accepts no response payload.")
            remarks.breaches.extend(check_ack(sort, answer, view))
        case Unacknowledged("http_error"):
            remarks.refuse("ack.http_status", "", "The request was answered with a status other than 2xx.")
        case Unacknowledged("operation_timeout"):
            remarks.refuse(
                "ack.timeout", "", f"There was no acknowledgement within {slack.patience.acknowledgement:g} seconds."
            )
        case Unacknowledged():
            pass
    slack.record.sending(
        sort,
        interaction.payload,
        answer=outcome.answer if isinstance(outcome, Acknowledged) else None,
        error=outcome.error if isinstance(outcome, Unacknowledged) else None,
        ack_ms=outcome.seconds * 1000,
        retry_attempt=interaction.retry_attempt,
        breaches=tuple(remarks.breaches),
    )
    return outcome, remarks.breaches


def refusal_in(breaches: list[Breach]) -> str | None:
    """The error that the person is shown because of a bad acknowledgement, if it was bad."""
    return next((breach.error or "bad_response" for breach in breaches if breach.severity == "error"), None)
