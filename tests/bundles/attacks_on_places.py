"""Attacks by number: replays, numbers and counters that run ahead, places taken twice (exchange.md b.12-14, b.26)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from attacks import attack
from scenes import Scene, bundle, operation, with_header

from sinhke_desktop.bundles import container
from sinhke_desktop.bundles.lines import read_operations
from sinhke_desktop.bundles.sealing import open_body
from sinhke_desktop.domain.operations import Operation
from sinhke_desktop.domain.protocol import Parent

by = partial(attack, identity=True)


@by("GB-08")
def a_bundle_given_in_again(scene: Scene) -> bytes:
    return scene.first


@by("GB-09")
def work_already_held_under_a_new_number(scene: Scene) -> bytes:
    apart = container.split(scene.first)
    told = replace(apart.header, seq=77)
    return container.join(replace(told, body_sha256=apart.header.body_sha256), apart.body, scene.keys)


@by("GB-10")
def counters_that_run_a_million_ahead(scene: Scene) -> bytes:
    ahead = scene.header.base_ctr + 1_000_000
    return bundle(scene, [operation(1)], epoch=scene.header.epoch, seq=5, prev=scene.header.prev, base_ctr=ahead,
                  last_ctr=ahead + 1)  # fmt: skip


@by("GB-10")
def a_new_epoch_that_does_not_begin_at_its_beginning(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], base_ctr=5, last_ctr=6)


@by("GB-10")
def a_parent_of_which_more_was_never_received(scene: Scene) -> bytes:
    parent = Parent("b" * 32, 9, "0" * 64, 9, "0" * 64)
    return bundle(scene, [operation(1)], parents=(parent,))


@by("GB-10")
def a_parent_whose_confirmed_end_is_a_lie(scene: Scene) -> bytes:
    parent = Parent(scene.header.epoch, 1, "0" * 64, 1, "0" * 64)
    return bundle(scene, [operation(1)], parents=(parent,))


@by("GB-11")
def a_number_used_before_for_other_work(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], epoch=scene.header.epoch, seq=1)


@by("GB-11")
def a_known_operation_with_another_content(scene: Scene) -> bytes:
    held = first_operation(scene)
    return bundle(scene, [replace(held, officer="Kẻ Gian")], epoch="f" * 32)


@by("GB-11")
def a_known_operation_said_to_be_erased_under_another_commitment(scene: Scene) -> bytes:
    held = first_operation(scene)
    emptied = replace(held, action="erased", changes={}, officer="", claimed_time="", salt="", reason="", batch="",
                      erased="0" * 64)  # fmt: skip
    return bundle(scene, [emptied], epoch="f" * 32)


def first_operation(scene: Scene) -> Operation:
    """The first operation of the commune, as the office holds it."""
    return read_operations(open_body(container.split(scene.first), scene.keys).lines)[0][1]


@by("GB-11")
def a_predecessor_that_is_another_bundle(scene: Scene) -> bytes:
    return with_header(scene, scene.newer, lambda text: text.replace(scene.header.prev.encode(), b"0" * 64))


@by("GB-11")
def a_base_whose_chain_is_not_the_one_held(scene: Scene) -> bytes:
    return with_header(scene, scene.newer, lambda text: text.replace(scene.header.base_chain.encode(), b"0" * 64))


@by("GB-03")
def an_end_that_the_operations_do_not_lead_to(scene: Scene) -> bytes:
    return with_header(scene, scene.newer, lambda text: text.replace(scene.header.last_chain.encode(), b"0" * 64))


@by("GB-03")
def an_epoch_that_starts_elsewhere_than_all_do(scene: Scene) -> bytes:
    return bundle(scene, [operation(1)], base_chain="0" * 64)
