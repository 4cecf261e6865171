"""How django-allauth asks us: accounts are opened by invitation only."""

from allauth.account.adapter import DefaultAccountAdapter


class ByInvitationOnly(DefaultAccountAdapter):
    """Nobody opens an account by himself: a council or the secretariat invites."""

    def is_open_for_signup(self, request):
        return False
