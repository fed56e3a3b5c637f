"""The command line: `python -m bot …`."""

import sys

from bot.cli.commands import main

if __name__ == "__main__":
    sys.exit(main())
