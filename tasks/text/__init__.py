"""Bytes → text → structure. Pure: no Prefect, Dask, Arrow, DuckDB, nor anything of `storage`.

In the order of the data's way: `decode`, `formats`, `normalize` (with `offsets`, `fixes`, `script`), `furniture`,
`bundle`, `outline`, `sentences`, `words`, then what a document is: `describe`, with `places` for where.
"""
