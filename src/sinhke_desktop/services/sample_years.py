"""Earlier rounds for the sample commune, so that its charts have a past: invented, and the same each time."""

from __future__ import annotations

from dataclasses import replace

from sinhke_desktop.domain.operations import CREATE
from sinhke_desktop.domain.poverty import class_of, rule_set_for
from sinhke_desktop.domain.review import INDICATORS, ResultStatus, Review
from sinhke_desktop.services import communes, hamlets
from sinhke_desktop.services.rules import rule_sets
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal
from sinhke_desktop.storage import reviews as stored_reviews

EARLIER = (1, 2)
FEWER_HOUSEHOLDS = 6


def enter(workspace: Workspace, year: int) -> int:
    """Give every household reviewed in *year* a round one and two years before, somewhat poorer; returns how many.

    Each year back, every fourth household lacked one indicator more and every household had a few points less. Each
    hamlet had a few households less.
    """
    with workspace.database.write() as connection:
        reviews = stored_reviews.all_reviews(connection, workspace.commune_code, year)
        area = communes.current(workspace).area
        place = {
            one.id: (one.list_number or 0, one.head.full_name)
            for one in stored_households.all_households(connection, workspace.commune_code)
        }
        made = [
            _earlier(review, back, number, workspace.new_id())
            for back in EARLIER
            for number, review in enumerate(
                sorted(reviews, key=lambda one: (one.income_points or 0, sorted(one.deprived), place[one.household_id]))
            )
        ]
        judged = [
            replace(one, declared_class=class_of(one, area, rule_set_for(rule_sets(), one.as_of))) for one in made
        ]
        drafts = [
            journal.Draft(stored_reviews.KIND, one.id, stored_reviews.review_fields(one), CREATE, new=True)
            for one in judged
        ]
        journal.save(connection, author(workspace), drafts)
    now = hamlets.totals(workspace, year)
    for back in EARLIER:
        for hamlet_id, households in now.items():
            hamlets.set_total(workspace, hamlet_id, year - back, max(0, households - back * FEWER_HOUSEHOLDS))
    return len(drafts)


def _earlier(review: Review, back: int, number: int, review_id: str) -> Review:
    missing = [key for key in INDICATORS if key not in review.deprived]
    more = frozenset(missing[:back]) if number % 4 < back else frozenset()
    deprived = review.deprived | more
    return replace(
        review,
        id=review_id,
        year=review.year - back,
        status=ResultStatus.OFFICIAL,
        income_points=max(0, (review.income_points or 0) - 4 * back),
        deprivation_points=10 * len(deprived),
        deprived=deprived,
    )
