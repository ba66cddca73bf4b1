"""The mark at the foot of a report: to which state of the data, and to which bundle, its figures belong."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHOWN = 12


@dataclass(frozen=True, slots=True)
class DataMark:
    """Where the journal stood: ``counter`` operations of the store's epoch, ``chain`` the hash over them all.

    ``bundle`` is the number of the newest sealed bundle, 0 for none; ``unsealed`` counts changes made since.
    """

    counter: int
    chain: str
    bundle: int = 0
    unsealed: int = 0

    def text(self) -> str:
        """``1204-7F3A92C14B08``: the count and the first 12 digits of the hash."""
        return f"{self.counter}-{self.chain[:SHOWN].upper()}"

    def line(self) -> str:
        """The foot of a page, in Vietnamese."""
        if not self.bundle:
            sent = "chưa có gói gửi đi"
        elif self.unsealed:
            sent = f"gói gửi gần nhất số {self.bundle}, sau gói này có {self.unsealed} thay đổi chưa gửi"
        else:
            sent = f"gói gửi số {self.bundle}"
        return f"Dấu dữ liệu {self.text()} · {sent}"


def parse_data_mark(text: str) -> tuple[int, str]:
    """Counter and start of the hash (small letters) of a typed mark; raises ValueError."""
    match = re.fullmatch(r"\s*(\d{1,9})\s*-\s*([0-9A-Fa-f]{12})\s*", text)
    if not match:
        raise ValueError(text)
    return int(match[1]), match[2].lower()
