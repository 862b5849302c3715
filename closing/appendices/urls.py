"""Addresses of the appendices."""

from django.urls import path

from closing.appendices import views

app_name = "appendices"
YEAR = "e/<uuid:engagement_id>/years/<uuid:year_id>/appendices"
urlpatterns = [
    path("e/<uuid:engagement_id>/appendices/", views.overview, name="list"),
    path(f"{YEAR}/<str:ledger>/", views.ledger, name="ledger"),
    path(f"{YEAR}/<str:ledger>/difference/", views.difference, name="difference"),
    path(f"{YEAR}/<str:ledger>/comment/", views.comment, name="comment"),
]
