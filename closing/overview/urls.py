"""Addresses of the start page and the overview."""

from django.urls import path

from closing.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.agency, name="agency"),
    path("e/<uuid:engagement_id>/", views.engagement, name="engagement"),
]
