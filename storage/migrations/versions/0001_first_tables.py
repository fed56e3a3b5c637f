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
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
    )
    op.create_index(op.f("ix_openings_status"), "openings", ["status"], unique=False)
    op.create_table(
        "pace",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("next_free", sa.Float(), nullable=False),
        sa.Column("blocked_from", sa.Float(), nullable=False),
        sa.Column("blocked_until", sa.Float(), nullable=False),
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
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("considered_at", sa.DateTime(timezone=True), nullable=True),
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
        sa.Column("response", sa.String(length=32), nullable=True),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
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
        sa.PrimaryKeyConstraint("employee_id", "skill_id", name=op.f("pk_employee_skills")),
    )
    op.create_index("ix_employee_skills_skill_employee", "employee_skills", ["skill_id", "employee_id"], unique=False)
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
        sa.Column("trouble", sa.String(length=64), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recipient", sa.String(length=32), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_channel", sa.String(length=32), nullable=True),
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
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_quiets_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiets")),
        sa.UniqueConstraint("employee_id", "scope", "about", "why", name=op.f("uq_quiets_employee_id_scope_about_why")),
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
    op.create_index("ix_recognitions_employee_day", "recognitions", ["employee_id", "given_on"], unique=False)
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
        "workshops",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_workshops_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshops")),
    )
    op.create_index(op.f("ix_workshops_programme_id"), "workshops", ["programme_id"], unique=False)
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
        sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=op.f("fk_enrolments_employee_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshops.id"], name=op.f("fk_enrolments_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("workshop_id", "employee_id", name=op.f("uq_enrolments_workshop_id_employee_id")),
    )
    op.create_index(op.f("ix_enrolments_employee_id"), "enrolments", ["employee_id"], unique=False)
    op.create_index("ix_enrolments_workshop_state", "enrolments", ["workshop_id", "state", "asked_at"], unique=False)
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
    _guard_filled_openings()
    _guard_history()


def _guard_filled_openings() -> None:
    """No statement, whoever sends it, makes an opening filled that no accepted application fills (promise 3)."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("INSERT", "UPDATE OF status"):
            op.execute(f"""
                CREATE TRIGGER openings_filled_{event.split()[0].lower()} BEFORE {event} ON openings
                WHEN NEW.status = 'filled' AND NOT EXISTS (SELECT 1 FROM placements WHERE opening_id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'an opening is filled only by an accepted application'); END""")
        return
    op.execute("""
        CREATE FUNCTION refuse_filled_opening() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.status = 'filled' AND NOT EXISTS (SELECT 1 FROM placements WHERE opening_id = NEW.id) THEN
                RAISE check_violation USING MESSAGE = 'an opening is filled only by an accepted application';
            END IF;
            RETURN NEW;
        END $$""")
    op.execute("""
        CREATE TRIGGER openings_filled BEFORE INSERT OR UPDATE OF status ON openings
        FOR EACH ROW EXECUTE FUNCTION refuse_filled_opening()""")


_ONLY_ADDED_TO = ("audit", "considerations", "application_events")


def _guard_history() -> None:
    """What was decided and done is only ever added to."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute("""
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE check_violation USING MESSAGE = TG_TABLE_NAME || ' is only ever added to'; END $$""")
    for table in _ONLY_ADDED_TO:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_no_{event.lower()}"
            body = (
                f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
                if sqlite
                else "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
            op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} {body}")


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_filled_opening")
        op.execute("DROP FUNCTION refuse_change")


_TABLES = (
    "placements",
    "enrolments",
    "considerations",
    "application_events",
    "workshops",
    "reviews",
    "recognitions",
    "quiets",
    "programme_skills",
    "notices",
    "leaves",
    "interests",
    "employee_skills",
    "draws",
    "deliveries",
    "completions",
    "applications",
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
