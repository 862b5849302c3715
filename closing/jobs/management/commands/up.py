"""`manage.py up`: the whole application with one command."""

import errno
import os
import signal
import socket
import sys
from argparse import ArgumentParser
from io import StringIO
from time import monotonic, sleep
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connections

from closing.environment import ROOT
from closing.jobs.management.telling import TellingCommand
from closing.jobs.processes import Child

WEB_END_SECONDS = 35
WORKER_END_SECONDS = 670
BESIDE_END_SECONDS = 5
FIRST_ANSWER_SECONDS = 60


class Command(TellingCommand):
    """Migrates, then keeps a web server and a worker running, and what the settings name beside them."""

    help = "Migrate, then keep the web server and the worker running until told to stop."
    _signals = 0

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address and the form of what is told."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to answer on; 127.0.0.1 without it")
        parser.add_argument("--port", type=int, default=8000, help="8000 without it")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Start both, restart what dies, and end both in good order."""
        self.as_json = options["json"]
        host, port = options["host"], options["port"]
        _require_free(host, port)
        self._prepare()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._hear)
        web, worker = self._child("web", _web(host, port)), self._child("worker", _own("worker"))
        beside = [self._child(name, _own(*command)) for name, command in settings.UP_RUNS.items()]
        for child in (*beside, web, worker):
            child.start()
        self._greet(host, port)
        while not self._signals:
            for child in (*beside, web, worker):
                if child.keep_running():
                    self.tell("restarted", f"{child.name} had stopped and was started again.", process=child.name)
            sleep(0.2)
        self._end(web, worker)
        for child in beside:
            child.end(within_seconds=BESIDE_END_SECONDS)
        self.tell("stopped", "Kvitt has stopped.")

    def _child(self, name: str, command: list[str]) -> Child:
        return Child(name, command, write=lambda line: self.pass_on(name, line))

    def _prepare(self) -> None:
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {error}") from error
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)

    def _greet(self, host: str, port: int) -> None:
        """Wait until the web server answers, then tell where, and how to sign in to a demo."""
        deadline = monotonic() + FIRST_ANSWER_SECONDS
        while not self._signals and monotonic() < deadline and not _answers(host, port):
            sleep(0.1)
        if self._signals:
            return
        address = f"http://{host}:{port}/"
        self.tell("ready", f"Kvitt runs at {address}   (stop with Ctrl-C)", address=address)
        for name in settings.UP_TELLS:
            told = StringIO()
            call_command(name, stdout=told)
            for line in told.getvalue().splitlines():
                self.tell(name, line)
        connections.close_all()

    def _end(self, web: Child, worker: Child) -> None:
        self.tell("stopping", "Stopping; jobs under way are let to their end. Ctrl-C again stops at once.")
        for child in (web, worker):
            child.ask_to_end()
        started = monotonic()
        for child, seconds in ((web, WEB_END_SECONDS), (worker, WORKER_END_SECONDS)):
            while child.is_running and self._signals == 1 and monotonic() < started + seconds:
                sleep(0.05)
        if worker.is_running:
            # Asked twice the worker ends its own workers at once, which are in a group of their own.
            worker.end(within_seconds=5)
        web.kill()
        worker.kill()

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._signals += 1


def _web(host: str, port: int) -> list[str]:
    options = "--worker-class gthread --workers 2 --threads 4 --timeout 120 --graceful-timeout 30 --no-control-socket"
    recycling = "--max-requests 2000 --max-requests-jitter 200 --log-level warning"
    command = [sys.executable, "-m", "gunicorn", *options.split(), *recycling.split(), "--chdir", str(ROOT)]
    return [*command, "--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}", "closing.wsgi:application"]


def _own(*command: str) -> list[str]:
    return [sys.executable, "-u", str(ROOT / "manage.py"), *command]


def _require_free(host: str, port: int) -> None:
    """Refuse an address that cannot be answered on.

    Raises:
        CommandError: it is taken, or not ours to use.
    """
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            words = f"Port {port} is taken. Stop what uses it, or choose another: manage.py up --port {port + 1}"
        else:
            words = f"Cannot answer on {host}, port {port}: {os.strerror(error.errno) if error.errno else error}."
        raise CommandError(words) from error
    except OverflowError as error:
        raise CommandError(f"There is no port {port}.", returncode=2) from error


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
