"""Addresses of the importing slice."""

from django.urls import path

from closing.importing import views

app_name = "importing"

urlpatterns = [
    path("e/<uuid:engagement_id>/import/", views.start, name="start"),
    path("e/<uuid:engagement_id>/imports/", views.history, name="history"),
    path("e/<uuid:engagement_id>/imports/<uuid:run_id>/", views.run, name="run"),
    path("e/<uuid:engagement_id>/imports/<uuid:run_id>/accept/", views.accept, name="accept"),
    path("e/<uuid:engagement_id>/imports/<uuid:run_id>/cancel/", views.cancel, name="cancel"),
    path("e/<uuid:engagement_id>/imports/<uuid:run_id>/again/", views.again, name="again"),
    path("e/<uuid:engagement_id>/imports/<uuid:run_id>/changes/", views.changes, name="changes"),
    path("e/<uuid:engagement_id>/imports/<uuid:run_id>/files/<uuid:file_id>/", views.file, name="file"),
]
