"""The journey of an officer's first day in the real window, and the pictures for the README.

``python tests/e2e/window_journey.py --work DIR [--shots DIR]`` prints what was found as JSON;
``--keying N`` keys N households by hand instead, ``--forms N`` enters N visit forms,
``--trip`` prints forms and reads one that comes back, ``--round`` carries a review round through,
``--office`` spends a receiving office's first day, ``--two`` lets two machines of a commune work at once,
``--screenshots DIR`` writes the pictures of every page, ``--help-pictures DIR`` those in the help.
Without ``DISPLAY`` it brings its own screen.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path


def main() -> int:
    """The exit status: 0 if all of it could be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--shots", type=Path)
    parser.add_argument("--screenshots", type=Path)
    parser.add_argument("--help-pictures", type=Path, metavar="DIR")
    parser.add_argument("--keying", type=int, metavar="N", help="key N households by hand instead")
    parser.add_argument("--forms", type=int, metavar="N", help="enter N visit forms that came back instead")
    parser.add_argument("--trip", action="store_true", help="print forms and read one that comes back instead")
    parser.add_argument("--round", action="store_true", help="carry a review round through instead")
    parser.add_argument("--office", action="store_true", help="spend a receiving office's first day instead")
    parser.add_argument("--two", action="store_true", help="let two machines of a commune work at once instead")
    parser.add_argument("--model", metavar="CASE", help="carry a published model through instead")
    words = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    from person import screen

    with tempfile.TemporaryDirectory() as fallback, nullcontext() if os.environ.get("DISPLAY") else screen() as display:
        if display:
            os.environ["DISPLAY"] = display
        from PySide6.QtWidgets import QApplication

        application = QApplication(sys.argv[:1])
        application.setCursorFlashTime(0)
        work = words.work or Path(fallback)
        if words.screenshots:
            from window_pictures import take

            failure = take(work, words.screenshots)
        elif words.help_pictures:
            from help_pictures import take as cut_out

            failure = cut_out(work, words.help_pictures)
        elif words.trip:
            from form_trip import spend as carry

            failure = carry(work, words.shots)
        elif words.round:
            from round_year import spend as review

            failure = review(work, words.shots)
        elif words.office:
            from office_day import spend as receive

            failure = receive(work, words.shots)
        elif words.two:
            from two_machines_day import spend as differ

            failure = differ(work, words.shots)
        elif words.model:
            from model_life import spend as live

            failure = live(work, words.shots, words.model)
        elif words.forms:
            from form_keying import spend as enter

            failure = enter(work, words.shots, words.forms)
        elif words.keying:
            from keying import spend as key

            failure = key(work, words.shots, words.keying)
        else:
            from first_day import spend

            failure = spend(work, words.shots)
    if failure:
        print(failure, file=sys.stderr)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
