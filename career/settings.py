"""What HR sets once for the whole house; everything has a default."""

from dataclasses import dataclass, field

from career.terms import SendingTerms

_MOST_WORKING_DAYS = 60
_MOST_KUDOS = 100


@dataclass(frozen=True, slots=True)
class HouseSettings:
    """The house's own choices, as HR last made them."""

    sending: SendingTerms = field(default_factory=SendingTerms)
    consider_within: int = 5
    """Working days in which HR answers applications and requests for funding; after them they are brought up in its channel."""
    kudos_per_day: int = 5
    """How often one person may thank somebody on one day."""

    def __post_init__(self) -> None:
        if not 1 <= self.consider_within <= _MOST_WORKING_DAYS:
            raise ValueError(f"Applications are considered within 1 to {_MOST_WORKING_DAYS} working days.")
        if not 1 <= self.kudos_per_day <= _MOST_KUDOS:
            raise ValueError(f"One person may give kudos 1 to {_MOST_KUDOS} times a day.")
