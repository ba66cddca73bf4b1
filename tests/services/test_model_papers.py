"""The door to all papers of a model's file."""

from dataclasses import replace

import pytest

from sinhke_desktop.domain.access import Action
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import model_papers, privacy
from sinhke_desktop.services.model_papers import PAPERS


@pytest.fixture
def paper(monkeypatch):
    """A paper of three subjects, whose PDF is the subject's id."""
    made = model_papers.ModelPaper(
        "thu", "Giấy thử", lambda _workspace, _model_id, subject: subject.encode(),
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
    assert model_papers.render(workspace, "thu", "m", "b") == b"b"


def test_the_only_subject_is_taken_without_asking(workspace, paper, monkeypatch):
    monkeypatch.setitem(PAPERS, "thu", replace(paper, subjects=lambda _workspace, _model_id: {"a": "Hộ A"}))
    assert model_papers.render(workspace, "thu", "m") == b"a"


def test_a_written_paper_is_noted_in_the_access_log(workspace, paper, tmp_path):
    path = model_papers.write(workspace, "thu", tmp_path / "a.pdf", "m", "a")
    assert path.read_bytes() == b"a"
    newest = privacy.accesses(workspace)[0]
    assert (newest.action, newest.detail) == (Action.PRINTED, "Giấy thử")


def test_a_paper_of_the_whole_model_needs_a_model():
    assert model_papers.whole_model(None, "m") == {"": model_papers.WHOLE_MODEL}
    assert model_papers.whole_model(None, "") == {}


def test_the_monthly_report_is_offered_from_the_handover_on(sample):
    workspace, model = sample
    months = list(model_papers.subjects(workspace, "monthly_report", model.id))
    assert (months[0], months[-1]) == ("2025-11", "2024-06")
