"""Settings of all tests: generated examples are the same in every run, so that a red run can be run again.

``HYPOTHESIS_PROFILE=wander`` draws new ones each time, to look for what no run has met yet.
"""

import os

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("wander", derandomize=False, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
