"""Runs one command: finds it, calls it, prints its answer, tells errors; the only place that prints."""

from __future__ import annotations

import argparse
import importlib
import io
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from sinhke_desktop.cli import parser
from sinhke_desktop.cli.answers import Answer
from sinhke_desktop.errors import InvalidInput, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders
from sinhke_desktop.progress import Cancelled

TOLD, FAULT, STOPPED = 1, 70, 130
UPDATE_FAILED = "BN-13"
"""The code of a version on trial that cannot open the data: a fault, upon which the launcher goes back."""


def speak_utf8() -> None:
    """Write UTF-8 to both streams whatever the system's code page is; what cannot be written is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The command and its options; ``command`` is None for the window. Ends the program with 2 on wrong usage."""
    return parser.build().parse_args(words)


def function_of(place: str) -> Callable[[argparse.Namespace], Answer]:
    """The function of a command, ``households.show`` being ``show`` in ``cli/households.py``; loaded only now."""
    module, name = place.split(".")
    found: Callable[[argparse.Namespace], Answer] = getattr(
        importlib.import_module(f"sinhke_desktop.cli.{module}"), name
    )
    return found


def run(arguments: argparse.Namespace) -> int:
    """Run the command in *arguments* and print its answer; returns 0, 1 (told the person), 70 (fault) or 130."""
    as_json: bool = arguments.json
    try:
        answer = function_of(arguments.runs)(arguments)
        show(answer, as_json)
    except SinhkeError as error:
        left = error.code == UPDATE_FAILED  # the version before answers the same command in a moment
        tell(error, as_json and not left)
        return FAULT if left else TOLD
    except BrokenPipeError:
        return TOLD
    except OSError as error:
        tell(refused_by_system(error), as_json)
        return TOLD
    except (Cancelled, KeyboardInterrupt):
        sys.stderr.write(_("Stopped. Nothing half done was kept.") + "\n")
        return STOPPED
    except Exception as error:
        tell(fault(error, arguments), as_json)
        return FAULT
    return answer.exit_code


def show(answer: Answer, as_json: bool) -> None:
    """Print an answer as JSON or as lines of text."""
    text = json.dumps(answer.content, ensure_ascii=False, indent=2) if as_json else "\n".join(answer.lines)
    if text:
        sys.stdout.write(text + "\n")
    sys.stdout.flush()


def tell(error: SinhkeError, as_json: bool) -> None:
    """Print what went wrong: JSON on standard output, or the sentence on standard error."""
    if not as_json:
        sys.stderr.write(str(error) + "\n")
        return
    told: dict[str, Any] = {"code": error.code, "message": error.message, "advice": error.advice}
    if isinstance(error, InvalidInput):
        told["problems"] = [{"field": one.field, "code": one.code, "message": one.message} for one in error.problems]
    sys.stdout.write(json.dumps({"error": told}, ensure_ascii=False, indent=2) + "\n")


def refused_by_system(error: OSError) -> SinhkeError:
    """What the system refused (a folder, a full disk), in words (``TE-01``)."""
    return SinhkeError(
        _("The system refused a file or folder: {name} ({reason}). Your stored data are safe.").format(
            name=error.filename or "?", reason=error.strerror or type(error).__name__
        ),
        _("Check that the place exists, is not full and may be written to, then try again."),
        "TE-01",
    )


def fault(error: Exception, arguments: argparse.Namespace) -> SinhkeError:
    """A fault of the program: keeps a report without personal data in the log folder and names it (``PM-01``)."""
    from sinhke_desktop import crashes

    report = crashes.crash_report(error)
    kept = crashes.keep_report(folders(arguments.data_dir).log, report)
    if kept is None:
        sys.stderr.write(report + "\n")
        advice = _("Please send the report above to those who support you.")
    else:
        advice = _("A report without personal data was written to {file}. Please send it to those who support you.")
        advice = advice.format(file=kept)
    return SinhkeError(_("Something went wrong inside the program. What was saved before is safe."), advice, "PM-01")
