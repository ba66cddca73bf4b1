"""What is counted of a commune's livelihood model: its stage, money by source, months, exits, warnings, targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow
from sinhke_desktop.domain.early_warning import WarningKind
from sinhke_desktop.domain.exits import EXIT_NAMES, Exits, exits, income_by_month
from sinhke_desktop.domain.livelihood import STATUS_NAMES, ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.model_targets import Measure, TargetLine, YearRate
from sinhke_desktop.domain.typed_values import month_name, month_of
from sinhke_desktop.domain.whole_file import WholeFile
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services import early_warnings, livelihood, model_targets, model_totals, settlement, whole_file
from sinhke_desktop.services import exits as model_exits
from sinhke_desktop.services.model_targets import CommuneRates
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import records

MOST_MONTHS = 120
VALUE = (TotalColumn("Giá trị"),)
WARNING_NAMES = {
    WarningKind.NOT_VISITED: "Lâu chưa được thăm",
    WarningKind.HERD_SHRINKING: "Đàn, diện tích giảm",
    WarningKind.SICK: "Vật nuôi, cây trồng bị bệnh",
    WarningKind.INCOME_BEHIND: "Thu nhập thấp hơn dự kiến",
    WarningKind.REPAYMENT_OVERDUE: "Quá hạn quay vòng",
    WarningKind.NO_TRAINING: "Chưa được tập huấn",
    WarningKind.NOT_SIGNED: "Chưa ký cam kết",
    WarningKind.INCOME_FALLING: "Thu nhập giảm",
    WarningKind.LOSS: "Có thiệt hại",
    WarningKind.NEAR_LINE: "Gần chuẩn nghèo",
}


def newest(workspace: Workspace) -> LivelihoodModel:
    """The active model, else the one that ended last; raises NotFound (MH-13) where none was ever chosen."""
    try:
        return livelihood.current(workspace)
    except NotFound:
        with workspace.database.read() as connection:
            ended = records.all_of(connection, LivelihoodModel, workspace.commune_code, status=ChoiceStatus.ENDED.value)
        if not ended:
            raise
        return max(ended, key=lambda one: (str(one.ended_on or ""), one.period, one.id))


def count(workspace: Workspace, rates: Mapping[int, tuple[YearRate, YearRate]]) -> list[CommuneTotal]:
    """The totals of the commune's model: ``model``, ``months``, ``targets``; *rates* are those of its years.

    Raises NotFound (MH-13) where none was ever chosen.
    """
    model = newest(workspace)
    file = whole_file.read(workspace, model.id)
    found = exits(model_exits.results(workspace, file), file.today)
    plan = model_targets.plan()
    nothing = {year: (YearRate(year, None, None),) * 2 for year in range(plan.first_year - 1, plan.last_year + 1)}
    known = [rates.get(year, nothing[year]) for year in nothing]
    targets = model_targets.targets(
        workspace, file, found, CommuneRates(tuple(one for one, _ in known), tuple(one for _, one in known))
    )
    return [_model(workspace, file, found), _months(file), _targets(targets, found, known)]


def _model(workspace: Workspace, file: WholeFile, found: Exits) -> CommuneTotal:
    model = file.model
    status = livelihood.status(workspace, model.id)
    money = settlement.settlement(workspace, model.id)
    rows = [
        _said("name", "Tên mô hình", model.name),
        _said("thing", "Con, cây nuôi trồng", model.thing),
        _said("stage", "Giai đoạn", status.stage_name, model.stage.value),
        _said("status", "Trạng thái", STATUS_NAMES[model.status], model.status.value),
        _said("started", "Bắt đầu", f"{model.started_on:%d/%m/%Y}" if model.started_on else ""),
        _figure("participants", "Hộ tham gia", status.participants, "hộ"),
    ]
    for name in ("planned", "allotted", "paid", "settled"):
        rows.append(_figure(name, "", getattr(money.total, name), "đồng"))
        rows += [_figure(f"{name}/{one.code}", one.name, getattr(one.sums, name), "đồng") for one in money.sources]
    herd = status.herd
    rows += [
        _figure("handed", "Đã bàn giao", herd.handed, model.unit),
        _figure("alive", "Hiện có", herd.alive, model.unit),
        _figure("born", "Sinh thêm", herd.born, model.unit),
        _figure("sold", "Đã bán", herd.sold, model.unit),
        _figure("lost", "Chết, mất", herd.lost, model.unit),
        _figure(
            "income", "Thu từ mô hình", sum(income_by_month(file.follow_ups, file.of("delivery")).values()), "đồng"
        ),
    ]
    rows += [_figure(f"exit/{one.value}", name, found.counts.get(one, 0), "hộ") for one, name in EXIT_NAMES.items()]
    rows += [
        _figure("out", "Thoát nghèo, thoát cận nghèo", found.out, "hộ"),
        _figure("judged", "Hộ được xét", found.households, "hộ"),
        *_warnings(workspace, model),
    ]
    counts = model_totals.counts(file)
    rows += [
        _figure("findings-open", "Kiến nghị giám sát chưa xong", counts.findings_open, ""),
        _figure("losses", "Thiệt hại", counts.losses.count, ""),
        _figure("losses-worth", "Giá trị thiệt hại", counts.losses.worth, "đồng"),
    ]
    return CommuneTotal("model", columns=VALUE, rows=tuple(rows))


def _said(key: str, label: str, text: str, unit: str = "") -> TotalRow:
    return TotalRow(key, label, (TotalCell(),), unit, text)


def _figure(key: str, label: str, value: int | None, unit: str) -> TotalRow:
    return TotalRow(key, label, (TotalCell(value),), unit)


def _warnings(workspace: Workspace, model: LivelihoodModel) -> list[TotalRow]:
    early = early_warnings.of_model(workspace, model.id)
    kinds = Counter(kind for one in early.warnings for kind in {reason.kind for reason in one.reasons})
    return [
        _figure("warnings", "Hộ cần xem", len(early.warnings), "hộ"),
        _figure("sliding-back", "Hộ có nguy cơ tái nghèo", early.sliding_back, "hộ"),
        *(_figure(f"warning/{kind.value}", name, kinds[kind], "hộ") for kind, name in WARNING_NAMES.items()),
    ]


def _months(file: WholeFile) -> CommuneTotal:
    income = income_by_month(file.follow_ups, file.of("delivery"))
    followed = Counter(month for _who, month in {(one.participant_id, one.month) for one in file.follow_ups})
    paid: Counter[str] = Counter()
    for one in file.payments:
        paid[month_of(one.paid_on)] += one.amount
    months = sorted({*income, *followed, *paid})[-MOST_MONTHS:]
    columns = (TotalColumn("Hộ được theo dõi"), TotalColumn("Thu từ mô hình (đồng)"), TotalColumn("Đã chi (đồng)"))
    return CommuneTotal(
        "months", columns=columns,
        rows=tuple(
            TotalRow(month, month_name(month),
                     (TotalCell(followed[month]), TotalCell(income.get(month, 0)), TotalCell(paid[month])))
            for month in months
        ),
    )  # fmt: skip


def _targets(lines: list[TargetLine], found: Exits, known: list[tuple[YearRate, YearRate]]) -> CommuneTotal:
    """Each target with its state in ``unit``, what was reached in words; of yearly ones the rates before and after."""
    columns = (TotalColumn("Trước", rate=True), TotalColumn("Nay", rate=True))
    by_year = {now.year: (before, now) for before, now in pairwise(known_of(known, Measure.POVERTY_FALL))}
    minority = {now.year: (before, now) for before, now in pairwise(known_of(known, Measure.MINORITY_FALL))}
    rows = []
    for number, line in enumerate(lines):
        measure, cells = line.target.measure, (TotalCell(), TotalCell())
        if measure is Measure.PARTICIPANTS_OUT:
            cells = (TotalCell(), TotalCell(found.out, found.households))
        elif line.year is not None:
            both = (minority if measure is Measure.MINORITY_FALL else by_year)[line.year]
            cells = (_share(both[0]), _share(both[1]))
        key = f"{measure.value}/{line.year or ''}/{number}"
        rows.append(TotalRow(key, line.name, cells, line.state.value, line.reached))
    return CommuneTotal("targets", title=model_targets.plan().name, columns=columns, rows=tuple(rows))


def known_of(known: list[tuple[YearRate, YearRate]], measure: Measure) -> list[YearRate]:
    """The rates that a measure is about, by year."""
    return [one[measure is Measure.MINORITY_FALL] for one in known]


def _share(one: YearRate) -> TotalCell:
    return TotalCell(one.poor, one.whole)
