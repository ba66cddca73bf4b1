"""The agreement on revolving repayment, the schedule of many households, and passing on with its conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.repaying import ScheduleInput
from sinhke_desktop.domain.revolving import REPAYMENT_FORM_NAMES, RepaymentDue, RepaymentForm
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import RecordCard
from sinhke_desktop.gui.widgets import Form, Notice, choices, label
from sinhke_desktop.gui.widgets.fields import TickChoices
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field, note_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import repay_schedules, revolving
from sinhke_desktop.services.revolving import Agreement, Condition, Revolving

ID_LENGTH = 32
MARKS = {True: "✓", False: "✗", None: "?"}


class AgreementDialog(FormDialog):
    """What the people agreed on: the share, the rules, who keeps the fund, what becomes of it."""

    def __init__(self, parent: QWidget, file: ModelFile, now: Revolving, saved: Callable[[], object]) -> None:
        text = _("Note what the people and the province's frame say; the program proposes no share.")
        super().__init__(parent, _("Agreement on repayment"), self._agree, saved, text=text)
        self._file = file
        model = now.model
        share = QLineEdit("" if model.repay_percent is None else str(model.repay_percent))
        self.form.add("percent", _("Share of the support that comes back (%)"), share)
        self.form.add("keeper", _("Who keeps the fund"), QLineEdit(model.fund_keeper))
        self.form.add("rules", _("Rules: schedule, who is next, risks"), note_field(now.rules), span=2)
        self.form.add("rest", _("What becomes of the fund at the end"), QLineEdit(now.rest), span=2)

    def _agree(self, form: Form) -> None:
        typed = Agreement(form.text("percent"), form.text("rules"), form.text("keeper"), form.text("rest"))
        revolving.agree(self._file.workspace, self._file.model_id, typed)


class ScheduleDialog(FormDialog):
    """Instalments of many households at once; what they come to is told while one types."""

    def __init__(
        self, parent: QWidget, file: ModelFile, households: Mapping[str, str], saved: Callable[[], object]
    ) -> None:
        """*households* are those without instalments, with the words for each."""
        super().__init__(parent, _("Make a repayment schedule"), self._make, saved, primary=_("Make"), width=620)
        self._file = file
        ways = [(form.value, words) for form, words in REPAYMENT_FORM_NAMES.items()]
        self.form.add("form", _("Given back in"), choices(*ways))
        self.form.add("first_on", _("First day due"), day_field())
        self.form.add("count", _("Number of instalments"), QLineEdit("1"))
        self.form.add("every_months", _("Months between them"), QLineEdit())
        self.form.add("quantity", _("In kind: each household gives in all"), QLineEdit())
        self.form.add("unit", _("In kind: unit"), QLineEdit(file.model().unit))
        self.households = TickChoices(households)
        self.form.add("participant_ids", _("Households"), self.households, span=2)
        self.form.set_text("participant_ids", ",".join(households))
        self.preview = label("", "strong")
        self.add(self.preview)
        self.form.changed.connect(self.look_ahead)
        self.households.itemChanged.connect(lambda _item: self.look_ahead())
        self.look_ahead()

    def _typed(self) -> tuple[ScheduleInput, list[str]]:
        names = ("form", "first_on", "count", "every_months", "quantity", "unit")
        typed = ScheduleInput(**{name: self.form.text(name) for name in names})
        return typed, [one for one in self.form.text("participant_ids").split(",") if one]

    def look_ahead(self) -> None:
        """Say what the schedule comes to, nothing while something is missing; only in kind goods are asked for."""
        in_kind = self.form.text("form") == RepaymentForm.KIND
        for name in ("quantity", "unit"):
            self.form.fields[name].setEnabled(in_kind)
        typed, chosen = self._typed()
        try:
            made = repay_schedules.preview_schedule(self._file.workspace, self._file.model_id, typed, chosen)
        except InvalidInput:
            self.preview.setText("")
            return
        self.preview.setText(_in_all(made))

    def _make(self, _form: Form) -> None:
        typed, chosen = self._typed()
        repay_schedules.make_schedule(self._file.workspace, self._file.model_id, typed, chosen)


def _in_all(made: list[RepaymentDue]) -> str:
    money = sum(one.amount or 0 for one in made)
    goods = sum(one.quantity or 0 for one in made)
    size = f"{format_dong(money)} đ" if money else f"{format_number(goods)} {made[0].unit}"
    text = _("{size} in all, {count} instalments of {households} households, the last one on {day:%d/%m/%Y}.")
    households = len({one.participant_id for one in made})
    return text.format(size=size, count=len(made), households=households, day=max(one.due_on for one in made))


class PassOnCard(RecordCard):
    """The passings on; choosing the next household, any of the register, shows what is asked of it."""

    def _ask(
        self,
        save: Callable[[dict[str, str]], object],
        typed: Mapping[str, str] | None,
        remove: Callable[[], object] | None,
    ) -> None:
        """The register is read in the worker."""
        form = self.file.kind(self.kind).form
        self.file.context.runner.run(
            lambda _progress: self.file.links_of(form), lambda links: self._show(links, save, typed, remove)
        )

    def _show(
        self,
        links: Mapping[str, Mapping[str, str]],
        save: Callable[[dict[str, str]], object],
        typed: Mapping[str, str] | None,
        remove: Callable[[], object] | None,
    ) -> None:
        super()._show(links, save, typed, remove)
        dialog = self.dialog
        if dialog is None or remove is not None:
            return
        conditions = Notice()
        outer = dialog.layout()
        if isinstance(outer, QVBoxLayout):
            outer.insertWidget(outer.indexOf(dialog.notice), conditions)
        shown = [""]

        def show() -> None:
            household_id = dialog.form.text("household_id")
            if household_id != shown[0]:
                shown[0] = household_id
                self._show_conditions(conditions, household_id, shown)

        dialog.form.changed.connect(show)

    def _show_conditions(self, notice: Notice, household_id: str, shown: list[str]) -> None:
        """What is asked of the household, read in the worker; not shown where another one was chosen meanwhile."""
        notice.show_text("info", "")
        if len(household_id) != ID_LENGTH:
            return
        where = self.file.workspace, self.file.model_id

        def show(found: Sequence[Condition]) -> None:
            if isValid(notice) and shown[0] == household_id:
                self._tell(notice, found)

        self.file.context.runner.run(lambda _progress: revolving.conditions(*where, household_id), show)

    @staticmethod
    def _tell(notice: Notice, found: Sequence[Condition]) -> None:
        met = [one.met for one in found]
        kind = "error" if False in met else "warn" if None in met else "done"
        notice.show_text(kind, "\n".join(f"{MARKS[one.met]} {one.text}" for one in found))
