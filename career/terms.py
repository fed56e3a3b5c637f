"""The terms on which nudges are sent: they hold for every nudge and every sender alike."""

from dataclasses import dataclass, field

from career.localtime import FALLBACK_ZONE
from career.quiet import Budget, DeliveryHours


@dataclass(frozen=True, slots=True)
class SendingTerms:
    """In which hours nudges are delivered, how many one person may get, and whose clock counts where none is known."""

    hours: DeliveryHours = field(default_factory=DeliveryHours)
    budget: Budget = field(default_factory=Budget)
    fallback_zone: str = FALLBACK_ZONE
