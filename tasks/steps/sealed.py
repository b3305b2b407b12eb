"""A value that goes to a worker unopened."""

from __future__ import annotations

import pickle
from typing import Generic, TypeVar, cast

T = TypeVar("T")


class Sealed(Generic[T]):
    """A value as one piece of bytes.

    Of every argument Prefect looks at all that is inside, for futures, and Dask hashes all of it: three walks in pure
    Python, which for a batch or a group of merges cost milliseconds for each of its files.
    """

    __slots__ = ("_content",)

    def __init__(self, value: T) -> None:
        self._content = pickle.dumps(value)

    def opened(self) -> T:
        """The value, made anew."""
        return cast(T, pickle.loads(self._content))
