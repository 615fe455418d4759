"""The route that Plaid calls. It takes what Plaid signed within the last 5 minutes, and nothing else."""

import hashlib
import hmac
import logging
import re
import time

import jwt
from flask import Blueprint, request

from answers import ApiError, error_answer, internal_error, invalid_request, json_answer, method_not_allowed
from health import text_of, time_of
from plaid import Deadline
from records import DAY_S, with_relink, with_webhook
from request_checks import parse_json, read_body
from webhook_keys import TIMEOUT_S, RejectedKey

log = logging.getLogger('relink')
MAX_BODY_BYTES = 256 * 1024
# plaid.com/docs/api/webhooks/webhook-verification
MAX_AGE_S = 5 * 60
# How far this machine's clock may be behind Plaid's.
CLOCK_TOLERANCE_S = 30
# Python's whole numbers have no end, but its times do.
MAX_TIME = 10 ** 11
KEY_ID = re.compile(r'[\w-]{1,100}', re.ASCII)
# Where a PENDING_DISCONNECT has no time, it comes 7 days ahead (plaid.com/docs/api/items).
DISCONNECT_NOTICE_S = 7 * DAY_S

# What each webhook says of an Item: the flag that it raises, and the field with its end.
# None: /item/get says it too, so that Plaid is asked again.
EVENTS = {
    'ITEM/ERROR': (None, None),
    'ITEM/LOGIN_REPAIRED': (None, None),
    'ITEM/PENDING_EXPIRATION': ('expiration', 'consent_expiration_time'),
    'ITEM/PENDING_DISCONNECT': ('disconnect', 'disconnect_time'),
    'ITEM/USER_PERMISSION_REVOKED': ('permission_revoked', None),
    'ITEM/USER_ACCOUNT_REVOKED': ('account_revoked', None),
    'ITEM/NEW_ACCOUNTS_AVAILABLE': ('new_accounts', None),
    'AUTH/PRODUCT_PERMISSIONS_REQUIRED': ('product_permissions', None),
    'IDENTITY/PRODUCT_PERMISSIONS_REQUIRED': ('product_permissions', None),
}


class WebhookRejected(Exception):
    """The message is for the log. The sender is told nothing."""


class Webhooks:
    def __init__(self, items, plaid, keys, now=time.time):
        self._items = items
        self._plaid = plaid
        self._keys = keys
        self._now = now

    def blueprint(self):
        blueprint = Blueprint('webhook', __name__)
        blueprint.add_url_rule('/api/plaid-webhook', view_func=self._answer, methods=['GET', 'POST', 'PUT', 'DELETE'],
                               provide_automatic_options=False)
        return blueprint

    def _answer(self):
        try:
            if request.method != 'POST':
                raise method_not_allowed()
            body = read_body(request, MAX_BODY_BYTES)
            signed_at = self._verify(request.headers.get('Plaid-Verification', ''), body)
            self._mark(parse_json(body), signed_at)
            return json_answer(200, {})
        except WebhookRejected as rejection:
            # Any client can cause it at will, so it is no line of the usual log.
            log.debug('A webhook was refused: %s.', rejection)
            return error_answer(invalid_request(401, 'UNAUTHORIZED', 'This is no webhook of Plaid’s.'))
        except ApiError as error:
            return error_answer(error)
        except Exception:
            # Plaid gets no 200, so it sends this webhook again.
            log.exception('A webhook could not be handled.')
            return error_answer(internal_error())

    def _verify(self, token, body):
        """What costs nothing comes first, so that forged webhooks make this server ask Plaid for no key."""
        try:
            header = jwt.get_unverified_header(token)
            claims = jwt.decode(token, options={'verify_signature': False})
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise WebhookRejected('malformed signature') from None
        key_id = header.get('kid')
        # The key's own `alg` is ignored: only one algorithm is accepted.
        if header.get('alg') != 'ES256' or not isinstance(key_id, str) or not KEY_ID.fullmatch(key_id):
            raise WebhookRejected('wrong algorithm or key id')
        signed_at = claims.get('iat')
        is_time = isinstance(signed_at, (int, float)) and 0 <= signed_at < MAX_TIME
        if not is_time or not -CLOCK_TOLERANCE_S <= self._now() - signed_at < MAX_AGE_S:
            raise WebhookRejected('too old, or from the future')
        claimed = claims.get('request_body_sha256')
        digest = hashlib.sha256(body).hexdigest()
        if not isinstance(claimed, str) or not hmac.compare_digest(claimed.lower().encode(), digest.encode()):
            raise WebhookRejected('another body')
        try:
            # The claims were checked above, by this server's clock: they are the same bytes.
            jwt.decode(token, self._keys.get(key_id), algorithms=['ES256'],
                       options={'verify_iat': False, 'verify_exp': False, 'verify_nbf': False, 'verify_aud': False})
        except (jwt.PyJWTError, RejectedKey):
            raise WebhookRejected('wrong signature') from None
        return signed_at

    def _mark(self, body, signed_at):
        if not isinstance(body, dict):
            raise invalid_request(400, 'INVALID_BODY', 'The body must be a JSON object.')
        if (body.get('webhook_type'), body.get('webhook_code')) == ('LINK', 'SESSION_FINISHED'):
            self._mark_relink(body, signed_at)
            return
        item_id = text_of(body.get('item_id'))
        name = f'{body.get("webhook_type")}/{body.get("webhook_code")}'
        if item_id is None or name not in EVENTS:
            return
        kind, end_field = EVENTS[name]
        until = time_of(text_of(body.get(end_field))) if end_field else None
        if kind == 'disconnect' and until is None:
            until = signed_at + DISCONNECT_NOTICE_S
        self._items.update_record(
            item_id, lambda record: with_webhook(record, signed_at, kind, until, _reason_of(name, body)))

    def _mark_relink(self, body, signed_at):
        """The user went through Link, also where no page was there any more to report it."""
        token = text_of(body.get('link_token'))
        if body.get('status') != 'SUCCESS' or token is None:
            return
        subject = self._plaid.get_link_subject(token, Deadline(TIMEOUT_S))
        if subject is not None:
            session_id = text_of(body.get('link_session_id'))
            self._items.update_record(subject.item_id, lambda record: with_webhook(
                with_relink(record, signed_at, session_id, subject.account_selection), signed_at))


def _reason_of(name, body):
    if name.endswith('PRODUCT_PERMISSIONS_REQUIRED'):
        return name.split('/')[0].lower()
    error = body.get('error')
    return text_of(body.get('reason')) or text_of(error.get('error_code_reason') if isinstance(error, dict) else None)
