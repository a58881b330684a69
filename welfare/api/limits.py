"""How often one address may ask, so that one visitor takes nobody's turn."""

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from welfare.api.problems import problem

UNLIMITED = frozenset({"/api/v1/health"})
MOST_ADDRESSES = 10_000
IPV6_PREFIX = 64


@dataclass(frozen=True)
class Limit:
    """Requests that an address may make: ``per_minute`` in the long run, ``burst`` at once.

    Zero is no limit. ``trust_proxy`` takes the address from ``X-Forwarded-For``.
    """

    per_minute: int
    burst: int
    trust_proxy: bool = False


def limit_of_environment() -> Limit:
    """Return the limit that ``WELFARE_REQUESTS_PER_MINUTE`` and ``WELFARE_TRUST_PROXY`` set."""
    per_minute = int(os.environ.get("WELFARE_REQUESTS_PER_MINUTE", "600"))
    trusted = os.environ.get("WELFARE_TRUST_PROXY", "") == "1"
    return Limit(per_minute, max(1, per_minute // 5), trusted)


class Limits:
    """ASGI middleware that answers 429 where an address asks more often than it may.

    Each address has a bucket of tokens, which fills with time; a request takes one.
    """

    def __init__(
        self, app: ASGIApp, limit: Limit, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._app, self._limit, self._clock = app, limit, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say when to ask again."""
        limited = self._limit.per_minute > 0 and scope["type"] == "http"
        if limited and scope["path"] not in UNLIMITED:
            wait = self._take(address_of(scope, self._limit.trust_proxy))
            if wait > 0:
                seconds = str(int(wait) + 1)
                refused = problem(429, seconds=seconds, headers={"Retry-After": seconds})
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _take(self, address: str) -> float:
        """Take a token of an address; return the seconds until there is one, or 0."""
        now, rate = self._clock(), self._limit.per_minute / 60
        tokens, then = self._buckets.pop(address, (float(self._limit.burst), now))
        tokens = min(self._limit.burst, tokens + (now - then) * rate)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / rate
        self._buckets[address] = (tokens - 1 if tokens >= 1 else tokens, now)
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        return wait


def address_of(scope: Scope, trust_proxy: bool) -> str:
    """Return whom a request is counted for: an address, of IPv6 the network that it is of."""
    client = scope.get("client")
    text = str(client[0]) if client else ""
    if trust_proxy:
        forwarded = [v for k, v in scope["headers"] if k == b"x-forwarded-for"]
        if forwarded:
            text = forwarded[-1].decode("latin-1").rpartition(",")[2].strip()
    try:
        address = ip_address(text)
    except ValueError:
        return text[:64]
    if not isinstance(address, IPv6Address):
        return text
    if address.ipv4_mapped is not None:  # so a server that listens to both hears of IPv4
        return str(address.ipv4_mapped)
    return str(int(address) >> (128 - IPV6_PREFIX))
