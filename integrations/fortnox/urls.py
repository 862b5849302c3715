"""Addresses of the connection to Fortnox. The callback's is registered at Fortnox's developer portal."""

from django.urls import path

from integrations.fortnox import views

app_name = "fortnox"

urlpatterns = [
    path("e/<uuid:engagement_id>/fortnox/connect/", views.connect, name="connect"),
    path("e/<uuid:engagement_id>/fortnox/disconnect/", views.disconnect, name="disconnect"),
    path("fortnox/callback/", views.callback, name="callback"),
    path("fortnox/stopped/", views.stopped, name="stopped"),
]
