"""`python -m g2g_excel` is `g2g`."""

import sys

from g2g_excel.cli import main

sys.exit(main())
