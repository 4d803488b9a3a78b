from pretalx.api.permissions import ApiPermission


class EventPermission(ApiPermission):
    """Decided per event: the registry's organisations belong to none."""

    def get_permission_object(self, view, obj, request, detail=False):
        return request.event
