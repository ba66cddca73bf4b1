"""Qt's namespace of names, known to Python only once one of them is used.

To know its 93 enumerations takes Python a tenth of the time until the window is painted. What is imported before that
takes ``Qt`` from here, and what runs before that sets properties by the names that Qt itself knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
else:

    class _Names:
        def __getattr__(self, name: str) -> Any:
            from PySide6.QtCore import Qt

            return getattr(Qt, name)

    Qt = _Names()

__all__ = ["Qt", "set_named"]


def set_named(owner: QObject, name: str, value: str) -> None:
    """Give the property *name* of *owner* the value that Qt calls *value*, several joined by ``|``.

    Raises ValueError where Qt knows no such property or value.
    """
    if not owner.setProperty(name, value):
        raise ValueError(f"{name}: {value}")
