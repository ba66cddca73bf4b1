"""The tables of papers: printed visit forms and walking routes (journalled), issued papers and scans (this machine).

Column names are the field names of the frozen values in ``domain`` and, where journalled, the wire names.
"""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, Text
from sqlmodel import Field, SQLModel

from sinhke_desktop.domain.form_sheet import FormSheet
from sinhke_desktop.domain.visit_route import VisitRoute
from sinhke_desktop.storage.records import register_record
from sinhke_desktop.storage.tables import EntityRow, register_entity


class FormSheetRow(EntityRow, table=True):
    """A printed visit form."""

    __tablename__ = "form_sheet"
    number: str = Field(default="", max_length=8, index=True)
    version: str = Field(default="", max_length=8)
    household_id: str = Field(default="", max_length=32, index=True)
    participant_id: str = Field(default="", max_length=32)
    printed_on: str = ""
    pages: int = 1
    agreements: str = Field(default="", sa_type=Text)
    returned_on: str = ""
    visit_id: str = Field(default="", max_length=32)
    note: str = ""


class VisitRouteRow(EntityRow, table=True):
    """A hamlet's walking order."""

    __tablename__ = "visit_route"
    hamlet_id: str = Field(default="", max_length=32)
    household_ids: str = Field(default="", sa_type=Text)


class IssuedPaperRow(SQLModel, table=True):
    """A paper that was printed or saved, kept whole; stays on this machine, never journalled."""

    __tablename__ = "issued_paper"
    id: str = Field(primary_key=True, max_length=32)
    kind: str = Field(default="", index=True)
    title: str = ""
    subject: str = ""
    officer: str = ""
    made_at: str = Field(default="", index=True)
    pages: int = 0
    size: int = 0
    sha256: str = Field(default="", max_length=64, index=True)
    mark: str = ""
    bundle: int = 0
    number: str = ""
    dated_on: str = ""
    times: int = 1
    pdf: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class IssuedPaperHouseholdRow(SQLModel, table=True):
    """A household that an issued paper tells of; erasing it drops the kept copy of working papers."""

    __tablename__ = "issued_paper_household"
    paper_id: str = Field(primary_key=True, max_length=32)
    household_id: str = Field(primary_key=True, max_length=32, index=True)


class ScanPageRow(SQLModel, table=True):
    """A page that came back as a picture (WebP); stays on this machine, never journalled."""

    __tablename__ = "scan_page"
    id: str = Field(primary_key=True, max_length=32)
    file: str = ""
    place: int = 1
    version: str = ""
    number: str = Field(default="", max_length=8, index=True)
    household_id: str = Field(default="", max_length=32, index=True)
    page: int = 0
    pages: int = 0
    ticks: str = Field(default="", sa_type=Text)
    sha256: str = Field(default="", max_length=64, index=True)
    read_at: str = ""
    state: str = Field(default="", index=True)
    visit_id: str = Field(default="", max_length=32, index=True)
    problem: str = ""
    picture: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


for _row, _record in ((FormSheetRow, FormSheet), (VisitRouteRow, VisitRoute)):
    register_entity(str(_row.__tablename__), _row)
    register_record(str(_row.__tablename__), _record)
