"""What each command says when it is asked for help: how it is typed, with an example."""

from bot.views.ids import Command
from bot.views.recognition import HELP as KUDOS_HELP

_MORE = "All that you can type: `/career help`."

HELP = {
    Command.OPENINGS: (
        "`/openings` shows what is open, what suits you first. `/openings hamburg` looks for words of the title, a "
        f"department, a place or a skill. {_MORE}"
    ),
    Command.APPLY: (
        "`/apply 12` opens a form for opening 12, and `/apply 12 I have led the migration` applies at once with that note. "
        f"`/apply` alone shows the openings. Anyone may apply. {_MORE}"
    ),
    Command.TRAINING: (
        "`/training` shows what is taught and when. `/training excel` looks for a title or a skill, and `/training 3` shows "
        f"programme 3. {_MORE}"
    ),
    Command.INTEREST: (
        "Say what you would like to learn, also what nobody offers yet: `/interest bookkeeping basics`. `/interest` alone "
        f"shows what you have said. {_MORE}"
    ),
    Command.KUDOS: KUDOS_HELP,
}
"""By command; `/career` has its own, which is about all of them."""

_ASKED = frozenset({"help", "?"})


def help_asked(command: Command, typed: str) -> str | None:
    """Return the help of a command whose text asks for it, None where it asks for something else."""
    return HELP[command] if typed.strip().casefold() in _ASKED else None
