"""Two network namespaces with a bad link between them: what passes is real packets of real TCP.

The link is a TUN device in each and, between these, this process: it holds packets back, lets a
few at a time pass, and loses some, as `tc netem` would where the kernel has it.
"""

import asyncio
import ctypes
import fcntl
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from tests.faults.quality import PERFECT, Quality

NEW_NETWORK = 0x40000000
TUN = Path("/dev/net/tun")
NAME = b"plenary0"
SET_UP = 0x400454CA
PLAIN_TUN = 0x0001 | 0x1000
NAMESPACE = "/proc/thread-self/ns/net"
LARGEST = 2048
ADDRESSES = ("10.77.0.1", "10.77.0.2")
MOST_WAITING_S = 0.5
"""What would wait for longer at a narrow place is lost there."""

libc = ctypes.CDLL(None, use_errno=True)


class Unavailable(Exception):
    """Namespaces, or TUN devices, are not permitted here."""


class Way:
    """Packets from one device to the other."""

    def __init__(self, source: int, sink: int, dice: Random) -> None:
        self.quality = PERFECT
        self.lost = 0
        self._source = source
        self._sink = sink
        self._dice = dice
        self._free_at = 0.0
        self._last_due = 0.0

    def take(self) -> None:
        loop = asyncio.get_running_loop()
        packet = os.read(self._source, LARGEST)
        quality, now = self.quality, loop.time()
        self._free_at = max(self._free_at, now)
        crowded = self._free_at - now > MOST_WAITING_S
        if crowded or self._dice.random() < quality.loss:
            self.lost += 1
            return
        self._free_at += quality.seconds(len(packet))
        late = quality.round_trip_s / 2 + self._dice.uniform(0, quality.jitter_s)
        self._last_due = max(self._last_due, self._free_at + late)
        loop.call_at(self._last_due, self._put, packet)

    def _put(self, packet: bytes) -> None:
        with suppress(OSError):  # the device is gone: the test is over
            os.write(self._sink, packet)


class Link:
    """Of two namespaces, the first for servers and the second for clients; what this thread begins
    belongs to the one in which it is."""

    def __init__(self, dice: Random) -> None:
        self._ways: list[Way] = []
        self._dice = dice
        self._before = os.open(NAMESPACE, os.O_RDONLY)
        self._open = [self._before]
        self._namespaces: list[int] = []
        self._devices: list[int] = []

    @property
    def lost(self) -> int:
        """How many packets were, so far."""
        return sum(way.lost for way in self._ways)

    def spoil(self, quality: Quality) -> None:
        for way in self._ways:
            way.quality = quality

    def make(self) -> None:
        """Unavailable where it is not permitted."""
        try:
            for address in ADDRESSES:
                self._make_namespace(address)
        except (OSError, AttributeError) as fault:  # no Linux has no such functions
            raise Unavailable(str(fault)) from fault
        finally:
            self.enter(self._before)

    def _make_namespace(self, address: str) -> None:
        _checked(libc.unshare(NEW_NETWORK))
        self._namespaces.append(os.open(NAMESPACE, os.O_RDONLY))
        device = os.open(TUN, os.O_RDWR | os.O_NONBLOCK)
        self._devices.append(device)
        self._open += [self._namespaces[-1], device]
        fcntl.ioctl(device, SET_UP, struct.pack("16sH", NAME, PLAIN_TUN))
        for command in (
            ("link", "set", "lo", "up"),
            ("addr", "add", f"{address}/30", "dev", NAME.decode()),
            ("link", "set", NAME.decode(), "up"),
        ):
            if subprocess.run(["ip", *command], capture_output=True).returncode:
                raise Unavailable(f"ip {' '.join(command)} fails")

    def enter(self, namespace: int) -> None:
        _checked(libc.setns(namespace, NEW_NETWORK))

    @contextmanager
    def with_servers(self) -> Iterator[str]:
        """The address of servers that listen there."""
        with self._within(self._namespaces[0]):
            yield ADDRESSES[0]

    @contextmanager
    def with_clients(self) -> Iterator[None]:
        with self._within(self._namespaces[1]):
            yield

    @contextmanager
    def _within(self, namespace: int) -> Iterator[None]:
        self.enter(namespace)
        try:
            yield
        finally:
            self.enter(self._before)

    def carry(self) -> None:
        loop = asyncio.get_running_loop()
        for source, sink in (self._devices, self._devices[::-1]):
            way = Way(source, sink, self._dice)
            self._ways.append(way)
            loop.add_reader(source, way.take)

    def end(self) -> None:
        for device in self._devices:
            asyncio.get_running_loop().remove_reader(device)
        for descriptor in self._open:
            os.close(descriptor)


def _checked(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


@contextmanager
def linked(dice: Random) -> Iterator[Link]:
    """Unavailable where it is not permitted."""
    link = Link(dice)
    try:
        link.make()
        link.carry()
        yield link
    finally:
        link.end()


def permitted() -> bool:
    """Whether there can be such a link here."""
    try:
        with linked(Random(0)):
            return True
    except (Unavailable, OSError):
        return False
