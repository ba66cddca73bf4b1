"""An office on a server: set up, joined by other officers' machines, its password, its earlier tables, its backups."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sinhke_desktop.domain.protocol import Reason
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import Folders, folders
from sinhke_desktop.services import backups, integrity, overview, pairing, place, server_settings, server_store
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import keyslots, schema

NAME, PASSWORD, OTHERS = "Phòng Kinh tế Thử", "mật-khẩu-thử-1", "mật-khẩu-máy-hai"


@dataclass
class Place:
    """A database for an office, the role that owns it, and folders for machines."""

    url: str
    database: str
    top: Path
    opened: list[Workspace] = field(default_factory=list)

    def folders(self, name: str) -> Folders:
        return folders(self.top / name)

    def office(self, name: str = "một") -> workspaces.Created:
        made = server_store.office_init(self.folders(name), PASSWORD, NAME, self.url, "bí mật")
        self.opened.append(made.workspace)
        return made

    def join(self, name: str, code: str) -> Workspace:
        self.opened.append(server_store.join(self.folders(name), OTHERS, self.url, code, "bí mật"))
        return self.opened[-1]

    def again(self, name: str, password: str) -> Workspace:
        self.opened.append(workspaces.open_with_password(self.folders(name), password))
        return self.opened[-1]

    def closed(self) -> None:
        for one in self.opened:
            workspaces.close(one)
        self.opened.clear()


@pytest.fixture
def there(postgres, tmp_path: Path) -> Iterator[Place]:
    database = postgres.new_database()
    postgres.add_role(f"phong_{database}", "bí mật", database)
    made = Place(postgres.url(database, f"phong_{database}"), database, tmp_path)
    yield made
    made.closed()


@contextmanager
def told(code: str) -> Iterator[None]:
    with pytest.raises(SinhkeError) as caught:
        yield
    assert caught.value.code == code
    assert caught.value.message
    assert caught.value.advice


def files(places: Folders) -> set[str]:
    return {path.name for path in places.data.glob("*")} - {"in-use.lock"}


def test_an_office_on_a_server_opens_with_the_same_password_and_is_whole(there: Place) -> None:
    made = there.office()
    number = pairing.own_number(made.workspace)
    assert files(there.folders("một")) == {*keyslots.FILES, server_settings.FILE}
    there.closed()
    again = there.again("một", PASSWORD)
    assert (again.role, pairing.own_number(again), integrity.check(again).ok) == (workspaces.OFFICE, number, True)


def test_the_password_of_the_server_lies_nowhere_in_plain(there: Place) -> None:
    there.office()
    kept = (there.folders("một").data / server_settings.FILE).read_text(encoding="utf-8")
    assert json.loads(kept)["address"] == there.url
    assert "bí mật" not in kept


def test_it_is_asked_for_only_where_the_server_wants_one(there: Place, postgres) -> None:
    assert server_store.needs_password(there.url)
    assert not server_store.needs_password(postgres.url(there.database))


def test_a_second_officer_joins_by_an_invitation_that_is_good_once(there: Place) -> None:
    made = there.office()
    void, code = server_store.invite(made.workspace), server_store.invite(made.workspace)
    with told("MK-04"):
        there.join("hai", void)
    second = there.join("hai", code)
    assert pairing.own_number(second) == pairing.own_number(made.workspace)
    with told("MK-04"):
        there.join("ba", code)
    workspaces.as_officer(made.workspace, "Bà Một")
    workspaces.as_officer(second, "Ông Hai")
    there.closed()
    assert there.again("một", PASSWORD).officer == "Bà Một"
    assert there.again("hai", OTHERS).officer == "Ông Hai"


def test_the_recovery_code_lets_a_machine_join_and_opens_every_machine(there: Place) -> None:
    made = there.office()
    there.join("hai", made.recovery_code)
    there.closed()
    opened = workspaces.open_with_recovery(there.folders("hai"), made.recovery_code, "mật-khẩu-mới-2")
    there.opened.append(opened)
    with told("MK-03"):
        there.join("ba", "không phải mã")


def test_without_success_nothing_stays_in_the_data_folder(there: Place, postgres) -> None:
    made = there.office()
    with told("DL-08"):
        there.office("hai")
    with told("DL-26"):
        server_store.office_init(there.folders("hai"), PASSWORD, NAME, there.url, "sai")
    with told("DL-24"):
        server_store.join(there.folders("hai"), OTHERS, postgres.url(postgres.new_database()), made.recovery_code)
    with told("DL-22"):
        server_store.office_init(there.folders("hai"), PASSWORD, NAME, "postgresql://a@xa.example/b?sslmode=allow")
    with told("MK-05"):
        server_store.office_init(there.folders("hai"), "ngắn", NAME, there.url)
    assert files(there.folders("hai")) == set()
    with told("DL-08"):
        there.join("một", made.recovery_code)


def test_a_data_folder_that_cannot_be_written_is_told_and_the_server_stays_empty(there: Place) -> None:
    (there.top / "hai").write_text("a file where the folder should be")
    with told("DL-09"):
        there.office("hai")
    there.office("một")


def test_a_new_password_of_the_server_is_kept_once_the_server_takes_it(there: Place, postgres) -> None:
    there.office()
    there.closed()
    postgres.run(f"ALTER ROLE phong_{there.database} PASSWORD 'khác'")
    with told("DL-26"):
        there.again("một", PASSWORD)
    with told("DL-26"):
        server_store.change_server_password(there.folders("một"), PASSWORD, "sai")
    with told("MK-01"):
        server_store.change_server_password(there.folders("một"), "không đúng", "khác")
    server_store.change_server_password(there.folders("một"), PASSWORD, "khác")
    assert there.again("một", PASSWORD).role == workspaces.OFFICE


def test_a_settings_file_that_is_damaged_is_told(there: Place) -> None:
    there.office()
    there.closed()
    path = there.folders("một").data / server_settings.FILE
    for content in ("{", "[]", '{"address": 1, "seat": "x", "password": ""}', '{"seat": "x"}'):
        path.write_text(content, encoding="utf-8")
        with told("DL-28"):
            there.again("một", PASSWORD)


def test_another_offices_database_is_not_taken_for_ones_own(there: Place, postgres) -> None:
    there.office()
    there.closed()
    other = postgres.url(postgres.new_database())
    workspaces.close(server_store.office_init(there.folders("khác"), OTHERS, "Nơi khác", other).workspace)
    settings = server_settings.read(there.folders("một").data)
    moved = server_settings.ServerSettings(
        server_settings.parse_address(other), settings.seat, settings.sealed_password
    )
    server_settings.write(there.folders("một").data, moved)
    with told("DL-25"):
        there.again("một", PASSWORD)


def test_earlier_tables_are_changed_only_when_asked_and_by_one_machine_alone(
    there: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = there.office()
    second = there.join("hai", made.recovery_code)
    workspaces.close(made.workspace)
    monkeypatch.setattr(schema, "NEWEST", "a step later")
    with told("DL-24"):
        there.again("một", PASSWORD)
    with told("DL-06"):
        workspaces.upgrade_server_tables(there.folders("một"), PASSWORD)
    workspaces.close(second)
    upgraded = workspaces.upgrade_server_tables(there.folders("một"), PASSWORD)
    there.opened = [upgraded]
    assert integrity.check(upgraded).ok


def test_only_a_store_on_a_server_takes_guests(there: Place, tmp_path: Path) -> None:
    alone = workspaces.create(folders(tmp_path / "riêng"), PASSWORD, role=workspaces.OFFICE).workspace
    with told("DL-24"):
        server_store.invite(alone)
    with told("DL-24"):
        server_store.settings_of(alone)
    workspaces.close(alone)
    made = there.office().workspace
    assert server_store.settings_of(made).address.text() == there.url


def test_this_program_makes_no_backups_of_a_store_on_a_server(there: Place) -> None:
    made = there.office().workspace
    with told("SL-03"):
        backups.make(made)
    assert backups.latest(made) is None


def test_an_office_put_back_from_a_dump_goes_on_in_a_new_epoch(there: Place, postgres) -> None:
    made = there.office().workspace
    assert place.check(made) == ()
    assert place.check(made) == ()
    postgres.put_back_from_dump(there.database)
    assert place.check(made) == (Reason.OTHER_MACHINE,)
    assert place.check(made) == ()


def test_the_command_line_sets_up_invites_joins_and_tells_who_makes_the_backups(
    there: Place, tmp_path: Path, run_command: Callable[..., dict[str, object]]
) -> None:
    one, two = tmp_path / "một", tmp_path / "hai"
    made = run_command(one, "office", "init", "--name", NAME, "--server", there.url)
    invited = run_command(one, "office", "invite")
    joined = run_command(two, "office", "join", "--server", there.url, "--code", str(invited["code"]), "--officer", "B")
    assert joined["number"] == made["number"]
    assert run_command(two, "office", "server")["address"] == there.url
    assert run_command(two, "office", "server", "--new-password") == {"ok": True}
    assert run_command(two, "office", "upgrade", "--copied") == {"ok": True}
    assert run_command(two, "doctor")["ok"] is True
    again = run_command(tmp_path / "ba", "office", "join", "--server", there.url, "--code", str(made["recovery_code"]))
    assert (again["number"], again["officer"]) == (made["number"], "")


def test_without_a_terminal_a_password_that_the_server_wants_is_said_to_be_missing(
    there: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sinhke_desktop.cli import main, parser

    monkeypatch.setenv("SINHKE_PASSWORD", PASSWORD)
    words = ["office", "init", "--name", NAME, "--server", there.url, "--data-dir", str(there.top / "một"), "--json"]
    assert main.run(parser.build().parse_args(words)) == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "MK-06"
    assert files(there.folders("một")) == set()


@pytest.fixture
def run_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., dict[str, object]]:
    """Runs one command of the program here and gives its JSON."""
    from sinhke_desktop.cli import main, parser

    monkeypatch.setenv("SINHKE_PASSWORD", PASSWORD)
    monkeypatch.setenv("SINHKE_SERVER_PASSWORD", "bí mật")

    def run(top: Path, *words: str) -> dict[str, object]:
        assert main.run(parser.build().parse_args([*words, "--data-dir", str(top), "--json"])) == 0
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    return run


def test_a_password_that_cannot_be_kept_is_told(there: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    there.office()

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(server_settings, "write_whole", full)
    with told("DL-09"):
        server_store.change_server_password(there.folders("một"), PASSWORD, "bí mật")


def test_the_status_bar_of_an_office_on_a_server_speaks_of_the_server(there: Place) -> None:
    assert overview.standing(there.office().workspace).on_server
