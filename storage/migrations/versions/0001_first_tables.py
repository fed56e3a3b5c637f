"""first tables.

Expand before contract: what running processes still use is taken away only in a later release.
On PostgreSQL, a statement that rewrites or scans a large table takes its lock in a migration of its own:
build indexes CONCURRENTLY (op.get_context().autocommit_block()), add constraints NOT VALID and validate them after.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("details", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_by_at", "audit", ["by", "at"], unique=False)
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"], unique=False)
    op.create_table(
        "employees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("given_name", sa.String(length=120), nullable=False),
        sa.Column("family_name", sa.String(length=120), nullable=False),
        sa.Column("full_name_key", sa.String(length=250), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("job_title", sa.String(length=200), nullable=True),
        sa.Column("job_title_code", sa.String(length=200), nullable=True),
        sa.Column("department", sa.String(length=200), nullable=True),
        sa.Column("department_code", sa.String(length=200), nullable=True),
        sa.Column("location", sa.String(length=200), nullable=True),
        sa.Column("location_code", sa.String(length=200), nullable=True),
        sa.Column("job_family", sa.String(length=200), nullable=True),
        sa.Column("job_family_code", sa.String(length=200), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("hired_on", sa.Date(), nullable=True),
        sa.Column("in_role_since", sa.Date(), nullable=True),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("slack_id", sa.String(length=32), nullable=True),
        sa.Column("slack_match", sa.String(length=32), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("is_slack_active", sa.Boolean(), nullable=False),
        sa.Column("missing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["manager_id"], ["employees.id"], name=op.f("fk_employees_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employees")),
        sa.UniqueConstraint("number", name=op.f("uq_employees_number")),
        sa.UniqueConstraint("slack_id", name=op.f("uq_employees_slack_id")),
    )
    op.create_index("ix_employees_department_code", "employees", ["department_code"], unique=False)
    op.create_index(op.f("ix_employees_email"), "employees", ["email"], unique=False)
    op.create_index(op.f("ix_employees_full_name_key"), "employees", ["full_name_key"], unique=False)
    op.create_index(op.f("ix_employees_manager_id"), "employees", ["manager_id"], unique=False)
    op.create_index("ix_employees_name", "employees", ["family_name", "given_name", "id"], unique=False)
    op.create_index(
        "ix_employees_zone_active",
        "employees",
        ["zone"],
        unique=False,
        postgresql_where=sa.text("status = 'active' AND slack_id IS NOT NULL"),
        sqlite_where=sa.text("status = 'active' AND slack_id IS NOT NULL"),
    )
    op.create_table(
        "handled_requests",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("made", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_handled_requests")),
    )
    op.create_table(
        "holidays",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("location_code", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.PrimaryKeyConstraint("day", "location_code", name=op.f("pk_holidays")),
    )
    op.create_table(
        "hr_members",
        sa.Column("slack_id", sa.String(length=32), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slack_id", name=op.f("pk_hr_members")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )
    op.create_table(
        "nudges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("target", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("target_key", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("cadence", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reach", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("previewed_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("salt_multiplier", sa.BigInteger(), nullable=False),
        sa.Column("salt_offset", sa.BigInteger(), nullable=False),
        sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudges")),
    )
    op.create_index(
        "ix_nudges_due",
        "nudges",
        ["next_due_at"],
        unique=False,
        sqlite_where=sa.text("status = 'running' AND next_due_at IS NOT NULL"),
        postgresql_where=sa.text("status = 'running' AND next_due_at IS NOT NULL"),
    )
    op.create_table(
        "openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("title_code", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("department", sa.String(length=200), nullable=True),
        sa.Column("location", sa.String(length=200), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("requirements", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("key_skill_code", sa.String(length=120), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_by", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
    )
    op.create_index("ix_openings_status_key_skill", "openings", ["status", "key_skill_code"], unique=False)
    op.create_table(
        "pace",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("next_free", sa.Float(), nullable=False),
        sa.Column("blocked_from", sa.Float(), nullable=False),
        sa.Column("blocked_until", sa.Float(), nullable=False),
        sa.Column("waits", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_pace")),
    )
    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("title_code", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("provider", sa.String(length=150), nullable=True),
        sa.Column("qualifies_for_tuition_assistance", sa.Boolean(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("title_code", name=op.f("uq_programmes_title_code")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("set_by", sa.String(length=64), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "skills",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills")),
        sa.UniqueConstraint("code", name=op.f("uq_skills_code")),
    )
    op.create_table(
        "slack_people",
        sa.Column("slack_id", sa.String(length=32), nullable=False),
        sa.Column("real_name", sa.String(length=250), nullable=False),
        sa.Column("full_name_key", sa.String(length=250), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slack_id", name=op.f("pk_slack_people")),
    )
    op.create_index(op.f("ix_slack_people_email"), "slack_people", ["email"], unique=False)
    op.create_index(op.f("ix_slack_people_full_name_key"), "slack_people", ["full_name_key"], unique=False)
    op.create_table(
        "tuition_policies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cap_parts", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("set_by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("cap_parts > 0", name=op.f("ck_tuition_policies_cap_above_nothing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tuition_policies")),
    )
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("considered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "stage NOT IN ('in_review', 'interview', 'offered', 'accepted', 'declined') OR considered_at IS NOT NULL",
            name=op.f("ck_applications_considered_by_a_person"),
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_applications_employee_id")),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_applications_opening_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sa.UniqueConstraint(
            "id", "opening_id", "employee_id", "stage", name=op.f("uq_applications_id_opening_id_employee_id_stage")
        ),
        sa.UniqueConstraint("opening_id", "employee_id", name=op.f("uq_applications_opening_id_employee_id")),
    )
    op.create_index(op.f("ix_applications_employee_id"), "applications", ["employee_id"], unique=False)
    op.create_index("ix_applications_unconsidered", "applications", ["submitted_at", "id"], unique=False)
    op.create_table(
        "cancellations",
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("by_slack_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=250), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(trim(by_name)) > 0", name=op.f("ck_cancellations_named")),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_cancellations_reasoned")),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_cancellations_opening_id")),
        sa.PrimaryKeyConstraint("opening_id", name=op.f("pk_cancellations")),
    )
    op.create_table(
        "completions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("title_code", sa.String(length=200), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_completions_employee_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_completions_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completions")),
        sa.UniqueConstraint(
            "employee_id", "title_code", "completed_on", name=op.f("uq_completions_employee_id_title_code_completed_on")
        ),
    )
    op.create_index(op.f("ix_completions_programme_id"), "completions", ["programme_id"], unique=False)
    op.create_index("ix_completions_title_employee", "completions", ["title_code", "employee_id"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("nudge_id", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=32), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("drop_reason", sa.String(length=32), nullable=True),
        sa.Column("trouble", sa.String(length=64), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recipient", sa.String(length=32), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("message_ts", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("response", sa.String(length=32), nullable=True),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_tap", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_deliveries_employee_id")),
        sa.ForeignKeyConstraint(["nudge_id"], ["nudges.id"], name=op.f("fk_deliveries_nudge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "nudge_id", "employee_id", "occasion", name=op.f("uq_deliveries_nudge_id_employee_id_occasion")
        ),
        sa.UniqueConstraint("token", name=op.f("uq_deliveries_token")),
    )
    op.create_index(
        "ix_deliveries_due",
        "deliveries",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('due', 'claimed')"),
        postgresql_where=sa.text("state IN ('due', 'claimed')"),
    )
    op.create_index("ix_deliveries_person_sent", "deliveries", ["employee_id", "sent_at"], unique=False)
    op.create_table(
        "draws",
        sa.Column("nudge_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("is_held_out", sa.Boolean(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_out_buckets", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_draws_employee_id")),
        sa.ForeignKeyConstraint(["nudge_id"], ["nudges.id"], name=op.f("fk_draws_nudge_id")),
        sa.PrimaryKeyConstraint("nudge_id", "employee_id", name=op.f("pk_draws")),
    )
    op.create_table(
        "employee_skills",
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=32), server_default="imported", nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_employee_skills_employee_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skills.id"], name=op.f("fk_employee_skills_skill_id")),
        sa.PrimaryKeyConstraint("skill_id", "employee_id", name=op.f("pk_employee_skills")),
    )
    op.create_index("ix_employee_skills_employee_id", "employee_skills", ["employee_id"], unique=False)
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("number_digest", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_erasures_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_number_digest"), "erasures", ["number_digest"], unique=False)
    op.create_table(
        "interests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=250), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_interests_employee_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_interests_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
        sa.UniqueConstraint("employee_id", "about", name=op.f("uq_interests_employee_id_about")),
    )
    op.create_index(op.f("ix_interests_programme_id"), "interests", ["programme_id"], unique=False)
    op.create_table(
        "leaves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_leaves_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
        sa.UniqueConstraint("employee_id", "first_day", name=op.f("uq_leaves_employee_id_first_day")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=True),
        sa.Column("details", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("drop_reason", sa.String(length=32), nullable=True),
        sa.Column("trouble", sa.String(length=64), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recipient", sa.String(length=32), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("message_ts", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(employee_id IS NULL) <> (channel_id IS NULL)", name=op.f("ck_notices_one_recipient")),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_notices_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
        sa.UniqueConstraint("token", name=op.f("uq_notices_token")),
    )
    op.create_index(
        "ix_notices_due",
        "notices",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('due', 'claimed')"),
        postgresql_where=sa.text("state IN ('due', 'claimed')"),
    )
    op.create_index(op.f("ix_notices_employee_id"), "notices", ["employee_id"], unique=False)
    op.create_table(
        "nudge_versions",
        sa.Column("nudge_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("cadence", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reach", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["nudge_id"], ["nudges.id"], name=op.f("fk_nudge_versions_nudge_id")),
        sa.PrimaryKeyConstraint("nudge_id", "number", name=op.f("pk_nudge_versions")),
    )
    op.create_table(
        "own_hours",
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_own_hours_employee_id")),
        sa.PrimaryKeyConstraint("employee_id", name=op.f("pk_own_hours")),
    )
    op.create_table(
        "programme_skills",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_programme_skills_programme_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skills.id"], name=op.f("fk_programme_skills_skill_id")),
        sa.PrimaryKeyConstraint("programme_id", "skill_id", name=op.f("pk_programme_skills")),
    )
    op.create_table(
        "quiets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_quiets_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiets")),
        sa.UniqueConstraint(
            "employee_id", "scope", "about", "why", "origin", name=op.f("uq_quiets_employee_id_scope_about_why_origin")
        ),
    )
    op.create_table(
        "recognitions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("by_slack_id", sa.String(length=32), nullable=True),
        sa.Column("by_name", sa.String(length=250), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_recognitions_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognitions")),
    )
    op.create_index("ix_recognitions_employee_day", "recognitions", ["employee_id", "given_on", "kind"], unique=False)
    op.create_index("ix_recognitions_giver_day", "recognitions", ["by_slack_id", "given_on"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rating_label", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_reviews_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index("uq_reviews_employee_id_reviewed_on", "reviews", ["employee_id", "reviewed_on"], unique=True)
    op.create_table(
        "tuition_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("provider", sa.String(length=150), nullable=False),
        sa.Column("cost_parts", sa.BigInteger(), nullable=False),
        sa.Column("cost_currency", sa.String(length=3), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_parts", sa.BigInteger(), nullable=True),
        sa.Column("granted_currency", sa.String(length=3), nullable=True),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_by_name", sa.String(length=250), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state <> 'approved' OR (coalesce(granted_parts, 0) > 0 AND granted_currency IS NOT NULL)",
            name=op.f("ck_tuition_requests_approved_grants_something"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'declined') OR (decided_at IS NOT NULL AND coalesce(trim(decided_by_name), '') <> '' AND coalesce(trim(reason), '') <> '')",
            name=op.f("ck_tuition_requests_decided_by_somebody_with_a_reason"),
        ),
        sa.CheckConstraint("cost_parts > 0", name=op.f("ck_tuition_requests_cost_above_nothing")),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_tuition_requests_ends_after_it_starts")
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_tuition_requests_employee_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_tuition_requests_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tuition_requests")),
    )
    op.create_index(
        "ix_tuition_requests_employee_start", "tuition_requests", ["employee_id", "starts_on"], unique=False
    )
    op.create_index(op.f("ix_tuition_requests_programme_id"), "tuition_requests", ["programme_id"], unique=False)
    op.create_index("ix_tuition_requests_state", "tuition_requests", ["state", "asked_at", "id"], unique=False)
    op.create_table(
        "workshops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), server_default="planned", nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_workshops_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops")),
    )
    op.create_index(op.f("ix_workshops_programme_id"), "workshops", ["programme_id"], unique=False)
    op.create_index(op.f("ix_workshops_starts_at"), "workshops", ["starts_at"], unique=False)
    op.create_table(
        "application_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name=op.f("fk_application_events_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_events")),
    )
    op.create_index(
        op.f("ix_application_events_application_id"), "application_events", ["application_id"], unique=False
    )
    op.create_table(
        "considerations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("by_slack_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=250), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(trim(by_name)) > 0", name=op.f("ck_considerations_named")),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_considerations_reasoned")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_considerations_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_considerations")),
    )
    op.create_index(op.f("ix_considerations_application_id"), "considerations", ["application_id"], unique=False)
    op.create_table(
        "enrolments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stint", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_enrolments_employee_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshops.id"], name=op.f("fk_enrolments_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("workshop_id", "employee_id", name=op.f("uq_enrolments_workshop_id_employee_id")),
    )
    op.create_index(op.f("ix_enrolments_employee_id"), "enrolments", ["employee_id"], unique=False)
    op.create_index("ix_enrolments_workshop_state", "enrolments", ["workshop_id", "state", "asked_at"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_feedback_one_to_five")),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_feedback_employee_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshops.id"], name=op.f("fk_feedback_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "employee_id", name=op.f("pk_feedback")),
    )
    op.create_table(
        "picked_times",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_picked_times_delivery_id")),
        sa.PrimaryKeyConstraint("delivery_id", name=op.f("pk_picked_times")),
    )
    op.create_table(
        "placements",
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("placed_by", sa.String(length=32), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stage = 'accepted'", name=op.f("ck_placements_accepted")),
        sa.ForeignKeyConstraint(
            ["application_id", "opening_id", "employee_id", "stage"],
            ["applications.id", "applications.opening_id", "applications.employee_id", "applications.stage"],
            name="fk_placements_accepted_application",
        ),
        sa.ForeignKeyConstraint(["opening_id"], ["openings.id"], name=op.f("fk_placements_opening_id")),
        sa.PrimaryKeyConstraint("opening_id", name=op.f("pk_placements")),
    )
    op.create_table(
        "workshop_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("details", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshops.id"], name=op.f("fk_workshop_events_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_events")),
    )
    op.create_index(op.f("ix_workshop_events_workshop_id"), "workshop_events", ["workshop_id"], unique=False)
    op.create_table(
        "enrolment_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_enrolment_events_enrolment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_events")),
    )
    op.create_index(op.f("ix_enrolment_events_enrolment_id"), "enrolment_events", ["enrolment_id"], unique=False)
    op.create_table(
        "nominations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("by_slack_id", sa.String(length=32), nullable=False),
        sa.Column("by_name", sa.String(length=250), nullable=False),
        sa.Column("channel_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_nominations_enrolment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nominations")),
    )
    op.create_index(op.f("ix_nominations_enrolment_id"), "nominations", ["enrolment_id"], unique=False)
    op.create_index(
        "ix_nominations_lapsing",
        "nominations",
        ["answer_by"],
        unique=False,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )
    op.create_index(
        "uq_nominations_open",
        "nominations",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )
    _guard_filled_openings()
    _guard_history()
    _guard_tuition()
    _guard_training()


_OPENINGS_KEPT = {
    "filled": "an opening is filled only by an accepted application, and stays filled",
    "cancelled": "an opening is cancelled only with a name and a reason, and stays cancelled",
}
"""How an opening ends for good, and what is said to whoever tries otherwise."""


def _guard_filled_openings() -> None:
    """No statement ends an opening for good without what has to stand behind it, nor takes that end back (promises 2, 3).

    An accepted application stands behind a filled one, a name with a reason behind a cancelled one; and an application
    ends with its opening only where that was cancelled.
    """
    behind = {"filled": "placements", "cancelled": "cancellations"}
    lost = " OR ".join(
        f"(NEW.status = '{status}' AND NOT EXISTS (SELECT 1 FROM {table} WHERE opening_id = NEW.id))"
        for status, table in behind.items()
    )
    back = "OLD.status IN ('filled', 'cancelled') AND NEW.status <> OLD.status"
    alone = """NEW.stage = 'opening_cancelled'
        AND NOT EXISTS (SELECT 1 FROM cancellations WHERE opening_id = NEW.opening_id)"""
    rules = (
        ("openings", "INSERT", lost, "{filled}; {cancelled}"),
        ("openings", "UPDATE", f"{lost} OR ({back})", "{filled}; {cancelled}"),
        ("applications", "INSERT", alone, "an application ends with its opening only where that is cancelled"),
        ("applications", "UPDATE", alone, "an application ends with its opening only where that is cancelled"),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, event, refused, said in rules:
        column = "status" if table == "openings" else "stage"
        name, on = f"{table}_end_{event.lower()}", event if event == "INSERT" else f"UPDATE OF {column}"
        message = said.format(**_OPENINGS_KEPT)
        if sqlite:
            op.execute(f"""
                CREATE TRIGGER {name} BEFORE {on} ON {table} WHEN {refused}
                BEGIN SELECT RAISE(ABORT, '{message}'); END""")
            continue
        op.execute(f"""
            CREATE FUNCTION refuse_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {refused} THEN RAISE check_violation USING MESSAGE = '{message}'; END IF;
                RETURN NEW;
            END $$""")
        op.execute(f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_{name}()")


_ONLY_ADDED_TO = {
    # With the columns that may hold personal data: erasing a leaver's, and nothing else, may change these.
    "audit": ("by", "subject", "details"),
    "considerations": ("by_slack_id", "by_name", "reason"),
    "cancellations": ("by_slack_id", "by_name", "reason"),
    "placements": ("placed_by",),
    "application_events": ("by",),
    "tuition_policies": ("set_by",),
    "workshop_events": ("by", "details"),
    "enrolment_events": ("by",),
}


def _guard_history() -> None:
    """What was decided and done is only ever added to; while an erasure is open its personal columns may change."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute("""
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' THEN
                    IF EXISTS (SELECT 1 FROM erasures WHERE is_open)
                        AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN
                        RETURN NEW;
                    END IF;
                END IF;
                RAISE check_violation USING MESSAGE = TG_TABLE_NAME || ' is only ever added to';
            END $$""")
    for table, personal in _ONLY_ADDED_TO.items():
        columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)]
        same = " AND ".join(f'NEW."{name}" IS OLD."{name}"' for name in columns if name not in personal)
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_no_{event.lower()}"
            if sqlite:
                erasing = (
                    f"WHEN NOT (EXISTS (SELECT 1 FROM erasures WHERE is_open) AND {same})" if event == "UPDATE" else ""
                )
                body = f"{erasing} BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
            else:
                arguments = ", ".join(f"'{each}'" for each in personal)
                body = f"FOR EACH ROW EXECUTE FUNCTION refuse_change({arguments})"
            op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} {body}")


_NEVER_BACK: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    # The column, and from where it may go nowhere but to these (career/training.py).
    "workshops": ("status", {"held": (), "cancelled": ()}),
    "enrolments": (
        "state",
        {
            "completed": (),
            "cancelled": (),
            "attended": ("absent", "completed"),
            "absent": ("attended",),
        },
    ),
}


def _guard_training() -> None:
    """No statement takes back that a workshop was held or cancelled, or what became of somebody in it."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, (column, ends) in _NEVER_BACK.items():
        backward = " OR ".join(
            f"(OLD.{column} = '{end}' AND NEW.{column} NOT IN ({', '.join(repr(each) for each in (end, *onward))}))"
            for end, onward in ends.items()
        )
        told = f"{table} only move forward"
        if sqlite:
            op.execute(f"""
                CREATE TRIGGER {table}_forward BEFORE UPDATE OF {column} ON {table} WHEN {backward}
                BEGIN SELECT RAISE(ABORT, '{told}'); END""")
            continue
        op.execute(f"""
            CREATE FUNCTION refuse_{table}_backward() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE check_violation USING MESSAGE = '{told}'; END $$""")
        op.execute(f"""
            CREATE TRIGGER {table}_forward BEFORE UPDATE OF {column} ON {table}
            FOR EACH ROW WHEN ({backward}) EXECUTE FUNCTION refuse_{table}_backward()""")


