"""${message}.

Expand before contract: what running processes still use is taken away only in a later release.
On PostgreSQL, a statement that rewrites or scans a large table takes its lock in a migration of its own:
build indexes CONCURRENTLY (op.get_context().autocommit_block()), add constraints NOT VALID and validate them after.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
