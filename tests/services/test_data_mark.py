"""A mark on paper is compared with the store: the commune's own, and the office's after the bundle came."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.domain.data_mark import DataMark, parse_data_mark
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.paths import folders
from sinhke_desktop.services import data_mark, exchange, hamlets, machines, pairing, place, receiving
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.office import RESTAMPED


@pytest.fixture
def office(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    place.check(workspace)
    made = receiving.office_init(folders(tmp_path / "office"), "mật-khẩu-thử-1", "Phòng Kinh tế Thử").workspace
    stick = tmp_path / "usb"
    stick.mkdir()
    certificate = machines.office_pair(made, pairing.write_key_file(workspace, stick).path, confirmed=True)
    pairing.accept_certificate(workspace, certificate, confirmed=True)
    yield made
    workspaces.close(made)


def test_the_store_holds_its_own_marks_of_now_and_before(workspace):
    hamlets.add(workspace, "Tân Tiến")
    before = data_mark.current(workspace)
    later = replace(workspace, clock=lambda: workspace.clock() + timedelta(days=2))
    hamlets.add(later, "Tân Bình")
    now = data_mark.current(workspace)
    assert now.counter > before.counter
    assert data_mark.compare(workspace, before.text()) == data_mark.Compared(
        before.text(), True, before.counter, date(2025, 11, 20)
    )
    assert data_mark.compare(workspace, f" {now.text().lower()} ").made_on == date(2025, 11, 22)
    assert data_mark.holds(workspace, now.text())


def test_another_store_s_mark_or_number_is_not_held(workspace):
    hamlets.add(workspace, "Tân Tiến")
    mark = data_mark.current(workspace)
    other = f"{mark.counter}-{'0' * 12}"
    assert data_mark.compare(workspace, other) == data_mark.Compared(other, False, mark.counter)
    assert data_mark.holds(workspace, f"{mark.counter + 1}-{mark.chain[:12]}") is False


@pytest.mark.parametrize("text", ["", "1204", "1204-7F3A92C14B0", "1204-7F3A92C14B0G", "x"])
def test_what_is_no_mark_is_refused_in_words(workspace, text):
    with pytest.raises(InvalidInput) as refused:
        data_mark.compare(workspace, text)
    assert refused.value.problems[0].code == "IN-04"


def test_the_office_holds_a_commune_s_mark_once_its_bundle_came(workspace, office, tmp_path):
    hamlets.add(workspace, "Tân Tiến")
    mark = data_mark.current(workspace)
    assert data_mark.holds(office, mark.text()) is False
    sent = exchange.export_to(workspace, tmp_path / "usb")
    assert receiving.office_receive(office, sent.path).verdict is Verdict.APPLY
    assert data_mark.compare(office, mark.text()) == data_mark.Compared(
        mark.text(), True, mark.counter, date(2025, 11, 20)
    )
    hamlets.add(workspace, "Tân Bình")
    assert data_mark.holds(office, data_mark.current(workspace).text()) is False


def test_an_operation_that_came_under_a_second_number_answers_to_both(workspace):
    hamlets.add(workspace, "Tân Tiến")
    mark = data_mark.current(workspace)
    with workspace.database.write() as connection:
        held = journal.operations_of(connection, [hamlets.all_hamlets(workspace)[0].id])[-1]
        rows = [{"epoch": "e" * 32, "counter": 900, "uid": held.operation.uid, "chain": "ab" * 32},
                {"epoch": "e" * 32, "counter": 901, "uid": "0" * 32, "chain": "cd" * 32}]  # fmt: skip
        connection.execute(RESTAMPED.insert(), rows)
    assert data_mark.compare(workspace, "900-ABABABABABAB").made_on == date(2025, 11, 20)
    assert data_mark.compare(workspace, "901-CDCDCDCDCDCD") == data_mark.Compared("901-CDCDCDCDCDCD", True, 901)
    assert data_mark.holds(workspace, mark.text())


def test_a_day_is_told_where_the_claimed_time_is_one():
    assert data_mark._day("2025-11-20T20:00:00+00:00") == date(2025, 11, 21)
    assert data_mark._day("2025-11-20") == date(2025, 11, 20)
    assert data_mark._day("2025") is None


# The mark itself


def test_the_foot_of_a_page_says_to_which_bundle_its_figures_belong():
    chain = "7f3a92c14b08" + "0" * 52
    assert DataMark(1204, chain).line() == "Dấu dữ liệu 1204-7F3A92C14B08 · chưa có gói gửi đi"
    assert DataMark(1204, chain, 7).line().endswith("gói gửi số 7")
    assert DataMark(1204, chain, 7, 3).line().endswith("gói gửi gần nhất số 7, sau gói này có 3 thay đổi chưa gửi")
    assert parse_data_mark("1204 - 7f3a92c14b08") == (1204, "7f3a92c14b08")
