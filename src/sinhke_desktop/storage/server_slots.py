"""The data key of a store on a server, wrapped by codes that let another machine join: recovery code, invitation.

A code is 160 random bits, so that its slot may lie where the administrator sees it; the wrapping is the key file's.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from sinhke_desktop.storage import keyslots
from sinhke_desktop.storage.keyslots import RECOVERY, KeySlots
from sinhke_desktop.storage.local_values import LOCAL

_RECOVERY, _INVITATION = "slot:recovery", "slot:invitation"


def keep_recovery_slot(connection: Connection, slot: dict[str, Any]) -> None:
    """Lay the recovery code's slot beside the data, for machines that join."""
    _keep(connection, _RECOVERY, slot)


def keep_invitation(connection: Connection, slot: dict[str, Any]) -> None:
    """Lay down the slot of an invitation; an earlier one that nobody used is void."""
    _keep(connection, _INVITATION, slot)


def drop_invitation(connection: Connection) -> None:
    """An invitation is good for one machine."""
    connection.execute(delete(LOCAL).where(LOCAL.c.key == _INVITATION))


def key_for(connection: Connection, code: str) -> tuple[bytes, dict[str, Any], bool]:
    """(data key, the recovery code's slot, True if *code* was the invitation).

    Raises :class:`~sinhke_desktop.storage.keyslots.WrongRecoveryCode` for a code that opens neither.
    """
    found = {
        row.key: json.loads(row.value)
        for row in connection.execute(
            select(LOCAL.c.key, LOCAL.c.value).where(LOCAL.c.key.in_((_RECOVERY, _INVITATION)))
        )
    }
    plain = keyslots.parse_recovery_code(code)
    recovery = found[_RECOVERY]
    if _INVITATION in found:
        try:
            return keyslots.unwrap(KeySlots(0, {RECOVERY: found[_INVITATION]}), RECOVERY, plain), recovery, True
        except keyslots.WrongRecoveryCode:
            pass
    return keyslots.unwrap(KeySlots(0, {RECOVERY: recovery}), RECOVERY, plain), recovery, False


def _keep(connection: Connection, name: str, slot: dict[str, Any]) -> None:
    connection.execute(delete(LOCAL).where(LOCAL.c.key == name))
    connection.execute(insert(LOCAL), [{"key": name, "value": json.dumps(slot)}])
