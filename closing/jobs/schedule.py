"""The periodic jobs of `settings.SCHEDULED_JOBS`, kept in step with django-q's own table of schedules."""

from django.conf import settings
from django_q.models import Schedule

from closing.jobs.enqueue import enqueue
from closing.jobs.errors import AlreadyRunning

START = "closing.jobs.schedule.start"


def synchronise() -> None:
    """Make the schedules that the settings name, change those that differ, and remove the others."""
    Schedule.objects.filter(func=START).exclude(name__in=settings.SCHEDULED_JOBS).delete()
    for kind, minutes in settings.SCHEDULED_JOBS.items():
        plan = {"func": START, "args": repr(kind), "schedule_type": Schedule.MINUTES, "minutes": minutes, "repeats": -1}
        Schedule.objects.update_or_create(name=kind, defaults=plan)


def start(kind: str) -> None:
    """Start a periodic job, unless the one before is still under way."""
    try:
        enqueue(kind, params={}, dedupe_key=f"scheduled:{kind}")
    except AlreadyRunning:
        return
