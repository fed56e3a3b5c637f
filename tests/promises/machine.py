"""Everything that people, HR, files, the clock and a bad day can do, in any order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from storage.database import Database
from tests.bot.nudges.rig import Clock
from tests.promises.company import MONDAY, PEOPLE, Company, Move, found, nothing
from tests.promises.employees import ANSWERS, DEEDS, OTHERS, QUIETENING, UNDER_NUDGES, WISHES
from tests.promises.files import NEWS, ON_LEAVE, import_news
from tests.promises.hr import (
    ABOUT_NUDGES,
    ORDERS,
    REST,
    consider_everybody,
    end_an_opening,
    one_that_is_open,
    start_a_new_nudge,
    start_a_nudge_anew,
)
from tests.promises.invariants import INVARIANTS, nothing_is_lost
from tests.promises.mail import BadDayMail, Fate, Message
from tests.promises.memory import Memory
from tests.promises.owing import OWES
from tests.promises.witness import Witness

Deed = tuple[str, str, int]


def named(some: Iterable[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(some))


someone = st.sampled_from(PEOPLE)
which = st.integers(0, 5)
deeds: st.SearchStrategy[Deed] = st.tuples(named(WISHES) | named(QUIETENING) | named(OTHERS), someone, which)
in_between: st.SearchStrategy[Deed] = st.tuples(named(WISHES) | named(QUIETENING), someone, which)
said_anywhere = st.sampled_from(["decline", "stop", *UNDER_NUDGES])
news = st.sampled_from([*sorted(NEWS), "leaves", "leaves", "is here", ON_LEAVE, ON_LEAVE])
orders = st.tuples(named(ABOUT_NUDGES) | named(REST), which)
moves = st.sampled_from(
    [Move.NOT, Move.NOT, Move.AN_HOUR, Move.TO_THE_MORNING, Move.TO_THE_MORNING, Move.TO_THE_AFTERNOON, Move.A_WEEK]
)
fates = st.sampled_from([*Fate, Fate.ARRIVES, Fate.ARRIVES, Fate.ANSWER_IS_LOST])
MOST_NUDGES = 4
_MOST_ROUNDS = 400


class Promises(RuleBasedStateMachine):
    """A company whose every day is made up; after each step every promise is held against it."""

    def __init__(self, database: Database, emptied: Callable[[], None]) -> None:
        super().__init__()
        emptied()
        clock = Clock(MONDAY)
        mail = BadDayMail(clock, self._witness)
        self.company = Company(database, mail, clock, Memory())

    @initialize(draw=st.integers(0, 1_000))
    def begin(self, draw: int = 1) -> None:
        """The simplest day of all, which Hypothesis tries first, is the same thing done twenty times over: it is left out."""
        if not draw:
            reject()
        found(self.company)
        for target in range(2):
            start_a_new_nudge(self.company, target)

    @rule(several=st.lists(deeds, min_size=1, max_size=4), move=moves)
    def people_act(self, several: list[Deed], move: Move) -> None:
        for deed in several:
            self._do(deed)
        self._pass(move)

    @precondition(lambda self: any(self.company.memory.copies.values()))
    @rule(several=st.lists(st.tuples(named(ANSWERS), which, which), min_size=1, max_size=4), move=moves)
    def people_answer_nudges(self, several: list[tuple[str, int, int]], move: Move) -> None:
        """Who has got some does something about the latest of them, mostly."""
        for answer, person, number in several:
            readers = [who for who in PEOPLE if self.company.memory.copies[who]]
            self._do((answer, readers[person % len(readers)], -1 - number // 2))
        self._pass(move)

    @precondition(lambda self: any(self.company.memory.copies.values()))
    @rule(who=which, said=said_anywhere, under=st.sampled_from(UNDER_NUDGES), number=which, move=moves)
    def somebody_thinks_again(self, who: int, said: str, under: str, number: int, move: Move) -> None:
        """They say something, and something under a nudge, and take that back."""
        readers = [reader for reader in PEOPLE if self.company.memory.copies[reader]]
        reader = readers[who % len(readers)]
        self._do((said, reader, number))
        self._do((under, reader, -1))
        self._do(("undo", reader, -1))
        self._pass(move)

    @rule(several=st.lists(orders, min_size=1, max_size=3), move=moves)
    def hr_acts(self, several: list[tuple[str, int]], move: Move) -> None:
        for order, number in several:
            ORDERS[order](self.company, number)
        self._pass(move)

    @rule(
        applicants=st.lists(someone, min_size=2, max_size=3, unique=True),
        which=which,
        how=which,
        again=st.sampled_from([0, 0, 1, 2]),
        ends=st.sampled_from([True, True, False]),
        move=moves,
    )
    def an_opening_is_decided_on(
        self, applicants: list[str], which: int, how: int, move: Move, *, ends: bool, again: int = 0
    ) -> None:
        """From the applications to the end, if HR can bring it about; whoever applies last may wait unconsidered."""
        which = one_that_is_open(self.company, which)
        for who in applicants:
            self._do(("apply", who, which))
        if how:
            consider_everybody(self.company, which, how)
        for who in applicants[:again]:
            self._do(("withdraw", who, -1))
            self._do(("apply", who, which))
        if ends:
            end_an_opening(self.company, which)
        self._pass(move)

    @rule(several=st.lists(someone, min_size=2, max_size=4), which=which, move=moves)
    def a_workshop_fills(self, several: list[str], which: int, move: Move) -> None:
        for who in several:
            self._do(("enrol", who, which))
        self._pass(move)

    @rule(several=st.lists(in_between, max_size=2), which=which, move=moves)
    def hr_starts_a_nudge(self, which: int, move: Move, several: Sequence[Deed] = ()) -> None:
        """A new one; or, when there are enough of them, one of those anew. People may have said something just before."""
        for deed in several:
            self._do(deed)
        if len(self.company.memory.nudges) < MOST_NUDGES:
            start_a_new_nudge(self.company, which)
        else:
            start_a_nudge_anew(self.company, which)
        self._pass(move)

    @rule(who=someone, owed=st.lists(named(OWES), max_size=2), which=which, news=news, move=moves)
    def a_file_comes(self, who: str, owed: list[str], which: int, news: str, move: Move) -> None:
        """Whoever the file is about may be owed a message that is still on its way."""
        self._owe((each, who, which) for each in owed)
        import_news(self.company, who, news, which)
        self._pass(move)

    @rule(
        move=st.sampled_from([Move.AN_HOUR, Move.TO_THE_MORNING, Move.TO_THE_MORNING, Move.TO_THE_AFTERNOON]),
        struck=st.lists(fates, min_size=1, max_size=4),
        dies_at=st.just(0) | st.integers(1, 25),
        acts_at=st.integers(1, 12),
        several=st.lists(in_between, min_size=1, max_size=4),
        is_searchable=st.sampled_from([True, True, True, False]),
        owed=st.lists(st.tuples(named(OWES), someone, which), min_size=1, max_size=2),
    )
    def time_passes_badly(
        self,
        move: Move,
        struck: list[Fate],
        dies_at: int,
        acts_at: int,
        several: list[Deed],
        *,
        is_searchable: bool,
        owed: Sequence[Deed] = (),
    ) -> None:
        """Some are owed a message, which may be among those that are struck; others act while messages are on their way."""
        self._owe(owed)
        self.company.move(move)
        self.company.mail.is_searchable = is_searchable

        def meanwhile() -> None:
            with self._told_later():
                for deed in several:
                    self._do(deed)

        self.company.work(struck, dies_at, acts_at, meanwhile if several else nothing)
        self.company.mail.is_searchable = True

    @invariant()
    def promises_are_kept(self) -> None:
        for broken in self.company.memory.broken:
            raise broken
        with self.company.database.read() as session:
            for holds in INVARIANTS:
                holds(self.company, session)

    def teardown(self) -> None:
        """Let everything come that is due, and then look whether anything was lost."""
        if not self.company.ids:
            return
        for _ in range(_MOST_ROUNDS):
            at = self.company.pending()
            if at is None:
                break
            self.company.clock.move_to(max(at, self.company.now))
            self.company.deliver(self.company.database)
        nothing_is_lost(self.company)
        self.company.counted = frozenset()
        self.promises_are_kept()

    def _witness(self, message: Message) -> None:
        with self._told_later():
            Witness(self.company)(message)

    @contextmanager
    def _told_later(self) -> Iterator[None]:
        """Keep what is wrong for the end of the step: whoever delivers would take it for a mistake of their own."""
        try:
            yield
        except Exception as broken:  # noqa: BLE001  whatever it is
            self.company.memory.broken.append(broken)

    def _pass(self, move: Move) -> None:
        """Let time pass, and do what is due; if it stands still, nothing is done."""
        if move is not Move.NOT:
            self.company.move(move)
            self.company.work()

    def _owe(self, owed: Iterable[Deed]) -> None:
        for what, who, number in owed:
            OWES[what](self.company, who, number)

    def _do(self, deed: Deed) -> None:
        name, who, number = deed
        DEEDS[name](self.company, who, number)
