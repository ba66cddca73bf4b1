"""The door to all papers of a model's file."""

import io
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

from sinhke_desktop.domain.access import Action
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import issued_papers, model_papers, participants, privacy, reports
from sinhke_desktop.services.model_papers import PAPERS


def titled(text):
    output = io.BytesIO()
    canvas = Canvas(output, invariant=1)
    canvas.setTitle(text)
    canvas.showPage()
    canvas.save()
    return output.getvalue()


@pytest.fixture
def paper(monkeypatch):
    """A paper of two subjects, whose PDF has the subject's id as its title."""
    made = model_papers.ModelPaper(
        "thu", "Giấy thử", lambda _workspace, _model_id, subject: titled(subject),
        lambda _workspace, model_id: {"a": "Hộ A", "b": "Hộ B"} if model_id else {},
    )  # fmt: skip
    monkeypatch.setitem(PAPERS, "thu", made)
    return made


def test_every_paper_stands_under_its_own_kind_and_has_a_title():
    assert all(kind == paper.kind and paper.title for kind, paper in PAPERS.items())


def test_every_paper_of_the_sample_can_be_made_for_everything_it_offers(sample):
    workspace, model = sample
    for kind in PAPERS:
        for subject in list(model_papers.subjects(workspace, kind, model.id))[:2]:
            assert model_papers.render(workspace, kind, model.id, subject).startswith(b"%PDF"), kind


def test_an_unknown_paper_is_refused_with_the_known_ones(workspace):
    with pytest.raises(InvalidInput) as refused:
        model_papers.render(workspace, "không có")
    assert refused.value.problems[0].code == "MH-40"
    assert "monthly_report" in str(refused.value)


def test_a_paper_with_nothing_noted_says_what_is_missing(workspace, paper):
    with pytest.raises(NotFound) as refused:
        model_papers.render(workspace, "thu")
    assert paper.title in refused.value.message


def test_it_must_be_said_for_what_where_there_are_several(workspace, paper):
    with pytest.raises(InvalidInput) as refused:
        model_papers.render(workspace, "thu", "m")
    assert "Hộ A; Hộ B" in str(refused.value)
    assert model_papers.render(workspace, "thu", "m", "b") == titled("b")


def test_the_only_subject_is_taken_without_asking(workspace, paper, monkeypatch):
    monkeypatch.setitem(PAPERS, "thu", replace(paper, subjects=lambda _workspace, _model_id: {"a": "Hộ A"}))
    assert model_papers.render(workspace, "thu", "m") == titled("a")


def test_a_written_paper_is_noted_in_the_access_log(workspace, paper, tmp_path):
    path = model_papers.write(workspace, "thu", tmp_path / "a.pdf", "m", "a")
    newest = privacy.accesses(workspace)[0]
    assert (newest.action, newest.detail) == (Action.PRINTED, "Giấy thử · Hộ A")
    (kept,) = issued_papers.listed(workspace)
    assert (kept.kind, kept.title, kept.subject) == ("thu", "Giấy thử", "Hộ A")
    assert issued_papers.pdf_of(workspace, kept.id) == path.read_bytes()


def test_a_paper_is_kept_with_the_households_that_it_names(sample):
    workspace, model = sample
    joined = participants.of_model(workspace, model.id)
    first = joined[0]
    assert model_papers.household_ids(workspace, "commitment", model.id, first.id) == (first.household_id,)
    everyone = {one.household_id for one in joined}
    assert set(model_papers.household_ids(workspace, "commitment", model.id)) == everyone
    (day, *_more) = model_papers.subjects(workspace, "handover_minutes", model.id)
    assert set(model_papers.household_ids(workspace, "handover_minutes", model.id, day)) == everyone
    assert model_papers.household_ids(workspace, "replication_sheet", model.id) == ()


def test_a_paper_of_the_whole_model_needs_a_model():
    assert model_papers.whole_model(None, "m") == {"": model_papers.WHOLE_MODEL}
    assert model_papers.whole_model(None, "") == {}


def test_the_monthly_report_is_offered_from_the_handover_on(sample):
    workspace, model = sample
    months = list(model_papers.subjects(workspace, "monthly_report", model.id))
    assert (months[0], months[-1]) == ("2025-11", "2024-06")


@pytest.mark.parametrize(("kind", "first"), [
    ("monthly_report", "2025-11"), ("quarterly_report", "2025-Q4"), ("half_yearly_report", "2025-H2"),
    ("yearly_report", "2025"), ("interim_report", "interim"), ("final_report", "final"),
])  # fmt: skip
def test_reports_of_every_kind_of_period_are_offered_and_made(sample, kind, first):
    workspace, model = sample
    offered = list(model_papers.subjects(workspace, kind, model.id))
    assert offered[0] == first
    assert model_papers.render(workspace, kind, model.id, first).startswith(b"%PDF")


def test_a_report_that_left_as_a_paper_of_the_model_is_made(sample, tmp_path):
    workspace, model = sample
    model_papers.write(workspace, "quarterly_report", tmp_path / "quý.pdf", model.id, "2025-Q3")
    model_papers.write(workspace, "final_report", tmp_path / "tổng kết.pdf", model.id, "final")
    assert reports.made(workspace, "2025-Q3", model.id)
    assert reports.made(workspace, "final", model.id)
    assert not reports.made(workspace, "2025-Q2", model.id)
