"""The database itself refuses a second active model in the same commune area and period."""

import subprocess
import sys
import time
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex

from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.storage import journal, records
from sinhke_desktop.storage.livelihood import SecondActiveModel, active_models, one_active_model
from sinhke_desktop.storage.livelihood_tables import MODEL, ONE_ACTIVE_MODEL

CODE = "22828"
AUTHOR = journal.Author(CODE, "Nguyễn Thị Thử", "2025-11-20T03:00:00+00:00")


def model(number, **changes):
    first = LivelihoodModel(f"{number:032x}", CODE, CODE, "2023-2025", f"Mô hình {number}", status=ChoiceStatus.ACTIVE)
    return replace(first, **changes)


def store(workspace, *models):
    with workspace.database.write() as connection:
        journal.save(connection, AUTHOR, records.drafts(connection, models))


def active_ids(workspace):
    with workspace.database.read() as connection:
        return [one.id for one in active_models(connection, CODE)]


def test_two_active_models_are_refused_and_nothing_of_the_second_stays(workspace):
    store(workspace, model(1))
    with workspace.database.read() as connection:
        before = journal.count_operations(connection), journal.state_hash(connection)
    with pytest.raises(IntegrityError):
        store(workspace, model(2))
    with workspace.database.read() as connection:
        assert (journal.count_operations(connection), journal.state_hash(connection)) == before
    assert active_ids(workspace) == [model(1).id]


def test_the_refusal_has_plain_words(workspace):
    store(workspace, model(1))
    with pytest.raises(SecondActiveModel) as error, one_active_model():
        store(workspace, model(2))
    assert error.value.code == "MH-01"
    assert error.value.advice


def test_other_refusals_of_the_database_stay_what_they_are(workspace):
    store(workspace, model(1))
    draft = journal.Draft("livelihood_model", model(1).id, records.wire_fields(model(1, period="2026-2030")), new=True)
    with pytest.raises(IntegrityError), one_active_model(), workspace.database.write() as connection:
        journal.save(connection, AUTHOR, [draft])


@pytest.mark.parametrize(
    "other",
    [
        {"area_code": "22825"},
        {"period": "2026-2030"},
        {"status": ChoiceStatus.CANDIDATE},
        {"status": ChoiceStatus.ENDED},
        {"removed": True},
    ],
    ids=str,
)
def test_other_areas_periods_and_models_that_are_not_active_are_free(workspace, other):
    store(workspace, model(1), model(2, **other))


def test_a_row_written_past_every_check_is_refused_too(workspace):
    store(workspace, model(1), model(2, status=ChoiceStatus.CANDIDATE))
    with pytest.raises(IntegrityError), workspace.database.write() as connection:
        connection.execute(update(MODEL).where(MODEL.c.id == model(2).id).values(status="active"))


def test_a_model_may_follow_once_the_first_has_ended(workspace):
    store(workspace, model(1))
    store(workspace, model(1, status=ChoiceStatus.ENDED), model(2))
    assert active_ids(workspace) == [model(2).id]


PROGRAM = """
import sys
import time
from dataclasses import replace
from pathlib import Path
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.storage import journal, records
from sinhke_desktop.storage.database import open_file
from sinhke_desktop.storage.livelihood import SecondActiveModel, one_active_model

database = open_file(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
with database.read() as connection:
    candidates = [records.get(connection, LivelihoodModel, one) for one in sys.argv[3:]]
models = [replace(one, status=ChoiceStatus.ACTIVE) for one in candidates]
print("ready", flush=True)
author = journal.Author("22828", "A", "2025-11-20T03:00:00+00:00")
for model in models:
    start = float(sys.stdin.readline())
    while time.time() < start:
        pass
    begun = time.time()
    try:
        with one_active_model(), database.write() as connection:
            journal.save(connection, author, records.drafts(connection, [model]))
        answer = "stored"
    except SecondActiveModel as error:
        answer = error.code
    print(begun, time.time(), answer, flush=True)
"""
ROUNDS = 20


