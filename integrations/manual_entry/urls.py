"""Addresses of the data source manual entry."""

from django.urls import path

from integrations.manual_entry import views

app_name = "manual_entry"

urlpatterns = [path("e/<uuid:engagement_id>/import/manual-entry/", views.table, name="table")]
