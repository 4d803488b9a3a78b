"""Changing the event's settings: logged, and seen by the next visitor."""

from pretalx_ofa.base.changes import mark_changed


def save_settings(event, changes, *, person):
    """Stores and logs ``{key: (before, after)}``; whether there was anything to store."""
    for key, (_before, after) in changes.items():
        event.settings.set(key, after)
    if changes:
        event.log_action(
            "pretalx_ofa.settings.update",
            person=person,
            orga=True,
            data={
                "changes": {
                    key: {"old": before, "new": after} for key, (before, after) in changes.items()
                }
            },
        )
        before, after = changes.get("ofa_languages", ([], []))
        is_hidden = not set(before) <= set(after)
        mark_changed(event, what="hidden" if is_hidden else "edited")
    return bool(changes)


def toggle_logistics(event, kind, pk, *, person):
    """Marks a track or session type as logistics, or unmarks it; whether it is marked now."""
    key = f"ofa_logistics_{kind}"
    before = event.settings.get(key)
    after = [known for known in before if known != pk] if pk in before else [*before, pk]
    save_settings(event, {key: (before, after)}, person=person)
    return pk in after
