"""What kinds of records and their fields are called where no form or mark of personal data names them.

The words of people's own records are in :mod:`.personal_fields`, those of a model's file in :mod:`.model_records`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.funding import FORM_NAMES
from sinhke_desktop.domain.livelihood import KIND_NAMES as MODEL_KIND_NAMES
from sinhke_desktop.domain.livelihood import STAGE_NAMES, STATUS_NAMES
from sinhke_desktop.domain.participation import ROLE_NAMES
from sinhke_desktop.domain.return_request import ReturnState

AREA_NAMES = {Area.RURAL: "Nông thôn", Area.URBAN: "Thành thị"}
RETURN_STATE_NAMES = {
    ReturnState.OPEN: "Chờ xã trả lời",
    ReturnState.ANSWERED: "Xã đã trả lời",
    ReturnState.CLOSED: "Đã xong",
}
MORE_VALUES: tuple[dict[StrEnum, str], ...] = tuple(
    dict(names.items())
    for names in (
        AREA_NAMES,
        RETURN_STATE_NAMES,
        STATUS_NAMES,
        MODEL_KIND_NAMES,
        STAGE_NAMES,
        FORM_NAMES,
        ROLE_NAMES,
    )
)
"""Words of choices, beside those of :mod:`.personal_copy`."""

MORE_KINDS: Mapping[str, str] = {
    "commune": "Thông tin xã",
    "hamlet": "Thôn",
    "hamlet_year": "Số hộ dân cư của thôn",
    "review_round": "Đợt rà soát",
    "livelihood_model": "Mô hình sinh kế",
    "criterion": "Tiêu chí lựa chọn",
    "candidate_score": "Điểm chấm mô hình",
    "village_vote": "Biểu quyết chọn mô hình",
    "budget_line": "Dòng kinh phí",
    "report_text": "Nội dung báo cáo",
    "visit_route": "Thứ tự đi thăm",
    "return_request": "Yêu cầu xã sửa",
}

_MODEL_DAYS = {
    "proposed_on": "Ngày đề xuất",
    "consulted_on": "Ngày họp dân",
    "appraised_on": "Ngày thẩm định",
    "approved_on": "Ngày phê duyệt",
    "handed_over_on": "Ngày bàn giao",
    "running_on": "Ngày bắt đầu thực hiện",
    "interim_reviewed_on": "Ngày sơ kết",
    "accepted_on": "Ngày nghiệm thu",
    "settled_on": "Ngày quyết toán",
    "reviewed_on": "Ngày tổng kết",
    "replicated_on": "Ngày nhân rộng",
    "ended_on": "Ngày kết thúc",
}

MORE_FIELDS: Mapping[str, Mapping[str, str]] = {
    "commune": {
        "name": "Tên xã",
        "province_name": "Tỉnh, thành phố",
        "area": "Khu vực",
        "list_version": "Danh mục đơn vị hành chính",
        "period": "Giai đoạn",
        "governing_body": "Cơ quan chủ quản",
        "issuing_body": "Cơ quan ban hành",
        "place": "Địa danh",
        "report_to": "Kính gửi",
        "signer_authority": "Quyền hạn của người ký",
        "signer_title": "Chức vụ của người ký",
        "signer_name": "Họ tên người ký",
        "recipients": "Nơi nhận",
    },
    "hamlet": {
        "name": "Tên thôn",
        "kind": "Loại",
        "position": "Thứ tự",
        "old_commune_code": "Mã xã cũ",
        "old_list_version": "Danh mục của mã xã cũ",
    },
    "hamlet_year": {
        "hamlet_id": "Thôn",
        "year": "Năm",
        "households": "Tổng số hộ",
        "persons": "Tổng số nhân khẩu",
        "minority_households": "Số hộ dân tộc thiểu số",
        "minority_persons": "Số nhân khẩu dân tộc thiểu số",
        "local_minority_households": "Số hộ dân tộc thiểu số tại chỗ",
        "local_minority_persons": "Số nhân khẩu dân tộc thiểu số tại chỗ",
    },
    "review_round": {
        "year": "Năm rà soát",
        "kind": "Loại rà soát",
        "month": "Tháng",
        "started_on": "Ngày bắt đầu",
        "due_on": "Hạn hoàn thành",
        "rule_set": "Bộ chuẩn",
        "second_rule_set": "Bộ chuẩn tính song song",
        "plan_paper": "Kế hoạch rà soát",
        "posting_days": "Số ngày niêm yết",
        "decision_number": "Số quyết định",
        "decision_date": "Ngày quyết định",
        "signer": "Người ký",
        "note": "Ghi chú",
    },
    "livelihood_model": {
        "area_code": "Địa bàn",
        "period": "Giai đoạn",
        "name": "Tên mô hình",
        "kind": "Loại hình",
        "group_name": "Tên tổ, nhóm",
        "hamlet_id": "Thôn",
        "thing": "Con giống, cây trồng",
        "unit": "Đơn vị tính",
        "status": "Kết quả lựa chọn",
        "stage": "Bước",
        **_MODEL_DAYS,
        "decision_number": "Số quyết định",
        "decision_date": "Ngày quyết định",
        "started_on": "Ngày khởi công",
        "duration_months": "Thời gian thực hiện (tháng)",
        "choice_reason": "Lý do lựa chọn",
        "end_reason": "Lý do kết thúc",
        "note": "Ghi chú",
        "cycle_months": "Chu kỳ sản xuất (tháng)",
        "households_wanted": "Số hộ đăng ký",
        "library_key": "Mã trong thư viện mô hình",
        "risks": "Rủi ro",
        "repay_percent": "Tỷ lệ quay vòng (%)",
        "repay_rules": "Quy định quay vòng",
        "fund_keeper": "Người giữ quỹ quay vòng",
    },
    "criterion": {
        "period": "Giai đoạn",
        "key": "Mã tiêu chí",
        "name": "Tên tiêu chí",
        "weight": "Trọng số",
        "position": "Thứ tự",
    },
    "candidate_score": {
        "model_id": "Mô hình",
        "criterion_key": "Tiêu chí",
        "score": "Điểm",
        "note": "Ghi chú",
    },
    "village_vote": {
        "model_id": "Mô hình",
        "hamlet_id": "Thôn",
        "held_on": "Ngày họp",
        "households_present": "Số hộ dự họp",
        "votes_for": "Số hộ tán thành",
        "votes_against": "Số hộ không tán thành",
        "note": "Ghi chú",
        "meeting_id": "Cuộc họp",
    },
    "budget_line": {
        "model_id": "Mô hình",
        "source_code": "Nguồn vốn",
        "form": "Hình thức",
        "planned": "Kinh phí dự kiến",
        "note": "Ghi chú",
        "year": "Năm ngân sách",
        "decision": "Quyết định giao vốn",
    },
    "report_text": {
        "model_id": "Mô hình",
        "month": "Kỳ báo cáo",
        "section": "Mục",
        "text": "Nội dung",
    },
    "visit_route": {
        "hamlet_id": "Thôn",
        "household_ids": "Thứ tự các hộ",
    },
    "return_request": {
        "subject_kind": "Loại hồ sơ",
        "subject_id": "Hồ sơ",
        "path": "Mục cần sửa",
        "reason": "Lý do trả lại",
        "asked_by": "Người yêu cầu",
        "asked_on": "Ngày yêu cầu",
        "state": "Tình trạng",
        "answer": "Trả lời của xã",
        "answered_by": "Người trả lời",
        "answered_on": "Ngày trả lời",
    },
}
"""Entity kind → field → what it is called."""

OWN_WORDS: Mapping[str, str] = {"removed": "Đã bỏ", "id": "Mã bản ghi", "commune_code": "Mã xã"}
"""Fields that every record has."""
