"""A small network on this machine for tests: a switch, and machines on it that are network namespaces. Needs root.

Only the network is separate: all see the same disk.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Machine:
    """A namespace, its address, and the end of its cable that is in the switch."""

    name: str
    address: str
    cable: str

    @property
    def inside(self) -> tuple[str, ...]:
        """The command that carries out another one there."""
        return ("ip", "netns", "exec", self.name)

    def cut_off(self) -> None:
        """Pull the cable: nobody is told, packets just do not arrive any more."""
        _ip("link", "set", self.cable, "down")

    def connect(self) -> None:
        """Put the cable in again."""
        _ip("link", "set", self.cable, "up")


class Network:
    """The switch; this machine is on it too, at `address`."""

    def __init__(self, parts: ExitStack) -> None:
        self._parts, self._number, self._machines = parts, os.getpid(), 1
        self._subnet = f"198.18.{self._number % 256}"  # RFC 2544: for tests, never routed
        self.address = f"{self._subnet}.1"
        self._switch = f"dz{self._number}"
        parts.enter_context(_made("link", self._switch, ("type", "bridge")))
        _ip("address", "add", f"{self.address}/24", "dev", self._switch)
        _ip("link", "set", self._switch, "up")

    def add(self) -> Machine:
        """Another machine."""
        self._machines += 1
        name = f"{self._switch}-{self._machines}"
        machine = Machine(name, f"{self._subnet}.{self._machines}", f"{self._switch}.{self._machines}")
        self._parts.enter_context(_made("netns", name))
        there = ("type", "veth", "peer", "name", "eth0", "netns", name)
        self._parts.enter_context(_made("link", machine.cable, there))
        _ip("link", "set", machine.cable, "master", self._switch, "up")
        _ip("-n", name, "address", "add", f"{machine.address}/24", "dev", "eth0")
        for device in ("lo", "eth0"):
            _ip("-n", name, "link", "set", device, "up")
        return machine


@contextmanager
def _made(kind: str, name: str, more: tuple[str, ...] = ()) -> Iterator[None]:
    _ip(kind, "add", name, *more)
    try:
        yield
    finally:
        _ip(kind, "delete", name)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
