"""What a visit form says that came back: typed from the paper, judged by the rules of visits and of the month."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sinhke_desktop.domain.follow_up import FollowUp, FollowUpInput, judge_follow_up
from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.domain.short_days import full_day
from sinhke_desktop.domain.typed_values import Typed, month_of, parse_day, typed_text
from sinhke_desktop.domain.visit import NEEDS, Agreement
from sinhke_desktop.domain.visit_record import Visit, VisitInput, judge_visit, parse_agreements
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

DONE, NOT_DONE, NOT_SAID = "+", "-", "?"
COUNTS = ("alive", "born", "bought", "lost", "sold", "passed_on", "sick")
MONTH_FIELDS = (*COUNTS, "income", "problem", "next_step")
"""The fields of the model's month, in the order of the paper; names of :class:`.follow_up.FollowUp`."""
AGREED_LINES = 3
CORRECTIONS = "Sửa thông tin thành viên: "
"""Begins the part of a visit's note that says what to correct in the members' list."""


@dataclass(frozen=True, slots=True)
class AgreedInput:
    """One line of what was agreed this time, as typed."""

    text: str = ""
    who: str = ""
    due: Typed = ""


@dataclass(frozen=True, slots=True)
class ReturnedInput:
    """A form as typed from its paper.

    ``kept`` has one of ``+ - ?`` for each agreement printed on the form, shorter where nothing was said of the last
    ones. ``seen`` says that the indicators were asked for; ``deprived`` are keys of :data:`.review.ALL_INDICATORS`.
    ``month`` holds the typed figures and words of :data:`MONTH_FIELDS`.
    """

    household_id: str = ""
    visited_on: Typed = ""
    kept: str = ""
    corrections: str = ""
    seen: bool = False
    deprived: frozenset[str] = frozenset()
    month: Mapping[str, Typed] = field(default_factory=dict)
    notes: str = ""
    need_keys: frozenset[str] = frozenset()
    needs: str = ""
    agreed: Sequence[AgreedInput] = ()
    next_visit_on: Typed = ""


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """A judged form: the visit that it proves and the participant's month, where the form says anything of it."""

    visit: Visit
    follow_up: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class Judging:
    """By what a form is judged: the ids it gets, who enters it, today, and how many agreements stood on it.

    ``participant_id`` is empty where the household had no part in the model.
    """

    visit_id: str
    commune_code: str
    officer: str
    today: date
    sheet_number: str = ""
    printed: int = 0
    participant_id: str = ""


def judge_returned(typed: ReturnedInput, by: Judging) -> ReturnedForm:
    """The visit and the month, or :class:`InvalidInput` with every problem under the field's key on the form.

    TV-01, MH-03, MH-04, MH-07 as for visits and follow-ups; TV-04 for a mark that the form does not know.
    """
    problems: list[Problem] = []
    visited = full_day(typed.visited_on, by.today, ahead=False)
    near = _read(visited) or by.today
    visit = _visit(replace(typed, visited_on=visited), by, near, problems)
    follow_up = _month(typed, visited, by, problems)
    if problems or visit is None:
        raise InvalidInput(problems)
    return ReturnedForm(visit, follow_up)


def _read(day: Typed) -> date | None:
    try:
        return parse_day(day)
    except ValueError:
        return None


def _visit(typed: ReturnedInput, by: Judging, near: date, problems: list[Problem]) -> Visit | None:
    if not typed_text(typed.visited_on):
        problems.append(Problem("visited_on", _("Type the day of the visit."), "TV-01"))
    agreements = _agreed(typed.agreed, near, problems)
    kept = _kept(typed.kept, by.printed, problems)
    deprived = _known(typed.deprived, ALL_INDICATORS, "indicator", problems)
    needed = _known(typed.need_keys, NEEDS, "need", problems)
    words = VisitInput(
        typed.household_id, "", typed.visited_on, agreements, typed.needs,
        full_day(typed.next_visit_on, near, ahead=True), note_of(typed.notes, typed.corrections),
    )  # fmt: skip
    try:
        visit = judge_visit(words, by.visit_id, by.commune_code, by.officer, by.today)
    except InvalidInput as refused:
        known = {one.field for one in problems}
        problems += [one for one in refused.problems if one.field not in known]
        return None
    return replace(
        visit, sheet_number=by.sheet_number, indicators_seen=typed.seen or bool(deprived), deprived=deprived, kept=kept,
        need_keys=needed,
    )  # fmt: skip


def _agreed(lines: Sequence[AgreedInput], near: date, problems: list[Problem]) -> list[Agreement]:
    found = []
    for number, one in enumerate(lines, 1):
        try:
            due = parse_day(full_day(one.due, near, ahead=True))
        except ValueError:
            problems.append(Problem(f"agreed:{number}:due", _("Type the day as 19/06/2024."), "TV-01"))
            continue
        if typed_text(one.text):
            found.append(Agreement(one.text, one.who, due))
        elif typed_text(one.who) or due:
            problems.append(Problem(f"agreed:{number}", _("Say what was agreed."), "TV-01"))
    return found


def _kept(typed: str, printed: int, problems: list[Problem]) -> str:
    if len(typed) > printed or set(typed) - {DONE, NOT_DONE, NOT_SAID}:
        text = _("Say + (done), - (not done) or ? for each of the {count} agreements on the form.")
        problems.append(Problem("kept", text.format(count=printed), "TV-04"))
    return typed.ljust(printed, NOT_SAID)


