"""Where a corpus or a lake lies: in a folder, or under a prefix of a bucket in an S3-compatible store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SCHEME = "s3://"
_URL = re.compile(r"s3://(?P<bucket>[A-Za-z0-9][A-Za-z0-9._-]*)(?:/(?P<prefix>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StoreUrl:
    """`s3://bucket/prefix`; the prefix has no slash at its ends and may be empty.

    It answers to the few names of `Path` that are asked of any place.
    """

    bucket: str
    prefix: str = ""

    def __str__(self) -> str:
        return f"{SCHEME}{self.bucket}/{self.prefix}".rstrip("/")

    @property
    def name(self) -> str:
        """The last part, as people call the place."""
        return self.parts[-1]

    @property
    def parts(self) -> tuple[str, ...]:
        """The bucket and the parts of the prefix."""
        return (self.bucket, *self.prefix.split("/")) if self.prefix else (self.bucket,)

    def resolve(self) -> StoreUrl:
        """Itself: an address is never relative."""
        return self


Place = Path | StoreUrl


def place_of(text: str | Path | StoreUrl) -> Place:
    """The place that people write as `text`. ValueError for an address that is not `s3://bucket/prefix`."""
    if isinstance(text, Path | StoreUrl):
        return text
    if not isinstance(text, str):
        raise ValueError("a place is a text")
    if "://" not in text:
        return Path(text)
    found = _URL.fullmatch(text)
    if found is None:
        # The text is not repeated: somebody may have written a key into it.
        raise ValueError(
            "an address must be s3://bucket/prefix; keys and endpoint come from the environment (AWS_ACCESS_KEY_ID, "
            "AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL)"
        )
    return StoreUrl(found["bucket"], (found["prefix"] or "").strip("/"))


def lies_in(inner: Place, outer: Place) -> bool:
    """True where `inner` is `outer` or lies in it; a folder and a store never lie in each other."""
    if isinstance(inner, StoreUrl) or isinstance(outer, StoreUrl):
        return type(inner) is type(outer) and inner.parts[: len(outer.parts)] == outer.parts
    return inner.is_relative_to(outer)
