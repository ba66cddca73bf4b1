"""Whatever bytes a stick holds, reading them ends in an answer: a file, or a refusal with a code."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinhke_desktop.bundles import container, header, lines, pairing, strict_json
from sinhke_desktop.bundles.refusals import BundleRefused, NewerFormat, NotABundle, Torn, WrongContents

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=6),
    max_leaves=20,
)
FIELDS = sorted(header.Header.__dataclass_fields__)
FEW = settings(max_examples=200, deadline=None)


def written(value: object) -> bytes:
    """JSON as a careless program writes it: NaN, fractions, lone surrogates and all."""
    return json.dumps(value).encode()


@given(st.binary(max_size=400))
@FEW
def test_any_bytes_after_the_magic_are_refused(noise: bytes) -> None:
    for content in (noise, container.MAGIC + noise, container.MAGIC + len(noise).to_bytes(4, "little") + noise):
        with pytest.raises(BundleRefused):
            container.split(content)


@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, JSON)))
@FEW
def test_any_values_in_a_header_are_refused(values: dict[str, object]) -> None:
    with pytest.raises((NewerFormat, WrongContents)):
        header.read_header(written(values))


@given(JSON)
@FEW
def test_any_json_as_an_operation_is_refused(value: object) -> None:
    for line in (written(value), written({"payload": value})):
        with pytest.raises(WrongContents):
            lines.read_operations([line])


@given(JSON)
@FEW
def test_any_json_as_an_operations_changes_is_kept_as_it_is_or_refused(value: object) -> None:
    payload = {"action": "change", "batch": "", "changes": value, "officer": "", "reason": "", "time": ""}
    line = written(
        {
            "base": [], "commune": "22828", "ctr": 1, "id": "a", "kind": "hamlet", "payload": payload,
            "salt": "0" * 32, "uid": "0" * 32,
        }
    )  # fmt: skip
    try:
        [(_, operation)] = lines.read_operations([line])
    except WrongContents:
        return
    assert operation.changes == value


@given(st.binary(max_size=200))
@FEW
def test_a_line_is_an_object_or_refused(noise: bytes) -> None:
    try:
        found = strict_json.load_object(noise)
    except WrongContents:
        return
    assert isinstance(found, dict)


@given(st.binary(max_size=300))
@FEW
def test_noise_is_no_key_file(noise: bytes) -> None:
    with pytest.raises((NotABundle, Torn)):
        pairing.read_request(noise)
