"""``python -m benchmarks.command NAME …``: a management command, and its peak memory in MB."""

import sys

from django.core.management import execute_from_command_line

from benchmarks.memory import peak_mb

execute_from_command_line(sys.argv)
print(peak_mb())
