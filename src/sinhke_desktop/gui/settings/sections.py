"""The parts of the settings, one widget each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from sinhke_desktop import __version__
from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.hamlet import KINDS
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.settings.presenter import HEADING_FIELDS, HamletLine
from sinhke_desktop.gui.standing import number
from sinhke_desktop.gui.widgets import (
    Card,
    Column,
    DataTable,
    Dialog,
    Flow,
    Form,
    PasswordField,
    PrimaryButton,
    QuietButton,
    RowsModel,
    choices,
    label,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.services.communes import unit_words


def add_heading_fields(form: Form) -> None:
    """The fields of :data:`HEADING_FIELDS`: how papers are headed, signed and given out."""
    titles = {
        "governing_body": _("Governing body (upper line of the heading, may be empty)"),
        "issuing_body": _("Issuing body"),
        "place": _("Place in the date line"),
        "report_to": _("Reports go to"),
        "signer_authority": _("Signed on behalf of"),
        "signer_title": _("Title of the signer"),
        "signer_name": _("Name of the signer"),
    }
    for name, title in titles.items():
        form.add(name, title, QLineEdit())
    recipients = QPlainTextEdit()
    recipients.setTabChangesFocus(True)
    recipients.setFixedHeight(theme.px(96))
    form.add("recipients", _("Recipients, one a line"), recipients, span=2)


class CommuneSection(Card):
    """Area, period, and how papers are headed and signed (decree 30/2020/NĐ-CP)."""

    saved = Signal()

    def __init__(self) -> None:
        super().__init__(_("The commune and its papers"))
        self.name = label("", "secondary")
        self.add(self.name)
        self.form = Form(columns=2)
        self.form.add(
            "area", _("Area"), choices((Area.RURAL, _("Rural area (communes)")), (Area.URBAN, _("Urban area (wards)")))
        )
        self.form.add("period", _("Programme period"), QLineEdit())
        add_heading_fields(self.form)
        self.add(self.form)
        self.save = PrimaryButton(_("Save"), "save", self.saved.emit, key="Ctrl+S")
        self.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignRight)

    def show_commune(self, commune: Commune) -> None:
        """Fill the fields."""
        self.name.setText(f"{commune.name}, {commune.province_name} · {commune.code}")
        self.form.set_text("area", commune.area)
        self.form.set_text("period", commune.period)
        for name in HEADING_FIELDS:
            self.form.set_text(name, str(getattr(commune, name)))

    def texts(self) -> dict[str, str]:
        """What was typed, by the commune's attribute."""
        return {name: self.form.text(name) for name in HEADING_FIELDS}

    def area(self) -> Area:
        """The area chosen."""
        return Area(self.form.text("area"))

    def period(self) -> str:
        """The period typed."""
        return self.form.text("period")


class HamletSection(Card):
    """The hamlets with the number of all their households in a year, the denominator of every rate."""

    add_asked = Signal()
    change_asked = Signal(object)
    remove_asked = Signal(object)
    year_chosen = Signal(int)
    mergers_asked = Signal()

    def __init__(self, years: Sequence[int], year: int) -> None:
        super().__init__(_("Hamlets"))
        self.add(
            label(
                _("The number of all households, poor or not, is what rates are computed from. Enter changes a line."),
                "secondary",
            )
        )
        self.years = choices(*((str(one), _("Year {year}").format(year=one)) for one in years))
        self.years.setCurrentIndex(list(years).index(year))
        self.years.currentIndexChanged.connect(lambda: self.year_chosen.emit(int(self.years.currentData())))
        self.model: RowsModel[HamletLine] = RowsModel(
            [
                Column(_("Hamlet"), lambda line: line.hamlet.name),
                Column(_("Kind"), lambda line: line.hamlet.kind),
                Column(
                    _("Former commune"),
                    lambda line: unit_words(line.hamlet.old_commune_code, line.hamlet.old_list_version) or "–",
                ),
                Column(
                    _("All households"),
                    lambda line: "–" if line.households is None else number(line.households),
                    numeric=True,
                ),
            ]
        )
        self.table = DataTable(self.model)
        self.table.setMinimumHeight(theme.px(220))
        self.table.opened.connect(lambda row: self.change_asked.emit(self.model.rows[row]))
        self.total = label("", "strong")
        self.change = QuietButton(_("Change"), "pencil", self._ask_change)
        self.remove = QuietButton(_("Remove"), "trash-2", self._ask_remove)
        add = QuietButton(_("Add a hamlet"), "plus", self.add_asked.emit)
        former = QuietButton(_("Former communes"), "merge", self.mergers_asked.emit)
        self.add(Flow(self.years, add, self.change, self.remove, former))
        self.add(self.table, 1)
        self.add(self.total)

    def show_lines(self, lines: Sequence[HamletLine], total: int | None) -> None:
        """Show the hamlets, the same one chosen as before."""
        before = self.table.current_row()
        self.model.set_rows(list(lines))
        if lines:
            self.table.choose(min(max(before, 0), len(lines) - 1))
        for button in (self.change, self.remove):
            button.setEnabled(bool(lines))
        if total is None:
            self.total.setText(_("Rates need the number of households of every hamlet.") if lines else "")
        else:
            self.total.setText(_("All households of the commune: {count}").format(count=number(total)))

    def _chosen(self) -> HamletLine | None:
        row = self.table.current_row()
        return self.model.rows[row] if row >= 0 else None

    def _ask_change(self) -> None:
        if (line := self._chosen()) is not None:
            self.change_asked.emit(line)

    def _ask_remove(self) -> None:
        if (line := self._chosen()) is not None:
            self.remove_asked.emit(line)


