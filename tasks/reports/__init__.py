"""Comparison rows → pages. Pure: values in, text of files out; who reads and writes them is `tasks.steps.report`."""
