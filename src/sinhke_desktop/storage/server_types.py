"""Text columns on a server keep what the same columns in a file keep: texts of any length.

SQLite enforces no text's length. What one office's store takes in, another's must take in as well, so on PostgreSQL the
lengths named in tables and numbered steps are words for the reader only.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles


@compiles(String, "postgresql")
def _text(_type: String, _compiler: Any, **_options: Any) -> str:
    return "VARCHAR"
