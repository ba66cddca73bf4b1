"""Every field of the records that concern people: basic or sensitive personal data, or none (domain.md 8).

Sources: S91 is the press's account of the lists of basic and sensitive data in NĐ 356/2025/NĐ-CP (the decree's own text
was not seen), S93 a second account of the sensitive ones. ``inferred`` marks what no source names and the program
decided, always on the careful side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sinhke_desktop.domain.data_request import DataRequest
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.form_sheet import FormSheet
from sinhke_desktop.domain.funding import InputHandover, Payment
from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.life_act import LifeAct
from sinhke_desktop.domain.model_records import MODEL_RECORDS, RecordKind
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import Review
from sinhke_desktop.domain.rounds import (
    Certificate,
    Complaint,
    MeetingVote,
    PublicPosting,
    RoundEntry,
    VillageMeeting,
)
from sinhke_desktop.domain.support import Support
from sinhke_desktop.domain.typed_record import PersonalMark, TypedField, own_fields
from sinhke_desktop.domain.visit_record import Visit


class Mark(StrEnum):
    """What a field is in the law's eyes."""

    NONE = "none"
    BASIC = "basic"
    SENSITIVE = "sensitive"


MARK_NAMES = {Mark.NONE: "Không phải", Mark.BASIC: "Cơ bản", Mark.SENSITIVE: "Nhạy cảm"}


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One field with its words, mark and source; ``hidden`` says that shared screens cover it until asked."""

    words: str
    mark: Mark
    source: str = ""
    inferred: bool = False
    hidden: bool = False


def _none(words: str) -> PersonalField:
    return PersonalField(words, Mark.NONE)


def _basic(words: str, *, inferred: bool = False, hidden: bool = False) -> PersonalField:
    return PersonalField(words, Mark.BASIC, "S91", inferred, hidden)


def _sensitive(words: str, source: str = "S91, S93", *, inferred: bool = False) -> PersonalField:
    return PersonalField(words, Mark.SENSITIVE, source, inferred, hidden=True)


_RECORD = {"id": _none("Mã bản ghi"), "commune_code": _none("Mã xã"), "removed": _none("Đã bỏ")}
_OF_HOUSEHOLD = {**_RECORD, "household_id": _none("Mã hộ")}

MEMBER: Mapping[str, PersonalField] = {
    "id": _none("Mã nhân khẩu"),
    "position": _none("Thứ tự"),
    "full_name": _basic("Họ và tên"),
    "relation": _basic("Quan hệ với chủ hộ"),
    "sex": _basic("Giới tính"),
    "birth": _basic("Ngày sinh"),
    "ethnic_group": _sensitive("Dân tộc"),
    "citizen_id": _basic("Số CCCD", hidden=True),
    "phone": _basic("Điện thoại", hidden=True),
    "note": _sensitive("Ghi chú", inferred=True),
    "insured": _sensitive("Có thẻ bảo hiểm y tế", inferred=True),
    "health_insurance_number": _sensitive("Số thẻ bảo hiểm y tế", inferred=True),
    "schooling": _basic("Đang học", inferred=True),
    "education": _basic("Bằng cấp cao nhất", inferred=True),
    "work": _basic("Việc làm", inferred=True),
    "labour_capacity": _sensitive("Khả năng lao động"),
    "disability": _sensitive("Khuyết tật"),
    "social_allowance": _sensitive("Trợ cấp xã hội", inferred=True),
    "merit": _basic("Người có công", inferred=True),
    "nutrition": _sensitive("Dinh dưỡng"),
    "card_issued_on": _basic("Ngày cấp CCCD", inferred=True, hidden=True),
    "old_citizen_id": _basic("Số CMND cũ", inferred=True, hidden=True),
}

HOUSEHOLD: Mapping[str, PersonalField] = {
    **_RECORD,
    "hamlet_id": _basic("Thôn"),
    "members": _none("Nhân khẩu"),
    "list_number": _none("Số thứ tự trên danh sách"),
    "address": _basic("Địa chỉ"),
    "phone": _basic("Điện thoại", hidden=True),
    "note": _sensitive("Ghi chú", inferred=True),
    "location": _basic("Vị trí nhà", inferred=True),
    "dwelling_area": _basic("Diện tích nhà ở", inferred=True),
    "wall": _basic("Tường", inferred=True),
    "pillar": _basic("Cột", inferred=True),
    "roof": _basic("Mái", inferred=True),
    "water_source": _basic("Nguồn nước", inferred=True),
    "toilet": _basic("Nhà tiêu", inferred=True),
    "waste": _basic("Rác thải", inferred=True),
    "internet": _basic("Dùng internet", inferred=True),
    "devices": _basic("Phương tiện thông tin", inferred=True),
    "causes": _sensitive("Nguyên nhân nghèo", inferred=True),
    "cause_note": _sensitive("Nguyên nhân khác", inferred=True),
    "needs": _basic("Nhu cầu hỗ trợ", inferred=True),
    "needs_note": _sensitive("Nhu cầu khác", inferred=True),
    "no_labour": _sensitive("Không có khả năng lao động"),
    "no_labour_reason": _sensitive("Lý do không có khả năng lao động"),
    "cannot_escape": _sensitive("Không có khả năng thoát nghèo", inferred=True),
    "cannot_escape_reason": _sensitive("Lý do không thoát nghèo", inferred=True),
    "local_minority": _sensitive("Dân tộc thiểu số tại chỗ"),
    "former_commune_code": _none("Mã xã cũ"),
    "former_list_version": _none("Danh mục của mã xã cũ"),
    "arrived_on": _basic("Ngày đến", inferred=True),
    "ended_on": _basic("Ngày kết thúc", inferred=True),
    "ended_how": _basic("Lý do kết thúc", inferred=True),
    "restricted": _none("Hạn chế xử lý"),
}

REVIEW: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "year": _none("Năm rà soát"),
    "kind": _none("Loại rà soát"),
    "status": _none("Sơ bộ, chính thức"),
    "reviewed_on": _none("Ngày rà soát"),
    "income_points": _basic("Điểm A", inferred=True),
    "deprivation_points": _basic("Điểm B", inferred=True),
    "deprived": _sensitive("Chỉ số thiếu hụt", inferred=True),
    "declared_class": _basic("Diện ghi trên giấy", inferred=True),
    "movement": _basic("Nghèo cũ, mới, tái", inferred=True),
    "note": _sensitive("Ghi chú", inferred=True),
    "round_id": _none("Mã đợt rà soát"),
    "income_per_head": _basic("Thu nhập ước tính", inferred=True),
    "derived": _sensitive("Chỉ số suy ra", inferred=True),
    "overrides": _sensitive("Lý do sửa chỉ số", inferred=True),
    "average_living": _basic("Mức sống trung bình", inferred=True),
}

SUPPORT: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "kind": _basic("Loại hỗ trợ", inferred=True),
    "what": _basic("Nội dung hỗ trợ", inferred=True),
    "source_code": _none("Nguồn"),
    "received_on": _basic("Ngày nhận", inferred=True),
    "member_id": _none("Mã nhân khẩu"),
    "quantity": _none("Số lượng"),
    "unit": _none("Đơn vị"),
    "value": _basic("Giá trị", inferred=True),
    "programme": _none("Chương trình"),
    "paper": _basic("Giấy tờ", inferred=True),
    "note": _sensitive("Ghi chú", inferred=True),
}

LIFE_ACT: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "kind": _basic("Biến động"),
    "happened_on": _basic("Ngày"),
    "reason": _sensitive("Lý do", inferred=True),
    "other_household_id": _none("Mã hộ kia"),
    "member_ids": _none("Mã nhân khẩu"),
    "from_hamlet_id": _basic("Từ thôn"),
    "to_hamlet_id": _basic("Đến thôn"),
    "paper": _basic("Giấy tờ", inferred=True),
    "note": _sensitive("Ghi chú", inferred=True),
    "undoes": _none("Hoàn tác biến động"),
}

ROUND_ENTRY: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "round_id": _none("Mã đợt rà soát"),
    "origin": _none("Vì sao có trong danh sách"),
    "applied_on": _basic("Ngày đề nghị", inferred=True),
    "request_number": _none("Số giấy đề nghị"),
    "screening": _none("Nhận dạng nhanh"),
    "screening_reason": _sensitive("Lý do nhận dạng", inferred=True),
    "surveyor": _basic("Rà soát viên"),
    "surveyed_on": _none("Ngày khảo sát"),
    "refused_on": _none("Ngày từ chối"),
    "refusal_reason": _sensitive("Lý do từ chối", inferred=True),
    "note": _sensitive("Ghi chú", inferred=True),
}

VILLAGE_MEETING: Mapping[str, PersonalField] = {
    **_RECORD,
    "round_id": _none("Mã đợt rà soát"),
    "hamlet_id": _none("Thôn"),
    "held_on": _none("Ngày họp"),
    "attempt": _none("Lần họp"),
    "place": _none("Nơi họp"),
    "chair": _basic("Chủ trì"),
    "secretary": _basic("Thư ký"),
    "present": _none("Số người dự"),
    "listed_households": _none("Số hộ trong danh sách"),
    "represented": _none("Số hộ có đại diện"),
    "officials": _basic("Cán bộ dự họp"),
    "reviewers": _basic("Rà soát viên"),
    "front": _basic("Đoàn thể, Mặt trận"),
    "opinions": _sensitive("Ý kiến tại cuộc họp", inferred=True),
    "note": _sensitive("Ghi chú", inferred=True),
}

MEETING_VOTE: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "meeting_id": _none("Mã cuộc họp"),
    "agreed": _none("Đồng ý"),
    "disagreed": _none("Không đồng ý"),
    "note": _sensitive("Ghi chú", inferred=True),
}

PUBLIC_POSTING: Mapping[str, PersonalField] = {
    **_RECORD,
    "round_id": _none("Mã đợt rà soát"),
    "hamlet_id": _none("Thôn"),
    "place": _none("Nơi niêm yết"),
    "posted_on": _none("Ngày niêm yết"),
    "taken_down_on": _none("Ngày gỡ"),
    "note": _none("Ghi chú"),
}

COMPLAINT: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "round_id": _none("Mã đợt rà soát"),
    "complainant": _basic("Người nêu ý kiến"),
    "about": _sensitive("Nội dung ý kiến", inferred=True),
    "received_on": _none("Ngày nhận"),
    "due_on": _none("Hạn trả lời"),
    "phone": _basic("Điện thoại", hidden=True),
    "answered_on": _none("Ngày trả lời"),
    "answer": _sensitive("Nội dung trả lời", inferred=True),
    "outcome": _none("Kết quả"),
    "note": _sensitive("Ghi chú", inferred=True),
}

CERTIFICATE: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "number": _basic("Số giấy chứng nhận", inferred=True),
    "issued_on": _none("Ngày cấp"),
    "withdrawn_on": _none("Ngày thu hồi"),
    "note": _sensitive("Ghi chú", inferred=True),
}

DATA_REQUEST: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "kind": _none("Loại yêu cầu"),
    "requester": _basic("Người yêu cầu"),
    "received_on": _none("Ngày nhận"),
    "due_on": _none("Hạn trả lời"),
    "content": _sensitive("Nội dung", inferred=True),
    "done_on": _none("Ngày trả lời"),
    "answer": _sensitive("Nội dung trả lời", inferred=True),
    "refused": _none("Từ chối"),
    "note": _sensitive("Ghi chú", inferred=True),
}

PARTICIPANT: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "model_id": _none("Mã mô hình"),
    "class_at_entry": _basic("Diện hộ khi tham gia", inferred=True),
    "joined_on": _none("Ngày tham gia"),
    "commitment_signed_on": _none("Ngày ký cam kết"),
    "left_on": _none("Ngày rời mô hình"),
    "leave_reason": _sensitive("Lý do rời mô hình", inferred=True),
    "group_id": _none("Mã tổ, nhóm"),
    "role": _none("Vai trò"),
    "replaces_id": _none("Thay hộ"),
    "income_before": _basic("Thu nhập trước mô hình", inferred=True),
    "income_expected": _basic("Thu nhập mong đợi", inferred=True),
    "income_at_end": _basic("Thu nhập khi kết thúc", inferred=True),
}

FOLLOW_UP: Mapping[str, PersonalField] = {
    **_RECORD,
    "participant_id": _none("Mã tham gia"),
    "month": _none("Tháng"),
    "visited_on": _none("Ngày thăm"),
    "alive": _none("Còn sống"),
    "born": _none("Sinh thêm"),
    "lost": _none("Chết, mất"),
    "sold": _none("Đã bán"),
    "sick": _none("Đang ốm"),
    "income": _basic("Thu nhập từ mô hình", inferred=True),
    "problem": _sensitive("Khó khăn", inferred=True),
    "next_step": _none("Việc tiếp theo"),
    "bought": _none("Mua thêm"),
    "passed_on": _none("Chuyển quay vòng"),
}

PAYMENT: Mapping[str, PersonalField] = {
    **_RECORD,
    "budget_line_id": _none("Mã dòng kinh phí"),
    "paid_on": _none("Ngày chi"),
    "amount": _none("Số tiền"),
    "paper": _none("Chứng từ"),
    "note": _basic("Ghi chú", inferred=True),
    "participant_id": _none("Mã tham gia"),
    "payee": _basic("Người nhận"),
}

INPUT_HANDOVER: Mapping[str, PersonalField] = {
    **_RECORD,
    "participant_id": _none("Mã tham gia"),
    "kind": _none("Vật tư, con giống"),
    "unit": _none("Đơn vị"),
    "quantity": _none("Số lượng"),
    "unit_price": _none("Đơn giá"),
    "handed_on": _none("Ngày giao"),
    "tag": _none("Số tai"),
    "budget_line_id": _none("Mã dòng kinh phí"),
    "in_herd": _none("Tính vào đàn"),
    "note": _basic("Ghi chú", inferred=True),
    "supplier": _none("Nhà cung cấp"),
    "lot": _none("Số bốc thăm"),
    "minutes_number": _none("Số biên bản"),
    "received_by": _basic("Người ký nhận"),
}

VISIT: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "planned_on": _none("Ngày hẹn"),
    "visited_on": _none("Ngày thăm"),
    "agreements": _sensitive("Việc đã thống nhất", inferred=True),
    "needs": _basic("Nhu cầu", inferred=True),
    "next_visit_on": _none("Lần thăm sau"),
    "officer": _basic("Cán bộ"),
    "note": _sensitive("Ghi chú", inferred=True),
    "sheet_number": _none("Số phiếu thăm"),
    "indicators_seen": _none("Đã xem các chỉ số"),
    "deprived": _sensitive("Chỉ số thiếu hụt khi thăm", inferred=True),
    "kept": _basic("Việc đã hẹn lần trước", inferred=True),
    "need_keys": _basic("Nhu cầu trên phiếu", inferred=True),
}

FORM_SHEET: Mapping[str, PersonalField] = {
    **_OF_HOUSEHOLD,
    "number": _none("Số phiếu"),
    "version": _none("Mẫu phiếu"),
    "participant_id": _none("Mã hộ tham gia"),
    "printed_on": _none("Ngày in"),
    "pages": _none("Số trang"),
    "agreements": _sensitive("Việc đã thống nhất in trên phiếu", inferred=True),
    "returned_on": _none("Ngày nhập lại"),
    "visit_id": _none("Mã lần thăm"),
    "note": _sensitive("Ghi chú", inferred=True),
}


def _as_typed(one: TypedField) -> PersonalField:
    if one.personal is PersonalMark.SENSITIVE:
        return _sensitive(one.title, inferred=True)
    return _basic(one.title, inferred=True) if one.personal is PersonalMark.BASIC else _none(one.title)


def _of_form(kind: RecordKind) -> dict[str, PersonalField]:
    """The marks of a record of a model's file, as its form states them; what is not typed is a reference."""
    typed = {one.name: _as_typed(one) for one in kind.form}
    unsaid = {name: _none("Mã liên kết") for name in own_fields(kind.record) if name not in typed}
    return {**_RECORD, **typed, **unsaid}


