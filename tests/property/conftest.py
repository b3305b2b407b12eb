"""Laws are tried on the same examples every time, so that a test says something of the change and not of the day.

`pytest tests/property --hypothesis-profile=default` looks for others; what it finds becomes an `@example`.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")
