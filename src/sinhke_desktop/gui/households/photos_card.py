"""The page “photographs” of a household's record: small pictures of house and livelihood, never of identity papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QLabel, QLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from sinhke_desktop.domain.photo import MOST_PHOTOS, Photo
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.shrinking import shrunk
from sinhke_desktop.gui.widgets import DangerButton, Dialog, Flow, QuietButton, clear, label
from sinhke_desktop.gui.widgets.choosing_files import file_to_read
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import photos
from sinhke_desktop.services.workspace import Workspace

FOLDER = "photo_folder"
THUMBNAIL = 180
SHOWN_SIDE = 440


@dataclass(frozen=True, slots=True)
class PhotoServices:
    """What the store does for photographs."""

    of_household: Callable[[str], Sequence[Photo]]
    add: Callable[[str, bytes], Photo]
    describe: Callable[[Photo, str, str], Photo]
    remove: Callable[[str], object]
    put_back: Callable[[Photo], object]


def photo_services(workspace: Workspace) -> PhotoServices:
    """The services bound to one workspace."""
    return PhotoServices(
        lambda household_id: photos.of_household(workspace, household_id),
        lambda household_id, picture: photos.add(workspace, household_id, picture),
        lambda photo, day, note: photos.describe(workspace, photo, day, note),
        lambda photo_id: photos.remove(workspace, photo_id),
        lambda photo: photos.put_back(workspace, photo),
    )


def words_of(photo: Photo) -> str:
    """``19/11/2025 · Chuồng bò``."""
    day = f"{photo.taken_on:%d/%m/%Y}" if photo.taken_on else ""
    return " · ".join(filter(None, (day, photo.note))) or _("without a note")


def _picture(photo: Photo, side: int) -> QPixmap:
    image = QImage.fromData(QByteArray(photo.picture))
    size = image.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    return QPixmap.fromImage(
        image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    )


class PromiseDialog(Dialog):
    """Says what may be photographed and asks to confirm it; only then a file can be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Add a photograph"), _("Choose the photograph"), width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add(label(_("Photograph only the house or the livelihood: walls, roof, barn, animals, field.")))
        self.add(
            label(
                _("Never identity cards, health-insurance cards, household books or other papers, and no faces without "
                  "consent. The program needs no photographs; they stay on this machine and are in its backups."),
                "secondary",
            )
        )  # fmt: skip
        self.promise = QCheckBox(_("It shows no identity papers, and the household agrees"))
        self.promise.toggled.connect(self.primary.setEnabled)
        self.add(self.promise)
        self.primary.setEnabled(False)


class PhotoDialog(FormDialog):
    """One photograph large, with its day and note; it can be deleted here."""

    def __init__(
        self, parent: QWidget, photo: Photo, describe: Callable[[str, str], object], saved: Callable[[], object],
        remove: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(
            parent, _("Photograph"), lambda form: describe(form.text("taken_on"), form.text("note")), saved, width=560
        )
        picture = QLabel()
        picture.setPixmap(_picture(photo, theme.px(SHOWN_SIDE)))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setAccessibleName(words_of(photo))
        self.body.insertWidget(0, picture)
        self.form.add("note", _("What it shows"), QLineEdit(photo.note))
        self.form.add("taken_on", _("Taken on"), day_field(photo.taken_on))
        self._remove = remove
        self.buttons.insertWidget(0, DangerButton(_("Delete the photograph"), pressed=self._delete))

    def _delete(self) -> None:
        self.reject()
        self._remove()


class PhotosPane(QWidget):
    """Shows one household's photographs as thumbnails; Enter or a click opens one."""

    def __init__(self, context: Context, services: PhotoServices) -> None:
        super().__init__()
        self._context, self._services = context, services
        self.household_id = ""
        self.photos: Sequence[Photo] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        self.add_button = QuietButton(_("Add a photograph"), "camera", self.ask)
        column.addWidget(Flow(self.add_button))
        self.nothing = label("", "secondary")
        column.addWidget(self.nothing)
        self.thumbnails = Flow()
        self._lines = cast("QLayout", self.thumbnails.layout())
        column.addWidget(self.thumbnails)
        column.addStretch(1)
        self._show(())

    def show_household(self, household_id: str) -> None:
        """Show another household's photographs; an empty id for a record that is new."""
        self.household_id = household_id
        if not household_id:
            self._show(())
            return
        self._context.runner.run(
            lambda progress: self._services.of_household(household_id), partial(self._take, household_id)
        )

    def _take(self, household_id: str, found: Sequence[Photo]) -> None:
        if household_id == self.household_id:
            self._show(found)

    def _show(self, found: Sequence[Photo]) -> None:
        self.photos = found
        clear(self._lines)
        for photo in found:
            self.thumbnails.add(self._thumbnail(photo))
        self.add_button.setEnabled(bool(self.household_id) and len(found) < MOST_PHOTOS)
        if not self.household_id:
            text = _("Save the record first; then photographs can be added.")
        elif found:
            text = _("{count} of at most {most} photographs. They stay on this machine.").format(
                count=len(found), most=MOST_PHOTOS
            )
        else:
            text = _("No photographs. They are not needed; if you add some, only of the house or the livelihood.")
        self.nothing.setText(text)

    def _thumbnail(self, photo: Photo) -> QToolButton:
        button = QToolButton()
        side = theme.px(THUMBNAIL)
        button.setIcon(QIcon(_picture(photo, side)))
        button.setIconSize(QSize(side, side))
        text = words_of(photo)
        button.setText(button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, side))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.clicked.connect(lambda: self.open(photo))
        return button

    def ask(self) -> None:
        """Ask for the promise, then for a file."""
        dialog = PromiseDialog(self)
        dialog.accepted.connect(self._choose)
        dialog.open()

    def _choose(self) -> None:
        kinds = _("Photographs (*.jpg *.jpeg *.png *.webp *.bmp)")
        path = file_to_read(self, self._context.settings, FOLDER, _("Choose the photograph"), kinds)
        if path is not None:
            self.add(path)

    def add(self, path: Path) -> None:
        """Make the picture small and keep it."""
        household_id = self.household_id

        def done(photo: Photo) -> None:
            self._context.toast(_("The photograph is kept."), lambda: self._delete(photo))
            self.show_household(household_id)
            self.open(photo)

        self._context.runner.run_shown(
            self, _("Making the photograph small"),
            lambda progress: self._services.add(household_id, shrunk(path)), done,
        )  # fmt: skip

    def open(self, photo: Photo) -> None:
        """Show a photograph large."""
        PhotoDialog(
            self, photo, lambda day, note: self._services.describe(photo, day, note),
            lambda: self.show_household(self.household_id), lambda: self._delete(photo),
        ).open()  # fmt: skip

    def _delete(self, photo: Photo) -> None:
        def undo() -> None:
            self._context.runner.run(
                lambda progress: self._services.put_back(photo), lambda nothing: self.show_household(self.household_id)
            )

        def done(nothing: object) -> None:
            self._context.toast(_("The photograph is deleted."), undo)
            self.show_household(self.household_id)

        self._context.runner.run(lambda progress: self._services.remove(photo.id), done)
