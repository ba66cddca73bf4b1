"""The versions of the visit form that were ever printed. The form is the program's own; no law sets it.

A sheet (:class:`.form_sheet.FormSheet`) bears the version without a side; the QR of a page that stands on the
right-hand half of an A4 sheet says it with an ``R`` behind (``TN1R``).
"""

from __future__ import annotations

from functools import cache

from sinhke_desktop.domain.form_layout import FormLayout
from sinhke_desktop.domain.form_layouts import a4, a5, th1
from sinhke_desktop.domain.form_layouts.geometry import FormGeometry

RIGHT_SIDE = "R"
VERSIONS = ("TH1", "TH2", "TH2M", "TN1", "TN1R", "TN1M", "TN1MR")


@cache
def layout(version: str) -> FormLayout:
    """Where everything stands on a form of *version*; raises KeyError for one that is not known."""
    return th1.layout() if version == "TH1" else geometry(version).layout()


@cache
def geometry(version: str) -> FormGeometry:
    """The places of a form that is printed today; raises KeyError for another *version*."""
    if version in ("TH2", "TH2M"):
        return a4.geometry(version, with_model=version.endswith("M"))
    if version in VERSIONS[3:]:
        first_marker = 4 if version.endswith(RIGHT_SIDE) else 0
        return a5.geometry(version, first_marker, with_model="M" in version)
    raise KeyError(version)


def without_side(version: str) -> str:
    """The version as a sheet bears it: ``TN1MR`` gives ``TN1M``."""
    return version.removesuffix(RIGHT_SIDE)
