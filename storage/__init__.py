"""Bytes, paths and tables: the only package that knows Arrow, Parquet, DuckDB and the manifest.

It imports neither `flows` nor `tasks`; what crosses the border are paths, keys and columns of plain values.
"""
