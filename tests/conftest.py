"""Settings of all tests: hypothesis draws the same examples in every run, and time on a busy machine is no failure."""

from hypothesis import settings

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None, max_examples=2000)  # --hypothesis-profile=searching
settings.load_profile("repeatable")
