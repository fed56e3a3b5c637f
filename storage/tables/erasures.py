from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Row


class ErasureRow(Row):
    """That a leaver's personal data were erased: by whom and when, and nothing that says whose.

    While one `is_open`, which only its own transaction sees, the columns that hold personal data may be changed also where
    history is otherwise only ever added to (migration 0001).
    """

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    """The row that stays behind without a person, so that what was counted stays counted."""
    number_digest: Mapped[str] = mapped_column(String(64), index=True)
    """By which an import knows again whom it must not bring back."""
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    is_open: Mapped[bool]
