"""Colours, type and icons."""

import re

import pytest
from PySide6.QtWidgets import QLineEdit

from sinhke_desktop.gui import theme
from sinhke_desktop.paths import resource, shipped

SOURCES = sorted((shipped() / "src" / "sinhke_desktop" / "gui").rglob("*.py"))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.CONTRAST], ids=["light", "contrast"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("ink", "ground"),
        ("muted", "ground"),
        ("muted", "card"),
        ("muted", "header"),
        ("on-accent", "accent"),
        ("accent", "soft"),
        ("accent", "nav"),
        ("poor-text", "poor-soft"),
        ("near-poor-text", "near-poor-soft"),
        ("escaped-text", "escaped-soft"),
        ("neutral-text", "neutral-soft"),
        ("on-poor", "poor"),
        ("on-near-poor", "near-poor"),
        ("toast-text", "toast"),
    ],
)
def test_text_has_a_contrast_of_at_least_four_and_a_half(colours: dict[str, str], ink: str, paper: str) -> None:
    assert contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("name", ["light", "contrast"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_token_of_the_style_is_filled_in(name: str, scale: float) -> None:
    colours = theme.LIGHT if name == "light" else theme.CONTRAST
    text = theme.style_sheet(theme.Theme(name, colours, scale))
    assert not re.search(r"@[a-z]|\dsp\b", text)
    assert f"font-size: {round(14 * scale)}px" in text


def test_a_hint_in_an_empty_field_has_the_colour_of_secondary_text(qapp) -> None:
    for contrast in (False, True):
        theme.apply(qapp, contrast=contrast)
        field = QLineEdit()
        field.ensurePolished()
        assert field.palette().placeholderText().color() == theme.colour("muted")
    theme.apply(qapp)


def test_no_widget_code_holds_a_colour() -> None:
    strays = [
        path.name for path in SOURCES if path.name != "theme.py" and re.search(r'"#[0-9A-Fa-f]{6}"', path.read_text())
    ]
    assert len(SOURCES) > 20
    assert strays == []


def test_every_icon_named_in_the_code_is_shipped() -> None:
    named = {
        found
        for path in SOURCES
        for found in re.findall(r'theme\.(?:icon|pixmap)\(\s*"([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    assert "search" in named
    assert [name for name in sorted(named) if not resource("icons", f"{name}.svg").exists()] == []


def test_an_icon_is_drawn_in_the_colour_asked_for(qapp) -> None:
    theme.apply(qapp)
    picture = theme.pixmap("users", "accent").toImage()
    seen = {
        picture.pixelColor(x, y).name().upper()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert theme.LIGHT["accent"] in seen


def test_the_programs_type_is_loaded(qapp) -> None:
    theme.apply(qapp)
    assert theme.font().exactMatch() or theme.font().family() == theme.FAMILY


def test_pictures_are_found_in_a_folder_whose_name_has_spaces() -> None:
    # Qt reads no style sheet at all whose url( has an unquoted space.
    sheet = theme.style_sheet(theme.Theme("light", theme.LIGHT, 1.0))
    assert sheet.count('url("') == sheet.count("url(") > 0
