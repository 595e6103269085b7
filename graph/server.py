"""Requests to a SPARQL server: retries, credentials from the environment, errors in words."""

from __future__ import annotations

import base64
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import StoreError

_TRIES = 3
_SECONDS = 60.0
_SHOWN = 300  # characters of what a server says of an error


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered; headers by their name in small letters."""

    body: bytes
    headers: Mapping[str, str]


class Server:
    """One server, to whom requests are sent.

    User and password, or a bearer token, come from ANSWERABLE_USER and ANSWERABLE_PASSWORD, or ANSWERABLE_TOKEN. A user's
    password goes as the server asks for it: Basic, or Digest, where it is not sent itself.
    """

    def __init__(self, location: str) -> None:
        self.location = location
        self._challenges: dict[str, str] = {}

    def send(
        self,
        method: str,
        address: str,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        safe: bool = False,
    ) -> Response:
        """Send a request and return the answer; a safe one is tried again where the server fails.

        Raises StoreError where the server refuses, fails or does not answer.
        """
        self._learn(address, data)
        tries = _TRIES if safe or method == "GET" else 1
        failed: Exception | None = None
        for attempt in range(tries):
            if attempt:
                time.sleep(0.1 * 2**attempt)
            try:
                return self._once(method, address, data, headers)
            except urllib.error.HTTPError as error:
                if error.code < 500 or attempt == tries - 1:
                    raise self._refusal(error) from error
            except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
                failed = error
        raise StoreError(f"{self.location}: does not answer ({failed})") from failed

    def _once(
        self, method: str, address: str, data: bytes | None, headers: Mapping[str, str] | None, *, again: bool = True
    ) -> Response:
        request = urllib.request.Request(address, data, dict(headers or {}), method=method)  # noqa: S310 - the user gave it
        if authorization := self._authorization(request):
            request.add_unredirected_header("Authorization", authorization)  # not for where a redirect leads
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310
                return Response(response.read(), {name.lower(): value for name, value in response.headers.items()})
        except urllib.error.HTTPError as error:
            challenge = error.headers.get("WWW-Authenticate")
            if error.code != 401 or not again or not challenge or not os.environ.get("ANSWERABLE_USER"):
                raise
            self._challenges[_path(address)] = challenge  # the first, or a new nonce in place of a stale one
        return self._once(method, address, data, headers, again=False)

    def _learn(self, address: str, data: bytes | None) -> None:
        """Ask how the password is wanted before a large body goes out: a server that refuses one stops listening."""
        if not data or not os.environ.get("ANSWERABLE_USER") or _path(address) in self._challenges:
            return
        self._challenges[_path(address)] = ""
        try:
            with urllib.request.urlopen(_path(address), timeout=_SECONDS):  # noqa: S310
                pass
        except urllib.error.HTTPError as error:
            self._challenges[_path(address)] = error.headers.get("WWW-Authenticate") or ""
        except OSError:
            pass  # the request itself will say so

    def _authorization(self, request: urllib.request.Request) -> str:
        if token := os.environ.get("ANSWERABLE_TOKEN"):
            return f"Bearer {token}"
        user, password = os.environ.get("ANSWERABLE_USER", ""), os.environ.get("ANSWERABLE_PASSWORD", "")
        challenge = self._challenges.get(_path(request.full_url), "")
        scheme, _, rest = challenge.partition(" ")
        if not user or not challenge:
            return ""
        if scheme.casefold() != "digest":
            return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, request.full_url, user, password)
        asked = urllib.request.parse_keqv_list(list(filter(None, urllib.request.parse_http_list(rest))))
        answer = urllib.request.AbstractDigestAuthHandler(passwords).get_authorization(request, asked)
        return f"Digest {answer}" if answer else ""

    def _refusal(self, error: urllib.error.HTTPError) -> StoreError:
        said = " ".join(error.read(_SHOWN).decode("utf-8", "replace").split())
        if error.code in {401, 403}:
            said = "set ANSWERABLE_USER and ANSWERABLE_PASSWORD, or ANSWERABLE_TOKEN, to one who may do this"
        if error.code == 404:
            said = "name the address that has /query, /update and /store under it, or Virtuoso's endpoint, .../sparql"
        return RefusedError(f"{self.location}: HTTP {error.code}: {said}", error.code)


class RefusedError(StoreError):
    """A server answered with an error; code is its HTTP status."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def _path(address: str) -> str:
    return address.partition("?")[0]
