from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Row


class SettingRow(Row):
    """One choice that HR made for the whole house; one that was never made has its default and no row."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[dict[str, Any]]
    set_by: Mapped[str] = mapped_column(String(64))
    set_at: Mapped[datetime]
