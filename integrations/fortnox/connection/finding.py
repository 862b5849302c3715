"""Which connection counts for somebody in an engagement."""

from closing.engagements.models import Engagement
from closing.users.models import User
from integrations.fortnox.models import FortnoxConnection


def connection_of(engagement: Engagement, user: User | None) -> FortnoxConnection | None:
    """Give the user's own connection in any state, because rights in Fortnox are a person's; None without one."""
    if user is None:
        return None
    own = FortnoxConnection.objects.filter(engagement=engagement, user=user)
    return own.select_related("engagement__agency", "user").first()


def live_connection(engagement: Engagement) -> FortnoxConnection | None:
    """Give the connection of anybody that lives longest; None when there is none that can be used."""
    live = FortnoxConnection.objects.filter(engagement=engagement, state=FortnoxConnection.State.CONNECTED)
    return live.select_related("engagement__agency", "user").order_by("-until").first()
