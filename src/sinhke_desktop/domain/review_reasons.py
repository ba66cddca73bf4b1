"""Why a reviewer decided otherwise than the data say: a JSON object, key of an indicator → reason."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.domain.vietnamese import tidy


def reasons_of(text: str) -> dict[str, str]:
    """The reasons by indicator; anything that is no such object gives none."""
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: tidy(value) for key, value in found.items() if isinstance(key, str) and isinstance(value, str)}


def reasons_text(reasons: Mapping[str, str]) -> str:
    """As it is stored: indicators in the form's order, nothing for no reasons."""
    kept = {key: reasons[key] for key in ALL_INDICATORS if key in reasons}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""
