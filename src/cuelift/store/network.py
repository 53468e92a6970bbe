"""Keeps requests on a caller's behalf away from hosts that only this machine should reach.

Every address that a name resolves to is looked at, and the connection goes to that very address:
a name cannot change its meaning between the look and the connection. Redirects are requests like
any other.

Spec: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890); RFC 6052 (NAT64).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

import aiohttp
from aiohttp.abc import AbstractResolver

from cuelift.errors import AccessDenied, UsageError
from cuelift.store.buckets import NetworkPolicy

if TYPE_CHECKING:
    from aiohttp.abc import ResolveResult

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_TRANSLATED_V6 = (ipaddress.IPv6Network("2001::/23"), ipaddress.IPv6Network("2002::/16"))
"""Teredo and the like, and 6to4: an IPv4 address lies in them."""
_SPECIAL_V4 = (ipaddress.IPv4Network("192.0.0.0/24"), ipaddress.IPv4Network("192.88.99.0/24"))
"""Protocol assignments, and the relays of 6to4."""


class Guard:
    """Decides which hosts and addresses may be asked."""

    def __init__(self, policy: NetworkPolicy) -> None:
        """Reads a policy.

        Raises:
            UsageError: an entry that is neither a name nor a network.
        """
        self._networks: list[Network] = []
        self._names: set[str] = set()
        for entry in policy.allowed:
            network = _network(entry)
            if network is not None:
                self._networks.append(network)
            elif _is_name(entry):
                self._names.add(_plain(entry))
            else:
                raise UsageError(f"{entry!r} is neither a host name, an address nor a network")

    def check_host(self, host: str | None) -> None:
        """Refuses a host of a URL, if its text alone suffices.

        Raises:
            AccessDenied: an address that may not be asked, or a number in disguise.
        """
        name = _plain(host or "")
        if name in self._names:
            return
        address = _address(name)
        if address is not None:
            self.check_addresses(name, [address])
        elif not name or _ends_in_number(name):
            raise AccessDenied(f"the host {name[:80]!r} is no name and no plain address")

    def check_addresses(self, host: str, addresses: Iterable[Address]) -> None:
        """Refuses a host when any of its addresses may not be asked.

        Raises:
            AccessDenied: so it is; the address is not told, only the host as it was asked for.
        """
        if _plain(host) in self._names:
            return
        for address in addresses:
            if not (_is_public(address) or _in_any(address, self._networks)):
                raise AccessDenied(
                    f"the host {host[:80]!r} has an address that is not public; such hosts are "
                    "asked only where the configuration allows them by name or network"
                )


class GuardedResolver(AbstractResolver):
    """Resolves names to addresses that may be asked."""

    def __init__(self, guard: Guard, inner: AbstractResolver | None = None) -> None:
        """Makes a resolver.

        Args:
            guard: that decides.
            inner: that really resolves; None: the system's.
        """
        self._guard = guard
        self._inner = inner or aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host, all of which may be asked.

        Raises:
            AccessDenied: one of them may not.
            OSError: the name does not resolve.
        """
        found = await self._inner.resolve(host, port, family)
        addresses = []
        for result in found:
            address = _address(result["host"])
            if address is None:
                raise AccessDenied(f"the host {host[:80]!r} resolves to no address")
            addresses.append(address)
        self._guard.check_addresses(host, addresses)
        return found

    async def close(self) -> None:
        """Closes the resolver inside."""
        await self._inner.close()


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        special = address.is_multicast or address.is_reserved
        return address.is_global and not special and not _in_any(address, _SPECIAL_V4)
    if address.scope_id is not None or address not in _GLOBAL_V6:
        return False  # NAT64, mapped and compatible addresses, local and multicast ones
    return address.is_global and not _in_any(address, _TRANSLATED_V6)


def _in_any(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


def _network(text: str) -> Network | None:
    try:
        return ipaddress.ip_network(text.strip("[]"), strict=False)
    except ValueError:
        return None


def _address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _is_name(text: str) -> bool:
    plain = _plain(text)
    return bool(plain) and all(char.isalnum() or char in "-_." for char in plain)


def _plain(host: str) -> str:
    return host.strip("[]").rstrip(".").lower()


def _ends_in_number(host: str) -> bool:
    """Whether a host would be read as an IPv4 address by lenient readers: ``127.1``, ``0x7f.1``.

    Spec: WHATWG URL, "ends-in-a-number checker".
    """
    last = host.rpartition(".")[2]
    if last.isdigit():
        return True
    digits = last.removeprefix("0x")
    return last.startswith("0x") and all(char in "0123456789abcdef" for char in digits)
