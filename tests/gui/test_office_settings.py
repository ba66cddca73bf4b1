"""The settings of a receiving office: only what an office has."""

from sinhke_desktop.gui.settings.page import SettingsPage
from sinhke_desktop.i18n import _
from sinhke_desktop.services import office_profile


def titles(page):
    return [page.tabs.tabText(at) for at in range(page.tabs.count())]


def test_an_office_has_no_commune_no_hamlets_and_its_own_papers(open_office_page):
    page = open_office_page(SettingsPage).page
    assert titles(page)[0] == _("Office, papers")
    assert not {_("Hamlets"), _("Commune, papers")} & set(titles(page))
    page.open(tab="safety")
    assert page.tabs.currentIndex() == titles(page).index(_("Password, backup"))


def test_a_changed_heading_is_kept_and_said(open_office_page, office_here):
    frame = open_office_page(SettingsPage)
    section = frame.page.office
    section.form.set_text("name", "Phòng Kinh tế")
    section.form.set_text("place", "Anh Dũng")
    section.save.click()
    kept = office_profile.profile(office_here)
    assert (kept.name, kept.place) == ("Phòng Kinh tế", "Anh Dũng")
    assert frame.toasts


def test_an_office_without_a_name_is_told_beside_the_field(open_office_page, office_here):
    frame = open_office_page(SettingsPage)
    frame.page.office.form.set_text("name", "  ")
    frame.page.office.save.click()
    assert frame.page.office.form.fields["name"].problem()
    assert office_profile.profile(office_here).name == "Phòng Nông nghiệp"


def test_a_backup_is_made_from_the_settings(qtbot, open_office_page):
    frame = open_office_page(SettingsPage)
    frame.page.safety.backup.click()
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=20_000)
    assert [text for text, _undo in frame.toasts] == [_("Backup made and checked.")]


def test_the_password_is_changed_from_the_settings(qtbot, open_office_page):
    frame = open_office_page(SettingsPage)
    safety = frame.page.safety
    for editor, text in ((safety.old, "mật-khẩu-đơn-vị"), (safety.new, "mot cau khac"), (safety.again, "mot cau khac")):
        editor.setText(text)
    safety.change.click()
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=20_000)
    assert safety.old.text() == ""


def test_a_tab_is_made_when_it_is_first_seen(open_office_page):
    page = open_office_page(SettingsPage).page
    areas = [page.tabs.widget(at) for at in range(page.tabs.count())]
    assert [area.widget() is not None for area in areas] == [True] + [False] * 4
    page.tabs.setCurrentIndex(4)
    assert areas[4].isAncestorOf(page.licences)
    assert areas[1].widget() is None
