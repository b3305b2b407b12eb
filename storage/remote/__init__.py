"""Corpora and lakes in an S3-compatible store (docs/decisions/object-storage.md)."""
