"""What HR set for the whole house."""

from sqlalchemy.orm import Session

from career.settings import HouseSettings


def house_settings(_session: Session) -> HouseSettings:
    """Return the settings as HR last chose them."""
    return HouseSettings()
