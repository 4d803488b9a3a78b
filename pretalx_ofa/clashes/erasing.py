"""Forgetting people: what they typed goes with their account, what is about a speaker with the profile."""

from django_scopes import scopes_disabled

from pretalx_ofa.clashes.models import Clash


@scopes_disabled()
def erase(profiles):
    """Forgets all about speakers (profiles)."""
    Clash.objects.filter(speaker__in=profiles).delete()


@scopes_disabled()
def erase_author(user):
    """Forgets all that an account typed."""
    Clash.objects.filter(person=user).delete()
