"""Addresses of the books as pages."""

from django.urls import path

from closing.statements import views

app_name = "statements"
YEAR = "e/<uuid:engagement_id>/years/<uuid:year_id>"
urlpatterns = [
    path("e/<uuid:engagement_id>/accounts/", views.accounts, name="accounts"),
    path(f"{YEAR}/accounts/<str:number>/", views.account, name="account"),
    path(f"{YEAR}/vouchers/", views.vouchers, name="find_voucher"),
    path(f"{YEAR}/vouchers/<int:ordinal>/", views.voucher, name="voucher"),
    path(f"{YEAR}/income-statement/", views.income, name="income"),
    path(f"{YEAR}/balance-sheet/", views.balance, name="balance"),
]
