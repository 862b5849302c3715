"""The letter with an invitation's link."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from closing.engagements.models import Invitation

logger = logging.getLogger(__name__)


def link_of(token: str) -> str:
    """Give the address an invited person opens; on the installation's own name, whatever the request said."""
    return f"{settings.ADDRESS}{reverse('engagements:invitation', args=[token])}"


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link to the invited person, and say whether the mail server took it."""
    if not settings.HAS_MAIL_SERVER:
        return False
    facts = {"invitation": invitation, "link": link}
    subject = render_to_string("engagements/mail/invitation_subject.txt", facts).strip()
    try:
        send_mail(subject, render_to_string("engagements/mail/invitation.txt", facts), None, [invitation.email])
    except (OSError, SMTPException):
        logger.exception("The mail server did not take an invitation.")
        return False
    return True
