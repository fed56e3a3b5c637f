from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Row


class ProgrammeRow(Row):
    """What is taught."""

    __tablename__ = "programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150))
    title_code: Mapped[str] = mapped_column(String(200), unique=True)
    description: Mapped[str] = mapped_column(Text)
    provider: Mapped[str | None] = mapped_column(String(150))
    qualifies_for_tuition_assistance: Mapped[bool]
    is_offered: Mapped[bool]
    revision: Mapped[int] = mapped_column(server_default=text("0"))
    """How often HR changed it: of two who change it at once, one is told."""
    created_at: Mapped[datetime]


class ProgrammeSkillRow(Row):
    """A skill that a programme teaches."""

    __tablename__ = "programme_skills"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skills.id"), primary_key=True)


class InterestRow(Row):
    """An employee's wish: for a programme, or in their own words for what nobody offers yet."""

    __tablename__ = "interests"

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id"), index=True)
    words: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(String(250))
    """What makes it the same wish again: ``programme:7``, or ``words:`` and the code of the words."""
    logged_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("employee_id", "about"),)
