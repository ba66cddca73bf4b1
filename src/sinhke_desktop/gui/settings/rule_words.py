"""A poverty standard in words, one fact a line. Knows no Qt."""

from __future__ import annotations

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import area_text
from sinhke_desktop.domain.poverty import money
from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.domain.rule_set import MONTHS, AreaLine, Bands, RuleSet
from sinhke_desktop.i18n import _


def dates_words(rules: RuleSet) -> str:
    """``01/01/2022 – 31/12/2026``."""
    return f"{rules.valid_from:%d/%m/%Y} – {rules.valid_to:%d/%m/%Y}"


def line_words(line: AreaLine) -> str:
    """The income line, with its points where they are published."""
    if line.points is None:
        return money(line.income)
    return _("{income} ({points} points)").format(income=money(line.income), points=line.points)


def fact_lines(rules: RuleSet) -> list[str]:
    """Source, test, average living standard, indicators and the ages they are derived with."""
    names = ", ".join(ALL_INDICATORS[key] for key in rules.indicators)
    found = [
        _("Source: {source}").format(source=rules.legal_source),
        _("Income line a person a month: {rural} in rural areas, {urban} in urban areas.").format(
            rural=line_words(rules.lines[Area.RURAL]), urban=line_words(rules.lines[Area.URBAN])
        ),
        _("Poor: at most the income line and {count} or more of {total} indicators lacking.").format(
            count=rules.poor_indicators, total=len(rules.indicators)
        ),
        _("Near-poor: at most the income line and fewer indicators lacking.")
        if rules.near_poor
        else _("Near-poor: no test is published yet, so the program gives no such class by this standard."),
        _("Indicators: {names}.").format(names=names),
    ]
    averages = {area: line.average for area, line in rules.lines.items() if line.average is not None}
    if len(averages) == len(Area):
        text = _("Average living standard: up to {rural} in rural areas, {urban} in urban areas.")
        found.append(text.format(rural=money(averages[Area.RURAL] or 0), urban=money(averages[Area.URBAN] or 0)))
    if rules.province:
        text = _("Holds in {province} only and goes before the national standard there.")
        found.append(text.format(province=rules.province.name))
    return [*found, *_band_lines(rules.bands, rules.valid_from.year)]


def _band_lines(bands: Bands, year: int) -> list[str]:
    text = _(
        "Derived from the data with: children under {child}; insurance from {insured}; education of adults {adult} to "
        "{adult_to}; school from {preschool}, {primary}, {lower}; {area} m² a person; dependants over {share} %."
    )
    found = [
        text.format(
            child=bands.child_below, insured=bands.insured_from, adult=bands.adult_from, adult_to=bands.adult_to,
            preschool=bands.preschool_from, primary=bands.primary_from, lower=bands.lower_secondary_from,
            area=area_text(bands.area_below), share=bands.dependants_over_percent,
        )
    ]  # fmt: skip
    pension = bands.pension_age(year)
    if pension:
        text = _("Working age in {year}: from {first} to {male} for men, to {female} for women.")
        found.append(
            text.format(
                year=year, first=bands.working_from, male=_age_words(pension.male), female=_age_words(pension.female)
            )
        )
    return found


def _age_words(months: int) -> str:
    years, rest = divmod(months, MONTHS)
    return (
        _("{years} years {months} months").format(years=years, months=rest)
        if rest
        else _("{years} years").format(years=years)
    )


def mark_lines(rules: RuleSet) -> list[str]:
    """What was not verified."""
    found = list(rules.unverified)
    if rules.unverified_indicators:
        names = ", ".join(ALL_INDICATORS[key] for key in rules.indicators if key in rules.unverified_indicators)
        found.append(_("How these indicators are derived was not verified: {names}.").format(names=names))
    if rules.unverified_classes:
        words = ", ".join(words for key, words in rules.class_words.items() if key in rules.unverified_classes)
        found.append(
            _("The bounds of these classes were not checked against the legal text: {names}.").format(names=words)
        )
    if rules.bands.unverified:
        found.append(_("Ages of school, insurance, work and old age were not verified against the legal text."))
    return found
