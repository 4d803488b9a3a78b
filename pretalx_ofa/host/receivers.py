"""Every signal we answer: a few lines each, handing over to a room."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import pgettext
from pretalx.agenda.signals import html_above_session_pages
from pretalx.cfp.signals import (
    cfp_steps,
    footer_link,
    html_above_profile_page,
    html_above_submission_list,
    html_head,
)
from pretalx.common.models import ActivityLog
from pretalx.common.signals import (
    activitylog_display,
    minimum_interval,
    periodic_task,
    profile_bottom_html,
)
from pretalx.event.models import Event
from pretalx.mail.signals import register_mail_placeholders
from pretalx.orga.signals import (
    dashboard_tile,
    event_copy_data,
    html_above_orga_page,
    html_below_orga_page,
    nav_event,
    nav_event_settings,
    nav_global,
    speaker_form,
    submission_form,
)
from pretalx.person.models import SpeakerProfile, User
from pretalx.person.signals import delete_user
from pretalx.schedule.signals import schedule_release
from pretalx.submission.models import Question
from pretalx.submission.models.submission import SubmissionInvitation

from pretalx_ofa.affiliations import erasing, invited
from pretalx_ofa.affiliations.forms import AffiliationsForm, SessionAffiliationsForm
from pretalx_ofa.base.queueing import has_workers, queue
from pretalx_ofa.base.rules import profile_of
from pretalx_ofa.exports import stored
from pretalx_ofa.exports.models import ExportFile
from pretalx_ofa.host import (
    activation,
    header_link,
    organiser_pages,
    proposal_pages,
    review_pages,
    schedule_page,
    session_page,
    speaker_merge,
)
from pretalx_ofa.host.activity_labels import activity_label
from pretalx_ofa.host.cfp_step import AffiliationsStep
from pretalx_ofa.host.clash_block import clash_block
from pretalx_ofa.mails.placeholders import placeholders
from pretalx_ofa.organisations.registry import refresh
from pretalx_ofa.translations.forms import BiographyForm, SessionTranslationsForm


@receiver(nav_event, dispatch_uid="pretalx_ofa_nav_event")
def add_navigation(sender, request, **kwargs):
    if not request.user.has_perm("submission.orga_update_submission", sender):
        return []
    url = reverse("plugins:pretalx_ofa:overview", kwargs={"event": sender.slug})
    conflicts = reverse("plugins:pretalx_ofa:conflicts", kwargs={"event": sender.slug})
    sources = reverse("plugins:pretalx_ofa:sources", kwargs={"event": sender.slug})
    embedding = reverse("plugins:pretalx_ofa:embedding", kwargs={"event": sender.slug})
    speakers = reverse("plugins:pretalx_ofa:speakers", kwargs={"event": sender.slug})
    balance = reverse("plugins:pretalx_ofa:balance", kwargs={"event": sender.slug})
    return [
        {
            "label": pgettext("pretalx_ofa", "Affiliations & languages"),
            "url": url,
            "icon": "globe",
            "active": request.path.startswith(url),
            "children": [
                {
                    "label": pgettext("pretalx_ofa", "Overview"),
                    "url": url,
                    "active": request.path == url,
                },
                {
                    "label": pgettext("pretalx_ofa", "Affiliations from what is there"),
                    "url": sources,
                    "active": request.path == sources,
                },
                {
                    "label": pgettext("pretalx_ofa", "Speakers"),
                    "url": speakers,
                    "active": request.path.startswith(speakers),
                },
                {
                    "label": pgettext("pretalx_ofa", "Balance"),
                    "url": balance,
                    "active": request.path == balance,
                },
                {
                    "label": pgettext("pretalx_ofa", "Conflicts of interest"),
                    "url": conflicts,
                    "active": request.path == conflicts,
                },
                {
                    "label": pgettext("pretalx_ofa", "On other sites"),
                    "url": embedding,
                    "active": request.path == embedding,
                },
            ],
        }
    ]


@receiver(nav_event_settings, dispatch_uid="pretalx_ofa_nav_event_settings")
def add_settings_navigation(sender, request, **kwargs):
    if not request.user.has_perm("event.update_event", sender):
        return []
    url = reverse("plugins:pretalx_ofa:settings", kwargs={"event": sender.slug})
    return [
        {
            "label": pgettext("pretalx_ofa", "Affiliations & languages"),
            "url": url,
            "active": request.path == url,
        }
    ]


@receiver(nav_global, dispatch_uid="pretalx_ofa_nav_global")
def add_administration(sender, request, **kwargs):
    if not request.user.has_perm("person.administrator_user", None):
        return []
    url = reverse("plugins:pretalx_ofa:registry")
    return [
        {
            "label": pgettext("pretalx_ofa", "Registry of organisations"),
            "url": url,
            "icon": "university",
            "active": request.path == url,
        }
    ]


@receiver(periodic_task, dispatch_uid="pretalx_ofa_periodic_task")
@minimum_interval(minutes_after_success=60, minutes_after_error=60)
def renew_registry(sender, **kwargs):
    if refresh.is_due():
        queue("load_registry", address=refresh.preferences()[0])
    elif refresh.is_excerpt_wanted():
        queue("load_excerpt")


@receiver(periodic_task, dispatch_uid="pretalx_ofa_tidy")
@minimum_interval(minutes_after_success=5, minutes_after_error=5)
def tidy_up(sender, **kwargs):
    queue("tidy")
    queue("tidy_files")
    queue("tidy_clashes")


@receiver(speaker_form, dispatch_uid="pretalx_ofa_speaker_form")
def add_speaker_sections(sender, request, instance=None, **kwargs):
    if not getattr(instance, "pk", None) or not request.user.has_perm(
        "person.update_speakerprofile", instance
    ):
        return []
    return [
        AffiliationsForm(request=request, speaker=instance),
        *_with_fields(BiographyForm(request=request, speaker=instance)),
    ]


@receiver(submission_form, dispatch_uid="pretalx_ofa_submission_form")
def add_submission_sections(sender, request, instance=None, **kwargs):
    # Reviewers see this page too, some without names: they get neither texts nor affiliations.
    if not getattr(instance, "pk", None) or not request.user.has_perm(
        "submission.orga_update_submission", instance
    ):
        return []
    return [
        *_with_fields(SessionTranslationsForm(request=request, submission=instance)),
        *_with_fields(SessionAffiliationsForm(request=request, submission=instance)),
    ]


@receiver(html_above_orga_page, dispatch_uid="pretalx_ofa_clashes")
def show_clashes(sender, request, **kwargs):
    return clash_block(request)


@receiver(html_above_orga_page, dispatch_uid="pretalx_ofa_conflicts")
def show_conflicts(sender, request, **kwargs):
    return review_pages.above(request)


@receiver(html_below_orga_page, dispatch_uid="pretalx_ofa_step_aside")
def offer_to_step_aside(sender, request, **kwargs):
    return review_pages.below(request)


@receiver(html_below_orga_page, dispatch_uid="pretalx_ofa_proposal_affiliations")
def show_affiliations(sender, request, **kwargs):
    return proposal_pages.affiliations(request)


@receiver(html_above_orga_page, dispatch_uid="pretalx_ofa_organiser_pages")
def add_above_organiser_pages(sender, request, **kwargs):
    return organiser_pages.above(request)


@receiver(dashboard_tile, dispatch_uid="pretalx_ofa_dashboard_tile")
def add_tile(sender, **kwargs):
    tile = organiser_pages.tile(sender)
    return [tile] if tile else []


@receiver(html_above_orga_page, dispatch_uid="pretalx_ofa_cfp_editor")
def say_where_the_step_is_set(sender, request, **kwargs):
    match = request.resolver_match
    if not match or match.view_name != "orga:cfp.editor":
        return ""
    return render_to_string("pretalx_ofa/cfp/editor.html", request=request)


def _with_fields(form):
    return [form] if form.fields else []


@receiver(
    (html_above_profile_page, html_above_submission_list), dispatch_uid="pretalx_ofa_link_to_me"
)
def lead_to_own_page(sender, request, **kwargs):
    if not profile_of(request.user, sender):
        return ""
    return render_to_string("pretalx_ofa/me/link.html", request=request)


@receiver(cfp_steps, dispatch_uid="pretalx_ofa_cfp_steps")
def ask_for_affiliations(sender, **kwargs):
    return [AffiliationsStep]


@receiver(profile_bottom_html, dispatch_uid="pretalx_ofa_profile_bottom")
def lead_to_own_data(sender, user, **kwargs):
    # No plugin signal: it is sent for every event, and without one.
    if not sender or "pretalx_ofa" not in sender.plugin_list or not profile_of(user, sender):
        return ""
    of_event = {"event": sender.slug}
    return render_to_string(
        "pretalx_ofa/me/profile.html",
        {
            "page": f"{reverse('plugins:pretalx_ofa:me', kwargs=of_event)}#stored",
            "data": reverse("plugins:pretalx_ofa:my_data", kwargs=of_event),
        },
    )


@receiver(register_mail_placeholders, dispatch_uid="pretalx_ofa_mail_placeholders")
def add_placeholders(sender, **kwargs):
    return placeholders(sender)


@receiver(html_above_session_pages, dispatch_uid="pretalx_ofa_session")
def show_session(sender, request, submission, **kwargs):
    return session_page.session(request, submission.code)


@receiver(footer_link, dispatch_uid="pretalx_ofa_footer_link")
def link_to_person(sender, request, **kwargs):
    return session_page.footer_links(request)


@receiver(html_head, dispatch_uid="pretalx_ofa_html_head")
def add_to_head(sender, request, **kwargs):
    return session_page.head(request)


@receiver(html_head, dispatch_uid="pretalx_ofa_track_strip")
def add_track_strip(sender, request, **kwargs):
    return schedule_page.head(request)


@receiver(html_head, dispatch_uid="pretalx_ofa_header_link")
def open_header_link_in_place(sender, request, **kwargs):
    return header_link.head(request)


@receiver(post_save, sender=Event, dispatch_uid="pretalx_ofa_header_link_languages")
def name_header_link(sender, instance, **kwargs):
    if "pretalx_ofa" in instance.plugin_list:
        header_link.follow_languages(instance)


@receiver(schedule_release, dispatch_uid="pretalx_ofa_schedule_release")
def prepare_release(sender, **kwargs):
    # Without workers whoever comes first builds: a release must not wait.
    if has_workers():
        transaction.on_commit(lambda: queue("refresh_programme", event_id=sender.pk))


@receiver(post_delete, sender=ExportFile, dispatch_uid="pretalx_ofa_unlink_file")
def unlink_file(sender, instance, **kwargs):
    """A cascade calls no delete()."""
    stored.unlink(instance.file.name)


@receiver(event_copy_data, dispatch_uid="pretalx_ofa_event_copy_data")
def copy_event(sender, other, track_map, submission_type_map, **kwargs):
    activation.copy(sender, other, track_map, submission_type_map)


@receiver(activitylog_display, dispatch_uid="pretalx_ofa_activitylog_display")
def name_activity(sender, activitylog, **kwargs):
    return activity_label(activitylog.action_type)


# Connected before ``erase_speaker``, which deletes the rows that are kept here.
@receiver(pre_delete, sender=SpeakerProfile, dispatch_uid="pretalx_ofa_keep_for_merge")
def keep_for_merge(sender, instance, origin=None, **kwargs):
    # Whoever goes with others, or with an event, was not merged.
    if origin is instance:
        speaker_merge.keep(instance)


@receiver(post_save, sender=ActivityLog, dispatch_uid="pretalx_ofa_give_to_survivor")
def give_to_survivor(sender, instance, created, **kwargs):
    if created and instance.action_type == "pretalx.speaker.merge":
        speaker_merge.give_to_survivor(instance.content_object, instance.data["merged_code"])


@receiver(post_save, sender=ActivityLog, dispatch_uid="pretalx_ofa_invitation_accepted")
def take_over_from_invitation(sender, instance, created, **kwargs):
    # Logged before the invitation is deleted; no other signal tells of it.
    if created and instance.action_type == "pretalx.submission.invitation.accept":
        submission = instance.content_object
        speaker = instance.person.get_speaker(submission.event, create=False)
        if speaker:
            invited.take_over(submission, instance.data["email"], speaker)


@receiver(pre_delete, sender=SubmissionInvitation, dispatch_uid="pretalx_ofa_invitation_gone")
def forget_invited(sender, instance, **kwargs):
    invited.forget(instance.submission_id, instance.email)


@receiver(pre_delete, sender=Question, dispatch_uid="pretalx_ofa_question_gone")
def forget_answers(sender, instance, **kwargs):
    erasing.erase_answers(instance)


@receiver(delete_user, dispatch_uid="pretalx_ofa_delete_user")
def erase_user(sender, user, **kwargs):
    activation.erase_user(user)


@receiver(pre_save, sender=User, dispatch_uid="pretalx_ofa_erase_address")
def erase_address(sender, instance, **kwargs):
    # By the time of delete_user pretalx has written over the address of a deactivated account.
    if instance.pk and not instance.is_active and instance.email.endswith("@localhost"):
        before = User.objects.filter(pk=instance.pk).values_list("email", flat=True).first()
        activation.erase_address(before or "")


@receiver(pre_delete, sender=SpeakerProfile, dispatch_uid="pretalx_ofa_erase_speaker")
def erase_speaker(sender, instance, origin=None, **kwargs):
    activation.erase_profile(instance, origin)
