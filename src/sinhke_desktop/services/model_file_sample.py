"""The rest of the sample model's file: meetings, papers, things with their lives, market, supervision, results.

All of it is invented and says so (``Số liệu minh họa``); only the published figures of :mod:`.model_sample` are real.
Everything has a fixed day but what belongs to the last months; what would lie after today is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sinhke_desktop.domain.livelihood import LivelihoodModel, Stage
from sinhke_desktop.domain.model_records import MODEL_RECORDS
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.typed_record import FieldKind
from sinhke_desktop.domain.typed_values import Typed
from sinhke_desktop.services import funding, model_links, model_records, stages
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import journal, records

MARK = "Số liệu minh họa"
Rows = Sequence[Mapping[str, Typed]]
FOUNDED, LOTS, COURSE, VACCINATED = date(2024, 3, 10), date(2024, 6, 19), date(2024, 6, 25), date(2024, 7, 1)
STORM, CONTRACT, INTERIM = date(2024, 11, 12), date(2024, 10, 1), date(2025, 6, 20)
INCOMES = ((4_200_000, 6_500_000), (3_800_000, 6_000_000), (5_100_000, 7_500_000), (5_600_000, 8_000_000),
           (4_900_000, 7_200_000), (6_000_000, 8_500_000), (5_300_000, 7_600_000))  # fmt: skip
"""Đồng a month of each household, before the model and hoped for."""
CALF_PRICE, CALF_WORST = 9_500_000, 50


def add(workspace: Workspace, kind: str, rows: Rows, model_id: str = "") -> list[str]:
    """Add those of *rows* whose past days have come; returns their ids."""
    past = [one.name for one in MODEL_RECORDS[kind].form if one.kind is FieldKind.DAY and one.past]
    now = today(workspace)

    def come(row: Mapping[str, Typed]) -> bool:
        return all(not isinstance(day := row.get(name), date) or day <= now for name in past)

    return [one.id for one in model_records.add_many(workspace, kind, [row for row in rows if come(row)], model_id)]


def enter_meetings(workspace: Workspace, hamlet_id: str, held_on: date) -> str:
    """The meeting that chooses among the candidates; returns its id for their votes."""
    (meeting,) = add(workspace, "community_meeting", [{
        "subject": "choice", "hamlet_id": hamlet_id, "invited_on": held_on - timedelta(days=5),
        "invitation_number": "12/GM-UBND", "planned_on": held_on, "begins_at": "19 giờ 00",
        "place": "Nhà văn hóa thôn Tân Tiến", "held_on": held_on, "chair": "Katơr Văn Minh, Trưởng thôn",
        "secretary": "Lê Thị Thư", "households_all": 58, "households_present": 44,
        "others_present": "Chi ủy thôn, Ban công tác Mặt trận, Hội Nông dân, Hội Phụ nữ",
        "content": "Trình bày ba phương án: bò cái sinh sản, dê sinh sản, cừu sinh sản; vốn, kỹ thuật, đầu ra.",
        "opinions": "Hộ đã quen nuôi bò, có bãi chăn; lo thiếu cỏ mùa khô, cần tập huấn và tiêm phòng.",
        "conclusion": "Đa số hộ dự họp đồng ý chọn nuôi bò cái sinh sản.", "minutes_number": "03/BB-TT", "note": MARK,
    }])  # fmt: skip
    return meeting


def enter(
    workspace: Workspace,
    model: LivelihoodModel,
    joined: Sequence[Participant],
    state_line: str,
    own_line: str,
) -> None:
    """Fill the file of the running model. Each kind is a transaction of its own."""
    _papers_and_plan(workspace, model, joined)
    add(workspace, "budget_entry", [
        {"budget_line_id": state_line, "kind": "allotted", "on": date(2024, 1, 15), "amount": 264_180_000,
         "year": 2024, "paper": "15/QĐ-UBND", "note": MARK},
        {"budget_line_id": state_line, "kind": "settled", "on": date(2025, 1, 20), "amount": 264_180_000,
         "year": 2024, "paper": "Bảng quyết toán năm 2024", "note": MARK},
        {"budget_line_id": own_line, "kind": "settled", "on": date(2025, 1, 20), "amount": 150_000_000,
         "year": 2024, "paper": "Bảng quyết toán năm 2024", "note": MARK},
    ], model.id)  # fmt: skip
    _teaching_and_market(workspace, model, joined)
    _supervision(workspace, model, joined)
    _results(workspace, model, joined)


def _papers_and_plan(workspace: Workspace, model: LivelihoodModel, joined: Sequence[Participant]) -> None:
    people = model_links.participant_names(workspace, model.id)
    (group,) = add(workspace, "producer_group", [{
        "kind": "community", "name": model.group_name, "leader": people[joined[2].id].split(" · ")[0],
        "phone": "", "founded_on": FOUNDED, "decision": "Biên bản họp thôn 10/03/2024",
        "rules": "Họp nhóm mỗi tháng một lần; cùng tiêm phòng; không bán bò mẹ trong thời gian mô hình.", "note": MARK,
    }], model.id)  # fmt: skip
    changed = [
        replace(one, group_id=group, role="Trưởng nhóm" if n == 2 else "Thành viên", income_before=before,
                income_expected=hoped)
        for n, (one, (before, hoped)) in enumerate(zip(joined, INCOMES, strict=True))
    ]  # fmt: skip
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, changed))
    add(workspace, "community_meeting", [
        {"subject": "participants", "hamlet_id": model.hamlet_id, "invited_on": date(2024, 3, 5), "held_on": FOUNDED,
         "planned_on": FOUNDED, "place": "Nhà văn hóa thôn Tân Tiến", "chair": "Katơr Văn Minh, Trưởng thôn",
         "secretary": "Lê Thị Thư", "households_all": 58, "households_present": 46, "votes_for": 43,
         "votes_against": 1, "content": "Bình chọn 7 hộ nghèo, cận nghèo tham gia; lập nhóm cộng đồng.",
         "conclusion": "Thống nhất 7 hộ; thống nhất mỗi hộ chuyển lại một bê cái cho hộ khác.", "note": MARK},
        {"subject": "lots", "hamlet_id": model.hamlet_id, "held_on": LOTS, "planned_on": LOTS,
         "place": "Nhà văn hóa thôn Tân Tiến", "chair": "Katơr Văn Minh, Trưởng thôn", "households_all": 7,
         "households_present": 7, "content": "Bốc thăm nhận bò theo số tai.", "conclusion": "7 hộ nhận đủ 14 con bò.",
         "note": MARK},
    ], model.id)  # fmt: skip
    add(workspace, "stage_due", [
        {"stage": "accepted", "due_on": date(2027, 6, 19), "note": MARK},
        {"stage": "settled", "due_on": date(2027, 9, 30), "note": MARK},
    ], model.id)  # fmt: skip
    add(workspace, "economic_line", [
        {"side": "cost", "name": "Bò cái sinh sản", "quantity": 2, "unit": "con", "unit_price": 18_870_000,
         "first_month": 0},
        {"side": "cost", "name": "Chuồng trại, cỏ, thức ăn, công chăm sóc", "unit": "hộ", "quantity": 1,
         "unit_price": 25_160_000, "first_month": 0, "own": "1"},
        {"side": "cost", "name": "Thú y, tiêm phòng", "quantity": 2, "unit": "con", "unit_price": 150_000,
         "first_month": 1, "every_months": 6, "worst_percent": 150, "own": "1", "note": MARK},
        {"side": "income", "name": "Bán bê", "quantity": 2, "unit": "con", "unit_price": CALF_PRICE,
         "first_month": 18, "every_months": 12, "worst_percent": CALF_WORST, "note": MARK},
        {"side": "income", "name": "Bò mẹ còn lại cuối chu kỳ", "quantity": 2, "unit": "con",
         "unit_price": 17_000_000, "first_month": 36, "worst_percent": 70, "note": MARK},
    ], model.id)  # fmt: skip


def _teaching_and_market(workspace: Workspace, model: LivelihoodModel, joined: Sequence[Participant]) -> None:
    everyone = ",".join(one.id for one in joined)
    add(workspace, "training", [
        {"kind": "course", "on": COURSE, "topic": "Kỹ thuật nuôi bò cái sinh sản, trồng cỏ",
         "place": "Nhà văn hóa thôn Tân Tiến", "teacher": "Trạm Khuyến nông", "participant_ids": everyone,
         "others": 5, "note": MARK},
        {"kind": "technical-visit", "on": VACCINATED, "topic": "Tiêm phòng lở mồm long móng, tụ huyết trùng",
         "teacher": "Thú y xã", "participant_ids": everyone, "note": MARK},
        {"kind": "study-tour", "on": date(2025, 3, 18), "topic": "Tham quan mô hình bò vỗ béo",
         "place": "Xã Lâm Sơn", "participant_ids": ",".join(one.id for one in joined[:4]), "note": MARK},
    ], model.id)  # fmt: skip
    add(workspace, "market_contract", [{
        "buyer": "Hợp tác xã Dịch vụ nông nghiệp (minh họa)", "kind": "cooperative", "product": "Bê giống",
        "unit": "con", "quantity": 10, "unit_price": 9_000_000, "number": "02/HĐ-HTX", "signed_on": CONTRACT,
        "valid_to": date(2027, 9, 30), "terms": "Mua bê từ 6 tháng tuổi, giá thị trường, không dưới giá sàn.",
        "note": MARK,
    }], model.id)  # fmt: skip
    add(workspace, "loss", [{
        "participant_id": joined[4].id, "on": STORM, "kind": "disaster", "what": "Gió lớn làm tốc mái chuồng",
        "quantity": 1, "unit": "chuồng", "worth": 3_000_000, "cause": "Mưa lớn, gió mạnh",
        "done": "Nhóm góp công lợp lại mái", "compensated": 1_000_000, "note": MARK,
    }], model.id)  # fmt: skip


def _supervision(workspace: Workspace, model: LivelihoodModel, joined: Sequence[Participant]) -> None:
    now = today(workspace)
    lately = now - timedelta(days=20)
    rows: list[Mapping[str, Typed]] = [
        {"body": "front", "on": date(2024, 10, 15), "participant_id": joined[1].id,
         "members": "Ban Thường trực Ủy ban MTTQ Việt Nam xã", "finding": "Chuồng chưa có chỗ dự trữ cỏ mùa khô.",
         "demand": "Làm chỗ dự trữ rơm, cỏ trước mùa khô.", "deadline": date(2024, 11, 30),
         "mended_on": date(2024, 11, 28), "mending": "Hộ đã làm cây rơm, nhóm góp 40 bó rơm.", "note": MARK},
        {"body": "council", "on": date(2025, 5, 20), "finding": "Đàn bò phát triển tốt, hộ giữ đúng cam kết.",
         "note": MARK},
    ]  # fmt: skip
    if lately > LOTS:
        rows.append({
            "body": "community", "on": lately, "participant_id": joined[6].id,
            "finding": "Một hộ chưa ghi sổ theo dõi.", "demand": "Ghi sổ theo dõi hằng tháng.",
            "deadline": now + timedelta(days=10), "note": MARK,
        })  # fmt: skip
    add(workspace, "supervision_finding", rows, model.id)


def _results(workspace: Workspace, model: LivelihoodModel, joined: Sequence[Participant]) -> None:
    people = model_links.participant_names(workspace, model.id)
    add(workspace, "commendation", [
        {"to": "collective", "name": model.group_name, "level": "commune", "award": "Giấy khen",
         "on": date(2025, 10, 17), "number": "48/QĐ-UBND", "reason": "Giữ đàn tốt, giúp nhau tiêm phòng, dự trữ cỏ.",
         "note": MARK},
        {"to": "household", "name": people[joined[5].id].split(" · ")[0], "participant_id": joined[5].id,
         "level": "province", "award": "Bằng khen", "reason": "Hộ tiêu biểu của mô hình.", "note": MARK},
    ], model.id)  # fmt: skip
    add(workspace, "lesson", [
        {"kind": "strength", "text": "Bốc thăm công khai, hộ nào nhận bò nào đều có số tai và ký nhận.", "on": INTERIM},
        {"kind": "weakness", "text": "Thiếu cỏ vào mùa khô ở một số hộ.", "on": INTERIM},
        {"kind": "cause", "text": "Chưa trồng đủ cỏ trước khi nhận bò.", "on": INTERIM},
        {"kind": "lesson", "text": "Trồng cỏ và làm chuồng trước khi giao bò ít nhất ba tháng.", "on": INTERIM},
        {"kind": "proposal", "text": "Đề nghị hỗ trợ giống cỏ và tập huấn ủ chua thức ăn.", "on": INTERIM},
    ], model.id)  # fmt: skip
    add(workspace, "replication", [{
        "place": "Thôn Tân Hòa", "households": 5, "begun_on": date(2025, 9, 15), "carried_by": "Hội Nông dân xã",
        "changes": "Giao một bò mẹ mỗi hộ, trồng cỏ trước.", "note": MARK,
    }], model.id)  # fmt: skip


def mark_papers(workspace: Workspace, model_id: str, days: Mapping[Stage, date], missing: Collection[str] = ()) -> None:
    """Note the papers of the checklist as there, each on the day of its stage in *days*, but those of *missing*."""
    for stage in stages.board(workspace, model_id).stages:
        for number, line in enumerate(stage.lines, 1):
            wanted, day = line.wanted, days.get(stage.stage)
            if wanted is not None and line.missing and day is not None and wanted.key not in missing:
                stages.mark_there(workspace, model_id, wanted.key, f"{number:02d}/{day.year}", day, MARK)


def enter_lives(
    workspace: Workspace,
    model: LivelihoodModel,
    joined: Sequence[Participant],
    born: Mapping[int, Sequence[date]],
    gone: Mapping[int, tuple[date, str, int | None]],
    sick: Mapping[int, Sequence[tuple[date, bool]]],
) -> None:
    """The cows and calves with what happened to them.

    *born* are the birthdays of a household's calves, *gone* when its first calf left (day, ``sold`` or ``passed-on``,
    price), *sick* the days of an illness of its first cow and whether it is over; all by the household's place.
    """
    tags = {one.participant_id: [tag.strip() for tag in one.tag.split(",")]
            for one in funding.handovers(workspace, model.id)}  # fmt: skip
    handed = {one.participant_id: one.id for one in funding.handovers(workspace, model.id)}
    things: list[Mapping[str, Typed]] = []
    for n, one in enumerate(joined):
        things += [
            {"participant_id": one.id, "kind": "Bò cái sinh sản", "tag": tag, "origin": "handed", "since": LOTS,
             "quantity": 1, "unit": "con", "handover_id": handed[one.id]}
            for tag in tags[one.id]
        ]  # fmt: skip
        things += [
            {"participant_id": one.id, "kind": "Bê", "tag": f"{tags[one.id][0]}-B{number}", "origin": "born",
             "since": day, "quantity": 1, "unit": "con", "mother_tag": tags[one.id][0], "note": MARK}
            for number, day in enumerate(born.get(n, ()), 1)
        ]  # fmt: skip
    add(workspace, "raised_thing", things, model.id)
    ids = {one.tag: one.id for one in model_records.of_model(workspace, "raised_thing", model.id)}
    events: list[Mapping[str, Typed]] = []
    for n, one in enumerate(joined):
        first = tags[one.id][0]
        events += [
            {"thing_id": ids[tag], "kind": "vaccinated", "on": VACCINATED, "done": "Lở mồm long móng", "note": MARK}
            for tag in tags[one.id]
        ]  # fmt: skip
        events += [{"thing_id": ids[first], "kind": "gave-birth", "on": day, "note": MARK} for day in born.get(n, ())]
        for day, over in sick.get(n, ()):
            events.append({"thing_id": ids[first], "kind": "sick", "on": day, "note": MARK})
            if over:
                events.append({"thing_id": ids[first], "kind": "recovered", "on": day + timedelta(days=7)})
        if n in gone:
            day, how, price = gone[n]
            events.append({"thing_id": ids[f"{first}-B1"], "kind": how, "on": day, "amount": price, "note": MARK})
    add(workspace, "thing_event", events, model.id)
