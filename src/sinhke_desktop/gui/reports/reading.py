"""What the page of reports reads: the periods of a kind, and of the chosen one its facts, wording and draft."""

from __future__ import annotations

from datetime import date
from functools import partial

from sinhke_desktop.domain.report_period import PeriodKind
from sinhke_desktop.gui.reports.presenter import PeriodChoice, ReportRead, ReportServices
from sinhke_desktop.services import livelihood, reports
from sinhke_desktop.services.workspace import Workspace


def report_services(opened: Workspace) -> ReportServices:
    """What the page of reports asks of the services."""

    def read(kind: PeriodKind, key: str, until: date | None) -> ReportRead:
        model = livelihood.current(opened)
        known = reports.periods(opened, kind, model.id)
        offered = tuple(PeriodChoice(one.key, one.name, reports.made(opened, one.key, model.id)) for one in known)
        if not offered:
            return ReportRead(())
        wanted = key if key in {one.key for one in offered} else offered[0].key
        report = reports.facts(opened, wanted, until=until)
        if report.period.review:
            offered = (PeriodChoice(report.period.key, report.period.name, offered[0].made),)
        return ReportRead(
            offered, report, reports.titles(report), reports.texts(opened, report), reports.drafted(report)
        )

    return ReportServices(
        read=read,
        render=reports.render_texts,
        word=partial(reports.word, opened),
        kept=partial(reports.kept_of, opened),
        redraft=partial(reports.redraft, opened),
        put_back=partial(reports.put_back, opened),
    )
