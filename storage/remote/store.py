"""An object store as this project needs it: list, read, write once, replace if unchanged, copy, delete.

Endpoint, region and keys are those that every S3 client reads: AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, a
profile, a role. None of them is ever handed on by us.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from storage.errors import ConditionFailed, KeyMissing
from storage.place import StoreUrl
from storage.remote.refusals import as_ours

CONNECTIONS = 16
"""Requests at the same time: a store answers slowly and many at once."""

READ_ATTEMPTS = 3
"""The client repeats requests by itself, but not the reading of an answer that breaks off."""

_CHUNK = 1 << 20

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key as a listing shows it, below the store's prefix. `modified` is a time stamp of the store's clock."""

    key: str
    size: int
    etag: str
    modified: float


@dataclass(frozen=True, slots=True)
class Store:
    """The keys below one address. Every method raises a StoreError where the store does not do what is asked."""

    url: StoreUrl

    def require(self) -> None:
        """Raise a StoreError where the bucket cannot be listed; nothing is read."""
        self._ask("list_objects_v2", Prefix=self._key(""), MaxKeys=1)

    def list(self, below: str = "") -> tuple[Entry, ...]:
        """All entries whose key begins with `below`, in order of key."""
        return tuple(sorted(self._entries(below), key=lambda entry: entry.key))

    def _entries(self, below: str) -> Iterator[Entry]:
        start = len(self._key(""))
        for page in self._pages(Prefix=self._key(below)):
            for found in page.get("Contents", ()):
                modified = found["LastModified"].timestamp()
                yield Entry(found["Key"][start:], found["Size"], found["ETag"], modified)

    def folders(self, below: str) -> tuple[str, ...]:
        """Names of the folders right below `below`, which ends with a slash."""
        start = self._key(below)
        pages = self._pages(Prefix=start, Delimiter="/")
        found = (one["Prefix"] for page in pages for one in page.get("CommonPrefixes", ()))
        return tuple(name[len(start) :].rstrip("/") for name in found)

    def _pages(self, **arguments: str) -> Iterator[dict[str, Any]]:
        """The answers of a listing, which has a thousand keys a page."""
        while True:
            page = self._ask("list_objects_v2", **arguments)
            yield page
            if not page.get("IsTruncated"):
                return
            arguments["ContinuationToken"] = page["NextContinuationToken"]

    def read(self, key: str, etag: str | None = None) -> tuple[bytes, str]:
        """Content and etag. With `etag`, ConditionFailed where the content is another one meanwhile."""
        return self._receive(key, etag, _whole)

    def digest(self, key: str, etag: str) -> str:
        """sha256 of the content, which is not kept in memory. ConditionFailed where it has another etag."""
        return self._receive(key, etag, _digest)[0]

    def about(self, key: str) -> Mapping[str, str]:
        """The notes that were written with a key."""
        answer: Mapping[str, str] = self._ask("head_object", Key=self._key(key))["Metadata"]
        return answer

    def write(self, key: str, content: bytes) -> None:
        """Write a key, whatever is there."""
        self._ask("put_object", Key=self._key(key), Body=content)

    def create(self, key: str, content: bytes, notes: Mapping[str, str] | None = None) -> bool:
        """Write a key that is not there, in one step; False where it is there. `notes` are ASCII."""
        return self._put_if(key, content, notes or {}, IfNoneMatch="*")

    def replace(self, key: str, content: bytes, etag: str) -> bool:
        """Replace the content that has this etag, in one step; False where it is another one by now."""
        return self._put_if(key, content, {}, IfMatch=etag)

    def _put_if(self, key: str, content: bytes, notes: Mapping[str, str], **condition: str) -> bool:
        try:
            self._ask("put_object", Key=self._key(key), Body=content, Metadata=notes, **condition)
        except (ConditionFailed, KeyMissing):
            return False
        return True

    def copy(self, source: str, target: str) -> None:
        """Give `target` the content of `source`, inside the store."""
        origin = {"Bucket": self.url.bucket, "Key": self._key(source)}
        self._ask("copy_object", Key=self._key(target), CopySource=origin)

    def delete(self, keys: Iterable[str]) -> None:
        """Delete keys, in any order; they may be gone already."""
        at_once(lambda key: self._ask("delete_object", Key=self._key(key)), keys)

    def _key(self, key: str) -> str:
        return f"{self.url.prefix}/{key}" if self.url.prefix else key

    def _ask(self, method: str, **arguments: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = _client(os.getpid()).call_s3(method, Bucket=self.url.bucket, **arguments)
        except Exception as error:
            raise as_ours(error, self.url) from error
        return answer

    def _receive(self, key: str, etag: str | None, take: Callable[[Any], Awaitable[T]]) -> tuple[T, str]:
        condition = {"IfMatch": etag} if etag else {}
        arguments = {"Bucket": self.url.bucket, "Key": self._key(key)} | condition
        for attempt in range(1, READ_ATTEMPTS + 1):
            try:
                return _receive(take, arguments)
            except _BrokenOff as broken:
                if attempt == READ_ATTEMPTS:
                    raise as_ours(broken.error, self.url) from broken.error
            except Exception as error:
                raise as_ours(error, self.url) from error
        raise AssertionError("the last attempt returns or raises")


class _BrokenOff(Exception):
    """The store began to answer, and the answer did not arrive whole."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


def at_once(act: Callable[[T], R], things: Iterable[T]) -> list[R]:
    """`act` on each thing, many at the same time; the results in order of the things. Raises the first error."""
    pool = ThreadPoolExecutor(CONNECTIONS)
    try:
        return list(pool.map(act, things))
    finally:
        pool.shutdown(cancel_futures=True)  # after an error, do not try a thousand others


@cache
def _client(process: int) -> Any:
    """The client of this process: after a fork the parent's connections must not be used."""
    import s3fs  # it takes a second, and a lake in a folder does not need it

    return s3fs.S3FileSystem(anon=False, use_listings_cache=False, skip_instance_cache=True)


def endpoint() -> str:
    """The address that requests go to; two stores at different ones may have buckets of the same name."""
    client = _client(os.getpid())
    client.connect()
    address: str = client.s3.meta.endpoint_url
    return address


def _receive(take: Callable[[Any], Awaitable[T]], arguments: Mapping[str, str]) -> tuple[T, str]:
    from fsspec.asyn import sync

    client = _client(os.getpid())

    async def receive() -> tuple[T, str]:
        answer = await client._call_s3("get_object", **arguments)
        try:
            async with answer["Body"] as body:
                return await take(body), answer["ETag"]
        except Exception as error:
            raise _BrokenOff(error) from error

    received: tuple[T, str] = sync(client.loop, receive)
    return received


async def _whole(body: Any) -> bytes:
    content: bytes = await body.read()
    return content


async def _digest(body: Any) -> str:
    digest = hashlib.sha256()
    while chunk := await body.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
