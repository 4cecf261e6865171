"""What `./spilno` starts."""

import sys

from spilno.cli import main

if __name__ == "__main__":
    sys.exit(main())
