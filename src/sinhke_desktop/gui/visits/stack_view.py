"""A stack of forms before it leaves; its forms count as printed from the moment in which it does."""

from __future__ import annotations

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets.paper_view import PaperView, Shown
from sinhke_desktop.services import form_stacks
from sinhke_desktop.services.form_stacks import KIND, TITLE, FormStack

FOLDER = "visit_forms_folder"
LOOKED_AT = 0.42


class StackView(PaperView):
    """Shows one stack; printing or saving notes its forms and keeps the paper."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, folder=FOLDER, zoom=LOOKED_AT)
        self.stack: FormStack | None = None

    def show_stack(self, stack: FormStack) -> None:
        """Show *stack*."""
        self.stack = stack
        self.show_paper(
            stack.pdf, kind=KIND, title=TITLE, subject=stack.subject, household_ids=stack.household_ids,
            file_name=stack.file_name,
        )  # fmt: skip

    def _issue(self, shown: Shown) -> object:
        """Note the forms too; done in the worker, before anything leaves."""
        assert self.stack is not None
        assert self.stack.pdf == shown.pdf
        return form_stacks.issue(self._context.workspace, self.stack)
