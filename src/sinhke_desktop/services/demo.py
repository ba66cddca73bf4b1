"""The sample commune (Xã Anh Dũng, invented people) and the whole job done with it in a throw-away folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.livelihood import ChoiceStatus
from sinhke_desktop.domain.typed_values import month_of
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import Folders, folders, resource
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import (
    backups,
    candidates,
    communes,
    denominators,
    ended_model_sample,
    exchange,
    exits,
    form_stacks,
    hamlets,
    imports,
    livelihood,
    model_papers,
    model_sample,
    place,
    receiving,
    register,
    reports,
    reviews,
    sample_exchange,
    sample_records,
    sample_rounds,
    sample_years,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.sample_exchange import OfficeSide
from sinhke_desktop.services.workspace import Workspace, today

COMMUNE_CODE, PERIOD, OFFICER = "22828", "2023-2025", "Nguyễn Thị Mẫu"
OFFICE_NAME = "Đơn vị tiếp nhận mẫu"
WORKBOOK, YEAR = "ra-soat-2025.xlsx", 2025
TOTALS = {"Tân Tiến": 262, "Tân Hòa": 318, "Tân Lập": 305, "Đá Bàn": 241, "Gòn 1": 187}
"""All households of a hamlet in the review's year; invented."""
OFFICE_OFFICER = "Trần Thị Nhận"
STEPS = 12


@dataclass(frozen=True, slots=True)
class DemoResult:
    """Where everything lies and what was counted; ``same_state``: the office holds exactly what the commune holds.

    ``model_file`` and ``replication_sheet`` are of the model that is over, whose ``ended_participants`` are counted too
    and how many of them are ``out_of_poverty``.
    """

    visit_forms: Path
    report: Path
    model_file: Path
    replication_sheet: Path
    bundle: Path
    receipt: Path
    data_dir: Path
    office_dir: Path
    households: int
    members: int
    poor: int
    near_poor: int
    participants: int
    ended_participants: int
    out_of_poverty: int
    forms: int
    operations_sent: int
    operations_received: int
    received_up_to: int
    same_state: bool
    office: OfficeSide


def build_sample(places: Folders, password: str, progress: Progress = SILENT) -> str:
    """Make the sample commune's store whole in a new data folder, or nothing; returns its recovery code.

    Raises StoreExists where the folder holds a store already, Cancelled, or what the disk refuses.
    """
    with in_a_new_folder(places) as part:
        return _filled(part, password, progress)


