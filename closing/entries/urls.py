"""Addresses of closing entries."""

from django.urls import path

from closing.entries import views

app_name = "entries"
YEAR = "e/<uuid:engagement_id>/years/<uuid:year_id>/entries"
urlpatterns = [
    path("e/<uuid:engagement_id>/entries/", views.overview, name="list"),
    path(f"{YEAR}/new/", views.new, name="new"),
    path(f"{YEAR}/<uuid:entry_id>/", views.edit, name="edit"),
    path(f"{YEAR}/<uuid:entry_id>/delete/", views.delete, name="delete"),
    path(f"{YEAR}/<uuid:entry_id>/set-aside/", views.set_aside, name="set_aside"),
    path(f"{YEAR}/<uuid:entry_id>/reverse/", views.reverse, name="reverse"),
    path(f"{YEAR}/<uuid:entry_id>/reverse-next/", views.reverse_next, name="reverse_next"),
]
