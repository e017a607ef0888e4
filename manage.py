#!/usr/bin/env python3
"""The catalogue's commands: `demo` and `test` set themselves up; the others are Django's."""

import os
import sys

from archive_site import bootstrap

LOCKS = {"demo": "requirements.txt", "test": "requirements-dev.txt"}

NO_DJANGO = """\
Django is not installed in this Python. `python3 manage.py demo` (or `test`) sets the project up
in .venv; every other command then finds it there."""


def main() -> None:
    """Run the command named on the command line."""
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command in LOCKS:
        bootstrap.enter(LOCKS[command])
    if command == "test":
        from archive_site import suites

        sys.exit(suites.main(sys.argv[2:]))
    if command == "demo":  # shown as readers get it: error pages, not tracebacks
        os.environ.setdefault("DEBUG", "false")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive_site.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        bootstrap.enter_existing()
        raise ImportError(NO_DJANGO) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
