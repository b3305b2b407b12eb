"""Places: folders and addresses, which lies in which, and addresses that are refused without being repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.place import Place, StoreUrl, lies_in, place_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("documents", Path("documents")),
        ("/data/s3/x", Path("/data/s3/x")),
        ("s3://bucket", StoreUrl("bucket")),
        ("s3://bucket/", StoreUrl("bucket")),
        ("s3://bucket/湖/lake/", StoreUrl("bucket", "湖/lake")),
    ],
)
def test_a_place_is_what_its_text_says(text: str, expected: Place) -> None:
    assert place_of(text) == expected
    assert place_of(str(expected)) == expected
    assert place_of(expected) == expected


@pytest.mark.parametrize("text", ["s3://", "s3:///x", "gs://b/x", "https://h/b", "s3://key:s3cr3t@bucket/x"])
def test_other_addresses_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(ValueError, match="must be s3://bucket/prefix") as caught:
        place_of(text)
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("s3://b/x/y", "s3://b/x", True),
        ("s3://b/x", "s3://b/x", True),
        ("s3://b/x", "s3://b", True),
        ("s3://b/xy", "s3://b/x", False),
        ("s3://c/x/y", "s3://b/x", False),
        ("/x/y", "/x", True),
        ("/x", "s3://x", False),
        ("s3://x/y", "/x", False),
    ],
)
def test_what_lies_in_what(inner: str, outer: str, expected: bool) -> None:
    assert lies_in(place_of(inner), place_of(outer)) is expected
