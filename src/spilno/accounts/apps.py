from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "spilno.accounts"
    label = "accounts"
