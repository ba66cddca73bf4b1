"""Pictures of confirmed forms in a household's record: listed, looked at, printed; each time noted."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.scan_page import ScanPage, ScanState
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services import form_evidence, privacy, visits
from sinhke_desktop.storage import scan_pages


def webp(size, ink=0):
    kept = BytesIO()
    Image.new("L", size, ink).save(kept, "WEBP", lossless=True)
    return kept.getvalue()


def put(workspace, household_id, visit_id, number="41290736", page=1, picture=b"", state=ScanState.CONFIRMED):
    found = ScanPage(workspace.new_id(), "a.pdf", page, "TH2", number, household_id, page, 2, "{}", f"{page}{visit_id}",
                     "2025-11-20", state, visit_id)  # fmt: skip
    with workspace.database.write() as connection:
        scan_pages.put(connection, found, picture or webp((1260, 1782)))
    return found


def test_confirmed_pages_are_listed_with_their_visits_the_newest_first(village):
    workspace, ids = village
    household_id = ids["Hồ Thị Lan"]
    old = visits.record(workspace, VisitInput(household_id, visited_on="01/10/2025"))
    new = visits.record(workspace, VisitInput(household_id, visited_on="01/11/2025"))
    pages = [put(workspace, household_id, old.id), put(workspace, household_id, new.id, page=2),
             put(workspace, household_id, new.id), put(workspace, household_id, "f" * 32, "")]  # fmt: skip
    put(workspace, household_id, new.id, page=3, state=ScanState.WAITING)
    found = form_evidence.of_household(workspace, household_id)
    assert [one.page for one in found] == [pages[2], pages[1], pages[0], pages[3]]
    assert [one.number for one in found] == ["4129 0736"] * 3 + [""]
    assert found[-1].visit is None
    visits.remove(workspace, old.id, "ghi nhầm")
    assert form_evidence.of_household(workspace, household_id)[2].visit is None


@pytest.mark.parametrize(("size", "upright"), [((1260, 1782), True), ((1782, 1260), False)])
def test_a_picture_fills_a_sheet_and_looking_at_it_is_noted(village, size, upright):
    workspace, ids = village
    page = put(workspace, ids["Hồ Thị Lan"], "f" * 32, picture=webp(size))
    pdf = form_evidence.paper(workspace, page.id)
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert (document[0].get_height() > document[0].get_width()) is upright
        drawn = document[0].render(scale=0.2).to_pil().convert("L")
        assert drawn.getpixel((drawn.width // 2, drawn.height // 2)) < 10
        assert document.get_metadata_dict()["Title"] == form_evidence.title(page)
    finally:
        document.close()
    (noted,) = privacy.accesses(workspace, household_id=ids["Hồ Thị Lan"])
    assert (noted.action, noted.detail) == (Action.OPENED, "Ảnh phiếu thăm hộ số 4129 0736, trang 1")
    assert form_evidence.paper(workspace, page.id) == pdf


def test_a_picture_that_is_gone_says_so(village):
    workspace, _ids = village
    with pytest.raises(NotFound):
        form_evidence.paper(workspace, "f" * 32)
