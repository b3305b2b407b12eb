"""Calls to the Prefect API without importing Prefect, which takes a second: for the watcher and for `notify`."""

from __future__ import annotations

import base64
import json
import os
import ssl
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from flows.errors import ServiceError

PATIENCE = 60.0
"""How long an answer is waited for: as long as Prefect's own clients wait. On a busy machine ten seconds were too few."""


def call(
    url: str, path: str, body: object = None, method: str | None = None, patience: float = PATIENCE
) -> Any:
    """What the API at `url` answers within `patience` seconds; None where there is nothing at `path`.

    Raises ServiceError.
    """
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **_authorization()}
    request = urllib.request.Request(f"{url}/{path}", data, headers, method=method)
    try:
        with _opener(url).open(request, timeout=patience) as answer:
            content = answer.read()
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise ServiceError(
            f"The Prefect API at {url} refused {path}: {error.code} {error.reason}."
        ) from error
    except OSError as error:
        raise ServiceError(f"The Prefect API at {url} does not answer: {error}.") from error
    return json.loads(content) if content else None


def _authorization() -> dict[str, str]:
    """The auth string that Prefect's own clients read too."""
    secret = os.environ.get("PREFECT_API_AUTH_STRING")
    return {"Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"} if secret else {}


def _opener(url: str) -> urllib.request.OpenerDirector:
    """Loopback never goes by a proxy; https trusts the authority that Prefect's own clients trust."""
    parts = urlsplit(url)
    handlers: list[urllib.request.BaseHandler] = []
    if parts.hostname in ("127.0.0.1", "localhost", "::1"):
        handlers.append(urllib.request.ProxyHandler({}))
    if parts.scheme == "https":
        context = ssl.create_default_context(cafile=os.environ.get("PREFECT_API_SSL_CERT_FILE"))
        handlers.append(urllib.request.HTTPSHandler(context=context))
    return urllib.request.build_opener(*handlers)
