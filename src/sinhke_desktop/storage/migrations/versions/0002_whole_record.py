"""A household's whole record: its dwelling, causes, needs, supports, acts; rounds; requests about personal data."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _access_log() -> None:
    op.create_table(
        "access_log",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
    )
    op.create_index(op.f("ix_access_log_household_id"), "access_log", ["household_id"], unique=False)


def _certificate() -> None:
    op.create_table(
        "certificate",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_certificate_commune_code"), "certificate", ["commune_code"], unique=False)
    op.create_index(op.f("ix_certificate_household_id"), "certificate", ["household_id"], unique=False)


def _complaint() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("round_id", sa.String(32), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("complainant", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("received_on", sa.String(), nullable=False),
        sa.Column("due_on", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("answered_on", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_complaint_commune_code"), "complaint", ["commune_code"], unique=False)
    op.create_index(op.f("ix_complaint_round_id"), "complaint", ["round_id"], unique=False)


def _data_request() -> None:
    op.create_table(
        "data_request",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("requester", sa.String(), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("received_on", sa.String(), nullable=False),
        sa.Column("due_on", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("done_on", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_data_request_commune_code"), "data_request", ["commune_code"], unique=False)


def _life_act() -> None:
    op.create_table(
        "life_act",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("happened_on", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("other_household_id", sa.String(32), nullable=False),
        sa.Column("member_ids", sa.Text(), nullable=False),
        sa.Column("from_hamlet_id", sa.String(32), nullable=False),
        sa.Column("to_hamlet_id", sa.String(32), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("undoes", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_life_act_commune_code"), "life_act", ["commune_code"], unique=False)
    op.create_index(op.f("ix_life_act_household_id"), "life_act", ["household_id"], unique=False)
    op.create_index(op.f("ix_life_act_other_household_id"), "life_act", ["other_household_id"], unique=False)


def _meeting_vote() -> None:
    op.create_table(
        "meeting_vote",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("meeting_id", sa.String(32), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("disagreed", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_meeting_vote_commune_code"), "meeting_vote", ["commune_code"], unique=False)
    op.create_index(op.f("ix_meeting_vote_meeting_id"), "meeting_vote", ["meeting_id"], unique=False)


def _photo() -> None:
    op.create_table(
        "photo",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("taken_on", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_photo_household_id"), "photo", ["household_id"], unique=False)


def _public_posting() -> None:
    op.create_table(
        "public_posting",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("round_id", sa.String(32), nullable=False),
        sa.Column("hamlet_id", sa.String(32), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("posted_on", sa.String(), nullable=False),
        sa.Column("taken_down_on", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_public_posting_commune_code"), "public_posting", ["commune_code"], unique=False)
    op.create_index(op.f("ix_public_posting_round_id"), "public_posting", ["round_id"], unique=False)


def _review_round() -> None:
    op.create_table(
        "review_round",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("started_on", sa.String(), nullable=False),
        sa.Column("due_on", sa.String(), nullable=False),
        sa.Column("rule_set", sa.String(), nullable=False),
        sa.Column("second_rule_set", sa.String(), nullable=False),
        sa.Column("plan_paper", sa.String(), nullable=False),
        sa.Column("posting_days", sa.Integer(), nullable=False),
        sa.Column("decision_number", sa.String(), nullable=False),
        sa.Column("decision_date", sa.String(), nullable=False),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_review_round_commune_code"), "review_round", ["commune_code"], unique=False)


def _round_entry() -> None:
    op.create_table(
        "round_entry",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("round_id", sa.String(32), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("applied_on", sa.String(), nullable=False),
        sa.Column("request_number", sa.String(), nullable=False),
        sa.Column("screening", sa.String(), nullable=False),
        sa.Column("screening_reason", sa.String(), nullable=False),
        sa.Column("surveyor", sa.String(), nullable=False),
        sa.Column("surveyed_on", sa.String(), nullable=False),
        sa.Column("refused_on", sa.String(), nullable=False),
        sa.Column("refusal_reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_round_entry_commune_code"), "round_entry", ["commune_code"], unique=False)
    op.create_index(op.f("ix_round_entry_household_id"), "round_entry", ["household_id"], unique=False)
    op.create_index(op.f("ix_round_entry_round_id"), "round_entry", ["round_id"], unique=False)


def _support() -> None:
    op.create_table(
        "support",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("source_code", sa.String(), nullable=False),
        sa.Column("received_on", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(16), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_support_commune_code"), "support", ["commune_code"], unique=False)
    op.create_index(op.f("ix_support_household_id"), "support", ["household_id"], unique=False)


def _village_meeting() -> None:
    op.create_table(
        "village_meeting",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("round_id", sa.String(32), nullable=False),
        sa.Column("hamlet_id", sa.String(32), nullable=False),
        sa.Column("held_on", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("chair", sa.String(), nullable=False),
        sa.Column("secretary", sa.String(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("listed_households", sa.Integer(), nullable=False),
        sa.Column("represented", sa.Integer(), nullable=False),
        sa.Column("officials", sa.String(), nullable=False),
        sa.Column("reviewers", sa.String(), nullable=False),
        sa.Column("front", sa.String(), nullable=False),
        sa.Column("opinions", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_village_meeting_commune_code"), "village_meeting", ["commune_code"], unique=False)
    op.create_index(op.f("ix_village_meeting_round_id"), "village_meeting", ["round_id"], unique=False)


def _wider_hamlet() -> None:
    op.add_column("hamlet", sa.Column("old_list_version", sa.String(), nullable=False, server_default=""))


def _wider_hamlet_year() -> None:
    op.add_column("hamlet_year", sa.Column("persons", sa.Integer(), nullable=True))
    op.add_column("hamlet_year", sa.Column("minority_households", sa.Integer(), nullable=True))
    op.add_column("hamlet_year", sa.Column("minority_persons", sa.Integer(), nullable=True))
    op.add_column("hamlet_year", sa.Column("local_minority_households", sa.Integer(), nullable=True))
    op.add_column("hamlet_year", sa.Column("local_minority_persons", sa.Integer(), nullable=True))


def _wider_household() -> None:
    op.add_column("household", sa.Column("location", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("dwelling_area", sa.Integer(), nullable=True))
    op.add_column("household", sa.Column("wall", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("pillar", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("roof", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("water_source", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("toilet", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("waste", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("internet", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("devices", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("causes", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("cause_note", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("needs", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("needs_note", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("no_labour", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("no_labour_reason", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("cannot_escape", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("cannot_escape_reason", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("local_minority", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("former_commune_code", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("former_list_version", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("arrived_on", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("ended_on", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("ended_how", sa.String(), nullable=False, server_default=""))
    op.add_column("household", sa.Column("restricted", sa.String(), nullable=False, server_default=""))


def _wider_member() -> None:
    op.add_column("member", sa.Column("insured", sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("health_insurance_number", sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("schooling", sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("education", sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("work", sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("labour_capacity", sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("disability", sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("social_allowance", sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("merit", sa.String(), nullable=False, server_default=""))
    op.add_column("member", sa.Column("nutrition", sa.String(), nullable=False, server_default=""))


def _wider_review() -> None:
    op.add_column("review", sa.Column("round_id", sa.String(32), nullable=False, server_default=""))
    op.add_column("review", sa.Column("income_per_head", sa.Integer(), nullable=True))
    op.add_column("review", sa.Column("derived", sa.String(), nullable=False, server_default=""))
    op.add_column("review", sa.Column("overrides", sa.Text(), nullable=False, server_default=""))
    op.add_column("review", sa.Column("average_living", sa.Boolean(), nullable=False, server_default=sa.false()))


def upgrade() -> None:
    _access_log()
    _certificate()
    _complaint()
    _data_request()
    _life_act()
    _meeting_vote()
    _photo()
    _public_posting()
    _review_round()
    _round_entry()
    _support()
    _village_meeting()
    _wider_hamlet()
    _wider_hamlet_year()
    _wider_household()
    _wider_member()
    _wider_review()
