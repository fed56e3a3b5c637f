"""What a person sees, waited for."""

from sandbox.person import Person
from sandbox.seen import SeenMessage, SeenView


def reply(person: Person, text: str) -> SeenMessage:
    answer = person.command(text).reply
    assert answer is not None
    return answer


def home_with(person: Person, words: str) -> SeenView:
    """Wait until the Home tab has these words."""

    def found() -> SeenView | None:
        home = person.home()
        return home if home is not None and words in home.words else None

    return person.wait_for(found)


def modal_with(person: Person, words: str) -> SeenView:
    """Wait until the modal on top has these words."""

    def found() -> SeenView | None:
        modal = person.view()
        return modal if modal is not None and words in modal.words else None

    return person.wait_for(found)
