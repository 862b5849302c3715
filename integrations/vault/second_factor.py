"""Keeps the secrets of authenticator apps and recovery codes sealed, and the last factor where it is required."""

from collections.abc import Iterator

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db.models import Q
from qrcode.image.svg import SvgPathFillImage

from closing.engagements.people.second_factor import is_last_required
from integrations.vault.rotation import SealedRow
from integrations.vault.sealing import seal, unseal

# The adapter is not told whose secret it gets. Binding to the user would add little: who can write these rows can
# write the password and delete the factor too. See docs/decisions/0010-second-factor.md.
PLACE = "authenticator"

# Where allauth keeps what its adapter has sealed: of an app, of recovery codes, and of codes taken over from elsewhere.
_ONE, _SEVERAL = ("secret", "seed"), "migrated_codes"


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


class SealedFactors:
    """The second factors as a place whose keys can be changed."""

    name = "second factors"

    def rows(self) -> Iterator[SealedRow]:
        """Give every factor that holds a secret; a passkey holds none."""
        holding = Q(data__has_any_keys=[*_ONE, _SEVERAL])
        for factor in Authenticator.objects.filter(holding).order_by("pk").iterator():
            yield SealedRow(str(factor.pk), _sealed_in(factor))

    def replace(self, row: SealedRow, texts: tuple[str, ...]) -> bool:
        """Put secrets that were sealed anew in the place of the earlier ones, unless they were changed meanwhile."""
        factor = Authenticator.objects.select_for_update().filter(pk=row.key).first()
        if factor is None or _sealed_in(factor) != row.texts:
            return False
        anew = dict(zip(row.texts, texts, strict=True))
        data = factor.data
        data |= {key: anew[data[key]] for key in _ONE if key in data}
        if _SEVERAL in data:
            data[_SEVERAL] = [anew[code] for code in data[_SEVERAL]]
        factor.save(update_fields=["data"])
        return True


KEPT = SealedFactors()


def _sealed_in(factor: Authenticator) -> tuple[str, ...]:
    return (*(factor.data[key] for key in _ONE if key in factor.data), *factor.data.get(_SEVERAL, []))
