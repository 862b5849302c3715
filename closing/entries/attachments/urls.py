"""Addresses of files attached to closing entries."""

from django.urls import path

from closing.entries.attachments import views

app_name = "attachments"
FILES = "e/<uuid:engagement_id>/years/<uuid:year_id>/entries/<uuid:entry_id>/files"
urlpatterns = [
    path(f"{FILES}/", views.overview, name="list"),
    path(f"{FILES}/add/", views.add, name="add"),
    path(f"{FILES}/<uuid:attachment_id>/", views.download, name="file"),
    path(f"{FILES}/<uuid:attachment_id>/remove/", views.remove, name="remove"),
]
