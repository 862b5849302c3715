"""Addresses of the pages about oneself."""

from django.urls import path

from closing.users import views

app_name = "users"
urlpatterns = [
    path("account/profile/", views.profile, name="profile"),
    path("language/", views.choose_language, name="language"),
]
