"""A visitor's stars: pretalx's own favourites. We keep none of ours."""

from pretalx.submission.models.submission import Submission, SubmissionFavourite


def starred(event, user):
    """[code] of the sessions of an event that a user starred, in order."""
    favourites = SubmissionFavourite.objects.filter(user=user, submission__event=event)
    return list(favourites.order_by("submission__code").values_list("submission__code", flat=True))


def change(event, user, *, add, remove):
    """Stars and unstars sessions by their codes; what is so already stays."""
    SubmissionFavourite.objects.bulk_create(
        [
            SubmissionFavourite(user=user, submission=submission)
            for submission in Submission.objects.filter(event=event, code__in=add)
        ],
        ignore_conflicts=True,
    )
    SubmissionFavourite.objects.filter(
        user=user, submission__event=event, submission__code__in=remove
    ).delete()
