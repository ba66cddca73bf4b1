"""What PostgreSQL's refusals and a broken connection mean to the person at the screen, by SQLSTATE."""

from __future__ import annotations

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.storage.database import StorageRefused
from sinhke_desktop.storage.server_address import WayNotEncrypted

_LOGIN = ("28P01", "28000")
_BUSY = ("55P03", "40001", "40P01")
_TLS_WORDS = ("certificate", "ssl", "tls")


class ServerUnreachable(SinhkeError):
    """The server does not answer, or broke off (``DL-21``, ``DL-23``, ``DL-27``)."""

    code = "DL-21"


class LoginRefused(SinhkeError):
    """The server does not let this machine in (``DL-26``)."""

    code = "DL-26"


class ServerUnfit(SinhkeError):
    """The database on the server is not one for this program's store (``DL-24``); nothing was changed."""

    code = "DL-24"


def explain(error: BaseException | None, committing: bool = False) -> SinhkeError | None:
    """What to tell of the driver's *error*, or None where it is a mistake of ours.

    *committing* tells that the transaction was just being completed, so that a broken connection leaves it open whether
    the server had done so.
    """
    if error is None:
        return None
    state, text = str(getattr(error, "sqlstate", None) or ""), str(error).lower()
    if not state:
        return _without_state(error, text, committing)
    if state.startswith(("08", "57P")) or state == "25P03":
        return _broken_off(committing)
    if state in _LOGIN:
        return _way_not_encrypted(text) or _login_refused()
    return _refused(state)


def _without_state(error: BaseException, text: str, committing: bool) -> SinhkeError | None:
    """Failures of libpq itself carry words and no state: before the connection stood, or when it broke."""
    if type(error).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    if "no password supplied" in text or "password authentication failed" in text or "authentication failed" in text:
        return _login_refused()
    if 'database "' in text and "does not exist" in text:
        return _no_database()
    if "too many" in text:
        return _full_house()
    if "connection failed" in text or "timeout expired" in text or "could not translate" in text:
        return _way_not_encrypted(text) or _unreachable()
    return _broken_off(committing)


def _refused(state: str) -> SinhkeError | None:
    if state in _BUSY:
        return StorageRefused(
            _("Another officer is saving right now. Nothing of this was stored, nothing was lost."),
            _("Wait a moment, then try again."),
            "DL-06",
        )
    if state in ("53100", "53200"):
        return StorageRefused(
            _("The server has no room left, so this was not stored. What was stored before is safe."),
            _("Tell the server's administrator, then save again."),
            "DL-04",
        )
    if state == "53300":
        return _full_house()
    if state == "25006":
        return StorageRefused(
            _("The server takes no changes at the moment, so this was not stored. What was stored before is safe."),
            _("Tell the server's administrator: this address must lead to the server that may be written to."),
            "DL-05",
        )
    if state == "3D000":
        return _no_database()
    if state == "42501":
        return ServerUnfit(
            _("The server does not allow this machine's role what it needs. Nothing was changed."),
            _("Let the administrator make the role the owner of the office's database."),
        )
    if state.startswith(("58", "XX")):
        return StorageRefused(
            _("The server reported a fault of its own disk, so this was not stored. What was stored before is safe."),
            _("Tell the server's administrator before going on."),
            "DL-03",
        )
    return None


def _unreachable() -> ServerUnreachable:
    return ServerUnreachable(
        _("The server with the office's data does not answer. What is stored there is safe."),
        _("Check the network cable and the address, then try again; or telephone the server's administrator."),
    )


def _broken_off(committing: bool) -> ServerUnreachable:
    if committing:
        return ServerUnreachable(
            _("The connection to the server broke while it was storing. The last step is stored whole, or not at all."),
            _("When the connection is back, look whether it is there before doing it again."),
            "DL-27",
        )
    return ServerUnreachable(
        _("The connection to the server broke. Nothing of this step was stored; what was stored before is safe."),
        _("When the connection is back, do it again."),
        "DL-23",
    )


def _login_refused() -> LoginRefused:
    return LoginRefused(
        _("The server does not let this machine in: its role or its password there is not right."),
        _("Ask the server's administrator, then give the password with “office server --new-password”."),
    )


def _way_not_encrypted(text: str) -> WayNotEncrypted | None:
    return WayNotEncrypted() if any(word in text for word in _TLS_WORDS) else None


def _no_database() -> ServerUnfit:
    return ServerUnfit(
        _("There is no database of this name on the server. Nothing was changed."),
        _("Check the address, or let the server's administrator make the database."),
    )


def _full_house() -> ServerUnreachable:
    return ServerUnreachable(
        _("Too many are connected to the server at the moment. What is stored there is safe."),
        _("Try again in some minutes."),
    )