def _guard_tuition() -> None:
    """No statement, whoever sends it, grants somebody more in a year than the policy's cap, or changes what was granted."""
    over = "more than the yearly cap cannot be granted"
    kept = "what was granted is not changed"
    if op.get_bind().dialect.name == "sqlite":
        # Beside each other in one year: the first four characters of an ISO 8601 day.
        for event, newly in (("INSERT", ""), ("UPDATE", "AND OLD.state <> 'approved'")):
            op.execute(f"""
                CREATE TRIGGER tuition_requests_cap_{event.lower()} AFTER {event} ON tuition_requests
                WHEN NEW.state = 'approved' {newly}
                BEGIN
                    SELECT RAISE(ABORT, '{over}') WHERE
                        NEW.granted_currency IS NOT
                            (SELECT currency FROM tuition_policies ORDER BY id DESC LIMIT 1)
                        OR (SELECT cap_parts FROM tuition_policies ORDER BY id DESC LIMIT 1) <
                            (SELECT sum(granted_parts) FROM tuition_requests
                             WHERE employee_id = NEW.employee_id AND state = 'approved'
                               AND granted_currency = NEW.granted_currency
                               AND substr(starts_on, 1, 4) = substr(NEW.starts_on, 1, 4));
                END""")
        op.execute(f"""
            CREATE TRIGGER tuition_requests_kept BEFORE UPDATE ON tuition_requests WHEN OLD.state = 'approved' AND NOT (
                NEW.state IN ('approved', 'withdrawn') AND NEW.employee_id = OLD.employee_id AND NEW.starts_on = OLD.starts_on
                AND NEW.granted_parts = OLD.granted_parts AND NEW.granted_currency = OLD.granted_currency)
            BEGIN SELECT RAISE(ABORT, '{kept}'); END""")
        return
    # The person's row is locked before the sum is taken: of two who grant at once, the second sees what the first did.
    # That needs a fresh view of the data for each statement, or SERIALIZABLE, which notices by itself.
    op.execute(f"""
        CREATE FUNCTION refuse_tuition_over_cap() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            cap bigint;
            unit text;
            granted numeric;
        BEGIN
            IF current_setting('transaction_isolation') = 'repeatable read' THEN
                RAISE check_violation USING MESSAGE = 'grants need READ COMMITTED or SERIALIZABLE';
            END IF;
            PERFORM 1 FROM employees WHERE id = NEW.employee_id FOR NO KEY UPDATE;
            SELECT cap_parts, currency INTO cap, unit FROM tuition_policies ORDER BY id DESC LIMIT 1;
            SELECT sum(granted_parts) INTO granted FROM tuition_requests
            WHERE employee_id = NEW.employee_id AND state = 'approved' AND granted_currency = NEW.granted_currency
              AND extract(year FROM starts_on) = extract(year FROM NEW.starts_on);
            IF unit IS DISTINCT FROM NEW.granted_currency OR granted > cap THEN
                RAISE check_violation USING MESSAGE = '{over}';
            END IF;
            RETURN NULL;
        END $$""")
    for event, newly in (("INSERT", ""), ("UPDATE", "AND OLD.state <> 'approved'")):
        op.execute(f"""
            CREATE TRIGGER tuition_requests_cap_{event.lower()} AFTER {event} ON tuition_requests
            FOR EACH ROW WHEN (NEW.state = 'approved' {newly}) EXECUTE FUNCTION refuse_tuition_over_cap()""")
    op.execute(f"""
        CREATE FUNCTION refuse_changed_grant() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE check_violation USING MESSAGE = '{kept}'; END $$""")
    op.execute("""
        CREATE TRIGGER tuition_requests_kept BEFORE UPDATE ON tuition_requests
        FOR EACH ROW WHEN (OLD.state = 'approved' AND NOT (
            NEW.state IN ('approved', 'withdrawn') AND NEW.employee_id = OLD.employee_id AND NEW.starts_on = OLD.starts_on
            AND NEW.granted_parts = OLD.granted_parts AND NEW.granted_currency = OLD.granted_currency))
        EXECUTE FUNCTION refuse_changed_grant()""")


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in ("openings", "applications"):
            for event in ("insert", "update"):
                op.execute(f"DROP FUNCTION refuse_{table}_end_{event}")
        op.execute("DROP FUNCTION refuse_change")
        op.execute("DROP FUNCTION refuse_tuition_over_cap")
        op.execute("DROP FUNCTION refuse_changed_grant")
        for table in _NEVER_BACK:
            op.execute(f"DROP FUNCTION refuse_{table}_backward")


_TABLES = (
    "nominations",
    "enrolment_events",
    "workshop_events",
    "placements",
    "picked_times",
    "feedback",
    "enrolments",
    "considerations",
    "application_events",
    "workshops",
    "tuition_requests",
    "reviews",
    "recognitions",
    "quiets",
    "programme_skills",
    "own_hours",
    "nudge_versions",
    "notices",
    "leaves",
    "interests",
    "erasures",
    "employee_skills",
    "draws",
    "deliveries",
    "completions",
    "cancellations",
    "applications",
    "tuition_policies",
    "slack_people",
    "skills",
    "settings",
    "programmes",
    "pace",
    "openings",
    "nudges",
    "marks",
    "imports",
    "hr_members",
    "holidays",
    "handled_requests",
    "employees",
    "audit",
)
