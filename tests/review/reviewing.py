"""What a reviewer does on pretalx's pages and ours."""

from django.urls import reverse
from django_scopes import scope
from pretalx.person.models.auth_token import UserApiToken
from pretalx.submission.models import Review, ReviewScore

from pretalx_ofa.review.models import Conflict


def ours(event, name, **arguments):
    return reverse(f"plugins:pretalx_ofa:{name}", kwargs={"event": event.slug} | arguments)


def states(client, user, proposal, reason="We share an office."):
    """The response to stating a conflict, as a user."""
    client.force_login(user)
    url = ours(proposal.event, "step_aside", code=proposal.code)
    return client.post(url, {"reason": reason})


def takes_back(client, user, proposal):
    client.force_login(user)
    return client.post(ours(proposal.event, "take_back", code=proposal.code))


def page(client, user, url, **query):
    """The content of a page as a user sees it."""
    client.force_login(user)
    response = client.get(url, query)
    assert response.status_code == 200, url
    return response.content.decode()


def conflicts(event):
    """[(title, reviewer, reason)] as they are stored."""
    with scope(event=event):
        rows = Conflict.objects.select_related("submission", "reviewer").order_by("pk")
        return [(row.submission.title, row.reviewer.name, row.reason) for row in rows]


def reviews(proposal):
    """[(reviewer, text, score)] as pretalx has them."""
    with scope(event=proposal.event):
        rows = Review.objects.filter(submission=proposal).select_related("user").order_by("pk")
        return [(row.user.name, row.text, row.score) for row in rows]


def best_score(event):
    with scope(event=event):
        return ReviewScore.objects.filter(category__event=event).order_by("-value").first()


def opinion(event, prefix="", text="Splendid"):
    """The fields of pretalx's review form, with the best score."""
    score = best_score(event)
    return {f"{prefix}text": text, f"{prefix}score_{score.category_id}": score.pk}


def scores(client, user, proposal, text="Splendid"):
    """The response of pretalx's review page to a score."""
    client.force_login(user)
    data = opinion(proposal.event, text=text) | {"review_submit": "save"}
    return client.post(proposal.orga_urls.reviews, data)


def scores_among_all(client, user, proposal, **headers):
    """The response of pretalx's page of all proposals to a score."""
    client.force_login(user)
    data = opinion(proposal.event, f"{proposal.code}-") | {"_submission": proposal.code}
    return client.post(f"{proposal.event.orga_urls.reviews}bulk/", data, headers=headers)


def by_token(event, user):
    """The headers of pretalx's API for a user who may do everything with reviews."""
    actions = ["list", "retrieve", "create", "update", "destroy", "actions"]
    with scope(event=event):
        token = UserApiToken.objects.create(
            user=user, name="test", all_events=True, endpoints={"reviews": actions}
        )
    return {"Authorization": f"Token {token.token}"}
