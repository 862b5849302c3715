"""Addresses of the export of closing entries."""

from django.urls import path

from closing.entries.export.pages import views

app_name = "entry_export"
YEAR = "e/<uuid:engagement_id>/years/<uuid:year_id>/exports"
BATCH = f"{YEAR}/<uuid:batch_id>"
urlpatterns = [
    path("e/<uuid:engagement_id>/exports/", views.history, name="history"),
    path(f"{YEAR}/new/", views.begin, name="begin"),
    path(f"{BATCH}/", views.batch, name="batch"),
    path(f"{BATCH}/progress/", views.progress, name="progress"),
    path(f"{BATCH}/send/", views.send, name="send"),
    path(f"{BATCH}/cancel/", views.cancel, name="cancel"),
    path(f"{BATCH}/check/", views.check, name="check"),
    path(f"{BATCH}/entries/<uuid:item_id>/booked/", views.mark_booked, name="mark_booked"),
]
