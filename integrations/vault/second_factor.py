"""Keeps the secrets of authenticator apps and recovery codes sealed, and the last factor where it is required."""

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from qrcode.image.svg import SvgPathFillImage

from closing.engagements.people.second_factor import is_last_required
from integrations.vault.sealing import seal, unseal

# The adapter is not told whose secret it gets. Binding to the user would add little: who can write these rows can
# write the password and delete the factor too. See docs/decisions/0010-second-factor.md.
PLACE = "authenticator"


class SealingMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """What allauth asks about second factors."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return seal(text, PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return unseal(encrypted_text, PLACE)

    def build_totp_svg(self, url: str) -> str:
        """Draw the code for the app on white, so that a camera reads it on a dark page too."""
        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last factor of somebody whose role requires one."""
        return not is_last_required(authenticator)
