"""The receiving office of a store, and how its papers are headed (decree 30/2020/NĐ-CP)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReceivingOffice:
    """Whose office it is; all but the name head and close its papers, may be empty and can be changed at any time.

    An empty ``issuing_body`` stands for the name. ``recipients`` are one a line.
    """

    name: str
    governing_body: str = ""
    issuing_body: str = ""
    place: str = ""
    report_to: str = ""
    signer_authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    recipients: str = ""