def _known(keys: Collection[str], all_keys: Mapping[str, str], name: str, problems: list[Problem]) -> str:
    """The keys in the order of their list, joined by commas."""
    unknown = sorted(set(keys) - set(all_keys))
    if unknown:
        text = _("The form has no such mark: {keys}.").format(keys=", ".join(unknown))
        problems.append(Problem(name, text, "TV-04"))
    return ",".join(key for key in all_keys if key in keys)


def _month(typed: ReturnedInput, visited: Typed, by: Judging, problems: list[Problem]) -> FollowUp | None:
    said = {name: value for name in MONTH_FIELDS if typed_text(value := typed.month.get(name, ""))}
    if not said:
        return None
    if not by.participant_id:
        text = _("The household had no part in the model in that month; leave these figures empty.")
        problems += [Problem(_place(name), text, "MH-07") for name in said]
        return None
    day = _read(visited)
    if day is None or day > by.today:
        return None
    words = FollowUpInput(by.participant_id, month_of(day), day, **said)  # type: ignore[arg-type]
    found: list[Problem] = []
    judged = judge_follow_up(words, by.commune_code, by.today, found)
    problems += [replace(one, field=_place(one.field)) for one in found]
    return judged


def _place(name: str) -> str:
    """The key on the form of a field of the month."""
    return f"count:{name}" if name in COUNTS else name


def note_of(notes: str, corrections: str) -> str:
    """The visit's note: what was noted, then what to correct in the members' list."""
    noted, wanted = typed_text(notes), typed_text(corrections)
    if not wanted:
        return noted
    joined = noted if not noted or noted[-1] in ".!?;" else f"{noted}."
    return f"{joined} {CORRECTIONS}{wanted}".strip()


def parse_note(note: str) -> tuple[str, str]:
    """Notes and corrections of :func:`note_of`."""
    notes, _mark, corrections = note.partition(CORRECTIONS)
    return notes.strip(), corrections.strip()


def typed_again(visit: Visit, follow_up: FollowUp | None) -> ReturnedInput:
    """A form that was entered, as it would be typed, to be corrected."""
    notes, corrections = parse_note(visit.note)
    month = {
        name: typed_text(str(value)) for name in MONTH_FIELDS
        if follow_up is not None and (value := getattr(follow_up, name)) not in (None, "")
    }  # fmt: skip
    return ReturnedInput(
        visit.household_id, typed_text(visit.visited_on), visit.kept, corrections, visit.indicators_seen,
        keys_of(visit.deprived), month, notes, keys_of(visit.need_keys), visit.needs,
        tuple(AgreedInput(one.text, one.who, typed_text(one.due)) for one in parse_agreements(visit.agreements)),
        typed_text(visit.next_visit_on),
    )  # fmt: skip


def keys_of(joined: str) -> frozenset[str]:
    """The keys of a text joined by commas."""
    return frozenset(filter(None, joined.split(",")))


def laid_over(noted: FollowUp, form: FollowUp) -> FollowUp:
    """*noted* with what the *form* says of the same month; what the form leaves open stays."""
    said = {name: value for name in MONTH_FIELDS if (value := getattr(form, name)) not in (None, "")}
    return replace(noted, visited_on=form.visited_on, removed=False, **said)


def months_differ(noted: FollowUp, form: FollowUp) -> tuple[str, ...]:
    """The fields of the month of which both say something, and not the same."""
    return tuple(
        name for name in MONTH_FIELDS
        if (said := getattr(form, name)) not in (None, "") and (was := getattr(noted, name)) not in (None, "")
        and said != was
    )  # fmt: skip


def cells_of(typed: ReturnedInput) -> dict[str, str]:
    """*typed* as flat texts by field, empty ones left out: what a form on the screen holds and what is kept of it."""
    found = {
        "visited_on": typed_text(typed.visited_on),
        "kept": typed.kept,
        "corrections": typed.corrections,
        "seen": DONE if typed.seen else "",
        "deprived": ",".join(sorted(typed.deprived)),
        "notes": typed.notes,
        "need_keys": ",".join(sorted(typed.need_keys)),
        "needs": typed.needs,
        "next_visit_on": typed_text(typed.next_visit_on),
    }
    found |= {name: typed_text(typed.month.get(name, "")) for name in MONTH_FIELDS}
    for number, one in enumerate(typed.agreed, 1):
        found |= {f"agreed:{number}": one.text, f"agreed:{number}:who": one.who}
        found[f"agreed:{number}:due"] = typed_text(one.due)
    return {name: text for name, text in found.items() if text}


def typed_from(cells: Mapping[str, str], household_id: str) -> ReturnedInput:
    """The form of :func:`cells_of`."""

    def line(number: int) -> AgreedInput:
        start = f"agreed:{number}"
        return AgreedInput(*(cells.get(start + part, "") for part in ("", ":who", ":due")))

    return ReturnedInput(
        household_id, cells.get("visited_on", ""), cells.get("kept", ""), cells.get("corrections", ""),
        bool(cells.get("seen")), keys_of(cells.get("deprived", "")),
        {name: text for name in MONTH_FIELDS if (text := cells.get(name, ""))},
        cells.get("notes", ""), keys_of(cells.get("need_keys", "")), cells.get("needs", ""),
        tuple(line(number) for number in range(1, AGREED_LINES + 1)), cells.get("next_visit_on", ""),
    )  # fmt: skip
