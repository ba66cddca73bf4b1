"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
    )


def _budget_line() -> None:
    op.create_table(
        "budget_line",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("source_code", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_budget_line_commune_code"), "budget_line", ["commune_code"], unique=False)
    op.create_index(op.f("ix_budget_line_model_id"), "budget_line", ["model_id"], unique=False)


def _candidate_score() -> None:
    op.create_table(
        "candidate_score",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("criterion_key", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_candidate_score_commune_code"), "candidate_score", ["commune_code"], unique=False)
    op.create_index(op.f("ix_candidate_score_model_id"), "candidate_score", ["model_id"], unique=False)


def _commune() -> None:
    op.create_table(
        "commune",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("province_name", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("list_version", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("governing_body", sa.String(), nullable=False),
        sa.Column("issuing_body", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("report_to", sa.String(), nullable=False),
        sa.Column("signer_authority", sa.String(), nullable=False),
        sa.Column("signer_title", sa.String(), nullable=False),
        sa.Column("signer_name", sa.String(), nullable=False),
        sa.Column("recipients", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_commune_commune_code"), "commune", ["commune_code"], unique=False)


def _conflict() -> None:
    op.create_table(
        "conflict",
        sa.Column("entity_kind", sa.String(32), nullable=False),
        sa.Column("entity_id", sa.String(32), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("choices", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entity_kind", "entity_id", "path"),
    )


def _criterion() -> None:
    op.create_table(
        "criterion",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("period", sa.String(9), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_criterion_commune_code"), "criterion", ["commune_code"], unique=False)


def _follow_up() -> None:
    op.create_table(
        "follow_up",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("visited_on", sa.String(), nullable=False),
        sa.Column("alive", sa.Integer(), nullable=True),
        sa.Column("born", sa.Integer(), nullable=True),
        sa.Column("lost", sa.Integer(), nullable=True),
        sa.Column("sold", sa.Integer(), nullable=True),
        sa.Column("sick", sa.Integer(), nullable=True),
        sa.Column("income", sa.BigInteger(), nullable=True),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_follow_up_commune_code"), "follow_up", ["commune_code"], unique=False)
    op.create_index(op.f("ix_follow_up_month"), "follow_up", ["month"], unique=False)
    op.create_index(op.f("ix_follow_up_participant_id"), "follow_up", ["participant_id"], unique=False)


def _hamlet() -> None:
    op.create_table(
        "hamlet",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("old_commune_code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_hamlet_commune_code"), "hamlet", ["commune_code"], unique=False)


def _hamlet_year() -> None:
    op.create_table(
        "hamlet_year",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("hamlet_id", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_hamlet_year_commune_code"), "hamlet_year", ["commune_code"], unique=False)
    op.create_index(op.f("ix_hamlet_year_hamlet_id"), "hamlet_year", ["hamlet_id"], unique=False)


def _household() -> None:
    op.create_table(
        "household",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("hamlet_id", sa.String(32), nullable=False),
        sa.Column("list_number", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_household_commune_code"), "household", ["commune_code"], unique=False)
    op.create_index(op.f("ix_household_hamlet_id"), "household", ["hamlet_id"], unique=False)


def _import_batch() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.Column("undone_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _input_handover() -> None:
    op.create_table(
        "input_handover",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("handed_on", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("budget_line_id", sa.String(32), nullable=False),
        sa.Column("in_herd", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_input_handover_commune_code"), "input_handover", ["commune_code"], unique=False)
    op.create_index(op.f("ix_input_handover_participant_id"), "input_handover", ["participant_id"], unique=False)


def _livelihood_model() -> None:
    op.create_table(
        "livelihood_model",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("area_code", sa.String(16), nullable=False),
        sa.Column("period", sa.String(9), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("hamlet_id", sa.String(32), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("proposed_on", sa.String(), nullable=False),
        sa.Column("consulted_on", sa.String(), nullable=False),
        sa.Column("appraised_on", sa.String(), nullable=False),
        sa.Column("approved_on", sa.String(), nullable=False),
        sa.Column("handed_over_on", sa.String(), nullable=False),
        sa.Column("running_on", sa.String(), nullable=False),
        sa.Column("accepted_on", sa.String(), nullable=False),
        sa.Column("settled_on", sa.String(), nullable=False),
        sa.Column("reviewed_on", sa.String(), nullable=False),
        sa.Column("decision_number", sa.String(), nullable=False),
        sa.Column("decision_date", sa.String(), nullable=False),
        sa.Column("started_on", sa.String(), nullable=False),
        sa.Column("duration_months", sa.Integer(), nullable=True),
        sa.Column("choice_reason", sa.String(), nullable=False),
        sa.Column("ended_on", sa.String(), nullable=False),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_livelihood_model_commune_code"), "livelihood_model", ["commune_code"], unique=False)
    op.create_index(
        "one_active_livelihood_model",
        "livelihood_model",
        ["commune_code", "area_code", "period"],
        unique=True,
        sqlite_where=sa.text("status = 'active' AND removed IS 0"),
        postgresql_where=sa.text("status = 'active' AND removed IS false"),
    )


def _local_value() -> None:
    op.create_table(
        "local_value",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )


def _operation() -> None:
    op.create_table(
        "operation",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("epoch", sa.String(32), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("entity_kind", sa.String(32), nullable=False),
        sa.Column("entity_id", sa.String(32), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("commitment", sa.String(64), nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.Column("batch", sa.String(32), nullable=True),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sa.UniqueConstraint("epoch", "counter"),
        sa.UniqueConstraint("uid"),
    )
    op.create_index(op.f("ix_operation_entity_id"), "operation", ["entity_id"], unique=False)
    op.create_index(
        "operation_batch",
        "operation",
        ["batch"],
        unique=False,
        sqlite_where=sa.text("batch IS NOT NULL"),
        postgresql_where=sa.text("batch IS NOT NULL"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("epoch", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("header_hash", sa.String(64), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("base_counter", sa.Integer(), nullable=False),
        sa.Column("last_counter", sa.Integer(), nullable=False),
        sa.Column("operations", sa.Integer(), nullable=False),
        sa.Column("bundle", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.String(), nullable=False),
        sa.Column("copied_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "sequence"),
    )


def _paired_device() -> None:
    op.create_table(
        "paired_device",
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("recipient", sa.String(80), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("commune_codes", sa.String(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("paired_at", sa.String(), nullable=False),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.Column("revoked_epoch", sa.String(), nullable=False),
        sa.Column("revoked_counter", sa.Integer(), nullable=False),
        sa.Column("office_sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("device"),
        sa.UniqueConstraint("serial"),
    )


def _participant() -> None:
    op.create_table(
        "participant",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("class_at_entry", sa.String(), nullable=False),
        sa.Column("joined_on", sa.String(), nullable=False),
        sa.Column("commitment_signed_on", sa.String(), nullable=False),
        sa.Column("left_on", sa.String(), nullable=False),
        sa.Column("leave_reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_participant_commune_code"), "participant", ["commune_code"], unique=False)
    op.create_index(op.f("ix_participant_household_id"), "participant", ["household_id"], unique=False)
    op.create_index(op.f("ix_participant_model_id"), "participant", ["model_id"], unique=False)


def _payment() -> None:
    op.create_table(
        "payment",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("budget_line_id", sa.String(32), nullable=False),
        sa.Column("paid_on", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_payment_budget_line_id"), "payment", ["budget_line_id"], unique=False)
    op.create_index(op.f("ix_payment_commune_code"), "payment", ["commune_code"], unique=False)


def _quarantined_bundle() -> None:
    op.create_table(
        "quarantined_bundle",
        sa.Column("header_hash", sa.String(64), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("epoch", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("bundle", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("header_hash"),
    )


def _report_text() -> None:
    op.create_table(
        "report_text",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_report_text_commune_code"), "report_text", ["commune_code"], unique=False)
    op.create_index(op.f("ix_report_text_month"), "report_text", ["month"], unique=False)


def _restamped() -> None:
    op.create_table(
        "restamped",
        sa.Column("epoch", sa.String(32), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(32), nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("epoch", "counter"),
    )


def _review() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reviewed_on", sa.String(), nullable=False),
        sa.Column("income_points", sa.Integer(), nullable=True),
        sa.Column("deprivation_points", sa.Integer(), nullable=True),
        sa.Column("deprived", sa.String(), nullable=False),
        sa.Column("declared_class", sa.String(), nullable=False),
        sa.Column("movement", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_review_commune_code"), "review", ["commune_code"], unique=False)
    op.create_index(op.f("ix_review_household_id"), "review", ["household_id"], unique=False)


def _village_vote() -> None:
    op.create_table(
        "village_vote",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("hamlet_id", sa.String(32), nullable=False),
        sa.Column("held_on", sa.String(), nullable=False),
        sa.Column("households_present", sa.Integer(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("votes_against", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_village_vote_commune_code"), "village_vote", ["commune_code"], unique=False)
    op.create_index(op.f("ix_village_vote_model_id"), "village_vote", ["model_id"], unique=False)


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("planned_on", sa.String(), nullable=False),
        sa.Column("visited_on", sa.String(), nullable=False),
        sa.Column("agreements", sa.Text(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("next_visit_on", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_visit_commune_code"), "visit", ["commune_code"], unique=False)
    op.create_index(op.f("ix_visit_household_id"), "visit", ["household_id"], unique=False)


def _member() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("birth", sa.String(), nullable=False),
        sa.Column("ethnic_group", sa.String(), nullable=False),
        sa.Column("citizen_id", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"],
            ["household.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_member_household_id"), "member", ["household_id"], unique=False)


def _sealed_receipt() -> None:
    op.create_table(
        "sealed_receipt",
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("office_sequence", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device"],
            ["paired_device.device"],
        ),
        sa.PrimaryKeyConstraint("device"),
    )


def _stream() -> None:
    op.create_table(
        "stream",
        sa.Column("epoch", sa.String(32), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("header_hash", sa.String(64), nullable=False),
        sa.Column("forked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device"],
            ["paired_device.device"],
        ),
        sa.PrimaryKeyConstraint("epoch"),
    )
    op.create_index(op.f("ix_stream_device"), "stream", ["device"], unique=False)


def _received_bundle() -> None:
    op.create_table(
        "received_bundle",
        sa.Column("epoch", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("header_hash", sa.String(64), nullable=False),
        sa.Column("base_counter", sa.Integer(), nullable=False),
        sa.Column("last_counter", sa.Integer(), nullable=False),
        sa.Column("new_operations", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("same_state", sa.Boolean(), nullable=False),
        sa.Column("claimed_time", sa.String(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["epoch"],
            ["stream.epoch"],
        ),
        sa.PrimaryKeyConstraint("epoch", "sequence"),
    )


def upgrade() -> None:
    _audit()
    _budget_line()
    _candidate_score()
    _commune()
    _conflict()
    _criterion()
    _follow_up()
    _hamlet()
    _hamlet_year()
    _household()
    _import_batch()
    _input_handover()
    _livelihood_model()
    _local_value()
    _operation()
    _outbox()
    _paired_device()
    _participant()
    _payment()
    _quarantined_bundle()
    _report_text()
    _restamped()
    _review()
    _village_vote()
    _visit()
    _member()
    _sealed_receipt()
    _stream()
    _received_bundle()
