"""The addresses of the activity log."""

from django.urls import path

from closing.activity import views

app_name = "activity"
urlpatterns = [
    path("log/", views.agency, name="agency"),
    path("e/<uuid:engagement_id>/log/", views.engagement, name="engagement"),
]
