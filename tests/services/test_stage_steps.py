"""Overdue stages and missing papers of the active model are named on the first page."""

from datetime import date

from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.domain.model_stages import reached
from sinhke_desktop.services import candidates, livelihood, overview, stages

TODAY = date(2025, 11, 20)


def chosen(workspace):
    model = candidates.add(workspace, ModelInput("Nuôi dê", proposed_on="01/06/2023", duration_months="18"))
    candidates.choose(workspace, model.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    return livelihood.advance(workspace, model.id, Stage.HANDED_OVER, "19/06/2024")


def steps(workspace, *keys):
    return [one for one in overview.overview(workspace, TODAY).next_steps if one.key in keys]


def test_overdue_stages_come_first_and_open_the_tab_of_stages(workspace):
    model = chosen(workspace)
    stages.set_dues(workspace, model.id, {Stage.SETTLED: "30/11/2025", Stage.INTERIM_REVIEWED: "01/05/2025"})
    late, near = steps(workspace, "stage-overdue", "stage-due")
    assert (late.key, late.text, late.urgent) == ("stage-overdue", "Quá hạn từ 01/05/2025: Sơ kết", True)
    assert (near.key, near.text, near.urgent) == ("stage-due", "Đến hạn 30/11/2025: Quyết toán", False)
    assert (late.target, dict(late.args)) == ("livelihood", {"section": "papers", "area": "22828"})


def test_missing_papers_of_reached_stages_are_named(workspace):
    model = chosen(workspace)
    (step,) = steps(workspace, "papers-missing")
    missing = stages.board(workspace, model.id).missing
    assert str(len(missing)) in step.text
    assert step.detail.startswith("; ".join(line.name for line in missing[:3]))
    for line in missing[2:]:
        stages.mark_there(workspace, model.id, line.wanted.key)
    (step,) = steps(workspace, "papers-missing")
    assert step.detail == "; ".join(line.name for line in missing[:2])
    for line in missing[:2]:
        stages.mark_not_needed(workspace, model.id, line.wanted.key, "mô hình cũ")
    assert steps(workspace, "papers-missing") == []
    assert all(reached(model, line.stage) for line in missing)


def test_without_an_active_model_no_stage_is_named(workspace):
    candidates.add(workspace, ModelInput("Nuôi dê", proposed_on="01/06/2023"))
    assert steps(workspace, "stage-overdue", "stage-due", "papers-missing") == []
