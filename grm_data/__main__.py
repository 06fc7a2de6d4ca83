"""``python -m grm_data``: see ``grm_data.cli``."""

import sys

from grm_data.guarded import prepare

if len(sys.argv) > 2:  # a command with a file: what reads it starts while we import ourselves
    prepare()

from grm_data.cli import main

sys.exit(main())
