"""Where the frozen program starts: the command line's own start, with the system's library path given back first."""

import os
import sys

# The bootloader put the program's own libraries in front for itself; a browser or file window opened from here needs
# those of the system.
if before := os.environ.pop("LD_LIBRARY_PATH_ORIG", ""):
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)

from sinhke_desktop.__main__ import main  # after the lines above, which every child process inherits

sys.exit(main())
