"""Where the tour stops: a few places of the window, and in one or two sentences what each is good for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.overview.page import OverviewPage
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import OFFICE

if TYPE_CHECKING:
    from sinhke_desktop.gui.shell import Shell


@dataclass(frozen=True, slots=True)
class Stop:
    """One place: ``find`` gives the widget to look at, or None where it is not shown now."""

    title: str
    text: str
    find: Callable[[], QWidget | None]


def stops(shell: Shell) -> tuple[Stop, ...]:
    """The stops of a commune's window or of a receiving office's, on its first page."""
    return _of_office(shell) if shell.context.workspace.role == OFFICE else _of_commune(shell)


def _entry(shell: Shell, key: str) -> Callable[[], QWidget | None]:
    return lambda: shell.navigation.buttons.get(key)


def _next_steps(shell: Shell) -> QWidget | None:
    page = shell.page()
    return page.next_steps if isinstance(page, OverviewPage) else None


def _of_commune(shell: Shell) -> tuple[Stop, ...]:
    return (
        Stop(
            _("The pages"),
            _("Everything is one click away here. Each page has its keys too, such as Ctrl+2 for the households; they "
              "stand in the little note under the mouse."),
            lambda: shell.navigation,
        ),
        Stop(
            _("What to do next"),
            _("The program says here what is due, most urgent first. The button beside a line leads straight to it."),
            lambda: _next_steps(shell),
        ),
        Stop(
            _("Finding a household"),
            _("On this page Ctrl+F goes to the search. Type without accents: “duc” finds Đức. A number, a hamlet or a "
              "telephone is found too."),
            _entry(shell, "households"),
        ),
        Stop(
            _("Sending and receiving"),
            _("Data leave this computer only here and only when you press the button: sealed, on a stick, for your "
              "receiving office."),
            _entry(shell, "exchange"),
        ),
        Stop(
            _("Saved, backed up, sent"),
            _("Below you always see when something was saved, backed up and sent last. Ctrl+L locks the data when you "
              "leave the desk."),
            lambda: shell.status,
        ),
        _help(shell),
    )  # fmt: skip


def _of_office(shell: Shell) -> tuple[Stop, ...]:
    return (
        Stop(
            _("The pages"),
            _("Everything is one click away here. Each page has its keys too; they stand in the little note under the "
              "mouse."),
            lambda: shell.navigation,
        ),
        Stop(
            _("Receiving"),
            _("Plug in a commune's stick: its bundles appear by themselves. You see what would change before anything "
              "is taken in, and one click takes it back."),
            shell.page,
        ),
        Stop(
            _("The communes"),
            _("Who has sent, until which day, and who is missing."),
            _entry(shell, "communes"),
        ),
        Stop(
            _("Machines and keys"),
            _("A commune's machine is paired once, by numbers that you read to each other on the telephone."),
            _entry(shell, "machines"),
        ),
        Stop(
            _("Received, backed up"),
            _("Below you always see how things stand. Ctrl+L locks the data when you leave the desk."),
            lambda: shell.status,
        ),
        _help(shell),
    )  # fmt: skip


def _help(shell: Shell) -> Stop:
    return Stop(
        _("Help with F1"),
        _("F1 opens the help page that belongs to what you are doing. This tour can be seen again from there."),
        _entry(shell, "help"),
    )
