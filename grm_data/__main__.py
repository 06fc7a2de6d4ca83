"""``python -m grm_data``: see ``grm_data.cli``."""

import sys

if len(sys.argv) > 2 and sys.argv[1] not in ("history", "template"):
    from grm_data.guarded import prepare

    prepare(once=True)  # what reads the file starts while we import the rest

from grm_data.cli import main

sys.exit(main())
