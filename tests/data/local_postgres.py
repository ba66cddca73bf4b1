"""A PostgreSQL server of one's own: on loopback, on a free port, in a temporary folder, gone with the process.

PostgreSQL refuses to run as root, so a root's server runs as the user ``postgres``, which Debian's package makes.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ADMIN = "quan_tri"
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
_WAIT = 30.0
_PR_SET_PDEATHSIG = 1


def _programs() -> Path:
    """The folder of ``initdb`` and ``postgres`` of the newest version on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    if named is None:
        raise RuntimeError("PostgreSQL is not installed: packaging/system-packages.sh test")
    return Path(named).resolve().parent


def _user() -> dict[str, Any]:
    """Run as ``postgres`` where this process is root's."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def _go_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _certificate(folder: Path) -> None:
    """A certificate for ``localhost`` and 127.0.0.1, its own authority: ``server.crt``, ``server.key``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(tz=UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "server.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = folder / "server.key"
    private.touch(mode=0o600)
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LocalPostgres:
    """A running server. Everyone on loopback is let in without a password, save the roles of :meth:`add_role`."""

    def __init__(self, settings: tuple[str, ...] = QUICK) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="sinhke-pg-"))
        self.port = _free_port()
        self._settings = settings
        self._made = 0
        self._running: subprocess.Popen[bytes] | None = None
        self._set_up()
        self.start()

    def _set_up(self) -> None:
        self.folder.chmod(0o755)
        _certificate(self.folder)
        if os.geteuid() == 0:
            for path in (self.folder, self.folder / "server.crt", self.folder / "server.key"):
                shutil.chown(path, "postgres", "postgres")
        subprocess.run(
            [_programs() / "initdb", "-D", self.folder / "data", "-U", ADMIN, "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync"],
            stdout=subprocess.DEVNULL, check=True, cwd=self.folder, **_user(),
        )  # fmt: skip
        entries = self.folder / "data" / "pg_hba.conf"
        entries.write_text(
            "local all all trust\nhost all +guarded 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = (
            f"port={self.port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}", "ssl=on",
            f"ssl_cert_file={self.folder}/server.crt", f"ssl_key_file={self.folder}/server.key", "max_connections=40",
            "log_min_messages=fatal", *self._settings,
        )  # fmt: skip
        words = [
            _programs() / "postgres",
            "-D",
            self.folder / "data",
            *(word for one in settings for word in ("-c", one)),
        ]
        with (self.folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, preexec_fn=_go_with_parent,
                **_user(),
            )  # fmt: skip
        begun = time.monotonic()
        while True:
            try:
                self.run("CREATE ROLE guarded") if self._made == 0 else self.run("SELECT 1")
            except psycopg.OperationalError:
                if self._running.poll() is not None or time.monotonic() - begun > _WAIT:
                    raise RuntimeError((self.folder / "log").read_text(errors="replace")) from None
                time.sleep(0.05)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT breaks every connection off, SIGQUIT does so without tidying up, as a crash would."""
        if self._running is None:
            return
        self._running.send_signal(how)
        try:
            self._running.wait(_WAIT)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
        self._running = None

    def remove(self) -> None:
        """Stop it without tidying up what is deleted in the next moment, and delete its folder."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as the server's administrator."""
        words = {"host": "127.0.0.1", "port": self.port, "user": ADMIN, "dbname": database, "connect_timeout": 5}
        with psycopg.connect(**words, autocommit=True) as connection:  # type: ignore[arg-type]
            connection.execute(statement.encode())

    def new_database(self, locale: str = "C", template: str = "template0") -> str:
        """The name of a new database, empty or like *template*, which nobody may be using."""
        self._made += 1
        name = f"van_phong_{self._made}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8' LOCALE '{locale}'")
        return name

    def add_role(self, name: str, password: str, database: str) -> None:
        """A role that must give its *password* and owns *database*."""
        self.run(f"CREATE ROLE {name} LOGIN PASSWORD '{password}' IN ROLE guarded")
        self.run(f"ALTER DATABASE {database} OWNER TO {name}")

    def put_back_from_dump(self, database: str) -> None:
        """Dump *database* and put the dump back over it, as an administrator would."""
        where = ("-h", "127.0.0.1", "-p", str(self.port), "-U", ADMIN)
        dump = subprocess.run([_programs() / "pg_dump", *where, "-Fc", database], stdout=subprocess.PIPE, check=True)
        subprocess.run([_programs() / "pg_restore", *where, "--clean", "-d", database], input=dump.stdout, check=True)

    def url(self, database: str, user: str = ADMIN, host: str = "127.0.0.1") -> str:
        """The address of *database* as the program takes it."""
        return f"postgresql+psycopg://{user}@{host}:{self.port}/{database}"


@contextmanager
def local_postgres(settings: tuple[str, ...] = QUICK) -> Iterator[LocalPostgres]:
    """A server for the length of a block."""
    server = LocalPostgres(settings)
    try:
        yield server
    finally:
        server.remove()
