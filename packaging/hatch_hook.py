"""Build hook: compiles the translation catalogues before a wheel or an editable install is made."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from catalogue import compile_catalogues  # found through the line above


class CustomBuildHook(BuildHookInterface[Any]):
    """Named by hatchling's convention."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and let the wheel take the compiled files although git ignores them."""
        build_data.setdefault("artifacts", []).append("translations/**/*.mo")
        compile_catalogues(Path(self.root))
