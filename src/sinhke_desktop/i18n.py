"""Translation by gettext: English source text, Vietnamese first and default."""

from __future__ import annotations

import gettext as _gettext
from functools import lru_cache

from sinhke_desktop.paths import shipped

DOMAIN = "sinhke"
DEFAULT_LANGUAGE = "vi"


@lru_cache(maxsize=1)
def _catalogue() -> _gettext.NullTranslations:
    path = shipped() / "translations" / DEFAULT_LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with path.open("rb") as file:
            return _gettext.GNUTranslations(file)
    except FileNotFoundError:  # a checkout whose catalogue was not compiled yet speaks English
        return _gettext.NullTranslations()


def _(text: str) -> str:
    """The Vietnamese for *text*, or *text* itself where the catalogue has none. Never f-strings: use ``.format``."""
    return _catalogue().gettext(text) if text else ""


def N_(text: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark *text* for the catalogue without translating it here."""
    return text
