"""Exit with 0 if an address answers within five seconds, with 1 if not."""

from __future__ import annotations

import sys
import urllib.request

SECONDS = 5

if __name__ == "__main__":
    try:
        urllib.request.urlopen(sys.argv[1], timeout=SECONDS).close()  # noqa: S310 (the address is the caller's own setting)
    except (OSError, ValueError):
        sys.exit(1)
