"""Addresses of the files of closing entries."""

from django.urls import path

from closing.entries.sie_files import views

app_name = "entry_files"
FILES = "e/<uuid:engagement_id>/years/<uuid:year_id>/entries/files"
FILE = f"{FILES}/<uuid:entry_file_id>"
urlpatterns = [
    path("e/<uuid:engagement_id>/entries/files/", views.overview, name="list"),
    path(f"{FILES}/make/", views.make, name="make"),
    path(f"{FILE}/", views.file, name="file"),
    path(f"{FILE}/download/", views.download, name="download"),
    path(f"{FILE}/confirm/", views.confirm, name="confirm"),
    path(f"{FILE}/withdraw/", views.withdraw, name="withdraw"),
    path(f"{FILES}/adjusted/", views.adjusted, name="adjusted"),
    path(f"{FILES}/adjusted/make/", views.make_adjusted, name="make_adjusted"),
]
