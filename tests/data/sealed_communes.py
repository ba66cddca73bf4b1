"""Invented communes' first bundles for an office, sealed in memory: real files without a store for each commune."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import invented

from sinhke_desktop.bundles import pairing as papers
from sinhke_desktop.bundles.header import SYNC
from sinhke_desktop.bundles.keys import PublicKeys, new_keys
from sinhke_desktop.bundles.lines import operation_line
from sinhke_desktop.bundles.sealing import new_header, seal
from sinhke_desktop.domain import operations as ops
from sinhke_desktop.domain.commune import Area, Commune, CommuneUnit
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.operations import CREATE, Operation, Stamp, StampedOperation
from sinhke_desktop.domain.review import ResultStatus, Review
from sinhke_desktop.storage.households import household_fields
from sinhke_desktop.storage.places import commune_fields, hamlet_fields
from sinhke_desktop.storage.reviews import review_fields

HAMLETS = 4


def _contents(unit: CommuneUnit, seed: int, households: int) -> Iterator[tuple[str, str, dict[str, ops.Value]]]:
    """(kind, id, fields) of everything in one commune."""
    chance = random.Random(f"{seed} {unit.code}")
    yield (
        "commune",
        unit.code,
        commune_fields(
            Commune(unit.code, unit.full_name, unit.province_name, Area.RURAL, unit.list_version, "2026-2030")
        ),
    )
    places = [f"{chance.getrandbits(128):032x}" for _ in range(HAMLETS)]
    for position, place in enumerate(places, 1):
        yield "hamlet", place, hamlet_fields(Hamlet(place, unit.code, f"Số {position}", "Thôn", position))
    for number, listed in enumerate(invented.review_list(households, chance.getrandbits(64)).households, 1):
        home = f"{chance.getrandbits(128):032x}"
        people = tuple(
            Member(f"{chance.getrandbits(64):016x}", position, one.full_name, one.relation, one.sex, one.birth,
                   one.ethnic_group, one.citizen_id, one.phone)
            for position, one in enumerate(listed.members, 1)
        )  # fmt: skip
        found = Household(home, unit.code, places[number % HAMLETS], people, list_number=number)
        yield "household", home, household_fields(found)
        review = Review(
            f"{chance.getrandbits(128):032x}", unit.code, home, invented.YEAR, status=ResultStatus.OFFICIAL,
            income_points=listed.income_points, deprivation_points=listed.deprivation_points,
            deprived=listed.deprived, declared_class=listed.poverty_class,
        )  # fmt: skip
        yield "review", review.id, review_fields(review)


def write_bundle(folder: Path, unit: CommuneUnit, office: PublicKeys, seed: int, households: int = 40) -> None:
    """One commune's key file ``CODE.xxk`` and first bundle ``CODE.xxb`` in *folder*, as its own machine seals them.

    The invented people and all numbers follow from *seed*; the keys are random.
    """
    chance, keys = random.Random(f"{seed} numbers {unit.code}"), new_keys()
    (folder / f"{unit.code}.xxk").write_bytes(papers.write_request(keys, unit.code, unit.full_name))
    epoch = f"{chance.getrandbits(128):032x}"
    chain, lines, states, heads = ops.chain_start(epoch), [], [], []
    for counter, (kind, entity_id, fields) in enumerate(_contents(unit, seed, households), 1):
        said = ops.meaningful(fields)
        uid, salt = f"{chance.getrandbits(128):032x}", f"{chance.getrandbits(128):032x}"
        one = Operation(uid, unit.code, kind, entity_id, CREATE, (), said, "Cán bộ Thử", "2026-11-20T03:00:00", salt)
        stamp = Stamp(epoch, counter)
        chain = ops.chain_next(chain, stamp, uid, unit.code, one.entity, (), one.commit())
        lines.append(operation_line(StampedOperation(one, stamp, chain)))
        states.append((one.entity, said))
        heads.append((one.entity, [uid]))
    header = replace(
        new_header(SYNC, keys, (office.signing,)), epoch=epoch, seq=1, base_chain=ops.chain_start(epoch),
        last_ctr=len(lines), last_chain=chain,
    )  # fmt: skip
    end = {"commune": unit.code, "heads_hash": ops.heads_hash(heads), "state_hash": ops.state_hash(states)}
    recipients = (office.recipient, keys.public.recipient)
    (folder / f"{unit.code}.xxb").write_bytes(seal(header, lines, keys, recipients, end)[1])
