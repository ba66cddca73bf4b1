"""Make resources/lists/communes.csv and communes_old.csv from open data that was downloaded before.

    python packaging/make_communes.py --dataset dataset.db --converter converter_2025.json \
        --units full_json_generated_data_vn_units.json --out resources/lists

--dataset and --converter come from the package vietnamadminunits 1.0.4 (MIT), --units from the repository
vietnamese-provinces-database (MIT). Codes come from the first, the kinds of 30/04/2026 from the second.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from sinhke_desktop.domain.vietnamese import normalise_tone, tidy

LIST_VERSION = "2026-04-30"
FIRST_VALID = "2025-07-01"
EXPECTED_KINDS = {"Xã": 2611, "Phường": 697, "Đặc khu": 13}
EXPECTED_BY_PROVINCE = {"56": 65, "66": 102, "86": 124}
NEW_HEADER = ("code", "name", "kind", "province_code", "province_name", "valid_from", "list_version")
OLD_HEADER = ("old_code", "old_name", "old_district", "old_province", "new_code", "whole")


def spelled(text: str) -> str:
    """One spelling: NFC, single spaces, `Hòa`, straight apostrophe."""
    return normalise_tone(tidy(text).replace("’", "'").replace("ʼ", "'"))


def split_kind(full_name: str) -> tuple[str, str]:
    for kind in EXPECTED_KINDS:
        if full_name.startswith(kind + " "):
            return kind, full_name[len(kind) + 1 :]
    raise SystemExit(f"{full_name!r} begins with no known kind")


def current_units(dataset: sqlite3.Connection, newer: Path) -> list[tuple[str, ...]]:
    provinces = json.loads(newer.read_text(encoding="utf-8"))
    kinds = {
        ward["Code"]: ward["AdministrativeUnitShortName"].strip().capitalize()
        for province in provinces
        for ward in province["Wards"]
    }
    province_names = {province["Code"]: spelled(province["FullName"]) for province in provinces}
    rows = []
    query = "select wardCode, ward, provinceCode from admin_units order by wardCode"
    for code, full_name, province_code in dataset.execute(query):
        kind_before, name = split_kind(spelled(full_name))
        kind = kinds.get(code, kind_before)
        valid_from = FIRST_VALID if kind == kind_before else LIST_VERSION
        rows.append((code, name, kind, province_code, province_names[province_code], valid_from, LIST_VERSION))
    return rows


def old_units(dataset: sqlite3.Connection, converter: Path) -> list[tuple[str, ...]]:
    new_codes = {
        (province, ward): code
        for province, ward, code in dataset.execute("select provinceKey, wardKey, wardCode from admin_units")
    }
    old = {}
    query = "select provinceKey, districtKey, wardKey, wardCode, ward, district, province from admin_units_legacy"
    for province_key, district_key, ward_key, code, ward, district, province in dataset.execute(query):
        key = f"{province_key}_{district_key}_{ward_key or ''}"
        old[key] = (code or "", spelled(ward or district), spelled(district), spelled(province))
    tables = json.loads(converter.read_text(encoding="utf-8"))
    rows = [
        (*old[key], new_codes[province, ward], "yes")
        for province, wards in tables["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for ward, keys in wards.items()
        for key in keys
    ]
    rows += [
        (*old[key], new_codes[province, part["newWardKey"]], "yes" if len(parts) == 1 else "no")
        for province, wards in tables["DICT_PROVINCE_WARD_DIVIDED"].items()
        for key, parts in wards.items()
        for part in parts
    ]
    return sorted(set(rows), key=lambda row: (row[4], row[0]))


def check(units: list[tuple[str, ...]], old: list[tuple[str, ...]]) -> None:
    kinds = Counter(row[2] for row in units)
    if kinds != EXPECTED_KINDS:
        raise SystemExit(f"kinds are {kinds}, not {EXPECTED_KINDS}")
    by_province = Counter(row[3] for row in units)
    for code, count in EXPECTED_BY_PROVINCE.items():
        if by_province[code] != count:
            raise SystemExit(f"province {code} has {by_province[code]} units, not {count}")
    if len({row[0] for row in units}) != len(units) or any(len(row[0]) != 5 for row in units):
        raise SystemExit("codes are not unique or not of five digits")
    if any(row[0] and len(row[0]) != 5 for row in old):
        raise SystemExit("old codes are not of five digits")
    without_source = {row[0] for row in units} - {row[4] for row in old}
    if without_source:
        raise SystemExit(f"no old unit leads to {sorted(without_source)}")


def write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name in ("dataset", "converter", "units", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    paths = parser.parse_args()
    dataset = sqlite3.connect(paths.dataset)
    units, old = current_units(dataset, paths.units), old_units(dataset, paths.converter)
    check(units, old)
    write(paths.out / "communes.csv", NEW_HEADER, units)
    write(paths.out / "communes_old.csv", OLD_HEADER, old)
    print(len(units), "units,", len(old), "rows of old units")


if __name__ == "__main__":
    main()