@contextmanager
def in_a_new_folder(places: Folders) -> Iterator[Folders]:
    """Folders beside the data folder of *places*, which become it once everything inside is done, or are thrown away.

    Raises StoreExists where the folder holds a store already, FolderRefused, or what happened inside.
    """
    if workspaces.exists(places):
        raise workspaces.StoreExists(
            _("This data folder already holds a store. It was not touched."), _("Open it, or choose another folder.")
        )
    part = places.data.with_name(places.data.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        yield _moved(places, part)
        if places.data.is_dir():
            places.data.rmdir()
        part.rename(places.data)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise workspaces.folder_refused(places.data) from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _moved(places: Folders, data: Path) -> Folders:
    """The folders with *data* as data folder; settings and logs that lie below it go along."""

    def along(path: Path) -> Path:
        return data / path.relative_to(places.data) if path.is_relative_to(places.data) else path

    return Folders(data, along(places.config), along(places.log))


def _filled(places: Folders, password: str, progress: Progress) -> str:
    created = workspaces.create(places, password)
    try:
        workspace = communes.set_up(created.workspace, units.unit(COMMUNE_CODE), Area.RURAL, PERIOD, OFFICER)
        place.check(workspace)
        progress.step(1, STEPS)
        prepared = imports.plan(workspace, resource("sample", WORKBOOK), YEAR)
        progress.step(2, STEPS)
        imports.apply(workspace, prepared)
        progress.step(3, STEPS)
        denominators.state(workspace, YEAR, [_totals(hamlet) for hamlet in hamlets.all_hamlets(workspace)])
        sample_records.enter(workspace, YEAR)
        sample_years.enter(workspace, YEAR)
        sample_rounds.enter(workspace, YEAR)
        ended_model_sample.enter(workspace)
        model_sample.enter(workspace)
        progress.step(4, STEPS)
        backups.make(workspace)
        place.write_anchor(workspace)
    finally:
        workspaces.close(created.workspace)
    progress.step(5, STEPS)
    return created.recovery_code


def _totals(hamlet: Hamlet) -> denominators.Typed:
    """All households and people of a hamlet, two in five of an ethnic minority."""
    households = TOTALS[hamlet.name]
    minority = households * 2 // 5
    numbers = {"households": households, "persons": households * 4 - 37, "minority_households": minority,
               "minority_persons": minority * 4 + 11}  # fmt: skip
    return denominators.Typed(hamlet.id, {name: str(number) for name, number in numbers.items()})


def run_demo(out: Path, password: str, progress: Progress = SILENT) -> DemoResult:
    """Do the whole job below *out*: commune, office, pairing, visit forms, report, export, receiving, receipt.

    Then the office's part: a second machine, a difference decided, a record returned, numbers alone, all tables.

    Both stores open with *password*. Raises StoreExists where *out* holds an earlier run.
    """
    out = out.absolute()
    here, there, stick = folders(out / "commune"), folders(out / "office"), out / "stick"
    build_sample(here, password, progress)
    stick.mkdir(parents=True, exist_ok=True)
    made = receiving.office_init(there, password, OFFICE_NAME).workspace
    office = workspaces.as_officer(made, OFFICE_OFFICER)
    try:
        commune = workspaces.open_with_password(here, password)
        try:
            place.check(commune)
            return _whole_job(commune, office, out, stick, progress, password)
        finally:
            workspaces.close(commune)
    finally:
        workspaces.close(office)


def _whole_job(
    commune: Workspace, office: Workspace, out: Path, stick: Path, progress: Progress, password: str
) -> DemoResult:
    sample_exchange.pair(commune, office, stick)
    progress.step(6, STEPS)
    month = month_of(today(commune))
    visit_forms, report = out / "phieu-tham-ho.pdf", out / f"bao-cao-{month}.pdf"
    everyone = [row.household_id for row in register.load(commune).rows]
    forms = len(form_stacks.print_to(commune, everyone, visit_forms).sheets)
    progress.step(7, STEPS)
    reports.write_pdf(commune, reports.facts(commune, month), report)
    over = next(one for one in candidates.all_models(commune) if one.status is ChoiceStatus.ENDED)
    papers = [
        model_papers.write(commune, kind, out / f"{name}.pdf", over.id)
        for kind, name in (("model_file", "ho-so-mo-hinh"), ("replication_sheet", "phieu-nhan-rong"))
    ]
    _results, exits_now = exits.of_model(commune, over.id)
    progress.step(8, STEPS)
    exported = exchange.export_to(commune, stick)
    plan = out / "don-vi" / "xem-truoc.txt"
    planned = sample_exchange.look_first(office, exported.path, plan)
    received = receiving.office_receive(office, exported.path, stick)
    progress.step(9, STEPS)
    if received.receipt_path is None:
        raise RuntimeError("the office gave no receipt")
    read = exchange.read_receipt(commune, received.receipt_path)
    counted = reviews.summary(commune, YEAR)
    progress.step(10, STEPS)
    work = sample_exchange.OfficeWork(commune, office, stick, plan.parent)
    side = work.do(folders(out / "commune-2"), password, (plan, planned), YEAR)
    progress.step(STEPS, STEPS)
    return DemoResult(
        visit_forms=visit_forms,
        report=report,
        model_file=papers[0],
        replication_sheet=papers[1],
        bundle=exported.path,
        receipt=received.receipt_path,
        data_dir=commune.folders.data,
        office_dir=office.folders.data,
        households=counted.households,
        members=counted.members,
        poor=counted.poor,
        near_poor=counted.near_poor,
        participants=livelihood.status(commune).participants,
        ended_participants=exits_now.households,
        out_of_poverty=exits_now.out,
        forms=forms,
        operations_sent=exported.operations,
        operations_received=received.new_operations,
        received_up_to=read.received_up_to,
        same_state=received.same_state is True and read.same_state is True and side.same_state,
        office=side,
    )
