"""Papers of the model's file from the command line."""

import io
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

from sinhke_desktop.services.model_papers import PAPERS


def titled(text):
    output = io.BytesIO()
    canvas = Canvas(output, invariant=1)
    canvas.setTitle(text)
    canvas.showPage()
    canvas.save()
    return output.getvalue()


@pytest.fixture
def early_paper(monkeypatch):
    """A paper that is made while no model is chosen, for one of two hamlets."""
    offered = {"a": "Thôn Tân Tiến", "b": "Thôn Tân Hòa"}
    made = replace(
        PAPERS["monthly_report"], kind="som", before_choice=True, subjects=lambda _workspace, _model_id: offered,
        render=lambda _workspace, model_id, subject: titled(f"{model_id}{subject}"),
    )  # fmt: skip
    monkeypatch.setitem(PAPERS, "som", made)


def test_papers_are_listed_before_a_model_is_chosen(commune):
    found = commune.json("model", "papers")["papers"]
    assert [one["kind"] for one in found] == list(PAPERS)
    assert next(one for one in found if one["kind"] == "monthly_report")["of"] == {}


def test_a_paper_needs_a_model(commune, tmp_path):
    assert commune.error("model", "paper", "monthly_report", "--out", str(tmp_path / "a.pdf"))["code"] == "MH-13"
    assert commune.error("model", "papers", "--model", "0" * 32)["code"] == "NH-02"


def test_a_paper_before_the_choice_is_named_by_words_or_id(commune, early_paper, tmp_path):
    out = tmp_path / "a.pdf"
    answer = commune.json("model", "paper", "som", "--of", "tan hoa", "--out", str(out))
    assert (answer["of"], out.read_bytes()) == ("b", titled("b"))
    assert commune.json("model", "paper", "som", "--of", "a", "--out", str(out))["of"] == "a"
    refused = commune.error("model", "paper", "som", "--of", "tan", "--out", str(out))
    assert "Thôn Tân Tiến; Thôn Tân Hòa" in refused["problems"][0]["message"]
