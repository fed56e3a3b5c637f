"""HR writing, previewing and starting a nudge through the real modals, and its recipients' messages."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.usecases.people.directory import refresh_hr_members
from bot.views.ids import Action, Block, Modal
from career.nudges import NudgeStatus
from career.outcomes import DeliveryState
from sandbox.person import Done
from sandbox.seen import SeenMessage, SeenView
from storage.database import Database
from storage.tables import DeliveryRow, NudgeRow
from tests.factories import NOW
from tests.scenarios.world import HR_CHANNEL, World, slack_id

WORDS = "Hello {first_name}, {opening} is open."
READS = "is open."
TEN_IN_BERLIN = (NOW + timedelta(days=1)).replace(hour=9, minute=0, second=30)
"""Just after ten in Berlin on the next working day, which is what the form proposes."""

TEN_IN_NEW_YORK = TEN_IN_BERLIN.replace(hour=15)


def plain(seen: SeenView | SeenMessage) -> str:
    """Return what stands there, without the marks for bold."""
    return seen.words.replace("*", "")


def modal(world: World, wanted: Modal | str, name: str = "hana") -> SeenView:
    """Return somebody's modal on top once it is the form `wanted`, or says these words."""

    def found() -> SeenView | None:
        view = world.person(name).view()
        if view is None:
            return None
        is_it = view.callback_id == wanted if isinstance(wanted, Modal) else wanted in plain(view)
        return view if is_it else None

    return world.wait_for(found)


def open_form(world: World, order: str = "nudge new") -> SeenView:
    """Let Hana open the form, and return it."""
    assert world.hr(f"/hr {order}") == ""
    return modal(world, Modal.HR_NUDGE)


def choose_target(world: World, form: SeenView, words: str) -> None:
    """Let Hana find what the nudge is about."""
    (option,) = world.hana.suggestions(form, Block.HR_NUDGE_ABOUT, words)
    assert world.hana.choose(form, Block.HR_NUDGE_ABOUT, option).ok


def submit(world: World, filled_in: Mapping[Block, Any] | Mapping[str, Any]) -> Done:
    """Let Hana send the form on top."""
    return world.hana.submit(None, {str(name): value for name, value in filled_in.items()})


def write(world: World, about: str = "Data Analyst", **filled_in: Any) -> int:
    """Let Hana write a nudge that holds nobody out; return its number."""
    form = open_form(world)
    choose_target(world, form, about)
    values: dict[str, Any] = {Block.HR_TITLE: "Come aboard", Block.HR_NUDGE_WORDS: WORDS, Block.HR_NUDGE_HOLD_OUT: 0}
    done = submit(world, values | {f"hr.{name}": value for name, value in filled_in.items()})
    assert done.ok, done
    modal(world, "Nothing goes out yet")
    with world.database.read() as session:
        return session.execute(select(func.max(NudgeRow.id))).scalar_one()


def preview(world: World) -> SeenView:
    """Let Hana go on from what she saved to its preview."""
    world.hana.press(modal(world, "look at the preview next"), Action.HR_NUDGE_PREVIEW)
    return modal(world, "it suits")


def start(world: World) -> str:
    """Let Hana start what she is previewing; return what she reads."""
    world.hana.press(preview(world), Action.HR_NUDGE_START)
    return modal(world, "runs").words


def a_running_nudge(world: World, **filled_in: Any) -> int:
    """Let Hana write, preview and start a nudge; return its number."""
    number = write(world, **filled_in)
    start(world)
    world.hana.close()
    return number


def at(world: World, hour: datetime) -> None:
    """Let it become that hour, and let everything that is due then be delivered."""
    world.clock.move_to(hour)
    world.wait_for(lambda: everything_delivered(world.database, world.clock()))


def everything_delivered(database: Database, now: datetime) -> bool:
    """Whether nothing that is due by `now` waits to be delivered."""
    # In this order: an occasion that has come is recorded before it counts as looked at.
    return _nothing_due(database, now) and _recorded(database, DeliveryState.DUE, DeliveryState.CLAIMED) == 0


def read_hr_channel(world: World) -> None:
    """Let it be known anew who is HR: after the clock has jumped nobody can tell until the channel is read again."""
    refresh_hr_members(world.database, [slack_id("hana"), slack_id("hugo")], world.clock())


def recorded(world: World, *states: DeliveryState) -> int:
    """Return how many deliveries are in one of `states`."""
    return _recorded(world.database, *states)


def _recorded(database: Database, *states: DeliveryState) -> int:
    with database.read() as session:
        return session.execute(
            select(func.count()).select_from(DeliveryRow).where(DeliveryRow.state.in_(states))
        ).scalar_one()


def _nothing_due(database: Database, now: datetime) -> bool:
    with database.read() as session:
        query = select(NudgeRow.id).where(NudgeRow.status == NudgeStatus.RUNNING, NudgeRow.next_due_at <= now)
        return session.scalar(query) is None


def statuses(world: World) -> dict[int, NudgeStatus]:
    """Return where each nudge is in its life."""
    with world.database.read() as session:
        return {row.id: row.status for row in session.execute(select(NudgeRow.id, NudgeRow.status))}


def status_of(world: World, number: int) -> NudgeStatus:
    """Return where a nudge is in its life."""
    return statuses(world)[number]


def received(world: World, name: str) -> SeenMessage:
    """Return the one nudge that somebody got."""
    assert len(world.posts_to(name)) == 1
    return world.person(name).wait_for_message(READS)


def changed(world: World, name: str, words: str) -> SeenMessage:
    """Return somebody's nudge once it says `words`."""
    return world.person(name).wait_for_message(words)


def last_ephemeral(world: World, name: str, words: str, channel: str | None = HR_CHANNEL) -> SeenMessage:
    """Return the newest message for this person's eyes only that says `words`, as soon as there is one."""

    def found() -> SeenMessage | None:
        seen = reversed(world.person(name).ephemerals(channel))
        return next((each for each in seen if words in plain(each)), None)

    return world.wait_for(found)
