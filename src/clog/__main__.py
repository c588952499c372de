"""python -m clog: the command line."""

from __future__ import annotations

import sys

from clog.cli.main import main

sys.exit(main())
