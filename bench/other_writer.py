"""Another writer: a small transaction every few milliseconds, until its input ends; then how long they took."""

import json
import sys
from threading import Event, Thread
from time import perf_counter, sleep

from django.db import transaction

import bench.ready  # noqa: F401 -- Django is set up before the models are imported
from closing.engagements.models import Agency

SECONDS_BETWEEN_WRITES = 0.02


def main() -> None:
    """Write until told to stop, then print how long the writes took."""
    stop = Event()
    Thread(target=_wait_for_end_of_input, args=(stop,), daemon=True).start()
    agency = Agency.objects.create(name="Skriver bredvid")
    print("ready", flush=True)
    waits = sorted(_waits(agency, stop))
    print(
        json.dumps(
            {
                "writes": len(waits),
                "median_ms": _ms(waits[len(waits) // 2]),
                "p99_ms": _ms(waits[len(waits) * 99 // 100]),
                "worst_ms": _ms(waits[-1]),
            }
        )
    )


def _waits(agency: Agency, stop: Event) -> list[float]:
    waits: list[float] = []
    while not stop.is_set() or not waits:
        begun = perf_counter()
        with transaction.atomic():
            Agency.objects.filter(pk=agency.pk).update(name=f"Skriver bredvid {len(waits)}")
        waits.append(perf_counter() - begun)
        sleep(SECONDS_BETWEEN_WRITES)
    return waits


def _wait_for_end_of_input(stop: Event) -> None:
    sys.stdin.read()
    stop.set()


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


if __name__ == "__main__":
    main()
