"""Papers: printed forms with their numbers, walking routes, issued papers, scans; what a form that came back says."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _form_sheet() -> None:
    op.create_table(
        "form_sheet",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("number", sa.String(8), nullable=False),
        sa.Column("version", sa.String(8), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("printed_on", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("agreements", sa.Text(), nullable=False),
        sa.Column("returned_on", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(32), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("commune_code", "number", "household_id"):
        op.create_index(op.f(f"ix_form_sheet_{column}"), "form_sheet", [column], unique=False)


def _visit_route() -> None:
    op.create_table(
        "visit_route",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("hamlet_id", sa.String(32), nullable=False),
        sa.Column("household_ids", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_visit_route_commune_code"), "visit_route", ["commune_code"], unique=False)


def _issued_paper() -> None:
    op.create_table(
        "issued_paper",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("bundle", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("dated_on", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("kind", "made_at", "sha256"):
        op.create_index(op.f(f"ix_issued_paper_{column}"), "issued_paper", [column], unique=False)
    op.create_table(
        "issued_paper_household",
        sa.Column("paper_id", sa.String(32), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("paper_id", "household_id"),
    )
    op.create_index(
        op.f("ix_issued_paper_household_household_id"), "issued_paper_household", ["household_id"], unique=False
    )


def _scan_page() -> None:
    op.create_table(
        "scan_page",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("number", sa.String(8), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("ticks", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("read_at", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(32), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("number", "household_id", "sha256", "state", "visit_id"):
        op.create_index(op.f(f"ix_scan_page_{column}"), "scan_page", [column], unique=False)


def _wider_visit() -> None:
    op.add_column("visit", sa.Column("sheet_number", sa.String(8), nullable=False, server_default=""))
    op.add_column("visit", sa.Column("indicators_seen", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("visit", sa.Column("deprived", sa.String(), nullable=False, server_default=""))
    op.add_column("visit", sa.Column("kept", sa.String(), nullable=False, server_default=""))
    op.add_column("visit", sa.Column("need_keys", sa.String(), nullable=False, server_default=""))


def _wider_member() -> None:
    op.add_column("member", sa.Column("card_issued_on", sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("old_citizen_id", sa.String(), nullable=False, server_default=""))


def upgrade() -> None:
    _form_sheet()
    _visit_route()
    _issued_paper()
    _scan_page()
    _wider_visit()
    _wider_member()
