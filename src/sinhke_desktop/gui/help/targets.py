"""Where the help speaks of what is on the screen: one mapping for pages, their tabs and parts, and every dialog."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QDialog, QTabBar, QWidget

from sinhke_desktop.gui.widgets.section_tabs import SectionTabs
from sinhke_desktop.i18n import N_, _

GUI = "sinhke_desktop.gui."
FIRST = "moi-ngay"

PARTS = {
    # before the data are open
    "unlock.page": "mo-khoa",
    "first_start.page": "lan-dau",
    "first_start.choice_steps.PlaceStep": "lan-dau#noi-de-du-lieu",
    "first_start.choice_steps.RoleStep": "lan-dau#dung-de-lam-gi",
    "first_start.choice_steps.WhatNowStep": "lan-dau#bat-dau-bang-gi",
    "first_start.commune_steps.CommuneStep": "lan-dau#xa",
    "first_start.commune_steps.AreaStep": "lan-dau#khu-vuc",
    "first_start.people_steps.OfficerStep": "lan-dau#can-bo",
    "first_start.people_steps.OfficeStep": "lan-dau-don-vi",
    "first_start.secret_steps.PasswordStep": "lan-dau#mat-khau",
    "first_start.secret_steps.CodeStep": "lan-dau#ma-khoi-phuc",
    "first_start.code_sheet": "lan-dau#ma-khoi-phuc",
    "start_remarks": "lan-dau#noi-de-du-lieu",
    # the commune's pages
    "households.acts_dialogs": "bien-dong",
    "households.acts_merge": "bien-dong",
    "households.acts_people": "bien-dong",
    "households.acts_places": "bien-dong",
    "households.acts_pane": "bien-dong",
    "households.bulk_acts": "viec-nhieu-ho",
    "households.card_scan": "quet-the",
    "households.details_card": "vi-sao-xep-loai",
    "households.dwelling_card": "them-ho#go-nhanh",
    "households.evidence_pane": "doc-anh-quet",
    "households.filters_bar": "loc-ho",
    "households.filters_dialog": "loc-ho",
    "households.first_hamlets": "thon",
    "households.household_card": "them-ho",
    "households.mark_dialog": "viec-nhieu-ho",
    "households.member_details_form": "them-ho#go-nhanh",
    "households.members_form": "them-ho#go-nhanh",
    "households.needs_card": "them-ho#go-nhanh",
    "households.papers_dialog": "giay-to-ho",
    "households.past_register": "ho-ngay-da-qua",
    "households.past_view": "ho-ngay-da-qua",
    "households.past_view.RestoreDialog": "lich-su-ho",
    "households.photos_card": "anh-ho",
    "households.questions": "sua-ho#neu-khong-duoc",
    "households.questions.DoublesDialog": "them-ho#neu-khong-duoc",
    "households.removal": "xoa-ho",
    "households.review_form": "vi-sao-xep-loai",
    "households.supports_card": "ho-tro",
    "households.supports_dialog": "ho-tro",
    "households.visits_pane": "ghi-ket-qua-tham",
    "imports.page": "nhap-excel",
    "imports.form": "nhap-excel",
    "imports.columns_form": "nhap-excel-cot",
    "rounds.round_dialogs": "mo-dot",
    "rounds.round_dialogs.HouseholdDialog": "danh-sach-ra-soat",
    "rounds.round_dialogs.ScreenDialog": "danh-sach-ra-soat",
    "rounds.round_dialogs.ReasonDialog": "danh-sach-ra-soat",
    "rounds.round_dialogs.PostingDialog": "niem-yet",
    "rounds.round_dialogs.ComplaintDialog": "y-kien",
    "rounds.round_dialogs.AnswerDialog": "y-kien",
    "rounds.round_dialogs.DecisionDialog": "quyet-dinh",
    "rounds.round_dialogs.CorrectDialog": "quyet-dinh#neu-khong-duoc",
    "rounds.round_dialogs.CertificatesDialog": "giay-chung-nhan",
    "rounds.meeting_dialog": "hop-dan",
    "rounds.paper_dialog": "xem-va-in",
    "livelihood.candidate_dialogs": "de-xuat-mo-hinh",
    "livelihood.candidate_dialogs.VoteDialog": "hop-thon",
    "livelihood.candidate_dialogs.ChooseDialog": "chon-mo-hinh",
    "livelihood.library_dialog": "de-xuat-mo-hinh",
    "livelihood.meeting_dialog": "hop-thon",
    "livelihood.meetings_card": "hop-thon",
    "livelihood.model_dialogs": "giai-doan",
    "livelihood.model_dialogs.EndDialog": "ket-thuc-mo-hinh",
    "livelihood.joining_dialog": "ho-tham-gia",
    "livelihood.participant_dialogs": "ho-tham-gia",
    "livelihood.participant_dialogs.PointsDialog": "cam-ket",
    "livelihood.participant_dialogs.SignedDialog": "cam-ket",
    "livelihood.money_dialogs": "kinh-phi",
    "livelihood.money_dialogs.HandoverDialog": "ban-giao",
    "livelihood.money_dialogs.HandoversDialog": "ban-giao",
    "livelihood.payment_dialogs": "kinh-phi",
    "livelihood.file.handover_dialogs": "ban-giao",
    "livelihood.file.life_dialog": "con-giong",
    "livelihood.file.things_card": "con-giong",
    "livelihood.file.papers_dialog": "giay-to-mo-hinh",
    "livelihood.file.record_dialog": "giai-doan",
    "livelihood.file.revolving_dialogs": "quay-vong",
    "livelihood.file.visits_card": "canh-bao",
    "livelihood.file.warnings_card": "canh-bao",
    "livelihood.month_card": "theo-doi-thang",
    "visits.form": "ghi-ket-qua-tham",
    "visits.print_options": "in-phieu",
    "visits.route_dialog": "thu-tu-di",
    "visits.stack_view": "in-phieu",
    "visits.returned.form_side": "doc-anh-quet",
    "visits.returned.lists": "nhap-phieu-ve",
    "visits.returned.month_dialog": "nhap-phieu-ve#neu-khong-duoc",
    "visits.returned.pane": "nhap-phieu-ve",
    "visits.returned.sheet": "nhap-phieu-ve#go-nhanh",
    "reports.figures_dialog": "so-lieu-va-ho",
    "reports.paper_form": "lap-bao-cao",
    "tables.denominators_dialog": "mau-so",
    "papers.dialogs": "so-van-ban",
    "papers.dialogs.MarkDialog": "so-dau",
    "exchange.bundles_card": "ghi-goi",
    "exchange.dialogs": "ghep-lan-dau",
    "exchange.dialogs.PlanDialog": "hai-may",
    "exchange.dialogs.RecordsDialog": "xem-truoc-khi-gui",
    "exchange.dialogs.TotalsDialog": "chi-gui-so-lieu",
    "exchange.machines_card": "hai-may",
    "exchange.outgoing_card": "xem-truoc-khi-gui",
    "exchange.pairing_card": "ghep-lan-dau",
    "exchange.stick_card": "usb",
    "differences.dialogs": "tra-lai-xa",
    "privacy.dialogs": "yeu-cau-du-lieu",
    "privacy.dialogs.RestrictDialog": "han-che",
    "privacy.dialogs.EraseDialog": "xoa-han",
    "privacy.log_section": "nhat-ky",
    "privacy.restriction_section.EraseSection": "xoa-han",
    "settings.mergers": "xa-cu",
    "settings.sections.HamletDialog": "thon",
    "updates.dialogs": "cap-nhat",
    # the receiving office's pages
    "communes.expected_dialog": "cac-xa",
    "consolidated.dialogs": "so-ho-cac-xa",
    "consolidated.dialogs.ModelDialog": "tong-hop",
    "machines.dialogs": "ghep-may",
    "machines.dialogs.RevokeDialog": "may-mat",
    "machines.dialogs.MergerDialog": "xa-sap-nhap",
    "office.done_part": "ghi-bien-nhan",
    "office.preview_part": "nhan-goi",
    # everywhere
    "error_dialogs": "ma-loi",
    "error_dialogs.BugDialog": "ma-loi#chuong-trinh-gap-loi",
    "waiting": "tim-tro-giup",
    "widgets.dialog": "tim-tro-giup",
    "widgets.form_dialog": "tim-tro-giup",
    "widgets.paper_view": "xem-va-in",
    "widgets.printing": "xem-va-in",
}
"""Module below ``gui``, or class of it, to ``topic`` or ``topic#place``; a class stands before its module."""

