"""Random histories with real files, and one of them after an old backup: in the end every store holds the same."""

from __future__ import annotations

import multiprocessing
import random
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest import mock

from paired_stores import Seen, order, repeatable
from real_exchange import STEPS, Play, ended

from sinhke_desktop.domain import protocol
from sinhke_desktop.storage import office_receipts


def _play(template: Path, top: Path, seed: int) -> list[str]:
    with repeatable(seed):
        play = Play(template, top / f"play-{seed}", seed)
        try:
            play.run(STEPS)
            problems, _ = ended(play)
        finally:
            play.close()
    return [f"seed {seed}: {problem}" for problem in problems]


def histories(template: Path, top: Path, seed: int, count: int, workers: int = 0) -> Seen:
    """Figure 14: random histories of *count* seeds; at the end every store must hold the same."""
    seeds = range(seed * 1_000_000, seed * 1_000_000 + count)
    run = partial(_play, template, top)
    if workers == 1:
        return Seen(count, [problem for one in seeds for problem in run(one)])
    with multiprocessing.Pool(workers or None) as pool:
        return Seen(count, [problem for some in pool.imap_unordered(run, seeds, 5) for problem in some])


def forgetful() -> AbstractContextManager[object]:
    """The twin: nothing is a reason for a new epoch."""

    def settled(state: protocol.SenderState, receipt: protocol.Receipt, chain_at: protocol.ChainAt) -> object:
        return replace(_SETTLE(state, receipt, chain_at), reasons=())

    return mock.patch.multiple(
        protocol, reasons_for_new_epoch=lambda *_said, **_more: (), settle_receipt=settled
    )  # fmt: skip


_SETTLE = protocol.settle_receipt


def put_back(template: Path, top: Path, seed: int, count: int) -> Seen:
    """An old backup restored after more was exported: all work arrives, what was lost here comes back, no dead end."""
    seen, most = Seen(), 0
    for one in range(seed * 1_000_000, seed * 1_000_000 + count):
        problems, rounds = _put_back(template, top, one)
        seen.count += 1
        most = max(most, rounds)
        seen.failures += [f"seed {one}: {problem}" for problem in problems]
    seen.note = f"at most {most} bundles until all was received and back"
    return seen


def _put_back(template: Path, top: Path, seed: int) -> tuple[list[str], int]:
    chance = random.Random(seed)
    with repeatable(seed):
        play = Play(template, top / f"back-{seed}", seed)
        main = play.machines[0]
        try:
            for number in range(chance.randint(1, 3) + chance.randint(1, 4)):
                play.edited_and_sent(main, 2)
                _, receipt = play.receive(play.office, play.edited_and_sent(main, 1))
                if receipt is not None and chance.random() < 0.6:
                    play.read(main, receipt)
                if number == 0:
                    play.back_up(main)
            arrived = set(order(play.office.workspace))
            play.restore(main, chance.choice(("program", "file", "folder")))
            for _ in range(chance.randint(0, 3)):
                play.edit(main)
            work = set(order(main.workspace))
            problems, rounds = ended(play)
            if not work | arrived <= set(order(play.office.workspace)):
                problems.append("work never reached the office")
            if not arrived <= set(order(main.workspace)):
                problems.append("what the office held did not come back")
        finally:
            play.close()
    return problems, rounds


def nothing_back() -> AbstractContextManager[object]:
    """The twin: receipts carry nothing."""
    return mock.patch.object(office_receipts, "lacking_at", return_value=[])
