"""``python -m grm_data``: see ``grm_data.cli``."""

import sys

from grm_data.cli import main

sys.exit(main())
