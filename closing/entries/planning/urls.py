"""Addresses of profit planning."""

from django.urls import path

from closing.entries.planning import views

app_name = "planning"
urlpatterns = [
    path("e/<uuid:engagement_id>/years/<uuid:year_id>/planning/", views.plan, name="plan"),
]
