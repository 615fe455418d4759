"""Plaid's public keys. Invented key ids must neither make this server ask Plaid without end, nor cost it the genuine keys."""

import threading
import time

import jwt

from answers import ApiError
from plaid import Deadline

FRESH_S = 60 * 60
# How long a genuine key is used while Plaid cannot be asked whether it is retired.
KEPT_S = 24 * 60 * 60
UNKNOWN_FRESH_S = 60
# Plaid uses a key or two at a time. More lookups than this come from forged webhooks.
UNKNOWN_LOOKUPS = 20
UNKNOWN_WINDOW_S = 60
# Plaid gives up on a webhook after 10 seconds.
TIMEOUT_S = 8


class RejectedKey(Exception):
    """Plaid does not know the key, or has retired it."""


class WebhookKeys:
    def __init__(self, plaid, now=time.time):
        self._plaid = plaid
        self._now = now
        self._lock = threading.Lock()
        # By id: the key (None: Plaid does not know it), and when Plaid was asked.
        self._known = {}
        self._lookups = []

    def get(self, key_id):
        now = self._now()
        with self._lock:
            self._remove_unknown(now)
            jwk, asked_at = self._known.get(key_id, (None, 0))
            if key_id in self._known and (jwk is None or now - asked_at < FRESH_S):
                return _usable(jwk, now)
            if jwk is None:
                self._count_lookup(now)
        try:
            fetched = self._plaid.get_webhook_key(key_id, Deadline(TIMEOUT_S))
        except ApiError:
            if jwk is not None and now - asked_at < KEPT_S:
                return _usable(jwk, now)
            raise
        with self._lock:
            self._known[key_id] = (_checked(fetched, key_id), now)
            return _usable(self._known[key_id][0], now)

    def _remove_unknown(self, now):
        """Their number is bounded by that of the lookups."""
        old = [key_id for key_id, (jwk, asked_at) in self._known.items()
               if jwk is None and now - asked_at >= UNKNOWN_FRESH_S]
        for key_id in old:
            del self._known[key_id]

    def _count_lookup(self, now):
        """A 503 and no refusal: the webhook may be genuine, and Plaid sends it again."""
        self._lookups = [at for at in self._lookups if now - at < UNKNOWN_WINDOW_S]
        if len(self._lookups) >= UNKNOWN_LOOKUPS:
            raise ApiError(503, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'Try again later.')
        self._lookups.append(now)


def _checked(jwk, key_id):
    is_expected = isinstance(jwk, dict) and (jwk.get('kty'), jwk.get('crv'), jwk.get('kid')) == ('EC', 'P-256', key_id)
    return jwk if is_expected else None


def _usable(jwk, now):
    """`expired_at` is Unix time in seconds; null for a key in use."""
    if jwk is None or (jwk.get('expired_at') is not None and jwk['expired_at'] <= now):
        raise RejectedKey
    try:
        return jwt.PyJWK({name: jwk[name] for name in ('kty', 'crv', 'x', 'y')}, algorithm='ES256').key
    except (jwt.PyJWTError, KeyError, ValueError):
        raise RejectedKey from None
