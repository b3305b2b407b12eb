"""The commands of `duizhao`: one module each, with a `NAME` and a `command`. Heavy imports stay inside functions."""
