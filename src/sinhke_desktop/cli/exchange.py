"""Commands of the commune's side of the exchange: pairing, export, receipts; and checking a file."""

from __future__ import annotations

import argparse
import re
import sys

from sinhke_desktop.cli.answers import Answer, fields
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import exchange, pairing, totals_out


class NumberDiffers(SinhkeError):
    """The number read aloud is not the one of the file (``GB-26``); nothing was changed."""

    code = "GB-26"


def confirmed(shown: str, heard: str) -> bool:
    """True if *heard*, the number read aloud, is the file's own; without it a person in a terminal is asked.

    Raises :class:`NumberDiffers`.
    """
    if heard:
        if re.sub(r"\D", "", heard) != re.sub(r"\D", "", shown):
            raise NumberDiffers(
                _("The number read aloud is not the number of this file. Nothing was changed."),
                _("Do not use this file; take another one from the other side by a safe way."),
            )
        return True
    if not sys.stdin or not sys.stdin.isatty():
        return False
    sys.stderr.write(_("Number of the other side: {number}").format(number=shown) + "\n")
    sys.stderr.write(_("Is this the number that the other side read aloud on the telephone? (yes/no) "))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("yes", "y", _("yes"))


def export(arguments: argparse.Namespace) -> Answer:
    """Seal what has no receipt yet, copy it to a folder or stick and verify the copy."""
    if arguments.totals:
        return _totals(arguments)
    with opened(arguments) as workspace:
        if arguments.everything:
            exchange.send_all_again(workspace)
        done = exchange.export_to(workspace, arguments.to, progress())
    content = {
        "path": str(done.path),
        "number": done.number,
        "epoch": done.epoch,
        "operations": done.operations,
        "size": done.size,
        "again": done.again,
        "reasons": [reason.value for reason in done.reasons],
    }
    verdict = (
        _("Nothing was new: the last bundle was copied again.")
        if done.again
        else _("The bundle was written, read back and verified.")
    )
    lines = fields(
        [
            (_("File"), str(done.path)),
            (_("Bundle number"), done.number),
            (_("Changes"), done.operations),
            (_("Bytes"), done.size),
        ]
    )
    return Answer(content, [*lines, verdict])


def _totals(arguments: argparse.Namespace) -> Answer:
    """Write the numbers alone, without any person."""
    with opened(arguments) as workspace:
        done = totals_out.write(workspace, arguments.to, progress())
    content = {"path": str(done.path), "number": done.number, "totals": done.totals, "size": done.size}
    lines = fields([(_("File"), str(done.path)), (_("Number"), done.number), (_("Bytes"), done.size)])
    return Answer(content, [*lines, _("The numbers alone were written; no person is in the file.")])


def verify(arguments: argparse.Namespace) -> Answer:
    """Check a bundle, receipt or key file: whole, signed, readable as far as this machine may."""
    with opened(arguments, role="") as workspace:
        found = exchange.verify(workspace, arguments.file)
    content = {
        "ok": True,
        "kind": found.kind,
        "sender_number": found.sender_number,
        "number": found.number,
        "epoch": found.epoch,
        "operations": found.operations,
        "claimed_time": found.claimed_time,
        "own": found.own,
    }
    lines = fields(
        [
            (_("Kind"), found.kind),
            (_("Sender"), found.sender_number),
            (_("Number"), found.number),
            (_("Changes"), found.operations),
        ]
    )
    return Answer(content, [_("The file is whole and its signature is right."), *lines])


def receipt(arguments: argparse.Namespace) -> Answer:
    """Take in the office's receipt."""
    with opened(arguments) as workspace:
        read = exchange.read_receipt(workspace, arguments.file)
    content = {
        "fresh": read.fresh,
        "received_up_to": read.received_up_to,
        "waiting": read.waiting,
        "same_state": read.same_state,
        "taken_in": read.taken_in,
        "conflicts": read.conflicts,
        "returned": read.returned,
        "reasons": [reason.value for reason in read.reasons],
        "code": read.code,
        "message": read.message,
    }
    return Answer(content, [read.message])


def request(arguments: argparse.Namespace) -> Answer:
    """Write this commune's key file and show the number to read aloud."""
    with opened(arguments) as workspace:
        written = pairing.write_key_file(workspace, arguments.to)
    content = {"path": str(written.path), "number": written.number}
    lines = fields([(_("File"), str(written.path)), (_("Number to read aloud"), written.number)])
    return Answer(content, [*lines, _("Take the file to the office; read the number aloud when it telephones.")])


def accept(arguments: argparse.Namespace) -> Answer:
    """Pair with the office whose answer this is, once its number was compared."""
    with opened(arguments) as workspace:
        offered = pairing.read_certificate(workspace, arguments.file)
        agreed = confirmed(offered.office_number, arguments.number)
        done = pairing.accept_certificate(workspace, arguments.file, confirmed=agreed)
    content = {
        "office": done.office_name,
        "number": done.office_number,
        "serial": done.serial,
        "commune_codes": list(done.commune_codes),
    }
    return Answer(content, [_("Paired with {office}.").format(office=done.office_name)])
