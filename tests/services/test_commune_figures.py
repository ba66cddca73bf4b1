"""What is counted of one commune: rounds, supports, and a model that is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from office_of_communes import add_household

from sinhke_desktop.domain.livelihood import ChoiceStatus
from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.domain.support import SupportInput
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services import commune_figures, hamlets, livelihood, model_figures, rounds, supports
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import journal, records


def counted(workspace: Workspace) -> dict[str, object]:
    return {one.key: one for one in commune_figures.count(workspace)}


def test_rounds_and_supports_are_counted_by_year_and_kind(workspace: Workspace) -> None:
    hamlets.add(workspace, "Tân Tiến")
    household_id = add_household(workspace, "Lê Văn Một", poor=True)
    rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    for value in ("2000000", ""):
        supports.give(
            workspace,
            SupportInput(
                household_id, "cash", "Tiền Tết", supports.sources_on("20/01/2025")[0].code, "20/01/2025", value=value
            ),
        )
    found = counted(workspace)
    [row] = found["rounds"].rows
    assert (row.key, row.unit, row.text) == ("yearly/2025", "", "")
    everything = found["supports:2025"].row("all")
    assert [cell.value for cell in everything.cells] == [1, 2, 2_000_000]
    assert found["supports:2025"].number("cash") == 1
    assert found["supports:2025"].number("health") == 0
    assert found["register"].text("work-years") == "2025"


def test_a_decided_round_tells_its_day(workspace: Workspace) -> None:
    opened = rounds.open_round(workspace, ReviewKind.AD_HOC, month="10/2025")
    with workspace.database.write() as connection:
        decided = replace(opened, decision_number="12/QĐ-UBND", decision_date=date(2025, 10, 30))
        journal.save(connection, author(workspace), records.drafts(connection, [decided]))
    [row] = counted(workspace)["rounds"].rows
    assert (row.key, row.unit, row.text) == ("ad-hoc/2025-10", "decided", "30/10/2025")


def test_a_model_that_is_over_is_still_counted_and_none_is_none(sample: tuple[Workspace, object]) -> None:
    workspace, _model = sample
    model = livelihood.current(workspace)
    livelihood.end(workspace, model.id, "Hết kế hoạch")
    assert model_figures.newest(workspace).id == model.id
    found = counted(workspace)["model"]
    assert found.row("status").unit == ChoiceStatus.ENDED.value
    assert found.number("planned") == sum(
        row.number for row in found.rows if row.key.startswith("planned/")
    )  # fmt: skip


def test_a_commune_without_a_model_has_no_figures_of_one(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        model_figures.newest(workspace)
    assert "model" not in counted(workspace)
