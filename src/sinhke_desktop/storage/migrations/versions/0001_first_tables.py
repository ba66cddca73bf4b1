"""The first tables."""

from alembic import op
from sqlmodel import SQLModel

import sinhke_desktop.storage.all_tables  # noqa: F401

revision = "0001"
down_revision = None


def upgrade() -> None:
    SQLModel.metadata.create_all(op.get_bind())
