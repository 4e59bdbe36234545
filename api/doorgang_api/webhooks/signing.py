"""Sign a webhook as Standard Webhooks 1.0 says: HMAC-SHA256 over id, timestamp and body.

A receiver reckons the same over what it got, compares without haste, and takes no message whose
timestamp is more than five minutes off: what was overheard cannot be sent again later.
"""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

ID: Final = "webhook-id"
TIMESTAMP: Final = "webhook-timestamp"
SIGNATURE: Final = "webhook-signature"
VERSION: Final = "v1"


def signed_headers(
    *, delivery_id: str, body: bytes, secret: bytes, at: datetime
) -> dict[str, str]:
    """Return the headers that go with a message."""
    timestamp = str(int(at.timestamp()))
    content = b".".join((delivery_id.encode(), timestamp.encode(), body))
    digest = base64.b64encode(hmac.digest(secret, content, "sha256")).decode()
    return {ID: delivery_id, TIMESTAMP: timestamp, SIGNATURE: f"{VERSION},{digest}"}
