"""What somebody is to a new head of the household, as far as it follows from what both were to the old one."""

from __future__ import annotations

from sinhke_desktop.domain.household import HEAD, Member, Sex

CHILDREN = ("Con trai", "Con gái")
IN_LAWS = {"Con trai": "Con dâu", "Con gái": "Con rể"}
SPOUSES = ("Vợ", "Chồng")
PARENTS = ("Bố", "Mẹ")


def _by_sex(member: Member, male: str, female: str) -> str:
    if member.sex is None:
        return ""
    return male if member.sex is Sex.MALE else female


def proposed_relation(new_head: Member, member: Member) -> str:
    """*member*'s relation to *new_head* from their relations to the old head; empty where it has to be asked.

    Both still carry the relation that they had. Only what is certain or nearly so is proposed; a person looks at it.
    """
    head, other = new_head.relation, member.relation
    if head == HEAD:
        return other if other != HEAD else ""
    if head in SPOUSES:
        if other == HEAD:
            return "Chồng" if head == "Vợ" else "Vợ"
        return other if other in (*CHILDREN, *IN_LAWS.values(), "Cháu") else ""
    if head in CHILDREN:
        if other == HEAD:
            return _by_sex(member, "Bố", "Mẹ")
        if other in SPOUSES:
            return "Mẹ" if other == "Vợ" else "Bố"
        if other == IN_LAWS[head]:
            return "Vợ" if head == "Con trai" else "Chồng"
        if other in CHILDREN:
            return _sibling(new_head, member)
        return "Bà" if other == "Mẹ" else "Ông" if other == "Bố" else ""
    if head in IN_LAWS.values() and other == "Cháu":
        return _by_sex(member, "Con trai", "Con gái")
    if head in PARENTS and other == HEAD:
        return _by_sex(member, "Con trai", "Con gái")
    return ""


def _sibling(new_head: Member, member: Member) -> str:
    if new_head.birth is None or member.birth is None or new_head.birth.year == member.birth.year:
        return ""
    if member.birth.year < new_head.birth.year:
        return _by_sex(member, "Anh", "Chị")
    return "Em"


def proposed_relations(new_head: Member, members: tuple[Member, ...]) -> dict[str, str]:
    """Member id → proposed relation, for everybody but the head."""
    found = {one.id: proposed_relation(new_head, one) for one in members if one.id != new_head.id}
    if new_head.relation in CHILDREN and IN_LAWS[new_head.relation] in (one.relation for one in members):
        spouses = [one for one in members if one.relation == IN_LAWS[new_head.relation]]
        if len(spouses) > 1:
            found |= {one.id: "" for one in spouses}
        for one in members:
            if one.relation == "Cháu" and len(spouses) == 1:
                found[one.id] = _by_sex(one, "Con trai", "Con gái")
    return found
