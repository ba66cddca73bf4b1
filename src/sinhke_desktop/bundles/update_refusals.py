"""Why an update is refused, each reason with its own code. The program in use was not touched."""

from __future__ import annotations

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _


class UpdateRefused(SinhkeError):
    """An update that is not installed; program and data are as they were."""

    code = "BN-00"


class NotAPack(UpdateRefused):
    """The file is no update pack (``BN-01``)."""

    code = "BN-01"

    def __init__(self) -> None:
        super().__init__(
            _("This file is not an update pack of this program. Nothing was changed."),
            _("Choose the file whose name begins with SinhKe- and ends in .capnhat."),
        )


class PackDamaged(UpdateRefused):
    """The pack ends too early, or its bytes are not those that were packed (``BN-02``)."""

    code = "BN-02"

    def __init__(self, reason: str = "") -> None:
        self.reason = reason
        super().__init__(
            _("The update pack is damaged or was not copied whole. Nothing was changed."),
            _("Copy it to the stick again, then try again. The program in use goes on working."),
        )


class PackUnsigned(UpdateRefused):
    """There is no signature, or it does not fit what is in the pack (``BN-03``)."""

    code = "BN-03"

    def __init__(self) -> None:
        super().__init__(
            _("The update pack is not signed, or was changed after it was signed. Nothing was changed."),
            _("Do not use it. Take the pack from those who gave you the program."),
        )


class UnknownKey(UpdateRefused):
    """It is signed by a key that this program does not trust (``BN-04``)."""

    code = "BN-04"

    def __init__(self) -> None:
        super().__init__(
            _("The update pack was signed by somebody whom this program does not know. Nothing was changed."),
            _("Do not use it. Take the pack from those who gave you the program."),
        )


class OtherPlatform(UpdateRefused):
    """It is made for another kind of computer (``BN-05``)."""

    code = "BN-05"

    def __init__(self) -> None:
        super().__init__(
            _("This update pack is for another kind of computer. Nothing was changed."),
            _("For Windows take the file with windows in its name, for Linux the one with linux."),
        )


class OlderVersion(UpdateRefused):
    """It is older than what is or was installed here (``BN-06``)."""

    code = "BN-06"

    def __init__(self, version: str, newest: str) -> None:
        super().__init__(
            _("The update pack holds version {version}, but version {newest} was already here. Nothing was changed.")
            .format(version=version, newest=newest),
            _("Ask for the newest pack."),
        )  # fmt: skip


class SameVersion(UpdateRefused):
    """It is the version in use, or one that waits for the next start (``BN-07``)."""

    code = "BN-07"

    def __init__(self, version: str) -> None:
        super().__init__(
            _("Version {version} is already installed. Nothing was changed.").format(version=version),
            _("There is nothing to do; if it was installed just now, start the program again."),
        )
