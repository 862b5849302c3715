"""Addresses of the start guide."""

from django.urls import path

from closing.startguide import views
from closing.startguide.steps import STEPS

app_name = "startguide"
urlpatterns = [
    path("guide/", views.start, name="start"),
    path("guide/summary/", views.summary, name="summary"),
    path("guide/restart/", views.restart, name="restart"),
    *(path(f"guide/{step.key}/", views.step, {"key": step.key}, name=step.key) for step in STEPS),
]
