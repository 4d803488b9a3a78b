"""Requests of one user to our part of pretalx's REST API."""

from django_scopes import scopes_disabled
from pretalx.person.models.auth_token import UserApiToken

EVERYTHING = ["list", "retrieve", "create", "update", "destroy", "actions"]


class Api:
    """With a token that may do ``actions`` at some of pretalx's ``endpoints``; ``what`` is ours."""

    def __init__(
        self,
        client,
        event,
        user=None,
        actions=EVERYTHING,
        endpoints=("speakers",),
        what="organisations",
    ):
        self.client, self.base = client, f"/api/events/{event.slug}/p/ofa/{what}/"
        self.headers = {}
        if user:
            with scopes_disabled():
                token = UserApiToken.objects.create(
                    user=user,
                    name="test",
                    all_events=True,
                    endpoints=dict.fromkeys(endpoints, actions),
                )
            self.headers = {"Authorization": f"Token {token.token}"}

    def __call__(self, method, path="", data=None, **query):
        send = getattr(self.client, method)
        if method == "get":
            return send(self.base + path, query, headers=self.headers)
        return send(
            self.base + path, data or {}, content_type="application/json", headers=self.headers
        )

    def names(self, **query):
        response = self("get", **query)
        assert response.status_code == 200, response.content
        return [row["name"].get("en") for row in response.json()["results"]]
