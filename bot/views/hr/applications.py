"""HR's queue of applications, one beside the requirements, and what a decision says to whom."""

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import (
    ButtonElement,
    DividerBlock,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.usecases.openings.considering import ApplicationInFull, Check, Queue
from bot.views import modals
from bot.views.applicants import held
from bot.views.blocks import button, context, header, section
from bot.views.choices import option
from bot.views.dates import counted, day_of, days_since, your_time
from bot.views.hr.decisions import DECIDED_WORDS, LONGEST_PIECE, STAGE_WORDS, left_mark, quoted
from bot.views.ids import Action, Block, Modal
from bot.views.paging import Place
from bot.views.text import escaped, shortened
from bot.views.values import ApplicationChoice, PortfolioPage, QueuePage, SeenApplication
from career.applications import LONGEST_TEXT, SHORTEST_REASON, Consideration, Decision, Stage, decisions_from
from career.criteria import facts_in
from career.employees import EmploymentStatus
from career.reasons import in_words
from storage.openings.considerations import Candidate

TITLE = "Application"
PAGE_SIZE = 20
"""Applications on one page: at two blocks each, with a head and a foot, within the 50 blocks of a message."""

WHICH = (
    "Of which opening? Please type its number, such as `/hr applications 12`, or `/hr applications ended`. "
    "See all that wait with `/hr applications`."
)
"""What somebody reads who asked for applications by something else."""

_MOST_DECISIONS = 10
_CHOICE_WORDS = {
    Decision.REVIEW: "Take into review",
    Decision.INTERVIEW: "Invite to an interview",
    Decision.OFFER: "Offer it",
    Decision.ACCEPT: "Accept",
    Decision.DECLINE: "Decline",
}


def queue_list(queue: Queue, zone: str | None) -> list[SlackBlock]:
    """Return one page of the applications, unconsidered first and oldest first, days in the reader's `zone`."""
    if not queue.candidates:
        return [section(queue_as_text(queue))]
    blocks: list[SlackBlock] = [header(_headline(queue))]
    for candidate in queue.candidates:
        choice = ApplicationChoice(candidate.application_id)
        style = "primary" if candidate.is_unconsidered else None
        blocks.append(section(_line(candidate, queue, zone), button("Open", Action.HR_APPLICATION, choice, style)))
    place = Place(queue.skip, PAGE_SIZE, queue.standing.all)
    foot = place.foot(
        Action.HR_APPLICATIONS_BACK, Action.HR_APPLICATIONS_MORE, lambda skip: QueuePage(queue.opening_id, skip)
    )
    return [*blocks, *foot]


def queue_as_text(queue: Queue) -> str:
    """Return what a notification or a screen reader gets of the list."""
    if queue.candidates:
        return escaped(_headline(queue))
    about = f" for *{escaped(queue.opening_title)}*" if queue.opening_title else ""
    return f"There is no application{about} yet. Invite people with `/hr nudge new`."


def no_such_queue(number: int) -> str:
    """Return what HR reads who asked for the applications of an opening that is not there."""
    return f"There is no opening number {number}. See all of them with `/hr openings`."


def consider_form(seen: ApplicationInFull, zone: str | None) -> View:
    """Return one application beside the requirements, with the form to decide on it while it has not ended.

    Instants are in the reader's `zone`.
    """
    application, person = seen.application, seen.person
    facts = [escaped(part) for part in (person.job_title, person.department, person.location) if part]
    left = left_mark(has_left=person.status is EmploymentStatus.LEFT)
    opening = f"#{seen.opening.id} {escaped(seen.opening.title)}"
    stands = "" if application.stage is Stage.SUBMITTED else f"{STAGE_WORDS[application.stage]}; "
    blocks: list[SlackBlock] = [
        section(f"*{escaped(person.full_name)}*{left}\n{' · '.join(facts)}", _portfolio(person.id)),
        section(f"For *{opening}*, {stands}submitted {your_time(application.submitted_at, zone)}."),
    ]
    if application.note:
        blocks.append(section(f"*Their note*\n{shortened(escaped(application.note), LONGEST_PIECE)}"))
    blocks.append(section(_requirements(seen.checks)))
    blocks += held(seen.held, seen.today)
    blocks += _history(seen, zone)
    decisions = decisions_from(application.stage)
    if not decisions:
        return modals.done(TITLE, [*blocks, context("This application has ended; nothing more is decided on it.")])
    carries = SeenApplication(application.id, application.stage, application.submitted_at.isoformat())
    return modals.form(Modal.HR_CONSIDER, TITLE, "Decide", [*blocks, *_decision_inputs(decisions)], carries)


def _portfolio(employee_id: int) -> ButtonElement:
    return button("Portfolio", Action.HR_PORTFOLIO, PortfolioPage(employee_id))


def _headline(queue: Queue) -> str:
    waiting = f", {queue.standing.unconsidered:,} not considered yet" if queue.standing.unconsidered else ""
    about = f" for {queue.opening_title}" if queue.opening_title else ""
    return f"{counted(queue.standing.all, 'application')}{about}{waiting}"


def _line(candidate: Candidate, queue: Queue, zone: str | None) -> str:
    about = "" if queue.opening_title else f" for #{candidate.opening_id} {escaped(candidate.opening_title)}"
    if candidate.is_unconsidered:
        state = f"*not considered*, waiting {days_since(candidate.submitted_at, queue.now)}"
    else:
        state = f"{STAGE_WORDS[candidate.stage]}, submitted {day_of(candidate.submitted_at, zone)}"
    return f"*{escaped(candidate.name)}*{left_mark(has_left=candidate.has_left)}{about}\n{state}"


def _requirements(checks: tuple[Check, ...]) -> str:
    if not checks:
        return "*Requirements*\nNone: it suits everyone."
    lines = [f"{_mark(check.holds)} {escaped(_requirement(check))}" for check in checks]
    return "\n".join(["*Requirements*", *lines])


def _requirement(check: Check) -> str:
    """Say a requirement; one about a rating is met or not, and its number stays out of the message (promise 6)."""
    if any(fact.name.is_private for fact in facts_in(check.requirement)):
        return "the last review"
    return in_words(check.requirement)


def _mark(holds: bool | None) -> str:  # noqa: FBT001  it is the whole question
    match holds:
        case True:
            return ":white_check_mark: met:"
        case False:
            return ":x: not met:"
        case None:
            return ":grey_question: unknown:"


def _history(seen: ApplicationInFull, zone: str | None) -> list[SlackBlock]:
    if not seen.considerations:
        return [context("Nobody has considered it yet.")]
    shown = seen.considerations[-_MOST_DECISIONS:]
    return [DividerBlock(), *(section(_decided(each, zone)) for each in shown), DividerBlock()]


def _decided(consideration: Consideration, zone: str | None) -> str:
    when = your_time(consideration.at, zone)
    head = f"*{escaped(consideration.by_name)}* {DECIDED_WORDS[consideration.decision]}, {when}"
    return f"{head}\n{quoted(consideration.reason)}"


def _decision_inputs(decisions: tuple[Decision, ...]) -> list[SlackBlock]:
    options = [option(_CHOICE_WORDS[decision], decision) for decision in decisions]
    return [
        InputBlock(
            block_id=Block.HR_DECISION,
            label=PlainTextObject(text="Your decision"),
            element=StaticSelectElement(
                action_id=Block.HR_DECISION, options=options, placeholder=PlainTextObject(text="Choose")
            ),
        ),
        InputBlock(
            block_id=Block.HR_REASON,
            label=PlainTextObject(text="Why"),
            hint=PlainTextObject(
                text="The applicant will read this, with your name. To decline takes a whole sentence."
            ),
            element=PlainTextInputElement(
                action_id=Block.HR_REASON, multiline=True, min_length=SHORTEST_REASON, max_length=LONGEST_TEXT
            ),
        ),
    ]
