"""Every total of a model in one reading, for the command line and the papers. Each is asked of whoever computes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.losses import LossSum, loss_sum
from sinhke_desktop.domain.market import Delivery
from sinhke_desktop.domain.raised_things import lives
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.revolving import RevolvingFund
from sinhke_desktop.domain.supervision import SupervisionFinding
from sinhke_desktop.domain.training import Training
from sinhke_desktop.domain.whole_file import WholeFile
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import early_warnings, livelihood, model_outcome, reviews, revolving, settlement, stages
from sinhke_desktop.services.early_warnings import ModelWarnings
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.model_outcome import Outcome
from sinhke_desktop.services.settlement import Settlement
from sinhke_desktop.services.stages import StageBoard
from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProductSales:
    """What was sold of one product: how much, for how many đồng in all."""

    product: str
    unit: str
    quantity: int
    amount: int
    times: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of a model's file; money in đồng.

    ``trained`` are households that came to a training at least once; ``alive_things`` of all ``things`` noted singly.
    """

    groups: int
    meetings: int
    trainings: int
    trained: int
    contracts: int
    sales: tuple[ProductSales, ...]
    losses: LossSum
    findings: int
    findings_open: int
    findings_overdue: int
    things: int
    alive_things: int
    commendations: int
    lessons: int
    replications: int


@dataclass(frozen=True, slots=True)
class ModelTotals:
    """All of it. ``by_class_now`` are the classes today of those who take part, ``joined`` and ``left`` all ever."""

    status: ModelStatus
    board: StageBoard
    money: Settlement
    outcome: Outcome
    fund: RevolvingFund
    counts: Counts
    by_class_now: dict[PovertyClass, int]
    joined: int
    left: int
    early: ModelWarnings
    warnings: tuple[str, ...]


def of_model(workspace: Workspace, model_id: str = "", progress: Progress = SILENT) -> ModelTotals:
    """Every total of a model, or of the active one; raises NotFound (MH-13) where none was chosen."""
    status = livelihood.status(workspace, model_id)
    money = settlement.settlement(workspace, status.model.id)
    outcome = model_outcome.of_model(workspace, status.model.id, progress)
    file = outcome.file
    given_back = revolving.overview(workspace, status.model.id)
    doubles = [one.text for one in money.doubles]
    warnings = dict.fromkeys([*status.warnings, *money.warnings, *doubles, *given_back.warnings])
    return ModelTotals(
        status=status,
        board=stages.board(workspace, status.model.id),
        money=money,
        outcome=outcome,
        fund=given_back.fund,
        counts=counts(file),
        by_class_now=dict(Counter(reviews.standing_of(workspace, one.household_id) for one in file.staying)),
        joined=len(file.participants),
        left=len(file.participants) - len(file.staying),
        early=early_warnings.of_model(workspace, status.model.id),
        warnings=tuple(warnings),
    )


def counts(file: WholeFile) -> Counts:
    """What is counted of the file's records."""
    findings: Sequence[SupervisionFinding] = file.of("supervision_finding")
    trainings: Sequence[Training] = file.of("training")
    things = lives(file.of("raised_thing"), file.of("thing_event"))
    return Counts(
        groups=len(file.of("producer_group")),
        meetings=sum(one.held_on is not None for one in file.of("community_meeting")),
        trainings=len(trainings),
        trained=len({who for one in trainings for who in one.attended}),
        contracts=len(file.of("market_contract")),
        sales=sales(file.of("delivery")),
        losses=loss_sum(file.of("loss")),
        findings=len(findings),
        findings_open=sum(one.open for one in findings),
        findings_overdue=sum(one.overdue(file.today) for one in findings),
        things=len(things),
        alive_things=sum(one.alive for one in things),
        commendations=len(file.of("commendation")),
        lessons=len(file.of("lesson")),
        replications=len(file.of("replication")),
    )


def sales(deliveries: Sequence[Delivery]) -> tuple[ProductSales, ...]:
    """The sales by product and unit, dearest first."""
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for one in deliveries:
        groups.setdefault((one.product, one.unit), []).append(one)
    found = [
        ProductSales(product, unit, sum(one.quantity for one in some), sum(one.amount for one in some), len(some))
        for (product, unit), some in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.amount, one.product)))
