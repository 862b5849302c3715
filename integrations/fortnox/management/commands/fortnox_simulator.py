"""`manage.py fortnox_simulator`: a Fortnox of our own, in a process of its own."""

import errno
import os
import signal
from argparse import ArgumentParser
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from closing.jobs.management.telling import TellingCommand
from integrations.fortnox.simulator.register.demo import make_demo_companies
from integrations.fortnox.simulator.web import clock, parts
from integrations.fortnox.simulator.web.app import Simulator, opened
from integrations.fortnox.simulator.web.oauth.clients import DEFAULT_CLIENT, LOOPBACK, Client, register
from integrations.fortnox.simulator.web.server import Server

PORT = 8010


class Command(TellingCommand):
    """Answers as Fortnox does, until told to stop."""

    help = "Answer as Fortnox does, on this machine alone, until told to stop."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address, the folder and the form of what is told."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to answer on; 127.0.0.1 without it")
        parser.add_argument("--port", type=int, default=PORT, help=f"{PORT} without it; 0 takes a free one")
        parser.add_argument("--data", type=Path, help="the folder of its storage; fortnox-simulator/ in DATA_DIR")
        parser.add_argument("--demo", action="store_true", help="make the demo companies, unless they are there")
        parser.add_argument("--client-id", default=DEFAULT_CLIENT.client_id, help="the application that may log in")
        parser.add_argument("--client-secret", default=DEFAULT_CLIENT.secret, help="its secret")
        parser.add_argument(
            "--redirect-uri", action="append", help="where it is sent back to; any address of this machine"
        )
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Open the storage, answer, and end in good order."""
        self.as_json = options["json"]
        folder = options["data"] or settings.DATA_DIR / "fortnox-simulator"
        stopping = Event()

        def hear(number: int, frame: FrameType | None) -> None:
            stopping.set()

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, hear)
        storage = opened(folder, schemas=parts.SCHEMAS)
        client = _client(options)
        if client != DEFAULT_CLIENT:  # that one is there, perhaps changed by a lever
            register(storage, client)
        if options["demo"]:
            for name in make_demo_companies(storage, clock.now(storage).date()):
                self.tell("made", f"Made the company {name}.", name=name)
        server = _server((options["host"], options["port"]), Simulator(storage, parts.ROUTES))
        server.start()
        words = f"The Fortnox simulator runs at {server.url}   (client_id {client.client_id}, secret {client.secret})"
        self.tell("ready", words, address=server.url)
        while not stopping.wait(1):
            """Wait; the pause lets a signal through on every platform."""
        server.end()
        storage.close()
        self.tell("stopped", "The Fortnox simulator has stopped.")


def _client(options: dict[str, Any]) -> Client:
    """Make the application of the options."""
    addresses = tuple(options["redirect_uri"] or (LOOPBACK,))
    return Client(options["client_id"], options["client_secret"], redirect_uris=addresses)


def _server(address: tuple[str, int], simulator: Simulator) -> Server:
    """Take the address.

    Raises:
        CommandError: it is taken, or not ours to use.
    """
    try:
        return Server(address, simulator.answer)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(f"Port {address[1]} is taken. Choose another with --port.") from error
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise CommandError(f"Cannot answer on {address[0]}, port {address[1]}: {reason}.") from error
    except OverflowError as error:
        raise CommandError(f"There is no port {address[1]}.", returncode=2) from error
