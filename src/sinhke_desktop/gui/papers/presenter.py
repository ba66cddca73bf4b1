"""What the page of issued papers shows: which of them, in which words. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.domain.searching import Search
from sinhke_desktop.domain.vietnamese import fold, marked, sort_key
from sinhke_desktop.i18n import _
from sinhke_desktop.services import issued_papers
from sinhke_desktop.services.data_mark import Compared
from sinhke_desktop.services.paper_kinds import kind_name

SHORT_HASH = 8


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper with the words of its line; *folded* and *accented* are what a search looks through."""

    paper: IssuedPaper
    made: str
    kind: str
    year: int
    folded: str
    accented: str

    @property
    def day(self) -> str:
        """The paper's own day."""
        return f"{self.paper.dated_on:%d/%m/%Y}" if self.paper.dated_on else ""

    @property
    def words(self) -> str:
        """Title and subject."""
        return " · ".join(filter(None, (self.paper.title, self.paper.subject)))

    @property
    def about(self) -> str:
        """What the columns do not say: kind, by whom, how often it left, data mark, the first digits of the hash."""
        times = _("printed or saved {count} times").format(count=self.paper.times)
        short = _("hash {hash}").format(hash=self.paper.sha256[:SHORT_HASH])
        return " · ".join(filter(None, (self.kind, self.paper.officer, times, self._mark, short)))

    @property
    def standing(self) -> str:
        """What is said above the paper's pages."""
        number = _("No. {number}").format(number=self.paper.number) if self.paper.number else ""
        made = _("made {when} by {officer}").format(when=self.made, officer=self.paper.officer)
        return " · ".join(filter(None, (self.paper.subject, number, self.day, made, self._mark)))

    @property
    def _mark(self) -> str:
        return _("data mark {mark}").format(mark=self.paper.mark) if self.paper.mark else ""


def line(paper: IssuedPaper) -> PaperLine:
    """The line of a paper."""
    made = f"{issued_papers.made_at(paper):%d/%m/%Y %H:%M}"
    kind = kind_name(paper.kind)
    day = f"{paper.dated_on:%d/%m/%Y}" if paper.dated_on else ""
    text = " ".join(
        (paper.title, paper.subject, kind, paper.number, day, made, paper.officer, paper.mark, paper.sha256)
    )
    return PaperLine(paper, made, kind, issued_papers.year_of(paper), fold(text), marked(text))


def filtered(lines: Sequence[PaperLine], text: str, kind: str = "", year: str = "") -> list[PaperLine]:
    """The lines of a kind and year that have every typed word, accents as typed."""
    search = Search(text)
    return [
        one
        for one in lines
        if kind in ("", one.paper.kind) and year in ("", str(one.year)) and search.matches(one.folded, one.accented)
    ]


def kinds(lines: Sequence[PaperLine]) -> list[tuple[str, str]]:
    """Key and name of the kinds there are, by name."""
    found = {one.paper.kind: one.kind for one in lines}
    return sorted(found.items(), key=lambda pair: sort_key(pair[1]))


def years(lines: Sequence[PaperLine]) -> list[str]:
    """The years there are, newest first."""
    return [str(year) for year in sorted({one.year for one in lines}, reverse=True)]


def size_words(size: int) -> str:
    """``1,4 MB``; small sizes in kB."""
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def standing(shown: int, count: int, size: int) -> str:
    """How many papers are kept and how much room they take."""
    text = _("{count} papers kept on this machine, {size}").format(count=count, size=size_words(size))
    return text if shown == count else _("{shown} of {text}").format(shown=shown, text=text)


def compared_words(found: Compared, papers: Sequence[IssuedPaper]) -> str:
    """What comparing a mark found; *papers* are the kept ones that bear it."""
    if not found.held:
        text = _(
            "Mark {mark}: it does not fit the data on this machine. The paper was made from other data, on another "
            "machine, or before an older backup was restored here."
        ).format(mark=found.mark)
    elif found.made_on is not None:
        text = _("Mark {mark}: it fits the data on this machine, change number {counter} of {day:%d/%m/%Y}.").format(
            mark=found.mark, counter=found.counter, day=found.made_on
        )
    else:
        text = _("Mark {mark}: it fits the data on this machine, change number {counter}.").format(
            mark=found.mark, counter=found.counter
        )
    if not papers:
        return text
    named = "; ".join(" · ".join(filter(None, (one.title, one.number))) for one in papers[:3])
    more = f" (+{len(papers) - 3})" if len(papers) > 3 else ""
    return text + " " + _("Kept papers with this mark: {papers}.").format(papers=named + more)
