"""Trigger ids: the leave to open a modal, good once and for a few seconds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.clock import Clock
from sandbox.identifiers import new_mark
from sandbox.refusals import RefusedError


@dataclass
class _Trigger:
    user_id: str
    from_modal: bool
    issued: datetime
    used: bool = False


class Triggers:
    """The trigger ids that were handed out, after https://docs.slack.dev/interactivity/handling-user-interaction."""

    def __init__(self, clock: Clock, life: float) -> None:
        """Issue triggers that are good for `life` seconds."""
        self._clock = clock
        self._life = timedelta(seconds=life)
        self._issued: dict[str, _Trigger] = {}

    def issue(self, user_id: str, *, from_modal: bool = False) -> str:
        """A new trigger id for what this person just did."""
        now = self._clock.now()
        trigger_id = f"{int(now.timestamp() * 1000)}.{len(self._issued)}.{new_mark(32).lower()}"
        self._issued[trigger_id] = _Trigger(user_id, from_modal, now)
        return trigger_id

    def redeem(self, trigger_id: str, *, in_modal: bool = False) -> str:
        """The person it was issued for; it cannot be used again.

        Raises:
            RefusedError: unknown, used before, too old, or ``in_modal`` where the person was in no modal.
        """
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise RefusedError("invalid_trigger_id", rule="trigger.invalid", detail="This trigger_id was never issued.")
        if trigger.used:
            raise RefusedError(
                "exchanged_trigger_id", rule="trigger.exchanged", detail="This trigger_id was used before."
            )
        age = self._clock.now() - trigger.issued
        if age > self._life:
            raise RefusedError(
                "expired_trigger_id",
                rule="trigger.expired",
                detail=f"The trigger_id was {age.total_seconds():.1f} s old; it lives {self._life.total_seconds():g} s.",
            )
        if in_modal and not trigger.from_modal:
            raise RefusedError(
                "invalid_trigger_id", rule="trigger.invalid", detail="A view is pushed from within a modal only."
            )
        trigger.used = True
        return trigger.user_id
