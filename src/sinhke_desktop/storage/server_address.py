"""Where a store on a server lies, and that the way there is encrypted: ``postgresql+psycopg://user@host:5432/name``."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

from sqlalchemy import URL, exc, make_url

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _

SCHEME = "postgresql+psycopg"
ENCRYPTED = ("require", "verify-ca", "verify-full")
KNOWN_OPTIONS = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "passfile", "connect_timeout"})


class AddressNotUnderstood(SinhkeError):
    """What was given is not the address of a database on a server (``DL-20``)."""

    code = "DL-20"


class WayNotEncrypted(SinhkeError):
    """The way to the server would not be encrypted (``DL-22``); nothing was sent."""

    code = "DL-22"

    def __init__(self) -> None:
        super().__init__(
            _("The connection to this server would not be encrypted, so nothing was sent there."),
            _("Let the administrator switch on TLS; the address then ends in ?sslmode=verify-full&sslrootcert=FILE."),
        )


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A database on a server, checked by :func:`parse_address`; ``host`` beginning with ``/`` is a local socket."""

    user: str
    host: str
    port: int | None
    database: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def on_this_machine(self) -> bool:
        """True if nothing of it crosses a network."""
        if self.host == "localhost" or self.host.startswith("/"):
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    def text(self) -> str:
        """The address as it is typed; never a password."""
        return self._url(dict(self.options)).render_as_string()

    def engine_url(self, password: str = "") -> URL:
        """The address for the database library, with TLS demanded and checked unless it stays on this machine."""
        options = {"connect_timeout": "10", "gssencmode": "disable"} | dict(self.options)
        if not self.on_this_machine:
            options.setdefault("sslmode", "verify-full")
        return self._url(options).set(password=password or None)

    def _url(self, options: dict[str, str]) -> URL:
        if self.host.startswith("/"):
            return URL.create(
                SCHEME, self.user, database=self.database, port=self.port, query=options | {"host": self.host}
            )
        return URL.create(SCHEME, self.user, host=self.host, port=self.port, database=self.database, query=options)


def parse_address(text: str) -> ServerAddress:
    """The address in *text*; raises :class:`AddressNotUnderstood`, :class:`WayNotEncrypted`."""
    try:
        url = make_url(text.strip())
    except (exc.ArgumentError, ValueError) as error:
        raise _not_understood() from error
    if url.password is not None:
        raise AddressNotUnderstood(
            _("A password does not belong in the address of the server. Nothing was kept of it."),
            _("Leave it out; the program asks for it and keeps it sealed."),
        )
    options = {name: value for name, value in url.query.items() if isinstance(value, str)}
    host = url.host or options.pop("host", "")
    options.pop("host", None)
    socket = not url.host and host.startswith("/")
    fits = url.drivername in (SCHEME, "postgresql") and (url.host or socket) and "," not in host
    if (
        not (fits and url.username and url.database)
        or len(options) + socket != len(url.query)
        or options.keys() - KNOWN_OPTIONS
    ):
        raise _not_understood()
    address = ServerAddress(url.username, host, url.port, url.database, tuple(sorted(options.items())))
    if not address.on_this_machine and options.get("sslmode", "verify-full") not in ENCRYPTED:
        raise WayNotEncrypted
    return address


def _not_understood() -> AddressNotUnderstood:
    return AddressNotUnderstood(
        _("This is not the address of a database on a server. Nothing was changed."),
        _("It looks like {example}.").format(example=f"{SCHEME}://user@host:5432/name?sslmode=verify-full"),
    )