FIELDS: Mapping[type[Any], Mapping[str, PersonalField]] = {
    Household: HOUSEHOLD, Member: MEMBER, Review: REVIEW, Support: SUPPORT, LifeAct: LIFE_ACT,
    RoundEntry: ROUND_ENTRY, VillageMeeting: VILLAGE_MEETING, MeetingVote: MEETING_VOTE,
    PublicPosting: PUBLIC_POSTING, Complaint: COMPLAINT, Certificate: CERTIFICATE, DataRequest: DATA_REQUEST,
    Participant: PARTICIPANT, FollowUp: FOLLOW_UP, InputHandover: INPUT_HANDOVER, Visit: VISIT,
    FormSheet: FORM_SHEET, Payment: PAYMENT, **{kind.record: _of_form(kind) for kind in MODEL_RECORDS.values()},
}  # fmt: skip
"""Record → field → what it is."""

RECORD_NAMES: Mapping[type[Any], str] = {
    Household: "Hộ", Member: "Nhân khẩu", Review: "Kết quả rà soát", Support: "Hỗ trợ đã nhận",
    LifeAct: "Biến động của hộ", RoundEntry: "Danh sách rà soát", VillageMeeting: "Cuộc họp dân",
    MeetingVote: "Biểu quyết", PublicPosting: "Niêm yết", Complaint: "Ý kiến, khiếu nại",
    Certificate: "Giấy chứng nhận", DataRequest: "Yêu cầu về dữ liệu", Participant: "Tham gia mô hình",
    FollowUp: "Theo dõi mô hình", InputHandover: "Giao vật tư, con giống", Visit: "Thăm hộ",
    FormSheet: "Phiếu thăm đã in", Payment: "Chi kinh phí",
    **{kind.record: kind.title for kind in MODEL_RECORDS.values()},
}  # fmt: skip


def hidden_fields(record: type[Any]) -> frozenset[str]:
    """The names of *record*'s fields that shared screens cover."""
    return frozenset(name for name, field in FIELDS[record].items() if field.hidden)


def marked() -> Iterator[tuple[str, str, PersonalField]]:
    """(record's words, field's name, field) of everything that is personal data, in the order of the records."""
    for record, fields in FIELDS.items():
        for name, field in fields.items():
            if field.mark is not Mark.NONE:
                yield RECORD_NAMES[record], name, field
