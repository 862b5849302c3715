"""`manage.py fortnox_simulator`: a process of its own, that keeps what it knows over a restart, even a hard one."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from integrations.fortnox.simulator.register.demo import CLEAN, LARGE, QUIRKY
from integrations.fortnox.simulator.web import parts
from integrations.fortnox.simulator.web.app import opened
from tests.integrations.fortnox.simulated import SECONDS
from tests.integrations.fortnox.simulator.web.company import KLARA, make_books

ROOT = Path(__file__).resolve().parents[5]
PATIENCE_SECONDS = 120
"""How long a process may take to start or end on a loaded machine."""

pytestmark = pytest.mark.crash


def start(*arguments: str) -> "subprocess.Popen[str]":
    """Start the command; what it tells is JSON."""
    command = [sys.executable, "manage.py", "fortnox_simulator", "--json", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "DEBUG": "1"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Run a simulator on a free port; give the process and where it answers."""
    process = start("--port", "0", "--data", str(folder), *arguments)
    try:
        assert process.stdout
        yield process, json.loads(process.stdout.readline())["address"]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_simulator_tells_where_it_answers_and_ends_when_told(tmp_path: Path) -> None:
    with running(tmp_path) as (process, address):
        page = requests.get(address, timeout=SECONDS)
        process.send_signal(signal.SIGTERM)
        told, _ = process.communicate(timeout=PATIENCE_SECONDS)

        assert page.status_code == 200
        assert (process.returncode, json.loads(told)["event"]) == (0, "stopped")


def test_simulator_that_was_killed_knows_what_it_knew(tmp_path: Path) -> None:
    storage = opened(tmp_path, schemas=parts.SCHEMAS)
    make_books(storage, KLARA)
    storage.close()
    with running(tmp_path) as (process, address):
        lever = f"{address}/_sim/tokens"
        pair = requests.post(lever, json={"tenant": KLARA}, timeout=SECONDS).json()
        process.kill()
        process.wait(timeout=PATIENCE_SECONDS)

    with running(tmp_path) as (_, address):
        headers = {"Authorization": f"Bearer {pair['access_token']}"}
        answer = requests.get(f"{address}/3/companyinformation", headers=headers, timeout=SECONDS)

        assert answer.json()["CompanyInformation"]["DatabaseNumber"] == KLARA


def test_application_of_ones_own_is_taken(tmp_path: Path) -> None:
    own = ("--client-id", "mine", "--client-secret", "s", "--redirect-uri", "https://mine.example/cb")
    with running(tmp_path, *own) as (_, address):
        asked = {"client_id": "mine", "response_type": "code", "scope": "bookkeeping"}
        page = requests.get(f"{address}/oauth-v1/auth", params=asked, timeout=SECONDS)

        assert (page.status_code, "<h1>Logga in</h1>" in page.text) == (200, True)


def test_demo_companies_are_made_once(tmp_path: Path) -> None:
    told = []
    for _ in range(2):
        process = start("--port", "0", "--data", str(tmp_path), "--demo")
        assert process.stdout
        facts: list[dict[str, str]] = []
        while not facts or facts[-1]["event"] != "ready":
            facts.append(json.loads(process.stdout.readline()))
        told.append([fact["event"] for fact in facts])
        companies = requests.get(f"{facts[-1]['address']}/_sim/companies", timeout=SECONDS).json()
        process.kill()
        process.communicate()

    assert told == [["made", "made", "made", "ready"], ["ready"]]
    assert sorted(company["tenant"] for company in companies) == sorted(one.tenant for one in (CLEAN, QUIRKY, LARGE))


def test_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with running(tmp_path / "first") as (_, address):
        port = address.rpartition(":")[2]
        second = start("--port", port, "--data", str(tmp_path / "second"))

        _, words = second.communicate(timeout=PATIENCE_SECONDS)

    assert (second.returncode, words) == (1, f"CommandError: Port {port} is taken. Choose another with --port.\n")