class HamletDialog(Dialog):
    """Name, kind and number of households of one hamlet."""

    def __init__(self, parent: QWidget, year: int, line: HamletLine | None = None) -> None:
        super().__init__(parent, _("Hamlet") if line else _("Add a hamlet"), _("Save"), width=420)
        self.form = Form()
        self.form.add("name", _("Name, without its kind"), QLineEdit(line.hamlet.name if line else ""))
        kinds = choices(*((kind, kind) for kind in KINDS))
        self.form.add("kind", _("Kind"), kinds)
        if line is not None:
            self.form.set_text("kind", line.hamlet.kind)
            known = "" if line.households is None else str(line.households)
            self.form.add("households", _("All households in {year}").format(year=year), QLineEdit(known))
        self.add(self.form)
        self.line = line

    def text(self, name: str) -> str:
        """What was typed."""
        return self.form.text(name) if name in self.form.fields else ""


class SafetySection(QWidget):
    """Password, backup, where the data are; *on_server* says who makes the backups of a store that is no file."""

    password_asked = Signal()
    backup_asked = Signal()

    def __init__(self, data: Path, on_server: tuple[str, ...] = ()) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card(_("Change the password"))
        self.form = Form(columns=3)
        self.old, self.new, self.again = PasswordField(), PasswordField(), PasswordField()
        self.form.add("old", _("Password now"), self.old)
        self.form.add("new_password", _("New password"), self.new)
        self.form.add("again", _("New password once more"), self.again)
        card.add(self.form)
        self.change = QuietButton(_("Change the password"), "key-round", self.password_asked.emit)
        card.body.addWidget(self.change, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(card)
        card = Card(_("Backup and data folder"))
        told = on_server or (
            _("A backup is encrypted like the data file and is opened and checked before it counts."),
            _("To go back to a backup, lock the program (Ctrl+L) and choose “Restore a backup”."),
        )
        for sentence in (*told, str(data)):
            card.add(label(sentence, "secondary"))
        self.backup = QuietButton(_("Back up now"), "hard-drive-download", self.backup_asked.emit)
        folder = QuietButton(
            _("Open the folder"), "folder-open", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(data)))
        )
        self.backup.setHidden(bool(on_server))
        card.add(Flow(self.backup, folder))
        column.addWidget(card)
        column.addStretch(1)

    def show_busy(self, busy: bool) -> None:
        """Nothing can be pressed while it works."""
        for button in (self.change, self.backup):
            button.setEnabled(not busy)


class LookSection(Card):
    """Type size and contrast; take effect at once."""

    chosen = Signal(float, bool)

    def __init__(self, scale: float, contrast: bool) -> None:
        super().__init__(_("How the window looks"))
        form = Form(columns=2)
        self.sizes = choices(*((str(one), f"{round(one * 100)} %") for one in theme.SCALES))
        near = min(theme.SCALES, key=lambda one: abs(one - scale))
        self.sizes.setCurrentIndex(theme.SCALES.index(near))
        form.add("scale", _("Size of type"), self.sizes)
        self.add(form)
        self.contrast = QCheckBox(_("Strong contrast"))
        self.contrast.setChecked(contrast)
        self.add(self.contrast)
        self.apply = QuietButton(_("Apply"), "check", self._tell)
        self.body.addWidget(self.apply, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def _tell(self) -> None:
        self.chosen.emit(float(self.sizes.currentData()), self.contrast.isChecked())


class AboutSection(Card):
    """What the program is and whose work it stands on."""

    def __init__(self) -> None:
        super().__init__(_("About SinhKe Desktop"))
        self.add(label(_("Version {version}").format(version=__version__)))
        self.add(
            label(
                _("For commune officers: the register of poor and near-poor households and the livelihood model. "
                  "Works without a network; nothing leaves this computer except the bundles you write yourself."),
                "secondary",
            )
        )  # fmt: skip