TABS = {
    N_("Record"): "sua-ho",
    N_("Acts"): "bien-dong",
    N_("History"): "lich-su-ho",
    N_("Supports received"): "ho-tro",
    N_("Photographs"): "anh-ho",
    N_("Scanned forms"): "doc-anh-quet",
    N_("Visits"): "ghi-ket-qua-tham",
    N_("List"): "danh-sach-ra-soat",
    N_("Survey"): "khao-sat",
    N_("Village meeting"): "hop-dan",
    N_("Posting"): "niem-yet",
    N_("Objections"): "y-kien",
    N_("Decision"): "quyet-dinh",
    N_("Certificates"): "giay-chung-nhan",
    N_("To look at again"): "can-xem-lai",
    N_("Two standards"): "chuan-2027",
    N_("Follow-up"): "theo-doi-thang",
    N_("Money"): "kinh-phi",
    N_("Animals, inputs"): "ban-giao",
    N_("Technique, market"): "tap-huan-thi-truong",
    N_("Supervision"): "giam-sat",
    N_("Revolving fund"): "quay-vong",
    N_("Results"): "ket-qua-mo-hinh",
    N_("Time line"): "ket-qua-mo-hinh",
    N_("Stages, papers"): "giai-doan",
    N_("Choice"): "chon-mo-hinh",
    N_("Requests"): "yeu-cau-du-lieu",
    N_("Access log"): "nhat-ky",
    N_("Restrict, erase"): "han-che",
    N_("Fields, covering"): "truong-nhay-cam",
    N_("Hamlets"): "thon",
    N_("Commune, papers"): "xa-van-ban",
    N_("Poverty standards"): "chuan-tinh",
    N_("Office, papers"): "xa-van-ban",
    N_("Password, backup"): "sao-luu",
    N_("Look"): "chu-to",
}
"""A tab's title to its topic, where it means the same on every page."""

