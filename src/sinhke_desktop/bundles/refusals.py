"""Why a file is refused, each reason with its own code for the telephone. Nothing in any store was changed by then."""

from __future__ import annotations

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _


class BundleRefused(SinhkeError):
    """A bundle, receipt or key file that is not taken in; the store is as it was."""

    code = "GB-00"


class NotABundle(BundleRefused):
    """The file is none of ours (``GB-01``)."""

    code = "GB-01"

    def __init__(self) -> None:
        super().__init__(
            _("This file is not a bundle of this program. Nothing was changed."),
            _("Choose the file whose name begins with XDGN_."),
        )


class Torn(BundleRefused):
    """The file ends too early (``GB-02``); ``missing`` is in bytes, at least."""

    code = "GB-02"

    def __init__(self, missing: int) -> None:
        self.missing = missing
        super().__init__(
            _("The bundle is not whole: at least {count} bytes are missing. Nothing was changed.").format(
                count=missing
            ),
            _("Ask the sender to copy it again; the original is still on their machine."),
        )


class Altered(BundleRefused):
    """Signature, hash or chain do not fit the bytes (``GB-03``)."""

    code = "GB-03"

    def __init__(self) -> None:
        super().__init__(
            _("The bundle was damaged or changed after it was sealed. Nothing was changed in this store."),
            _("Ask the sender to copy it again, best on another stick."),
        )


class Lengthened(BundleRefused):
    """Bytes follow after the bundle's end (``GB-04``)."""

    code = "GB-04"

    def __init__(self, extra: int) -> None:
        super().__init__(
            _("{count} foreign bytes hang on the end of the bundle. Nothing was changed.").format(count=extra),
            _("Have the stick scanned for viruses, then ask the sender to copy the bundle again."),
        )


class UnknownSender(BundleRefused):
    """The signing key was never paired (``GB-05``)."""

    code = "GB-05"

    def __init__(self) -> None:
        super().__init__(
            _("The sender's machine has not been paired with this office. Nothing was changed."),
            _("Pair it first: receive its key file and compare the numbers by telephone."),
        )


class Revoked(BundleRefused):
    """The sender's machine was revoked (``GB-06``)."""

    code = "GB-06"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The machine of {name} was revoked; its bundle was not taken in.").format(name=name),
            _("If the machine is back in the right hands, pair it anew."),
        )


class ForAnother(BundleRefused):
    """Sealed for another receiver (``GB-07``)."""

    code = "GB-07"

    def __init__(self) -> None:
        super().__init__(
            _("This file was sealed for another receiver, so it cannot be opened here. Nothing was changed."),
            _("Check which office the sender is paired with."),
        )


class OutOfScope(BundleRefused):
    """Records of a commune that the sender's certificate does not name (``GB-12``)."""

    code = "GB-12"

    def __init__(self, commune_code: str) -> None:
        super().__init__(
            _(
                "The bundle holds records of commune {code}, which its sender may not send. Nothing was taken in."
            ).format(code=commune_code),
            _("Telephone the commune: its machine may have been tampered with."),
        )


class NewerFormat(BundleRefused):
    """Written by a newer program (``GB-13``)."""

    code = "GB-13"

    def __init__(self) -> None:
        super().__init__(
            _("The bundle was made by a newer version of the program. Nothing was changed."),
            _("Install the newer version here, then receive the bundle again."),
        )


class TooBig(BundleRefused):
    """Larger than any honest bundle (``GB-14``)."""

    code = "GB-14"

    def __init__(self) -> None:
        super().__init__(
            _("The file is larger than any bundle may be. It was not opened."),
            _("Check that it is the right file; telephone the sender."),
        )


class WrongContents(BundleRefused):
    """Signed and whole, but what it says does not keep to the format (``GB-15``)."""

    code = "GB-15"

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(
            _("The bundle's contents do not keep to the format ({detail}). Nothing was taken in.").format(
                detail=detail
            ),
            _("Report this to whoever supports the program; keep the file."),
        )


class Resigned(BundleRefused):
    """The contents name another sender than the signature (``GB-16``)."""

    code = "GB-16"

    def __init__(self) -> None:
        super().__init__(
            _("The bundle was signed by another machine than the one that wrote it. Nothing was taken in."),
            _("Telephone both communes: someone has passed on another's bundle as their own."),
        )


class ForeignOffice(BundleRefused):
    """A receipt or certificate not from the paired office (``GB-18``)."""

    code = "GB-18"

    def __init__(self) -> None:
        super().__init__(
            _("This file is not from the office that this machine is paired with. Nothing was changed."),
            _("Ask your office for its own receipt."),
        )


class WrongRotation(BundleRefused):
    """An office's new key that its known key does not vouch for (``GB-33``)."""

    code = "GB-33"

    def __init__(self) -> None:
        super().__init__(
            _("This file names a new key of the office that the known one does not vouch for. Nothing was changed."),
            _("Telephone the office on a number you already know; do not pair anew before you have spoken to it."),
        )


class ReplacedKey(BundleRefused):
    """A receipt signed with a key that the office has replaced since (``GB-34``)."""

    code = "GB-34"

    def __init__(self) -> None:
        super().__init__(
            _("This file is signed with a key that the office has replaced since. Nothing was changed."),
            _("Ask the office for its newest receipt."),
        )


class RetiredKey(BundleRefused):
    """A bundle sealed for a key that this office has retired (``GB-35``)."""

    code = "GB-35"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("The bundle of {name} is sealed for a key that this office has retired. Nothing was changed.").format(
                name=name
            ),
            _("Pair that machine anew; its program then sends everything again."),
        )


class WrongKind(BundleRefused):
    """A real file of ours, but of another kind than wanted (``GB-20``)."""

    code = "GB-20"

    def __init__(self, kind: str) -> None:
        self.kind = kind
        names = {
            "sync": _("a commune's bundle"),
            "receipt": _("a receipt"),
            "pair": _("a key file for pairing"),
            "cert": _("an office's certificate"),
        }
        super().__init__(
            _("This file is {kind}, which is not what is wanted here. Nothing was changed.").format(
                kind=names.get(kind, kind)
            ),
            _("Choose the other file."),
        )


class TotalsUnfit(BundleRefused):
    """A file of a commune's numbers that names a total twice, or one that this program does not know (``GB-37``)."""

    code = "GB-37"

    def __init__(self) -> None:
        super().__init__(
            _("The file of numbers does not hold what such a file must hold. Nothing was changed."),
            _("Ask the commune to update its program and to write the file again."),
        )


class TotalsOfAnother(BundleRefused):
    """A file of the numbers of a commune that its machine is not paired for (``GB-38``)."""

    code = "GB-38"

    def __init__(self, code: str) -> None:
        super().__init__(
            _(
                "The file holds numbers of commune {code}, for which its machine is not paired. Nothing was changed."
            ).format(code=code),
            _("Telephone the commune that sent it."),
        )


class TotalsOlder(BundleRefused):
    """A file of a commune's numbers that was written before the one that was taken in (``GB-39``)."""

    code = "GB-39"

    def __init__(self, number: int, held: int) -> None:
        super().__init__(
            _(
                "These numbers (file {number}) are older than those received with file {held}. Nothing was changed."
            ).format(number=number, held=held),
            _("Ask the commune for its newest file."),
        )
