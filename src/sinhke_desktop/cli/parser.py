"""The commands and their options. Light on purpose: no service is loaded here."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sinhke_desktop.cli.act_options import add_act_options
from sinhke_desktop.cli.consolidated_options import add_consolidated
from sinhke_desktop.cli.differences_options import add_differences, add_machines
from sinhke_desktop.cli.form_options import add_form_options
from sinhke_desktop.cli.household_paper_options import add_household_paper_options
from sinhke_desktop.cli.issued_options import add_issued_options
from sinhke_desktop.cli.model_options import add_model_options
from sinhke_desktop.cli.office_machines_options import add_office_machines
from sinhke_desktop.cli.office_receiving_options import add_office_receiving
from sinhke_desktop.cli.office_server_options import add_office_server, add_server_address
from sinhke_desktop.cli.privacy_options import add_privacy_options
from sinhke_desktop.cli.report_options import add_report_options
from sinhke_desktop.cli.round_options import add_round_options
from sinhke_desktop.cli.update_options import add_update_options
from sinhke_desktop.cli.visit_form_options import add_visit_form_options
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names its type so

PROGRAM = "sinhke-desktop"
CLASSES = ("poor", "near-poor", "newly-escaped", "none")
SUPPORT_KINDS = ("health", "education", "production", "loan", "housing", "water", "training", "job", "cash", "other")
AREAS = ("rural", "urban")

argparse._ = _  # type: ignore[attr-defined]  # argparse's own words come from our catalogue


class Parser(argparse.ArgumentParser):
    """Takes whole option names only, so that a new option never changes what an old script means."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{"allow_abbrev": False, **options})  # type: ignore[arg-type]


