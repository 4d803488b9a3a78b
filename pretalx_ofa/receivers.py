"""Every pretalx signal we answer: a few lines each, handing over to a room."""
