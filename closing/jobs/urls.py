"""The addresses of jobs, and of whoever watches the server."""

from django.urls import path

from closing.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/<uuid:job_id>/", views.status, name="status"),
    path("jobs/<uuid:job_id>/cancel/", views.cancel, name="cancel"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
