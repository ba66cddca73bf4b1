"""Short codes for the words of a list: first letters without accents choose them. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from sinhke_desktop.domain.household import RELATIONS, Birth, Sex, parse_birth
from sinhke_desktop.domain.vietnamese import fold

RELATION_CODES: Mapping[str, str] = {
    "ch": "Chủ hộ", "v": "Vợ", "c": "Chồng", "t": "Con trai", "g": "Con gái", "d": "Con dâu", "r": "Con rể", "b": "Bố",
    "x": "Cháu",
}  # fmt: skip
"""Codes that first letters alone would leave open."""

GROUP_CODES: Mapping[str, str] = {"ch": "Chăm"}
"""Two letters that several ethnic groups begin with, and the one that is meant in the south of Khánh Hòa."""

FEMALE = frozenset({"Vợ", "Con gái", "Con dâu", "Mẹ", "Bà", "Chị"})
MALE = frozenset({"Chồng", "Con trai", "Con rể", "Bố", "Ông", "Anh"})


def initials(words: str) -> str:
    """``Khe, mó được bảo vệ`` gives ``kmdbv``."""
    return "".join(word[0] for word in re.findall(r"\w+", fold(words)))


def find(typed: str, words: Sequence[str]) -> int:
    """Where the first of *words* stands that *typed* means, -1 for none.

    Beginning first, then first letters, then the beginning or the first letters from a later word on.
    """
    code = fold(typed).strip()
    if not code:
        return -1
    folded = [fold(one) for one in words]
    letters = [initials(one) for one in words]
    later = [[part.start() for part in re.finditer(r"(?<=\W)\w", one)] for one in folded]
    ways: tuple[Callable[[int], bool], ...] = (
        lambda at: folded[at].startswith(code),
        lambda at: letters[at].startswith(code),
        lambda at: any(folded[at].startswith(code, start) for start in later[at]),
        lambda at: code in letters[at],
    )
    for means in ways:
        for at in range(len(words)):
            if means(at):
                return at
    return -1


def _letters(text: str) -> str:
    """Small letters without accents, hyphens and spaces: ``Chu-ru`` gives ``churu``."""
    return re.sub(r"\W", "", fold(text))


def expanded(typed: str, words: Sequence[str], codes: Mapping[str, str] | None = None) -> str:
    """The one word that *typed* means; as typed where it is none or could be several."""
    code = _letters(typed)
    if not code:
        return typed
    exact = [one for one in words if _letters(one) == code]
    if exact:
        return typed if typed in exact else exact[0]
    if codes and code in codes:
        return codes[code]
    begins = [one for one in words if _letters(one).startswith(code)]
    if begins:
        return begins[0] if len(begins) == 1 else typed
    shortened = [one for one in words if len(code) > 1 and initials(one) == code]
    return shortened[0] if len(shortened) == 1 else typed


def relation(typed: str) -> str:
    """``v`` gives ``Vợ``, ``ct`` ``Con trai``; whatever is no code stays."""
    return expanded(typed, RELATIONS, RELATION_CODES)


def ethnic_group(typed: str, groups: Sequence[str]) -> str:
    """``ki`` gives ``Kinh``, ``ch`` ``Chăm``, ``ra`` ``Ra-glai``; whatever could be several stays."""
    return expanded(typed, groups, GROUP_CODES)


def sex_of_relation(word: str) -> Sex | None:
    """The sex that a relation says, None where it says none."""
    return Sex.FEMALE if word in FEMALE else Sex.MALE if word in MALE else None


def sex_of_name(full_name: str) -> Sex | None:
    """What a middle name proposes: Thị, Văn; None for any other."""
    middle = [fold(word) for word in full_name.split()[1:-1]]
    return Sex.FEMALE if "thi" in middle else Sex.MALE if "van" in middle else None


def birth(typed: str) -> str:
    """``03051962`` as ``03/05/1962``; anything else stays."""
    text = typed.strip()
    if not re.fullmatch(r"\d{8}", text, re.ASCII):
        return typed
    try:
        found = parse_birth(f"{text[:2]}/{text[2:4]}/{text[4:]}")
    except ValueError:
        return typed
    return str(found) if isinstance(found, Birth) else typed
