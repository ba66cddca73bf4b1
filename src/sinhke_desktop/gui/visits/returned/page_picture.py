"""Pictures of scanned pages: the page whole with zoom and pan, and the places of the form cut out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sinhke_desktop.domain.form_layout import Box, FieldKind, FormField
from sinhke_desktop.domain.form_layouts import layout
from sinhke_desktop.domain.read_page import DOTS_PER_MM
from sinhke_desktop.domain.scan_page import ScanPage
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import Flow, QuietButton, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.waiting_scans import KeptPage

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent

AROUND_TICK, AROUND_WRITING = 1.5, 1.0
"""Millimetres shown around a tick box and around a place to write in."""
STEP = 1.25
SMALLEST, LARGEST, FAR = 0.1, 4.0, 0.55
CORRECTIONS = "corrections"


@dataclass(frozen=True, slots=True)
class SeenPage:
    """A page with its picture read."""

    page: ScanPage
    image: QImage


def seen(pages: Iterable[KeptPage]) -> list[SeenPage]:
    """The pages with their pictures read; may run in the worker."""
    found = [SeenPage(one.page, QImage.fromData(QByteArray(one.picture))) for one in pages]
    return [one for one in found if not one.image.isNull()]


def fields_of(page: ScanPage) -> Sequence[FormField]:
    """What stands on a page; nothing where it was not straightened or its version is not known."""
    if page.problem:
        return ()
    try:
        return layout(page.version).fields(page.page, page.pages)
    except (KeyError, ValueError):
        return ()


def cut(pages: Sequence[SeenPage]) -> tuple[dict[str, QImage], dict[str, QImage]]:
    """Pictures of the tick boxes and of the places to write in, by key on the form; may run in the worker.

    All corrections of a page come as one picture, with the names beside them, under ``corrections``.
    """
    ticks: dict[str, QImage] = {}
    places: dict[str, QImage] = {}
    for one in pages:
        rows = []
        for field in fields_of(one.page):
            if field.kind is FieldKind.TICK:
                ticks[field.key] = _part(one.image, field.box, AROUND_TICK)
            elif field.key.startswith("member:"):
                rows.append(field.box)
            else:
                places.setdefault(field.key, _part(one.image, field.box, AROUND_WRITING))
        if rows and CORRECTIONS not in places:
            places[CORRECTIONS] = _part(one.image, _rows(rows, one.page), AROUND_WRITING)
    return ticks, places


def _rows(boxes: Sequence[Box], page: ScanPage) -> Box:
    """The rows of the members' table from the page's margin to their last column."""
    right, top = max(box.right for box in boxes), min(box.top for box in boxes)
    left = layout(page.version).width - right
    return Box(left, top, right - left, max(box.bottom for box in boxes) - top)


def _part(image: QImage, box: Box, around: float) -> QImage:
    left, top = (round((edge - around) * DOTS_PER_MM) for edge in (box.left, box.top))
    width, height = (round((length + 2 * around) * DOTS_PER_MM) for length in (box.width, box.height))
    return image.copy(left, top, width, height)


def fitted(image: QImage, width: int, height: int = 0) -> QPixmap:
    """*image* no wider than *width* and no higher than *height* (0: as high as it is), never enlarged."""
    wanted = image.size().boundedTo(image.size().scaled(width, height or 10**6, Qt.AspectRatioMode.KeepAspectRatio))
    smooth = Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(image.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio, smooth))


class Place(QWidget):
    """A place of the paper as a picture, made smaller where there is not enough room for it, never larger."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("As it stands on the paper"))
        self.hide()

    def show_image(self, image: QImage | None) -> None:
        """Show *image*, or nothing."""
        self._image = image if image is not None else QImage()
        self.updateGeometry()
        self.setVisible(not self._image.isNull())
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        wide = max(self._image.width(), 1)
        return round(self._image.height() * min(width, wide) / wide)

    def sizeHint(self) -> QSize:
        return QSize(self._image.width(), self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(max(self.width(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        width = min(self.width(), self._image.width())
        if width:
            painter = QPainter(self)
            painter.drawPixmap(0, 0, fitted(self._image, width))


class PageView(QFrame):
    """Whole pages: the wheel, ``+`` and ``-`` zoom, dragging and arrows move, ``0`` fits the width, PgDn turns."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.words = label("", "secondary", wrap=False)
        self.smaller = QuietButton("−", pressed=lambda: self.view.zoom(1 / STEP), tip=_("Make smaller"))
        self.bigger = QuietButton("+", pressed=lambda: self.view.zoom(STEP), tip=_("Make larger"))
        self.turned = QuietButton(_("Next page"), pressed=lambda: self.turn(1))
        column.addWidget(Flow(self.smaller, self.bigger, self.turned, self.words, gap=6))
        self.view = _View()
        self.view.turned = self.turn
        column.addWidget(self.view, 1)
        self._pages: Sequence[SeenPage] = ()
        self._at = 0

    def show_pages(self, pages: Sequence[SeenPage]) -> None:
        """Show these pages, the first one first."""
        self._pages, self._at = pages, 0
        self.turned.setVisible(len(pages) > 1)
        self._show()

    @property
    def shown(self) -> ScanPage | None:
        """The page that is looked at."""
        return self._pages[self._at].page if self._pages else None

    def turn(self, step: int) -> None:
        """The next page or the one before."""
        if self._pages:
            self._at = (self._at + step) % len(self._pages)
            self._show()

    def _show(self) -> None:
        if not self._pages:
            self.view.show_image(QImage())
            self.words.setText("")
            return
        one = self._pages[self._at]
        self.view.show_image(one.image)
        text = _("Page {page} of {pages}").format(page=self._at + 1, pages=len(self._pages))
        self.words.setText(f"{text} · {one.page.file}")


class _View(QGraphicsView):
    def __init__(self) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumSize(theme.px(200), theme.px(160))
        self.setAccessibleName(_("The whole page"))
        self.turned: Callable[[int], None] | None = None
        self._fits = True
        self._whole: QGraphicsPixmapItem | None = None
        self._half: QGraphicsPixmapItem | None = None

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def show_image(self, image: QImage) -> None:
        """Show *image*, as wide as there is room."""
        self._scene.clear()
        half = image.size() / 2
        smooth = Qt.TransformationMode.SmoothTransformation
        self._whole = self._scene.addPixmap(QPixmap.fromImage(image))
        self._half = self._scene.addPixmap(
            QPixmap.fromImage(image.scaled(half, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        )
        self._half.setScale(2.0)
        self._scene.setSceneRect(QRectF(image.rect()))
        self.fit()

    def _sharpest(self) -> None:
        """Far away, the picture of half the size is drawn: lines stay whole."""
        if self._whole is not None and self._half is not None:
            far = self.transform().m11() < FAR
            self._half.setVisible(far)
            self._whole.setVisible(not far)

    def fit(self) -> None:
        """As wide as there is room, from its upper edge."""
        self._fits = True
        wide = self._scene.sceneRect().width()
        if wide > 0:
            scale = max(self.viewport().width() - 4, 40) / wide
            self.resetTransform()
            self.scale(scale, scale)
            self._sharpest()
        self.verticalScrollBar().setValue(0)

    def zoom(self, by: float) -> None:
        """Enlarge *by* a factor."""
        now = self.transform().m11() * by
        if SMALLEST <= now <= LARGEST:
            self._fits = False
            self.scale(by, by)
            self._sharpest()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fits:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {"+": lambda: self.zoom(STEP), "=": lambda: self.zoom(STEP), "-": lambda: self.zoom(1 / STEP),
                "0": self.fit}  # fmt: skip
        act = acts.get(event.text())
        if act is not None:
            act()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.turned is not None:
            self.turned(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)
