"""PURE. Rows → codes: which indicator a number belongs to, which theme a section, measure or problem is about.

Coding looks at nothing but the row. It runs when partitions are merged, so that a new indicator or theme needs no
source to be read again. The lists are data (`data/indicators.csv`, `data/themes.csv`); the rules are here.
"""
