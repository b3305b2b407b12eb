"""What a store or its client refuses, as our errors: one sentence each that says what to do."""

from __future__ import annotations

from storage.errors import (
    ConditionFailed,
    KeyMissing,
    StoreDenied,
    StoreError,
    StoreMissing,
    StoreUnreachable,
)
from storage.place import StoreUrl

DENIED = frozenset(
    {
        "403",
        "401",
        "AccessDenied",
        "AllAccessDisabled",
        "ExpiredToken",
        "InvalidAccessKeyId",
        "InvalidToken",
        "RequestTimeTooSkewed",
        "SignatureDoesNotMatch",
        "NoCredentialsError",
        "PartialCredentialsError",
        "CredentialRetrievalError",
        "ProfileNotFound",
        "TokenRetrievalError",
    }
)
MISSING_KEY = frozenset({"404", "NoSuchKey"})
# 409 is what a store says while another conditional write to the key is going on
CONDITION = frozenset({"304", "412", "PreconditionFailed", "409", "ConditionalRequestConflict"})
UNREACHABLE = frozenset(
    {"500", "502", "503", "504", "InternalError", "RequestTimeout", "ServiceUnavailable", "SlowDown"}
)
# By name, because their modules are imported only where a store is used.
UNREACHABLE_ERRORS = frozenset(
    {
        "ClientError",
        "ConnectionError",
        "HTTPClientError",
        "IncompleteReadError",
        "TimeoutError",
        "FSTimeoutError",
    }
)
ENVIRONMENT = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or AWS_PROFILE)"


def as_ours(error: Exception, url: StoreUrl) -> StoreError:
    """The error of a request below `url` as one of ours. What the store said is repeated, never what we sent."""
    code, said = _code(error), str(error).split("\n", 1)[0].rstrip(".")
    if code == "NoSuchBucket":
        return StoreMissing(f"There is no bucket {url.bucket}; make it, or mend the address {url}.")
    if code in DENIED:
        return StoreDenied(f"The store does not let us at {url} ({code}: {said}); look at {ENVIRONMENT}.")
    if code in MISSING_KEY:
        return KeyMissing(f"A key below {url} is not there ({said}).")
    if code in CONDITION:
        return ConditionFailed(f"A key below {url} changed meanwhile ({said}).")
    if code in UNREACHABLE or _is_unreachable(error):
        return StoreUnreachable(
            f"The store of {url} does not answer ({said}); look at AWS_ENDPOINT_URL and the network, then run again."
        )
    return StoreError(f"The store refused a request below {url} ({code}: {said}).")


def _code(error: Exception) -> str:
    """The store's own code, from the error or from the one that the client made of it; else the error's name."""
    for one in (error, error.__cause__):
        answer = getattr(one, "response", None)
        if isinstance(answer, dict):
            return str(answer.get("Error", {}).get("Code", ""))
    return type(error).__name__


def _is_unreachable(error: Exception) -> bool:
    """True for the network's errors (of botocore, aiohttp, fsspec), false for what a store answered."""
    names = {base.__name__ for base in type(error).__mro__}
    return not hasattr(error, "response") and not UNREACHABLE_ERRORS.isdisjoint(names)
