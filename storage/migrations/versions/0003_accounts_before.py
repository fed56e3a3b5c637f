"""Remember the account that an employee was linked to before, and find them by it.

The index is over no row yet, so it is made at once: it takes no longer than to read the table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEX = "ix_employees_slack_id_before"
_WHERE = sa.text("slack_id_before IS NOT NULL")


def upgrade() -> None:
    op.add_column("employees", sa.Column("slack_id_before", sa.String(length=32), nullable=True))
    op.create_index(_INDEX, "employees", ["slack_id_before"], postgresql_where=_WHERE, sqlite_where=_WHERE)


def downgrade() -> None:
    op.drop_index(_INDEX, "employees")
    op.drop_column("employees", "slack_id_before")
