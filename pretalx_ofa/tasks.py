"""Celery tasks: ids come in; scope, language and time zone are entered; a room does the work."""

from django_scopes import scope, scopes_disabled
from pretalx.celery_app import app
from pretalx.event.models import Event

from pretalx_ofa.programme import store


@app.task(name="pretalx_ofa.store_programme")
def store_programme(*, event_id, schedule_id):
    """Keeps the picture of a version that was just released."""
    with scopes_disabled():
        event = Event.objects.get(pk=event_id)
    with scope(event=event):
        store.refresh(event, event.schedules.get(pk=schedule_id))
