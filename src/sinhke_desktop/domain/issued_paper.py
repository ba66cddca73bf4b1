"""A paper that left the program, on a printer or as a file: kept whole, to be printed again exactly as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

POVERTY_TABLES, HOUSEHOLD_LIST, PERSONAL_COPY = "poverty_tables", "household_list", "personal_copy"
CONSOLIDATED = "consolidated_tables"
WORKING_KINDS = frozenset({"visit_forms", "visit_route", "life_map", "follow_up_book", HOUSEHOLD_LIST, PERSONAL_COPY})
"""Papers for work, not for the file: erasing a household drops the kept copies that tell of it."""


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """One issued paper. ``kind`` is a key such as ``visit_forms``, ``title`` Vietnamese as it stands on the paper.

    ``number`` (``12/BC-UBND``) and ``dated_on`` are those of the office, empty until they were given; ``made_at`` is a
    label (ISO, UTC). ``sha256`` and ``size`` are of the PDF; ``mark`` is the data's (:class:`.data_mark.DataMark`),
    ``bundle`` the number of the last bundle sealed before. ``times`` counts how often it was printed or saved.
    """

    id: str
    kind: str
    title: str
    subject: str
    officer: str
    made_at: str
    pages: int
    size: int
    sha256: str
    mark: str = ""
    bundle: int = 0
    number: str = ""
    dated_on: date | None = None
    times: int = 1
