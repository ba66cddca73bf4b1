"""The library of models: the shipped file, the commune's own, proposing from it; wrong files named by line."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.economics import Side
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.model_library import PROPOSED, LibraryLine, LibraryModel, is_proposed
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, NotFound, SinhkeError
from sinhke_desktop.services import candidates, economics, model_library, model_records
from sinhke_desktop.services.library_files import LARGEST_FILE, LibraryFileWrong, read_library, written
from sinhke_desktop.storage import journal

GOOD = """[nuoi-vit]
name = "Nuôi vịt"
thing = "vịt"
unit = "con"
cycle_months = 4

[[nuoi-vit.line]]
side = "cost"
name = "Vịt giống"
unit_price = 20_000
first_month = 0
"""


@pytest.fixture
def file(tmp_path):
    def make(text, name="xa.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return make


def wrong(path):
    with pytest.raises(LibraryFileWrong) as error:
        read_library(path)
    assert str(error.value.line) in error.value.message
    return error.value.line, error.value.code


def test_the_shipped_library_has_the_models_of_ninh_thuan():
    found = {one.key: one for one in model_library.shipped()}
    assert {"bo-cai-sinh-san", "de-cai-sinh-san", "cuu-sinh-san", "nho", "tao", "mang-tay-xanh", "nha-dam"} <= set(
        found
    )
    for one in found.values():
        sides = {line.side for line in one.lines}
        assert sides == set(Side), one.key
        assert all((one.inputs, one.risks, one.market, one.summary))
        assert not one.own


def test_published_figures_stand_with_their_source_and_add_up_as_published():
    found = {one.key: one for one in model_library.shipped()}
    cows, kind, *_more = found["bo-cai-sinh-san"].lines
    assert 7 * cows.quantity * cows.unit_price == 264_180_000
    assert 7 * kind.unit_price == 176_120_000
    assert all((cows.source, kind.source, kind.own))
    goats = found["de-cai-sinh-san"].lines[0]
    assert goats.quantity * goats.unit_price == 25_000_000
    assert found["mang-tay-xanh"].lines[0].unit_price == 15_000_000
    for one in found.values():
        for line in one.lines:
            assert line.remark == (f"Nguồn: {line.source}" if line.source else PROPOSED)


def test_every_shipped_model_is_worse_in_its_worst_case_and_within_its_cycle():
    for one in model_library.shipped():
        figures = one.figures()
        assert figures.worst.net < figures.expected.net, one.key
        assert figures.expected.net > 0, one.key
        for line in one.lines:
            assert list(range(line.first_month, one.cycle_months + 1)), (one.key, line.name)


def test_a_file_is_read_and_written_back_alike(file):
    shipped = model_library.shipped()
    path = file(written(shipped), "livelihood_models.toml")
    assert read_library(path) == shipped


words = st.text(min_size=1, max_size=20).map(tidy).filter(bool)
entries = st.builds(
    LibraryModel, st.just("mo-hinh-1"), words, words, words, st.integers(12, 240), words | st.just(""),
    st.lists(words, max_size=3).map(tuple), st.lists(words, max_size=3).map(tuple),
    lines=st.lists(
        st.builds(
            LibraryLine, st.sampled_from(Side), words, st.integers(1, 999), words | st.just(""), st.integers(0, 10**12),
            st.integers(0, 6), st.none() | st.integers(1, 12), st.none() | st.integers(6, 12), st.integers(0, 1000),
            st.booleans(), words | st.just(""),
        ),
        max_size=3,
    ).map(tuple),
)  # fmt: skip


@given(entries)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_an_entry_says_is_read_back_from_its_file(file, entry):
    assert read_library(file(written([entry]))) == (replace(entry, file="xa.toml"),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", (1, "MH-21")),
        ("# chỉ có ghi chú\n", (1, "MH-21")),
        (GOOD.replace("unit_price = 20_000", "unit_price = hai mươi"), (10, "MH-20")),
        (GOOD.replace("20_000", '"hai mươi"'), (10, "MH-21")),
        (GOOD.replace("20_000", "true"), (10, "MH-21")),
        (GOOD.replace("20_000", "-1"), (10, "MH-21")),
        (GOOD.replace('side = "cost"', 'side = "chi"'), (8, "MH-21")),
        (GOOD.replace("first_month = 0", "first_month = 5"), (11, "MH-21")),
        (GOOD + "last_month = 9\n", (12, "MH-21")),
        (GOOD + 'own = "có"\n', (12, "MH-21")),
        (GOOD + "gia = 3\n", (12, "MH-22")),
        (GOOD.replace('unit = "con"', 'don_vi = "con"'), (4, "MH-22")),
        (GOOD.replace('thing = "vịt"\n', ""), (1, "MH-21")),
        (GOOD.replace('"vịt"', '" "'), (3, "MH-21")),
        (GOOD.replace("nuoi-vit", "Nuoi_Vit"), (1, "MH-21")),
        ('ten = "không có mục"\n', (1, "MH-21")),
        (GOOD.replace('unit = "con"', 'unit = "con"\nrisks = [1]'), (5, "MH-21")),
        ('[a]\nname = "A"\nthing = "a"\nunit = "con"\ncycle_months = 3\nline = 4\n', (6, "MH-21")),
        ('[a]\nname = "A"\nthing = "a"\nunit = "con"\ncycle_months = 3\nline = [4]\n', (6, "MH-21")),
        ("a = 1" + "0" * 5000, (1, "MH-20")),
        ("\na = " + "[" * 20_000, (2, "MH-20")),
        (b'[a]\nname = "\xff"', (2, "MH-20")),
        (b"#" * (LARGEST_FILE + 1), (1, "MH-20")),
    ],
    ids=range(23),
)
def test_what_is_wrong_in_a_file_is_named_by_its_line(file, text, told):
    assert wrong(file(text)) == told


def test_a_file_that_is_not_there_cannot_be_read(tmp_path):
    assert wrong(tmp_path / "khong-co.toml") == (1, "MH-20")
    with pytest.raises(LibraryFileWrong):
        model_library.check_file(tmp_path / "khong-co.toml")


def test_a_line_without_counts_is_one_and_keeps_its_worst_case(file):
    (model,) = read_library(file(GOOD))
    assert (model.lines[0].quantity, model.lines[0].worst_percent, model.lines[0].every_months) == (1, 100, None)
    assert [one.own for one in model_library.check_file(file(GOOD))] == [True]
    (bare,) = read_library(file(GOOD.split("\n\n")[0]))
    assert bare.lines == ()


def test_a_communes_own_file_adds_and_replaces_entries_until_it_is_removed(workspace, file):
    model_library.add_file(workspace, file(GOOD))
    own = GOOD.replace("nuoi-vit", "nho").replace("Nuôi vịt", "Trồng nho xã ta")
    model_library.add_file(workspace, file(own, "nho.toml"))
    found = {one.key: one for one in model_library.library(workspace).models}
    assert (found["nuoi-vit"].own, found["nuoi-vit"].file) == (True, "xa.toml")
    assert found["nho"].name == "Trồng nho xã ta"
    with pytest.raises(LibraryFileWrong) as error:
        model_library.add_file(workspace, file(GOOD.replace("nuoi-vit", "nuoi-ngan")))
    assert error.value.code == "MH-23"
    with pytest.raises(LibraryFileWrong) as error:
        model_library.add_file(workspace, file(GOOD, "khac.toml"))
    assert error.value.code == "MH-23"
    model_library.remove_file(workspace, "nho.toml")
    assert model_library.entry(workspace, "nho").name == "Trồng nho"
    with pytest.raises(NotFound):
        model_library.remove_file(workspace, "nho.toml")


def test_a_wrong_file_in_the_folder_is_named_and_stops_nothing(workspace, file):
    model_library.add_file(workspace, file(GOOD))
    folder = workspace.folders.data / "models"
    (folder / "hong.toml").write_text("[a\n", encoding="utf-8")
    (folder / "trung.toml").write_text(GOOD, encoding="utf-8")
    (folder / "mat.toml").symlink_to(folder / "khong-co")
    found = model_library.library(workspace)
    assert [one.file for one in found.wrong] == ["hong.toml", "mat.toml", "xa.toml"]
    assert len(found.models) == len(model_library.shipped()) + 1


def test_a_folder_that_refuses_is_told(workspace, file):
    folder = workspace.folders.data / "models"
    folder.write_text("", encoding="utf-8")
    with pytest.raises(SinhkeError) as error:
        model_library.add_file(workspace, file(GOOD))
    assert error.value.code == "DL-09"
    folder.unlink()
    (folder / "thu-muc.toml").mkdir(parents=True)
    with pytest.raises(SinhkeError) as error:
        model_library.remove_file(workspace, "thu-muc.toml")
    assert error.value.code == "DL-09"


def test_a_template_is_the_shipped_file_or_some_of_its_entries(file):
    assert read_library(file(model_library.template(), "livelihood_models.toml")) == model_library.shipped()
    (one,) = read_library(file(model_library.template(["nho"])))
    assert one.name == "Trồng nho"


def test_proposing_from_the_library_brings_its_economic_lines_in_one_step(workspace):
    source = model_library.entry(workspace, "bo-cai-sinh-san")
    before = model_library.library(workspace)
    model = model_library.propose(workspace, replace(source.typed(), name="Nuôi bò thôn Tân Tiến"))
    assert (model.name, model.library_key, model.cycle_months) == ("Nuôi bò thôn Tân Tiến", "bo-cai-sinh-san", 36)
    assert "Lở mồm long móng" in model.risks
    found = economics.of_model(workspace, model.id)
    assert len(found.lines) == len(source.lines)
    assert found.figures == source.figures()
    assert found.proposed == sum(not line.source for line in source.lines) > 0
    line = next(one for one in found.lines if is_proposed(one))
    model_records.change(workspace, "economic_line", line.id, {"unit_price": "1", "note": "giá tại xã"})
    assert economics.of_model(workspace, model.id).proposed == found.proposed - 1
    assert model_library.library(workspace) == before


def test_a_model_proposed_without_the_library_has_no_lines_and_an_unknown_entry_is_refused(workspace):
    model = model_library.propose(workspace, ModelInput("Nuôi vịt"))
    assert economics.of_model(workspace, model.id).lines == ()
    with workspace.database.read() as connection:
        before = journal.count_operations(connection)
    with pytest.raises(InvalidInput) as error:
        model_library.propose(workspace, ModelInput("Nuôi voi", library_key="nuoi-voi"))
    assert error.value.problems[0].code == "MH-21"
    with workspace.database.read() as connection:
        assert journal.count_operations(connection) == before


def test_a_candidate_is_kept_as_an_entry_of_ones_own_and_edited_so(workspace, file):
    model = candidates.add(workspace, ModelInput("Nuôi vịt đẻ", thing="vịt đẻ", cycle_months=6))
    typed = {"side": "cost", "name": "Vịt", "quantity": "50", "unit_price": "60.000", "first_month": "0"}
    line = model_records.add(workspace, "economic_line", typed, model.id)
    made = model_library.keep_candidate(workspace, model.id)
    assert (made.key, made.file, made.own) == ("nuoi-vit-de", "nuoi-vit-de.toml", True)
    assert model_library.entry(workspace, "nuoi-vit-de") == made
    model_records.change(workspace, "economic_line", line.id, {"unit_price": "65.000"})
    model_library.keep_candidate(workspace, model.id)
    assert model_library.entry(workspace, "nuoi-vit-de").lines[0].unit_price == 65_000
    model_library.remove_file(workspace, "nuoi-vit-de.toml")
    model_library.add_file(workspace, file(GOOD.replace("nuoi-vit", "nuoi-vit-de")))
    with pytest.raises(LibraryFileWrong) as error:
        model_library.keep_candidate(workspace, model.id)
    assert error.value.code == "MH-23"
    nameless = candidates.add(workspace, ModelInput("…"))
    assert model_library.keep_candidate(workspace, nameless.id).key == nameless.id


def test_candidates_stand_side_by_side_with_what_lies_outside_their_cycle(workspace):
    cows = candidates.add(workspace, ModelInput("Nuôi bò", cycle_months=12))
    candidates.add(workspace, ModelInput("An dưỡng"))
    typed = {"side": "income", "name": "Bê", "quantity": 1, "unit_price": 9, "first_month": 14}
    late = model_records.add(workspace, "economic_line", typed, cows.id)
    first, second = economics.compare(workspace)
    assert [first.model.name, second.model.name] == ["An dưỡng", "Nuôi bò"]
    assert (second.outside, second.figures.expected.income, second.cycle) == ((late,), 0, 12)
    assert economics.compare(workspace, "2026-2030") == []
