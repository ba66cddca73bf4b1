"""Hạn chế, xóa: households whose data are restricted, and what was asked to be erased."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.household import Household
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.privacy.dialogs import EraseDialog, RestrictDialog, WhyDialog
from sinhke_desktop.gui.privacy.section import TableSection
from sinhke_desktop.gui.widgets import Column, DangerButton, QuietButton, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services import backups, data_requests, erasure, hamlets, register
from sinhke_desktop.services.erasure import Erasable, Erased
from sinhke_desktop.services.register import Register


class RestrictedSection(TableSection[Household]):
    """The restricted households."""

    def __init__(self, context: Context) -> None:
        self._hamlets: dict[str, str] = {}
        super().__init__(
            [
                Column(_("Head of household"), lambda one: one.head.full_name, strong=lambda _one: True),
                Column(_("Hamlet"), lambda one: self._hamlets.get(one.hamlet_id, "")),
                Column(_("Members"), lambda one: str(len(one.members)), numeric=True),
            ],
            (0, 1),
            _("No household's data are restricted."),
            _("Lists, papers for the public and exports leave these households out."),
        )
        self._context = context
        self.add_button = QuietButton(_("Restrict a household's data"), "lock", self.begin)
        self.release_button = QuietButton(_("End the restriction"), "rotate-ccw", self.release)
        self.tools.add(self.add_button)
        self.tools.add(self.release_button)
        self.dialog: QWidget | None = None

    def read(self) -> None:
        """Read the restricted households again."""
        workspace = self._context.workspace
        self._hamlets = {one.id: one.name for one in hamlets.all_hamlets(workspace)}
        self.show_rows(data_requests.restricted(workspace))
        self.release_button.setEnabled(self.chosen() is not None)

    def begin(self) -> None:
        """Ask which household and why."""
        workspace = self._context.workspace

        def ask(known: Register) -> None:
            self.dialog = RestrictDialog(
                self,
                known,
                lambda household_id, why: data_requests.restrict(workspace, household_id, why),
                lambda: self._said(_("The household's data are restricted")),
            )
            self.dialog.open()

        self._context.runner.run(lambda _progress: register.load(workspace).ready(), ask)

    def release(self) -> None:
        """Ask why the chosen household's restriction ends."""
        household = self.chosen()
        if household is None:
            return
        self.dialog = WhyDialog(
            self, _("End the restriction"), household.head.full_name,
            lambda why: data_requests.release(self._context.workspace, household.id, why),
            lambda: self._said(_("The restriction ended")),
        )  # fmt: skip
        self.dialog.open()

    def _said(self, text: str) -> None:
        self._context.toast(text)
        self._context.refresh()


class EraseSection(TableSection[Erasable]):
    """Whom open requests to erase concern: the household, and people who are no longer in it."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            [
                Column(_("Name"), lambda one: one.name, strong=lambda one: not one.problem),
                Column(_("Who is erased"), lambda one: _("Former member") if one.member_id else _("Whole household")),
                Column(_("Asked for by"), lambda one: one.request.requester),
                Column(
                    _("State"),
                    lambda one: _("Not possible") if one.problem else _("Possible"),
                    tone=lambda one: "neutral" if one.problem else "warn",
                ),
                Column(_("What stands against it"), lambda one: one.problem),
            ],
            (4,),
            _("No open request to erase. Enter the request first; the household has to be in the recycle bin."),
        )
        self._context = context
        self.erase_button = DangerButton(_("Erase for good"), "trash-2", self.begin)
        self.tools.add(self.erase_button)
        self.table.chosen.connect(lambda _row: self._settle())
        self.dialog: EraseDialog | None = None
        self.outcome = label("", "secondary")
        self.outcome.hide()
        self.column.addWidget(self.outcome)

    def read(self) -> None:
        """Read the open requests again."""
        self.show_rows(erasure.erasable(self._context.workspace))
        self._settle()

    def _settle(self) -> None:
        one = self.chosen()
        self.erase_button.setEnabled(one is not None and not one.problem)

    def begin(self) -> None:
        """Ask once more, then erase."""
        one = self.chosen()
        if one is None or one.problem:
            return
        workspace = self._context.workspace
        count = len(backups.stored(workspace))
        self.dialog = EraseDialog(self, one, count, lambda: self._erase(one), sent=erasure.was_sent(workspace, one))
        self.dialog.open()

    def _erase(self, one: Erasable) -> None:
        workspace = self._context.workspace

        def erase() -> Erased:
            if one.member_id:
                return erasure.erase_member(workspace, one.request.id, one.member_id)
            return erasure.erase_household(workspace, one.request.id)

        self._context.runner.run_shown(self, _("Erasing"), lambda _progress: erase(), self._erased)

    def _erased(self, done: Erased) -> None:
        self.outcome.setText(outcome_words(done))
        self.outcome.show()
        self._context.toast(_("Erased on this machine"))
        self._context.refresh()


def outcome_words(done: Erased) -> str:
    """What an erasure did and did not reach."""
    found = [_("Erased: {count} records with their history.").format(count=done.records)]
    if done.backups:
        numbers = ", ".join(f"SL-{number:06d}" for number in done.backups)
        found.append(_("These backups still hold the data: {numbers}.").format(numbers=numbers))
    if done.sent:
        found.append(
            _(
                "The receiving office has it too: send the next bundle, with which it is erased there; "
                "its backups keep it."
            )
        )
    if done.papers:
        words = _("{count} issued papers still name the household, as they do in the office's file: see Issued papers.")
        found.append(words.format(count=done.papers))
    if done.still_said:
        where = ", ".join(f"{name} ({count})" for name, count in done.still_said.items())
        found.append(_("The names are still found in: {where}. They may be namesakes; look.").format(where=where))
    return " ".join(found)


class RestrictionSection(QWidget):
    """Both, one above the other."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.restricted, self.erase = RestrictedSection(context), EraseSection(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.restricted, 1)
        column.addWidget(label(_("Requests to erase"), "card-title"))
        column.addWidget(self.erase, 1)

    def read(self) -> None:
        """Read both again."""
        self.restricted.read()
        self.erase.read()
