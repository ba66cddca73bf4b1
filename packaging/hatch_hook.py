"""Build hook: compiles the translation catalogues before a wheel or an editable install is made."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))

from catalogue import compile_catalogues  # found through the line above
from error_codes import write_codes


class CustomBuildHook(BuildHookInterface[Any]):
    """Named by hatchling's convention."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and let the wheel take what is made although git ignores it."""
        build_data.setdefault("artifacts", []).extend(("translations/**/*.mo", "resources/help/codes.json"))
        compile_catalogues(Path(self.root))
        write_codes(Path(self.root))
