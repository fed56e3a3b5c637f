"""Everything that people, HR, files, the clock and a bad day can do, in any order."""

from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from storage.database import Database
from tests.bot.nudges.rig import Clock
from tests.promises.company import MONDAY, PEOPLE, Company, found, nothing
from tests.promises.employees import DEEDS
from tests.promises.files import NEWS, import_leave, import_people
from tests.promises.hr import ORDERS, start_a_new_nudge
from tests.promises.invariants import INVARIANTS, nothing_is_lost
from tests.promises.mail import BadDayMail, Fate, Message
from tests.promises.memory import Memory
from tests.promises.witness import Witness

Deed = tuple[str, str, int]

someone = st.sampled_from(PEOPLE)
which = st.integers(0, 5)
deeds: st.SearchStrategy[Deed] = st.tuples(st.sampled_from(sorted(DEEDS)), someone, which)
hours = st.sampled_from([0, 0, 4, 24, 72])
MOST_NUDGES = 5
_MOST_ROUNDS = 400


class Promises(RuleBasedStateMachine):
    """A company whose every day is made up; after each step every promise is held against it."""

    def __init__(self, database: Database, emptied: Callable[[], None]) -> None:
        super().__init__()
        emptied()
        clock = Clock(MONDAY)
        mail = BadDayMail(clock, self._witness)
        self.company = Company(database, mail, clock, Memory())

    @initialize()
    def begin(self) -> None:
        found(self.company)
        for target in range(2):
            start_a_new_nudge(self.company, target)

    @rule(several=st.lists(deeds, min_size=2, max_size=5), hours=hours)
    def people_act(self, several: list[Deed], hours: int) -> None:
        for deed in several:
            self._do(deed)
        self._pass(hours)

    @rule(several=st.lists(st.tuples(st.sampled_from(sorted(ORDERS)), which), min_size=2, max_size=5), hours=hours)
    def hr_acts(self, several: list[tuple[str, int]], hours: int) -> None:
        for order, number in several:
            ORDERS[order](self.company, number)
        self._pass(hours)

    @precondition(lambda self: len(self.company.memory.nudges) < MOST_NUDGES)
    @rule(which=which, hours=hours)
    def hr_starts_a_nudge(self, which: int, hours: int) -> None:
        start_a_new_nudge(self.company, which)
        self._pass(hours)

    @rule(who=someone, news=st.sampled_from(sorted(NEWS)), hours=hours)
    def a_file_comes(self, who: str, news: str, hours: int) -> None:
        import_people(self.company, who, news)
        self._pass(hours)

    @rule(who=someone, days=st.integers(0, 5), hours=hours)
    def somebody_goes_on_leave(self, who: str, days: int, hours: int) -> None:
        import_leave(self.company, who, days)
        self._pass(hours)

    @rule(
        hours=st.sampled_from([1, 4, 24]),
        fates=st.lists(st.sampled_from(list(Fate)), max_size=4),
        dies_at=st.integers(0, 25),
        acts_at=st.integers(1, 12),
        deed=st.none() | deeds,
        is_searchable=st.booleans(),
    )
    def time_passes_badly(
        self, hours: int, fates: list[Fate], dies_at: int, acts_at: int, deed: Deed | None, *, is_searchable: bool
    ) -> None:
        self.company.clock.move(hours=hours)
        meanwhile: Callable[[], Any] = nothing if deed is None else partial(self._do, deed)
        self.company.mail.is_searchable = is_searchable
        self.company.work(fates, dies_at, acts_at, meanwhile)
        self.company.mail.is_searchable = True

    @invariant()
    def promises_are_kept(self) -> None:
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
            self.company.clock.now = max(at, self.company.now)
            self.company.deliver(self.company.database)
        nothing_is_lost(self.company)
        self.promises_are_kept()

    def _witness(self, message: Message) -> None:
        Witness(self.company)(message)

    def _pass(self, hours: int) -> None:
        """Let time pass, and do what is due; with none, nothing is done."""
        if hours:
            self.company.clock.move(hours=hours)
            self.company.work()

    def _do(self, deed: Deed) -> None:
        name, who, number = deed
        DEEDS[name](self.company, who, number)
