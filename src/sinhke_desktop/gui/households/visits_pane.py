"""The page “visits” of a household's record: each visit with what its form said, the newest first."""

from __future__ import annotations

from collections.abc import Callable

from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.domain.personal_copy import in_words
from sinhke_desktop.domain.visit_record import Visit, parse_agreements
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.listing_pane import ListingPane
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.widgets import Column, EmptyState, RowsModel
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import visits


def _covered(name: str) -> Callable[[Visit], str]:
    """A field in words, as dots while this screen covers it."""
    return lambda one: masking.covered_text(in_words(name, getattr(one, name)), Visit, name, one.household_id)


def _day(one: Visit) -> str:
    if one.visited_on is None:
        return _("planned for {day}").format(day=f"{one.planned_on:%d/%m/%Y}") if one.planned_on else ""
    return f"{one.visited_on:%d/%m/%Y}"


def _lacks(one: Visit) -> str:
    if not one.indicators_seen:
        return ""
    return _covered("deprived")(one) or _("lacks nothing")


def _needs(one: Visit) -> str:
    return "; ".join(filter(None, (_covered("need_keys")(one), _covered("needs")(one))))


def _agreed(one: Visit) -> str:
    return masking.covered_text(
        "; ".join(str(agreement) for agreement in parse_agreements(one.agreements)), Visit, "agreements",
        one.household_id,
    )  # fmt: skip


class VisitsPane(ListingPane[Visit]):
    """Lists the visits of one household; nothing is changed here."""

    def __init__(self, context: Context) -> None:
        model: RowsModel[Visit] = RowsModel([
            Column(_("Visited on"), _day),
            Column(_("Form"), lambda one: shown_number(one.sheet_number) if one.sheet_number else ""),
            Column(_("Agreed before"), lambda one: in_words("kept", one.kept)),
            Column(_("Lacks seen"), _lacks),
            Column(_("What the household needs"), _needs),
            Column(_("What was agreed"), _agreed),
            Column(_("Next visit"), lambda one: f"{one.next_visit_on:%d/%m/%Y}" if one.next_visit_on else ""),
        ])  # fmt: skip
        nothing = EmptyState(
            "footprints",
            _("No visit yet"),
            _("Visits are recorded on the page Home visits: with a form that came back, or without one."),
            _("To the home visits"),
            lambda: context.navigate("visits"),
        )
        table = WrapTable(model, wrap=(2, 3, 4, 5))
        super().__init__(context, model, table, nothing, visits.of_household)
        self.column.setStretchFactor(table, 0)
        self.column.addStretch(1)
        covering = masking.current()
        if covering is not None:
            covering.changed.connect(self._look_again)

    def _look_again(self) -> None:
        """What this screen covers has changed."""
        self.model.set_rows(self.model.rows)
