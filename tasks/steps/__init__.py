"""What one step does, without a scheduler: plain functions from paths and keys to small frozen values.

The Prefect tasks in `tasks/` and the local executor in `flows/` call the very same functions.
"""
