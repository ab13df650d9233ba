"""Say what Debian calls the servers that the tests do not find."""

import sys

from tests.engines import programs

sys.stdout.writelines(f"{package}\n" for package in programs.packages())
