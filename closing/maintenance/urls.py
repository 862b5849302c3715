"""Addresses of maintenance."""

from django.urls import include, path

from closing.maintenance import chart_views, views

app_name = "maintenance"

_of_engagement = [
    path("import/", views.import_tab, name="import"),
    path("import/<uuid:year_id>/differences/", views.differences, name="differences"),
    path("settings/", views.settings, name="settings"),
    path("settings/source/", views.source, name="source"),
    path("settings/company/", views.company, name="company"),
    path("settings/periods/", views.periods, name="periods"),
    path("settings/years/", views.add_year, name="add_year"),
    path("settings/years/<uuid:year_id>/", views.year, name="year"),
    path("settings/years/<uuid:year_id>/remove/", views.remove_year, name="remove_year"),
    path("settings/reset/", views.reset, name="reset"),
    path("chart/", chart_views.chart, name="chart"),
    path("chart/accept/", chart_views.accept_suggestions, name="accept"),
    path("chart/account/<str:number>/", chart_views.account, name="account"),
    path("users/", views.users, name="users"),
]

urlpatterns = [path("e/<uuid:engagement_id>/maintenance/", include(_of_engagement))]
