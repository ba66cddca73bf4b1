"""The fifteen tables of a year over many hamlets with long names."""

from __future__ import annotations

from functools import partial

from worst_cases import DAY, LONG_HAMLET, LONGEST, name

from sinhke_desktop.documents.consolidated_tables import render_consolidated
from sinhke_desktop.documents.poverty_tables import render_tables
from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow
from sinhke_desktop.domain.consolidated import Given, poverty_table
from sinhke_desktop.domain.consolidated_models import models
from sinhke_desktop.domain.hamlet import Hamlet, HamletYear
from sinhke_desktop.domain.poverty_facts import facts
from sinhke_desktop.domain.poverty_records import HouseholdLine, Person, Records
from sinhke_desktop.domain.poverty_tables import NUMBERS, build
from sinhke_desktop.domain.receiving_office import ReceivingOffice
from sinhke_desktop.domain.review import INDICATORS, PovertyClass, Review

YEAR = 2025
CLASSES = (PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE)
HAMLETS = tuple(Hamlet(f"{n:032x}", "22828", LONG_HAMLET.removeprefix("Thôn ") if n % 3 == 1 else f"Gòn {n}")
                for n in range(16))  # fmt: skip
TOTALS = tuple(HamletYear(f"t{one.id}", "22828", one.id, YEAR, 9_999, 39_999, 990, 3_950, 510, 2_040)
               for one in HAMLETS)  # fmt: skip


def _tables() -> bytes:
    lines, people, reviews = [], {}, []
    for n in range(160):
        identity = f"{n:032x}"
        fields = dict.fromkeys(HouseholdLine._fields, "") | {
            "id": identity, "removed": False, "hamlet_id": HAMLETS[n % 16].id, "list_number": n,
        }  # fmt: skip
        lines.append(HouseholdLine(**fields))
        people[identity] = [
            Person(**(dict.fromkeys(Person._fields, "") | {
                "id": f"{n:08x}{place:08x}", "household_id": identity, "removed": False, "position": place,
                "name": name(n + place), "relation": "Con trai" if place else "Chủ hộ", "sex": "male",
                "birth": "1980" if not place else "2015", "ethnic_group": "Raglai",
            })) for place in range(4)
        ]  # fmt: skip
        reviews += [
            Review(f"{year}{n:028x}", "22828", identity, year, declared_class=CLASSES[(n + year) % 3],
                   deprived=frozenset(list(INDICATORS)[: 3 + n % 4]))
            for year in (YEAR - 1, YEAR)
        ]  # fmt: skip
    records = Records(YEAR, HAMLETS, TOTALS, lines, people, sorted(reviews, key=lambda one: one.year))
    found = facts(records, lambda one: one.declared_class, lambda text: text)
    return render_tables([build(found, number) for number in NUMBERS], LONGEST, YEAR, DAY, "a1b2c3d4e5f60718293a")


OFFICE = ReceivingOffice(
    "Sở Nông nghiệp và Môi trường tỉnh Bà Rịa - Vũng Tàu và các đơn vị trực thuộc được giao nhiệm vụ giảm nghèo",
    governing_body="Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu", place="Thành phố Phan Rang - Tháp Chàm",
    signer_authority="KT. GIÁM ĐỐC", signer_title="PHÓ GIÁM ĐỐC", signer_name="Công Tằng Tôn Nữ Thị Huyền Trân",
)  # fmt: skip


def _given(total: CommuneTotal) -> list[Given]:
    """Forty communes: one silent, one that sent its numbers alone, one that sent others than its rows say."""
    found = [Given(f"{n:05d}", f"{LONG_HAMLET.replace('Thôn', 'Xã')} {n}", total) for n in range(40)]
    found[3] = Given("00003", "Đặc khu Côn Đảo", silent=True)
    found[4] = Given("00004", "Xã Anh Dũng", total, sent_alone=True)
    found[5] = Given("00005", "Phường Bảo An", total, alone=total, stale=True)
    return found


def _money(*rows: tuple[str, str, int]) -> tuple[TotalRow, ...]:
    return tuple(TotalRow(key, label, (TotalCell(value),), "con") for key, label, value in rows)


def _consolidated() -> bytes:
    rates = TotalRow("all", "", (TotalCell(9_999), TotalCell(9_999, 99_999)))
    persons = TotalRow("persons", "", (TotalCell(39_999), TotalCell(None, None)), marked=True)
    households = TotalRow("households", "", rates.cells)
    columns = (TotalColumn("Số lượng", "Hộ nghèo"), TotalColumn("Tỷ lệ (%)", "Hộ nghèo", rate=True))
    counted = CommuneTotal("table-12", "2025", "Tổng hợp kết quả rà soát hộ nghèo", "Kết quả chính thức",
                           columns, (households, persons))  # fmt: skip
    sums = [(f"paid/{n}", f"Chương trình mục tiêu quốc gia số {n}", 999_999_999_999) for n in range(6)]
    model = CommuneTotal("model", "", columns=(TotalColumn("Giá trị"),), rows=(
        TotalRow("name", "", (TotalCell(),), "", f"Nuôi bò cái sinh sản {LONG_HAMLET}"),
        TotalRow("stage", "", (TotalCell(),), "interim-reviewed", "Sơ kết giai đoạn 1"),
        *_money(("participants", "", 9_999), ("planned", "", 999_999_999_999), ("paid", "", 999_999_999_999), *sums,
                ("alive", "", 99_999), ("income", "", 999_999_999_999), ("out", "", 999), ("warnings", "", 999)),
    ))  # fmt: skip
    table = poverty_table(12, YEAR, _given(counted))
    assert table is not None
    return render_consolidated([table, models(_given(model))], OFFICE, f"{OFFICE.name}, năm {YEAR}.", DAY,
                               "Lập ngày 27/11/2026 từ dữ liệu của đơn vị tiếp nhận")  # fmt: skip


LETTERS = {
    "15 biểu": ("render_tables", partial(_tables)),
    "biểu tổng hợp các xã": ("render_consolidated", partial(_consolidated)),
}
