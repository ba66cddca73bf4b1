"""The first start in a few short steps, of a commune or a receiving office; every step can go back. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from sinhke_desktop.errors import InvalidInput, SinhkeError
from sinhke_desktop.gui.first_start.commune_search import CommuneSearch
from sinhke_desktop.gui.first_start.contract import PATHS, PERIODS, Begin, FirstStartServices, Role, Step, Typed
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress

if TYPE_CHECKING:
    from sinhke_desktop.domain.commune import Area, CommuneUnit
    from sinhke_desktop.gui.context import Runs
    from sinhke_desktop.gui.first_start.asked_code import AskedCode
    from sinhke_desktop.gui.first_start.view import FirstStartView
    from sinhke_desktop.services.data_place import PlaceOffer
    from sinhke_desktop.services.workspace import Created, Workspace


class FirstStartPresenter:
    """Holds what was typed so far; the store is made between the password and the code, what it is for at the end."""

    def __init__(
        self,
        view: FirstStartView,
        services: FirstStartServices,
        run: Runs,
        *,
        workspace: Workspace | None = None,
        offer: PlaceOffer | None = None,
        placed: bool = False,
        typed: Typed | None = None,
        choose_two: Callable[[int], tuple[int, int]] | None = None,
    ) -> None:
        """*workspace*: a store that was made before but never set up, so that no password is asked, and a new code
        only where the first was not typed back. *offer*: a portable program asks where the data lie, unless that was
        just answered (*placed*). *typed*: what was typed before a fault.
        """
        self._view = view
        self._services = services
        self._run = run
        self._choose_two = choose_two
        self._resumed = workspace is not None
        self._on_paper = bool(typed and typed.code_on_paper)
        self._offer = offer if workspace is None else None
        self._password = ""
        self._code: AskedCode | None = None
        self._code_typed = False
        self.search = CommuneSearch(services.find_units, run, view.show_units, self._failed).search
        self.workspace = workspace
        self.role = Role.COMMUNE
        self.step = Step.PLACE if self._offer is not None and not placed else Step.ROLE
        self.unit: CommuneUnit | None = None
        self.area: Area | None = None
        self.period = PERIODS[-1]
        self.office = self.officer = ""
        if self._offer is not None:
            view.show_places(self._offer)
        if typed is not None:
            self._take_up(typed)
        self._show()

    def path(self) -> tuple[Step, ...]:
        """The steps of this machine; no place once there is a store, no password where it was made before."""
        known = {Step.PASSWORD, *((Step.CODE,) if self._on_paper else ())} if self._resumed else set()
        asked = tuple(one for one in PATHS[self.role] if one not in known)
        return (Step.PLACE, *asked) if self._offer is not None and self.workspace is None else asked

    def _take_up(self, typed: Typed) -> None:
        self.role = Role(typed.role)
        self.officer, self.office = typed.officer, typed.office
        self._view.show_typed(typed)
        if typed.commune_code:
            from sinhke_desktop.domain.commune import Area

            def found(unit: CommuneUnit) -> None:
                self.choose(unit)
                if typed.area in tuple(Area):
                    self.area = Area(typed.area)
                    self._view.show_area(self.area)

            self._run(lambda _progress: self._services.unit(typed.commune_code), found, failed=lambda _gone: None)

    def choose(self, unit: CommuneUnit) -> None:
        """This is the commune."""
        self.unit = unit
        self.area = unit.default_area
        self._view.show_chosen(unit)
        self._view.show_area(self.area)
        self._view.show_problem("commune", "")

    def back(self) -> None:
        """One step back; nothing typed is lost."""
        at = self.path().index(self.step)
        if at:
            self.step = self.path()[at - 1]
            self._show()

    def typed_password(self, password: str) -> None:
        """Say how good it is while it is typed."""
        from sinhke_desktop.gui.first_start.words import strength_words

        self._view.show_strength(strength_words(password) if password else "")

    def leave_place(self, *, beside: bool, sure: bool = False) -> None:
        """Next from the place of the data; a place that is easily lost is asked about a second time."""
        from sinhke_desktop.gui.first_start.words import place_risk

        offer = self._offer
        if offer is None:
            raise RuntimeError("no place was offered")
        risk = place_risk(offer.kind) if beside and not offer.beside_now else ""
        if risk and not sure:
            self._view.ask_beside(risk)
        elif beside == offer.beside_now:
            self._forward()
        else:
            self._run(
                lambda _progress: self._services.choose_place(beside),
                lambda _done: self._view.begin_anew(),
                failed=self._failed,
            )

    def leave_role(self, role: Role) -> None:
        """Next from the question what this machine is for."""
        self.role = role
        self._forward()

    def leave_commune(self) -> None:
        """Next from the choice of the commune."""
        if self.unit is None:
            self._view.show_problem("commune", _("Choose the commune in the list."))
            return
        self._forward()

    def leave_area(self, area: Area, period: str) -> None:
        """Next from area and period."""
        self.area, self.period = area, period
        self._forward()

    def leave_officer(self, officer: str) -> None:
        """Next from the commune officer's name."""
        self.officer = _tidy(officer)
        self._say_missing("officer")
        if self.officer:
            self._forward()

    def leave_office(self, name: str, officer: str) -> None:
        """Next from the names of the receiving office and of who works there."""
        self.office, self.officer = _tidy(name), _tidy(officer)
        self._view.show_problem("office", "" if self.office else _("Type the name of the receiving office."))
        self._say_missing("office_officer")
        if self.office and self.officer:
            self._forward()

    def _say_missing(self, field: str) -> None:
        self._view.show_problem(field, "" if self.officer else _("Type your full name; it stands in the history."))

    def leave_password(self, password: str, again: str) -> None:
        """Next from the password: makes the store, or gives it another password when it was made before."""
        from sinhke_desktop.domain import passwords

        password, again = passwords.spelled(password), passwords.spelled(again)
        short, store = len(password) < passwords.SHORTEST, self.workspace
        self._view.show_problem("password", _("At least 8 characters.") if short else "")
        self._view.show_problem("again", "" if again == password else _("The two passwords are not the same."))
        if short or again != password:
            return
        if store is None:
            self._view.show_busy(_("Making the encrypted data file…"))
            self._run(
                lambda progress: self._services.create(password), partial(self._created, password), failed=self._failed
            )
        elif password != self._password:
            old = self._password
            self._view.show_busy(_("Changing the password…"))
            self._run(
                lambda progress: self._services.change_password(store, old, password),
                lambda nothing: self._password_changed(password),
                failed=self._failed,
            )
        else:
            self._forward()

    def leave_code(self, first: str, second: str) -> None:
        """Next from the code: both groups must be typed as they stand on the paper."""
        right = [self._code is not None and self._code.fits(at, typed) for at, typed in enumerate((first, second))]
        for at, fits in enumerate(right):
            self._view.show_problem(f"group{at}", "" if fits else _("Not the same as in the code; look again."))
        if all(right):
            self._code_typed = True
            self._forward()

    def leave_what_now(self, begin: Begin, hamlets: str) -> None:
        """Finish with what is to be done first; the first household needs the hamlet it lives in."""
        missing = begin is Begin.HOUSEHOLD and not _tidy(hamlets)
        self._view.show_problem("hamlets", _("Type the name of at least one hamlet.") if missing else "")
        if not missing:
            self._finish(begin, hamlets if begin is Begin.HOUSEHOLD else "")

    def try_sample(self) -> None:
        """Build the sample commune with invented people and open it; at the last step the own commune is set up too."""
        self._view.show_busy(_("Building the sample commune…"))
        setting_up = self._setting_up("") if self.step is Step.WHAT_NOW else None

        def work(progress: Progress) -> Workspace:
            if setting_up is not None:
                setting_up(progress)
                self._services.keep(None)
            return self._services.build_sample(progress)

        self._run(work, self._sample_made, failed=self._failed)

    def try_sample_office(self) -> None:
        """Build the sample receiving office and a folder as a commune's stick, and open it."""
        self._view.show_busy(_("Building the sample office…"))
        self._run(self._services.build_sample_office, self._sample_made, failed=self._failed)

    def _sample_made(self, workspace: Workspace) -> None:
        self._view.show_busy("")
        self._view.finished(workspace, Begin.SAMPLE)

    def _created(self, password: str, created: Created) -> None:
        self.workspace, self._password = created.workspace, password
        self._show_code(created.recovery_code)
        self._forward()

    def _show_code(self, code: str) -> None:
        from sinhke_desktop.gui.first_start.asked_code import AskedCode, two_of

        self._code = AskedCode(code, (self._choose_two or two_of)(len(code.split("-"))))
        self._view.show_busy("")
        self._view.show_code(code, self._code.asked)

    def _password_changed(self, password: str) -> None:
        self._password = password
        self._view.show_busy("")
        self._forward()

    def _setting_up(self, hamlets: str) -> Callable[[Progress], Workspace]:
        """What makes the store what it is for."""
        store, unit, area = self.workspace, self.unit, self.area
        if store is not None and self.role is Role.OFFICE:
            return lambda _progress: self._services.set_up_office(store, self.office, self.officer)
        if store is None or unit is None or area is None:
            raise RuntimeError("the last step before the first")
        return lambda _progress: self._services.set_up(store, unit, area, self.period, self.officer, hamlets)

    def _finish(self, begin: Begin, hamlets: str = "") -> None:
        def finished(workspace: Workspace) -> None:
            self.workspace = workspace
            self._services.keep(None)
            self._view.show_busy("")
            self._view.finished(workspace, begin)

        office = self.role is Role.OFFICE
        setting_up = self._setting_up(hamlets)
        self._view.show_busy(_("Setting up the receiving office…") if office else _("Setting up the commune…"))
        self._run(setting_up, finished, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._view.show_busy("")
        if isinstance(error, InvalidInput) and self.step is Step.WHAT_NOW:
            self._view.show_problem("hamlets", error.message)
        elif isinstance(error, SinhkeError):
            self._view.show_error(error)
        else:
            self._view.failed(error)

    def _forward(self) -> None:
        path = self.path()
        at = path.index(self.step) + 1
        self._services.keep(self._typed())
        if at == len(path):
            self._finish(Begin.PAIRING if self.role is Role.SECOND else Begin.PAGES)
            return
        store = self.workspace
        if path[at] is Step.CODE and self._code is None and store is not None:
            self._view.show_busy(_("Making a recovery code…"))
            self._run(lambda _progress: self._services.renew_code(store), self._renewed, failed=self._failed)
            return
        self.step = path[at]
        self._show()

    def _renewed(self, code: str) -> None:
        self._show_code(code)
        self._forward()

    def _typed(self) -> Typed:
        code = self.unit.code if self.unit is not None else ""
        on_paper = "1" if self._code_typed or self._on_paper else ""
        return Typed(self.role, code, self.area or "", self.period, self.officer, self.office, on_paper)

    def _show(self) -> None:
        path = self.path()
        self._view.show_step(self.step, path, last=self.step == path[-1])


def _tidy(text: str) -> str:
    from sinhke_desktop.domain.vietnamese import tidy  # the first window asks for nothing that is typed

    return tidy(text)
