"""The receiving office: staged files, totals, mergers, its keys, what it returns, and how a receiving is undone."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _staged_bundle() -> None:
    op.create_table(
        "staged_bundle",
        sa.Column("header_hash", sa.String(64), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("epoch", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("bundle", sa.LargeBinary(), nullable=False),
        sa.Column("staged_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("header_hash"),
    )
    for column in ("device", "state"):
        op.create_index(op.f(f"ix_staged_bundle_{column}"), "staged_bundle", [column], unique=False)


def _commune_total() -> None:
    op.create_table(
        "commune_total",
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("commune_code", "subject", "source"),
    )


def _commune_merger() -> None:
    op.create_table(
        "commune_merger",
        sa.Column("old_code", sa.String(5), nullable=False),
        sa.Column("new_code", sa.String(5), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("told_at", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("old_code"),
    )
    op.create_index(op.f("ix_commune_merger_new_code"), "commune_merger", ["new_code"], unique=False)


def _office_key() -> None:
    op.create_table(
        "office_key",
        sa.Column("signing", sa.String(64), nullable=False),
        sa.Column("recipient", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("vouched", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("signing"),
        sa.UniqueConstraint("position"),
    )


def _return_request() -> None:
    op.create_table(
        "return_request",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(32), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_on", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answered_on", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("commune_code", "subject_id"):
        op.create_index(op.f(f"ix_return_request_{column}"), "return_request", [column], unique=False)


def _wider_exchange() -> None:
    op.add_column("paired_device", sa.Column("office_epoch", sa.String(32), nullable=False, server_default=""))
    op.add_column("paired_device", sa.Column("office_key", sa.String(64), nullable=False, server_default=""))
    op.add_column("sealed_receipt", sa.Column("carried", sa.String(64), nullable=False, server_default=""))
    op.add_column("sealed_receipt", sa.Column("written_at", sa.String(), nullable=False, server_default=""))
    op.add_column("stream", sa.Column("parents", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("stream", sa.Column("touched", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("received_bundle", sa.Column("officer", sa.String(), nullable=False, server_default=""))
    op.add_column("received_bundle", sa.Column("prior_cursor", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("received_bundle", sa.Column("prior_chain", sa.String(64), nullable=False, server_default=""))
    op.add_column("received_bundle", sa.Column("prior_sequence", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("received_bundle", sa.Column("prior_header_hash", sa.String(64), nullable=False, server_default=""))
    op.add_column("received_bundle", sa.Column("summary", sa.Text(), nullable=False, server_default="{}"))


def upgrade() -> None:
    _staged_bundle()
    _commune_total()
    _commune_merger()
    _office_key()
    _return_request()
    _wider_exchange()
    op.create_index("operation_of_commune", "operation", ["commune_code"], unique=False)
    op.create_index(
        "operation_head_of_commune",
        "operation",
        ["commune_code"],
        unique=False,
        sqlite_where=sa.text("is_head"),
        postgresql_where=sa.text("is_head"),
    )
    op.create_index(op.f("ix_member_commune_code"), "member", ["commune_code"], unique=False)
    for column in ("entity_id", "commune_code"):
        op.create_index(op.f(f"ix_conflict_{column}"), "conflict", [column], unique=False)
    op.create_index("restamped_uid", "restamped", ["uid"], unique=False)
