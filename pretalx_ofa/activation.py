"""What happens when an organiser ticks or unticks the plugin."""
from pretalx_ofa.programme import store


def activate(event):
    """A running event gets its pictures at once, so that every page has something to show."""
    store.refresh(event)
    store.store_older(event)


def deactivate(event):
    store.forget(event)