def test_of_two_processes_at_once_one_is_refused(workspace):
    """Both spin until the same moment; in each of several periods one is stored, and they were at it together."""
    periods = [f"{2000 + n}-{2000 + n}" for n in range(ROUNDS)]
    pairs = [
        [model(10 * n + one, status=ChoiceStatus.CANDIDATE, period=period) for one in (1, 2)]
        for n, period in enumerate(periods)
    ]
    store(workspace, *[one for pair in pairs for one in pair])
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(workspace.database.path), workspace.key.hex(),
             *(pair[which].id for pair in pairs)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )
        for which in (0, 1)
    ]  # fmt: skip
    together = 0
    try:
        for process in processes:
            assert process.stdout.readline().strip() == "ready"
        for pair in pairs:
            start = time.time() + 0.05
            for process in processes:
                process.stdin.write(f"{start}\n")
                process.stdin.flush()
            told = [process.stdout.readline().split() for process in processes]
            assert sorted(answer for _begun, _done, answer in told) == ["MH-01", "stored"]
            stored = [one.id for one, (_begun, _done, answer) in zip(pair, told, strict=True) if answer == "stored"]
            assert [one for one in active_ids(workspace) if one in {both.id for both in pair}] == stored
            together += max(float(begun) for begun, _done, _answer in told) < min(float(done) for _b, done, _a in told)
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    assert together > 0
    assert len(active_ids(workspace)) == ROUNDS


def test_a_postgresql_server_gets_the_same_refusal():
    index = next(one for one in MODEL.indexes if one.name == ONE_ACTIVE_MODEL)
    text = str(CreateIndex(index).compile(dialect=postgresql.dialect()))
    assert text.startswith("CREATE UNIQUE INDEX")
    assert "WHERE status = 'active' AND removed IS false" in text


@pytest.fixture
def office(tmp_path):
    """A second, empty store that receives what the first one wrote."""
    from sinhke_desktop.paths import folders
    from sinhke_desktop.services import workspace as workspaces

    created = workspaces.create(folders(tmp_path / "nơi nhận"), "mật-khẩu-thử-1", role="office").workspace
    yield created
    workspaces.close(created)


def sent(workspace, *, after=0):
    with workspace.database.read() as connection:
        return journal.operations_after(connection, journal.place(connection).epoch, after)


def received(office, operations):
    with one_active_model(), office.database.write() as connection:
        journal.receive(connection, operations)


def test_an_end_and_the_next_choice_arrive_together_in_any_order(workspace, office):
    store(workspace, model(1), model(2, status=ChoiceStatus.CANDIDATE))
    received(office, sent(workspace))
    already = len(sent(workspace))
    store(workspace, model(3, status=ChoiceStatus.CANDIDATE))
    store(workspace, model(2, status=ChoiceStatus.DECLINED, note="a"))
    store(workspace, model(3, status=ChoiceStatus.CANDIDATE, note="b"))
    store(workspace, model(1, status=ChoiceStatus.ENDED))
    store(workspace, model(3, note="b"))
    received(office, sent(workspace, after=already))
    assert active_ids(office) == active_ids(workspace) == [model(3).id]
    with office.database.read() as there, workspace.database.read() as here:
        assert journal.state_hash(there, CODE) == journal.state_hash(here, CODE)


def test_choices_of_two_machines_are_refused_whole_until_one_is_ended(workspace, office):
    store(office, model(1))
    with office.database.read() as connection:
        before = journal.count_operations(connection)
    store(workspace, model(2))
    with pytest.raises(SecondActiveModel):
        received(office, sent(workspace))
    with office.database.read() as connection:
        assert journal.count_operations(connection) == before
    store(workspace, model(2, status=ChoiceStatus.ENDED))
    received(office, sent(workspace))
    assert active_ids(office) == [model(1).id]
