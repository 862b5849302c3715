"""Addresses of the pages about an agency's people."""

from django.urls import path

from closing.engagements.people import views

app_name = "engagements"
urlpatterns = [
    path("agency/users/", views.users, name="users"),
    path("agency/users/<uuid:membership_id>/role/", views.change_role, name="change_role"),
    path("agency/users/<uuid:membership_id>/remove/", views.remove, name="remove"),
    path("agency/users/<uuid:membership_id>/second-factor/", views.reset_second_factor, name="reset_second_factor"),
    path("agency/invitations/<uuid:invitation_id>/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("agency/<uuid:agency_id>/switch/", views.switch_agency, name="switch_agency"),
    path("account/second-factor/", views.second_factor, name="second_factor"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