class Version(argparse.Action):
    """Prints the version, which is looked up only then, and ends with 0."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: object, values: object, option_string: str | None = None
    ) -> None:
        """Called by argparse when the option is met."""
        from sinhke_desktop import __version__

        sys.stdout.write(f"{PROGRAM} {__version__}\n")
        parser.exit()


def build() -> argparse.ArgumentParser:
    """The parser of the whole program."""
    parser: argparse.ArgumentParser = Parser(
        prog=PROGRAM, description=_("Poor households, livelihood model, visits, reports. Works offline.")
    )
    parser.add_argument("--version", action=Version, nargs=0, help=_("show program's version number and exit"))
    parser.add_argument(
        "--screenshot", type=Path, metavar=_("FILE"), help=_("open the window, save a picture of it and leave")
    )
    _common(parser)
    parser.set_defaults(data_dir=None, json=False)
    commands = parser.add_subparsers(
        dest="command",
        metavar=_("COMMAND"),
        title=_("commands"),
        description=_("Without a command the window opens. The password comes from SINHKE_PASSWORD or is asked."),
    )
    _store(commands)
    _review_lists(commands)
    _tables(commands)
    _households(commands)
    _rounds(commands)
    _supports(commands)
    _rules(commands)
    _licences(commands)
    _privacy(commands)
    _work(commands)
    _exchange(commands)
    _office(commands)
    updates = _family(commands, "update", _("new versions of the program, from a stick"))
    add_update_options(lambda name, runs, text: _command(updates, name, runs, text))
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", default=argparse.SUPPRESS, metavar=_("FOLDER"), help=_("the data folder to use"))
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("answer in JSON"))


def _command(commands: Commands, name: str, runs: str, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    _common(parser)
    parser.set_defaults(runs=runs)
    return parser


def _family(commands: Commands, name: str, text: str) -> Commands:
    parser = commands.add_parser(name, help=text, description=text)
    _common(parser)
    return parser.add_subparsers(dest="action", metavar=_("ACTION"), title=_("actions"), required=True)


def _year(text: str) -> int:
    if not re.fullmatch(r"20\d\d", text):
        raise argparse.ArgumentTypeError(_("“{text}” is not a year such as 2025").format(text=text))
    return int(text)


def _month(text: str) -> str:
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text):
        raise argparse.ArgumentTypeError(_("“{text}” is not a month such as 2024-06").format(text=text))
    return text


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text):
        raise argparse.ArgumentTypeError(_("“{text}” is not a number").format(text=text))
    return int(text)


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError(_("a name is needed"))
    return text


def _out(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar=_("FILE"), help=text)


def _store(commands: Commands) -> None:
    init = _command(commands, "init", "store.init", _("make a new data store for one commune"))
    init.add_argument("--commune-code", required=True, metavar=_("CODE"), help=_("official code, for example 22828"))
    init.add_argument("--officer", required=True, type=_name, metavar=_("NAME"), help=_("who works with it"))
    init.add_argument("--area", choices=AREAS, help=_("rural or urban; else as the kind of the commune says"))
    init.add_argument("--period", default="", metavar=_("YEARS"), help=_("programme period, for example 2026-2030"))
    recover = _command(commands, "recover", "store.recover", _("set a new password with the recovery code"))
    recover.add_argument("--code", metavar=_("CODE"), help=_("the recovery code; asked when left out"))
    _command(commands, "doctor", "store.doctor", _("check the data file and its journal"))
    restore = _command(commands, "restore", "store.restore", _("restore a backup; what is there is moved aside"))
    help_text = _("number of the backup; without it they are listed")
    restore.add_argument("number", nargs="?", type=_count, metavar=_("N"), help=help_text)
    demo = _command(commands, "demo", "demo.demo", _("build the sample commune and do the whole job in a folder"))
    demo.add_argument("--out", required=True, type=Path, metavar=_("FOLDER"), help=_("where it goes"))


def _review_lists(commands: Commands) -> None:
    take = _command(commands, "import-households", "review_lists.take", _("import a review workbook"))
    take.add_argument("file", type=Path, metavar=_("FILE"), help=_("workbook or table (.xlsx, .xls, .ods, .csv)"))
    take.add_argument("--year", type=_year, metavar=_("YEAR"), help=_("year of the review; else as the list says"))
    take.add_argument("--dry-run", action="store_true", help=_("show what would change and change nothing"))
    take.add_argument(
        "--columns", action="store_true", help=_("only show which column is taken for what, and the fields there are")
    )
    take.add_argument(
        "--map",
        action="append",
        default=[],
        metavar=_("FIELD=COLUMN"),
        help=_("a column that means something else, for example full_name=C; repeatable"),
    )
    take.add_argument("--sheet", default="", metavar=_("NAME"), help=_("the sheet with the list; else the fullest one"))
    take.add_argument(
        "--header-rows", default="", metavar=_("FIRST-LAST"), help=_("rows of the header, for example 5-6; 0 for none")
    )
    take.add_argument(
        "--wrong-rows", type=Path, metavar=_("FILE"), help=_("write a copy of the workbook with the wrong rows marked")
    )
    undo = _command(commands, "undo-import", "review_lists.undo", _("take an import back"))
    undo.add_argument("id", metavar=_("ID"), help=_("the import's id"))
    undo.add_argument(
        "--untouched-only", action="store_true", help=_("only what nobody changed since; name what stays")
    )
    write = _command(commands, "export-households", "review_lists.write", _("write the register as an Excel list"))
    _out(write, _("Excel file to write (.xlsx)"))
    write.add_argument("--year", type=_year, metavar=_("YEAR"), help=_("year of the reviews; else the newest"))
    write.add_argument("--hamlet", default="", metavar=_("NAME"), help=_("only this hamlet"))
    write.add_argument("--least", action="store_true", help=_("without ids, telephones, ethnic groups and notes"))
    summary = _command(commands, "review-summary", "review_lists.summary", _("figures of one year's review"))
    summary.add_argument("--year", required=True, type=_year, metavar=_("YEAR"), help=_("year of the review"))


def _tables(commands: Commands) -> None:
    tables = _command(commands, "tables", "tables.tables", _("the fifteen tables of a year's review"))
    tables.add_argument("--year", required=True, type=_year, metavar=_("YEAR"), help=_("year of the review"))
    tables.add_argument(
        "--table", action="append", default=[], type=_count, metavar="N", help=_("table 1 to 15; repeatable; else all")
    )
    tables.add_argument(
        "--results", choices=("best", "official", "preliminary"), default="best",
        help=_("official ones and else preliminary ones (best), or only one kind"),
    )  # fmt: skip
    tables.add_argument("--out", type=Path, metavar=_("FILE"), help=_("PDF or Excel file to write"))


def _households(commands: Commands) -> None:
    listing = _command(commands, "households", "households.listing", _("list or search households"))
    listing.add_argument(
        "--search", default="", metavar=_("TEXT"), help=_("name, number or telephone; no accents needed")
    )
    listing.add_argument("--hamlet", default="", metavar=_("NAME"), help=_("only this hamlet"))
    listing.add_argument("--class", dest="poverty_class", choices=CLASSES, help=_("only this class"))
    listing.add_argument("--year", type=_year, metavar=_("YEAR"), help=_("class of this year; else the latest"))
    listing.add_argument("--limit", type=_count, metavar=_("N"), help=_("at most N rows"))
    one = _command(commands, "household", "households.one", _("show one household with reviews and history"))
    one.add_argument("id", metavar=_("ID"), help=_("the household's id"))
    one.add_argument("--as-of", default="", metavar=_("DAY"), help=_("as it was on this day, for example 19/06/2024"))
    add_act_options(_command(commands, "household-act", "acts.record", _("record what happened to a household")))
    add_household_paper_options(
        _command(commands, "household-paper", "household_papers.paper", _("print a paper about households (PDF)"))
    )
    undo = _command(commands, "undo-act", "acts.undo", _("take an act back"))
    undo.add_argument("id", metavar=_("ID"), help=_("the act's id"))
    undo.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("why"))


def _supports(commands: Commands) -> None:
    actions = _family(commands, "support", _("supports that households received"))
    add = _command(actions, "add", "supports.add", _("record a support, for several households the same"))
    add.add_argument("ids", nargs="+", metavar=_("ID"), help=_("the household's id"))
    add.add_argument("--kind", required=True, choices=SUPPORT_KINDS, help=_("kind of support"))
    for name, needed, metavar, text in (
        ("what", True, _("TEXT"), _("what the household received")),
        ("source", True, _("CODE"), _("code of the funding source")),
        ("day", True, _("DAY"), _("the day it was received, for example 19/06/2024")),
        ("member", False, _("ID"), _("the member's id, for training and jobs")),
        ("quantity", False, _("N"), _("how many")),
        ("unit", False, _("TEXT"), _("unit of the quantity")),
        ("value", False, _("N"), _("value in dong")),
        ("programme", False, _("TEXT"), _("programme or project")),
        ("paper", False, _("TEXT"), _("number of the paper")),
        ("note", False, _("TEXT"), _("note")),
    ):
        add.add_argument(f"--{name}", required=needed, default="", metavar=metavar, help=text)
    listing = _command(actions, "list", "supports.listing", _("list what a household received"))
    listing.add_argument("id", metavar=_("ID"), help=_("the household's id"))
    _command(actions, "doubles", "supports.doubles", _("what two sources seem to have paid for"))


def _licences(commands: Commands) -> None:
    listing = _command(commands, "licences", "licences.listing", _("licences of everything bundled, and data sources"))
    listing.add_argument("--part", default="", metavar=_("NAME"), help=_("this part's licence, its text whole"))
    listing.add_argument("--out", type=Path, metavar=_("FILE"), help=_("write every part and text into this file"))


def _rules(commands: Commands) -> None:
    actions = _family(commands, "rules", _("poverty standards"))
    _command(actions, "list", "rules.listing", _("list the standards, wrong files with their line"))
    check = _command(actions, "check", "rules.check", _("check a province's standard without a store"))
    add = _command(actions, "add", "rules.add", _("add a province's standard to the data folder"))
    for command in (check, add):
        command.add_argument("file", type=Path, metavar=_("FILE"), help=_("rule file (.toml)"))
    remove = _command(actions, "remove", "rules.remove", _("remove a province's standard"))
    remove.add_argument("name", metavar=_("NAME"), help=_("name of its file in the data folder"))
    compare = _command(actions, "compare", "rules.compare", _("whose class changes between two standards"))
    compare.add_argument("--year", required=True, type=_year, metavar=_("YEAR"), help=_("year of the review"))
    for name, known in (("first", "VN-2022"), ("second", "VN-2027")):
        compare.add_argument(
            f"--{name}", default=known, metavar=_("ID"), help=_("a standard's id; else {known}").format(known=known)
        )


def _rounds(commands: Commands) -> None:
    actions = _family(commands, "round", _("review rounds, from the list to the certificates"))
    add_round_options(lambda name, runs, text: _command(actions, name, runs, text), _year, _month)


def _privacy(commands: Commands) -> None:
    actions = _family(commands, "privacy", _("personal data: access log, requests, erasing"))
    requests = _family(actions, "request", _("requests about personal data"))
    add_privacy_options(
        lambda name, runs, text: _command(actions, name, runs, text),
        lambda name, runs, text: _command(requests, name, runs, text),
        _count,
    )


def _work(commands: Commands) -> None:
    actions = _family(commands, "model", _("the commune's livelihood model"))
    add_model_options(lambda name, runs, text: _command(actions, name, runs, text))
    forms = _command(commands, "visit-forms", "papers.visit_forms", _("print visit forms (PDF)"))
    add_visit_form_options(forms, _count)
    _out(forms, _("PDF file to write"))
    add_form_options(lambda name, runs, text: _command(commands, name, runs, text))
    report = _command(commands, "report", "papers.report", _("print a report of the model (PDF, Excel)"))
    add_report_options(report)
    _out(report, _("PDF file to write"))
    add_issued_options(_command(commands, "papers", "issued.papers", _("the register of issued papers")))
    book = _command(commands, "help-book", "help_book.write", _("write the whole help as a PDF"))
    _out(book, _("PDF file to write"))


def _exchange(commands: Commands) -> None:
    export = _command(commands, "export", "exchange.export", _("write a sealed bundle for the receiving office"))
    _to(export, _("folder or stick"))
    export.add_argument(
        "--everything", action="store_true", help=_("send everything again, for an office that lost its store (GB-10)")
    )
    verify = _command(commands, "verify", "exchange.verify", _("check a bundle file"))
    verify.add_argument("file", type=Path, metavar=_("FILE"), help=_("the bundle"))
    export.add_argument(
        "--totals", action="store_true", help=_("only the numbers: a file without any person"),
    )  # fmt: skip
    receipt = _command(commands, "receipt", "exchange.receipt", _("read the receipt of the receiving office"))
    receipt.add_argument("file", type=Path, metavar=_("FILE"), help=_("the receipt"))
    add_differences(lambda name, runs, text: _command(commands, name, runs, text))
    others = _family(commands, "machine", _("other machines of this commune, which send to this one"))
    add_machines(lambda name, runs, text: _command(others, name, runs, text))
    actions = _family(commands, "pair", _("connect this commune with its receiving office"))
    request = _command(actions, "request", "exchange.request", _("write this commune's key file for the office"))
    _to(request, _("folder or stick"))
    accept = _command(actions, "accept", "exchange.accept", _("take the office's answer"))
    accept.add_argument("file", type=Path, metavar=_("FILE"), help=_("the office's answer (.xxc)"))
    _number(accept)


def _to(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--to", required=True, type=Path, metavar=_("FOLDER"), help=text)


def _number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--number", default="", metavar=_("NUMBER"), help=_("the other side's number as read aloud"))


def _office(commands: Commands) -> None:
    actions = _family(commands, "office", _("the receiving office's side"))
    init = _command(actions, "init", "office.init", _("make the store and the keys of a receiving office"))
    init.add_argument("--name", required=True, type=_name, metavar=_("NAME"), help=_("name of the office"))
    add_server_address(init, required=False)
    add_office_server(lambda name, runs, text: _command(actions, name, runs, text))
    add_office_machines(lambda name, runs, text: _command(actions, name, runs, text))
    add_office_receiving(lambda name, runs, text: _command(actions, name, runs, text))
    pair = _command(actions, "pair", "office.pair", _("accept a commune's key file and answer it"))
    pair.add_argument("file", type=Path, metavar=_("FILE"), help=_("the commune's key file (.xxk)"))
    pair.add_argument("--to", type=Path, metavar=_("FOLDER"), help=_("folder for the answer; else beside the key file"))
    _number(pair)
    receive = _command(actions, "receive", "office.receive", _("receive a bundle and write its receipt"))
    receive.add_argument("file", type=Path, metavar=_("FILE"), help=_("the bundle (.xxb)"))
    receive.add_argument(
        "--receipt-to", type=Path, metavar=_("FOLDER"), help=_("folder for the receipt; else beside the bundle")
    )
    mark = _command(actions, "check-mark", "issued.check_mark", _("compare the mark at the foot of a commune's paper"))
    mark.add_argument("mark", metavar=_("MARK"), help=_("such as 1204-7F3A92C14B08"))
    _command(actions, "communes", "office.communes", _("communes and what was received from them"))
    add_consolidated(lambda name, runs, text: _command(actions, name, runs, text))
