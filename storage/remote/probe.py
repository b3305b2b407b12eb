"""Does the store keep two writers apart? Asked of the store itself, at the start of each run."""

from __future__ import annotations

import uuid

from storage.errors import StoreError, StoreUnsuitable
from storage.remote.store import Store

PROBES = "_meta/probe/"


def require_conditional_writes(store: Store) -> None:
    """Raise StoreUnsuitable where the store ignores If-None-Match or If-Match on writes, or does not know them."""
    key = f"{PROBES}{uuid.uuid4().hex}"
    try:
        if not _honours_none_match(store, key):
            raise _unsuitable(store, "If-None-Match")
        if not _honours_match(store, key):
            raise _unsuitable(store, "If-Match")
    finally:
        store.delete([key])


def _honours_none_match(store: Store, key: str) -> bool:
    try:
        return store.create(key, b"1") and not store.create(key, b"2")
    except StoreError as error:
        return _is_known(error)


def _honours_match(store: Store, key: str) -> bool:
    _, etag = store.read(key)
    try:
        if not store.replace(key, b"3", etag) or store.replace(key, b"4", etag):
            return False
    except StoreError as error:
        return _is_known(error)
    return store.read(key)[0] == b"3"


def _is_known(error: StoreError) -> bool:
    """False for a store that answers that it does not implement the header; whatever else is wrong is raised."""
    if type(error) is StoreError:
        return False
    raise error


def _unsuitable(store: Store, header: str) -> StoreUnsuitable:
    return StoreUnsuitable(
        f"The store of {store.url} does not honour {header} on writes, so two runs could overwrite each other; "
        "keep the lake in a folder, or in a store with conditional writes."
    )
