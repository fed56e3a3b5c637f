"""Let SQLite keep beside each skill of somebody what can be told of them at a glance (storage/rules/glances.py).

There the table is made anew, with its rows in the order of their key: WITHOUT ROWID cannot be added to one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_GLANCE = """
    (SELECT status = 'active' FROM employees WHERE id = {whose})
    + (SELECT coalesce(sum(1 << skill_id), 0) FROM employee_skills WHERE employee_id = {whose} AND skill_id BETWEEN 1 AND 62)
"""

_TRIGGERS = (
    # Whoever writes very many rows puts something there, and counts for all of them at once in the same transaction.
    ("insert", "INSERT ON employee_skills WHEN NEW.glance IS NULL", ("NEW.employee_id",)),
    ("delete", "DELETE ON employee_skills", ("OLD.employee_id",)),
    ("update", "UPDATE OF skill_id, employee_id ON employee_skills", ("OLD.employee_id", "NEW.employee_id")),
    ("status", "UPDATE OF status ON employees WHEN NEW.status <> OLD.status", ("NEW.id",)),
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.add_column("employee_skills", sa.Column("glance", sa.BigInteger(), nullable=True))
        return
    _make_anew(sa.Column("glance", sa.BigInteger(), nullable=True), with_rowid=False)
    op.execute(f"UPDATE employee_skills AS held SET glance = {_GLANCE.format(whose='held.employee_id')}")
    for name, event, whose in _TRIGGERS:
        body = " ".join(
            f"UPDATE employee_skills SET glance = {_GLANCE.format(whose=each)} WHERE employee_id = {each};"
            for each in whose
        )
        op.execute(f"CREATE TRIGGER glances_{name} AFTER {event} BEGIN {body} END")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_column("employee_skills", "glance")
        return
    op.execute("DROP TRIGGER glances_status")
    _make_anew(with_rowid=True)


def _make_anew(*more: sa.Column[int], with_rowid: bool) -> None:
    """Make the table once more and fill it from what it was; its triggers go with the old one."""
    op.rename_table("employee_skills", "employee_skills_before")
    op.drop_index("ix_employee_skills_employee_id", "employee_skills_before")
    op.create_table(
        "employee_skills",
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        *more,
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=32), server_default="imported", nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_employee_skills_employee_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skills.id"], name=op.f("fk_employee_skills_skill_id")),
        sa.PrimaryKeyConstraint("skill_id", "employee_id", name=op.f("pk_employee_skills")),
        sqlite_with_rowid=with_rowid,
    )
    op.execute("""
        INSERT INTO employee_skills (employee_id, skill_id, level, source)
        SELECT employee_id, skill_id, level, source FROM employee_skills_before ORDER BY skill_id, employee_id""")
    op.drop_table("employee_skills_before")
    op.create_index("ix_employee_skills_employee_id", "employee_skills", ["employee_id"])
