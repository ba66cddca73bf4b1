"""The whole file of a livelihood model: its economics, meetings, papers, groups, money, animals, market, results."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _community_meeting() -> None:
    op.create_table(
        "community_meeting",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("period", sa.String(9), nullable=False),
        sa.Column("area_code", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("hamlet_id", sa.String(32), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("invited_on", sa.String(), nullable=False),
        sa.Column("invitation_number", sa.String(), nullable=False),
        sa.Column("planned_on", sa.String(), nullable=False),
        sa.Column("begins_at", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("held_on", sa.String(), nullable=False),
        sa.Column("chair", sa.String(), nullable=False),
        sa.Column("secretary", sa.String(), nullable=False),
        sa.Column("households_all", sa.Integer(), nullable=True),
        sa.Column("households_present", sa.Integer(), nullable=True),
        sa.Column("others_present", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("opinions", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("minutes_number", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_community_meeting_commune_code"), "community_meeting", ["commune_code"], unique=False)


def _economic_line() -> None:
    op.create_table(
        "economic_line",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("first_month", sa.Integer(), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=True),
        sa.Column("last_month", sa.Integer(), nullable=True),
        sa.Column("worst_percent", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_economic_line_commune_code"), "economic_line", ["commune_code"], unique=False)
    op.create_index(op.f("ix_economic_line_model_id"), "economic_line", ["model_id"], unique=False)


def _stage_due() -> None:
    op.create_table(
        "stage_due",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("due_on", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stage_due_commune_code"), "stage_due", ["commune_code"], unique=False)
    op.create_index(op.f("ix_stage_due_model_id"), "stage_due", ["model_id"], unique=False)


def _stage_paper() -> None:
    op.create_table(
        "stage_paper",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("dated_on", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stage_paper_commune_code"), "stage_paper", ["commune_code"], unique=False)
    op.create_index(op.f("ix_stage_paper_model_id"), "stage_paper", ["model_id"], unique=False)


def _producer_group() -> None:
    op.create_table(
        "producer_group",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("leader", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("founded_on", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_producer_group_commune_code"), "producer_group", ["commune_code"], unique=False)
    op.create_index(op.f("ix_producer_group_model_id"), "producer_group", ["model_id"], unique=False)


def _budget_entry() -> None:
    op.create_table(
        "budget_entry",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("budget_line_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_budget_entry_commune_code"), "budget_entry", ["commune_code"], unique=False)
    op.create_index(op.f("ix_budget_entry_budget_line_id"), "budget_entry", ["budget_line_id"], unique=False)


def _raised_thing() -> None:
    op.create_table(
        "raised_thing",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("handover_id", sa.String(32), nullable=False),
        sa.Column("mother_tag", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_raised_thing_commune_code"), "raised_thing", ["commune_code"], unique=False)
    op.create_index(op.f("ix_raised_thing_participant_id"), "raised_thing", ["participant_id"], unique=False)


def _thing_event() -> None:
    op.create_table(
        "thing_event",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("thing_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("done", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_thing_event_commune_code"), "thing_event", ["commune_code"], unique=False)
    op.create_index(op.f("ix_thing_event_thing_id"), "thing_event", ["thing_id"], unique=False)


def _loss() -> None:
    op.create_table(
        "loss",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("worth", sa.BigInteger(), nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("done", sa.String(), nullable=False),
        sa.Column("compensated", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_loss_commune_code"), "loss", ["commune_code"], unique=False)
    op.create_index(op.f("ix_loss_participant_id"), "loss", ["participant_id"], unique=False)


def _training() -> None:
    op.create_table(
        "training",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("teacher", sa.String(), nullable=False),
        sa.Column("participant_ids", sa.Text(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("budget_line_id", sa.String(32), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_training_commune_code"), "training", ["commune_code"], unique=False)
    op.create_index(op.f("ix_training_model_id"), "training", ["model_id"], unique=False)


def _market_contract() -> None:
    op.create_table(
        "market_contract",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("buyer", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("unit_price", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("signed_on", sa.String(), nullable=False),
        sa.Column("valid_to", sa.String(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_market_contract_commune_code"), "market_contract", ["commune_code"], unique=False)
    op.create_index(op.f("ix_market_contract_model_id"), "market_contract", ["model_id"], unique=False)


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("contract_id", sa.String(32), nullable=False),
        sa.Column("buyer", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_delivery_commune_code"), "delivery", ["commune_code"], unique=False)
    op.create_index(op.f("ix_delivery_model_id"), "delivery", ["model_id"], unique=False)


def _supervision_finding() -> None:
    op.create_table(
        "supervision_finding",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("members", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("deadline", sa.String(), nullable=False),
        sa.Column("mended_on", sa.String(), nullable=False),
        sa.Column("mending", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_supervision_finding_commune_code"), "supervision_finding", ["commune_code"], unique=False)
    op.create_index(op.f("ix_supervision_finding_model_id"), "supervision_finding", ["model_id"], unique=False)


def _repayment_due() -> None:
    op.create_table(
        "repayment_due",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("due_on", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_repayment_due_commune_code"), "repayment_due", ["commune_code"], unique=False)
    op.create_index(op.f("ix_repayment_due_participant_id"), "repayment_due", ["participant_id"], unique=False)


def _repayment() -> None:
    op.create_table(
        "repayment",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("due_id", sa.String(32), nullable=False),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_repayment_commune_code"), "repayment", ["commune_code"], unique=False)
    op.create_index(op.f("ix_repayment_participant_id"), "repayment", ["participant_id"], unique=False)


def _pass_on() -> None:
    op.create_table(
        "pass_on",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("household_id", sa.String(32), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("from_participant_id", sa.String(32), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_pass_on_commune_code"), "pass_on", ["commune_code"], unique=False)
    op.create_index(op.f("ix_pass_on_model_id"), "pass_on", ["model_id"], unique=False)
    op.create_index(op.f("ix_pass_on_household_id"), "pass_on", ["household_id"], unique=False)


def _commendation() -> None:
    op.create_table(
        "commendation",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("award", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(32), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_commendation_commune_code"), "commendation", ["commune_code"], unique=False)
    op.create_index(op.f("ix_commendation_model_id"), "commendation", ["model_id"], unique=False)


def _lesson() -> None:
    op.create_table(
        "lesson",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_lesson_commune_code"), "lesson", ["commune_code"], unique=False)
    op.create_index(op.f("ix_lesson_model_id"), "lesson", ["model_id"], unique=False)


def _replication() -> None:
    op.create_table(
        "replication",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("commune_code", sa.String(5), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("begun_on", sa.String(), nullable=False),
        sa.Column("carried_by", sa.String(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_replication_commune_code"), "replication", ["commune_code"], unique=False)
    op.create_index(op.f("ix_replication_model_id"), "replication", ["model_id"], unique=False)


def _wider_livelihood_model() -> None:
    op.add_column("livelihood_model", sa.Column("interim_reviewed_on", sa.String(), nullable=False, server_default=""))
    op.add_column("livelihood_model", sa.Column("replicated_on", sa.String(), nullable=False, server_default=""))
    op.add_column("livelihood_model", sa.Column("cycle_months", sa.Integer(), nullable=True))
    op.add_column("livelihood_model", sa.Column("households_wanted", sa.Integer(), nullable=True))
    op.add_column("livelihood_model", sa.Column("library_key", sa.String(), nullable=False, server_default=""))
    op.add_column("livelihood_model", sa.Column("risks", sa.Text(), nullable=False, server_default=""))
    op.add_column("livelihood_model", sa.Column("repay_percent", sa.Integer(), nullable=True))
    op.add_column("livelihood_model", sa.Column("repay_rules", sa.Text(), nullable=False, server_default=""))
    op.add_column("livelihood_model", sa.Column("fund_keeper", sa.String(), nullable=False, server_default=""))


def _wider_village_vote() -> None:
    op.add_column("village_vote", sa.Column("meeting_id", sa.String(32), nullable=False, server_default=""))


def _wider_participant() -> None:
    op.add_column("participant", sa.Column("group_id", sa.String(32), nullable=False, server_default=""))
    op.add_column("participant", sa.Column("role", sa.String(), nullable=False, server_default=""))
    op.add_column("participant", sa.Column("replaces_id", sa.String(32), nullable=False, server_default=""))
    op.add_column("participant", sa.Column("income_before", sa.BigInteger(), nullable=True))
    op.add_column("participant", sa.Column("income_expected", sa.BigInteger(), nullable=True))
    op.add_column("participant", sa.Column("income_at_end", sa.BigInteger(), nullable=True))


def _wider_budget_line() -> None:
    op.add_column("budget_line", sa.Column("year", sa.Integer(), nullable=True))
    op.add_column("budget_line", sa.Column("decision", sa.String(), nullable=False, server_default=""))


def _wider_payment() -> None:
    op.add_column("payment", sa.Column("participant_id", sa.String(32), nullable=False, server_default=""))
    op.add_column("payment", sa.Column("payee", sa.String(), nullable=False, server_default=""))


def _wider_input_handover() -> None:
    op.add_column("input_handover", sa.Column("supplier", sa.String(), nullable=False, server_default=""))
    op.add_column("input_handover", sa.Column("lot", sa.String(), nullable=False, server_default=""))
    op.add_column("input_handover", sa.Column("minutes_number", sa.String(), nullable=False, server_default=""))
    op.add_column("input_handover", sa.Column("received_by", sa.String(), nullable=False, server_default=""))


def _wider_follow_up() -> None:
    op.add_column("follow_up", sa.Column("bought", sa.Integer(), nullable=True))
    op.add_column("follow_up", sa.Column("passed_on", sa.Integer(), nullable=True))


def upgrade() -> None:
    _community_meeting()
    _economic_line()
    _stage_due()
    _stage_paper()
    _producer_group()
    _budget_entry()
    _raised_thing()
    _thing_event()
    _loss()
    _training()
    _market_contract()
    _delivery()
    _supervision_finding()
    _repayment_due()
    _repayment()
    _pass_on()
    _commendation()
    _lesson()
    _replication()
    _wider_livelihood_model()
    _wider_village_vote()
    _wider_participant()
    _wider_budget_line()
    _wider_payment()
    _wider_input_handover()
    _wider_follow_up()