PAGE_TABS = {
    "households.page": {N_("Households"): "nhap-excel", N_("Problems"): "nhap-excel"},
    "differences.page": {
        N_("Differences"): "khac-nhau",
        N_("Returned for correction"): "tra-lai-de-sua",
        N_("Decided"): "khac-nhau#neu-khong-duoc",
        N_("Possible doubles"): "co-the-trung",
    },
    "livelihood.page": {
        N_("Households"): "ho-tham-gia",
        N_("Criteria and votes"): "chon-mo-hinh",
        N_("Economics of a household"): "hieu-qua-kinh-te",
        N_("Village meetings"): "hop-thon",
    },
    "consolidated.page": {
        N_("Poverty tables"): "tong-hop",
        N_("Livelihood models"): "tong-hop",
        N_("Targets and results"): "tong-hop",
        N_("Households"): "so-ho-cac-xa",
    },
    "machines.page": {
        N_("Machines"): "ghep-may",
        N_("The office's keys"): "doi-khoa",
        N_("Merged communes"): "xa-sap-nhap",
    },
    "settings.page": {N_("Updates"): "cap-nhat", N_("About"): "giay-phep"},
}
"""The same for titles that mean another thing on one page: by the page's module."""


def name_of(kind: type) -> tuple[str, str]:
    """A class as it stands in :data:`PARTS`: its module below ``gui``, and the same with its name."""
    module = kind.__module__.removeprefix(GUI)
    return module, f"{module}.{kind.__name__}"


def of_class(kind: type) -> str:
    """The target of a class, else of its module, else of what it is made from; empty where none is declared."""
    for one in kind.__mro__:
        if not one.__module__.startswith(GUI):
            break
        module, name = name_of(one)
        found = PARTS.get(name) or PARTS.get(module)
        if found:
            return found
    return ""


def of_tab(page: str, title: str) -> str:
    """The target of a page's tab by the title it shows, which may end in a count; empty where none is declared."""
    shown = title.replace("&", "").partition(" (")[0]
    for names in (PAGE_TABS.get(page, {}), TABS):
        for english, target in names.items():
            if _(english) == shown:
                return target
    return ""


def tab_titles(page: QWidget) -> Iterator[str]:
    """The titles of the tabs chosen on *page*, the innermost last."""
    for bar in page.findChildren(QTabBar):
        if bar.isVisible():
            yield bar.tabText(bar.currentIndex())
    for tabs in page.findChildren(SectionTabs):
        if tabs.isVisible():
            yield tabs.buttons[tabs.current()].text()


def of_screen(content: QWidget, usual: str = FIRST) -> str:
    """The target for what is shown in *content*: what has the focus, the tab that is chosen, else *usual*."""
    if isinstance(content, QDialog):
        return of_class(type(content)) or usual
    focus = QApplication.focusWidget()
    while focus is not None and focus is not content:
        if found := of_class(type(focus)):
            return found
        focus = focus.parentWidget()
    page = name_of(type(content))[0]
    for title in reversed(list(tab_titles(content))):
        if found := of_tab(page, title):
            return found
    if usual != FIRST:
        return usual
    parts = (of_class(type(child)) for child in content.findChildren(QWidget) if child.isVisible())
    return next((found for found in parts if found), "") or of_class(type(content)) or usual
