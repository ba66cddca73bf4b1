"""Each household's class then and now with its evidence, and its income before, now and hoped for."""

from __future__ import annotations

from collections.abc import Sequence

from sinhke_desktop.domain.exits import EXIT_NAMES, OUT, Evidence, Exit, Exits, HouseholdResult
from sinhke_desktop.domain.money import format_dong, format_percent
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.gui.livelihood.model_dialogs import tone
from sinhke_desktop.gui.widgets import Card, Column, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _


class ExitsCard(Card):
    """A line for each household; the chosen one's evidence stands below in words."""

    def __init__(self) -> None:
        super().__init__(_("Households out of poverty, and their income"))
        self.sums = label("", "secondary")
        self.add(self.sums)
        self.model: RowsModel[HouseholdResult] = RowsModel(
            [
                Column(_("Household"), _who),
                Column(_("When joining"), lambda row: CLASS_NAMES[row.participant.class_at_entry],
                       tone=lambda row: tone(row.participant.class_at_entry)),
                Column(_("Last review"), _last),
                Column(_("Result"), lambda row: EXIT_NAMES[row.exit], tone=_exit_tone),
                Column(_("Before"), lambda row: _dong(row.participant.income_before), numeric=True),
                Column(_("Now"), _now, numeric=True),
                Column(_("Hoped for"), lambda row: _dong(row.participant.income_expected), numeric=True),
            ]
        )  # fmt: skip
        self.table = WrapTable(self.model, wrap=(0, 2))
        self.table.setAccessibleName(_("Households out of poverty, and their income"))
        self.table.selectionModel().currentRowChanged.connect(lambda index, _before: self._explain(index.row()))
        self.add(self.table)
        self.evidence = label("", "secondary")
        self.add(self.evidence)
        self.add(label(
            _("Incomes are in đồng a month. Now: the income at the end where it was noted, else the income before plus "
              "what the model brings in an average month, by follow-ups and sales; the evidence says over how many "
              "months."),
            "secondary",
        ))  # fmt: skip
        self.table.hide()

    def show_results(self, results: Sequence[HouseholdResult], sums: Exits) -> None:
        """Show the households and how many stand where."""
        self.model.set_rows(results)
        self.table.setVisible(bool(results))
        self.table.fit()
        self.evidence.setText(_("Choose a household to read its evidence.") if results else "")
        self.sums.setText(_sums(sums) if results else _("No household takes part yet."))

    def _explain(self, row: int) -> None:
        if 0 <= row < len(self.model.rows):
            self.evidence.setText(evidence_words(self.model.rows[row]))


def _sums(sums: Exits) -> str:
    text = _("{out} of {all} households are out of poverty ({share}); {reviewed} were reviewed since they joined.")
    share = format_percent(sums.out, sums.households, 1)
    parts = [text.format(out=sums.out, all=sums.households, share=share, reviewed=sums.reviewed)]
    parts.append(
        _("Official results: {official}, preliminary: {preliminary}.").format(
            official=sums.official, preliminary=sums.preliminary
        )
    )
    if back := sums.counts.get(Exit.SLID_BACK, 0):
        parts.append(_("{count} slid back.").format(count=back))
    if sums.left:
        parts.append(_("{count} left the model and are not counted.").format(count=sums.left))
    return " ".join(parts)


def evidence_words(row: HouseholdResult) -> str:
    """The household's reviews since it joined, and what its income now is made of."""
    parts = [f"{row.name}:"]
    for one in row.evidence:
        after = _("after the acceptance") if one.final else ""
        words = ", ".join(filter(None, (_status(one), after)))
        parts.append(f"{one.review.year} ({words}): {CLASS_NAMES[one.poverty_class]}. {one.explanation}")
    if not row.evidence:
        parts.append(_("Not reviewed since it joined."))
    if row.income.months:
        text = _("The model brought {total} đ in {months} months, {average} đ in an average month.")
        facts = {"total": format_dong(row.income.total), "average": format_dong(row.income.per_month or 0)}
        parts.append(text.format(months=row.income.months, **facts))
    return "\n".join(parts)


def _who(row: HouseholdResult) -> str:
    name = f"{row.name} ({_('left')})" if row.left else row.name
    return f"{name}\n{row.hamlet}" if row.hamlet else name


def _status(one: Evidence) -> str:
    return _("official") if one.official else _("preliminary")


def _last(row: HouseholdResult) -> str:
    if row.last is None:
        return "–"
    return f"{row.last.review.year}, {_status(row.last)}: {CLASS_NAMES[row.last.poverty_class]}"


def _exit_tone(row: HouseholdResult) -> str:
    return "escaped" if row.exit in OUT else "poor" if row.exit is Exit.SLID_BACK else "neutral"


def _dong(amount: int | None) -> str:
    return "–" if amount is None else format_dong(amount)


def _now(row: HouseholdResult) -> str:
    return _dong(row.income_now)
