"""
Plaid's API over HTTPS. Where you can install it, the official client (`plaid-python`) goes here: keep the names, the
deadline and `error_of`, and read the error's body from `ApiException.body`.
"""

import http.client
import json
import logging
import ssl
import time
from urllib.parse import urlsplit

from answers import ApiError, internal_error
from health import MEANINGS, remedy_of_refusal, text_of
from link_subject import LinkSubject, add_subject, read_subject

log = logging.getLogger('relink')
MAX_ANSWER_BYTES = 4 * 1024 * 1024


class Plaid:
    def __init__(self, url, client_id, secret, link_settings):
        self._url = urlsplit(url)
        self._link = link_settings
        self._headers = {
            'Content-Type': 'application/json',
            'Plaid-Version': '2020-09-14',
            'PLAID-CLIENT-ID': client_id,
            'PLAID-SECRET': secret,
        }
        self._context = ssl.create_default_context()

    def create_link_token(self, item, link, deadline):
        """The access token is what makes it update mode (plaid.com/docs/link/update-mode)."""
        request = {
            'client_name': 'Your App',
            'country_codes': ['US'],
            'language': 'en',
            'user': {'client_user_id': item.user_id},
            'access_token': item.access_token,
        }
        # Plaid takes one of the two.
        if link.platform == 'android':
            request['android_package_name'] = self._link.android_package_name
        elif self._link.redirect_uri:
            request['redirect_uri'] = self._link.redirect_uri
        if link.account_selection:
            request['update'] = {'account_selection_enabled': True}
        if link.hosted:
            completion = self._link.completion_redirect_uri
            request['hosted_link'] = {'completion_redirect_uri': completion} if completion else {}
        if self._link.webhook_url:
            request['webhook'] = add_subject(self._link.webhook_url, LinkSubject(item.item_id, link.account_selection))
        # Here your app asks for more by `link.purpose`: `additional_consented_products` for 'consent', for example.
        return self._call('/link/token/create', request, deadline)

    def get_item(self, access_token, deadline):
        """A refusal that is about the Item is its health, and no failure."""
        try:
            return self._call('/item/get', {'access_token': access_token}, deadline)
        except ApiError as error:
            is_about_item = error.error_type in ('ITEM_ERROR', 'INSTITUTION_ERROR') or error.error_code in MEANINGS
            if not is_about_item:
                raise
            refusal = {'error_type': error.error_type, 'error_code': error.error_code}
            return {'item': {'error': refusal}, 'request_id': error.request_id}

    def get_link_subject(self, link_token, deadline):
        """None for a token that was not made here, and for one that Plaid no longer knows."""
        try:
            metadata = self._call('/link/token/get', {'link_token': link_token}, deadline).get('metadata')
        except UnknownToPlaid:
            return None
        return read_subject(text_of(metadata.get('webhook'))) if isinstance(metadata, dict) else None

    def get_webhook_key(self, key_id, deadline):
        """None for a key that Plaid does not know."""
        try:
            return self._call('/webhook_verification_key/get', {'key_id': key_id}, deadline).get('key')
        except UnknownToPlaid:
            return None

    def _call(self, path, body, deadline):
        """
        Asks again once where Plaid itself had an internal error, as plaid.com/docs/errors/api advises. After a lost
        connection the call may have minted a token, so it is not repeated.
        """
        for is_last in (False, True):
            status, answer = self._post(path, body, deadline)
            if status == 200:
                return answer
            if is_last or answer.get('error_code') != 'INTERNAL_SERVER_ERROR':
                raise error_of(path, answer)

    def _connection(self):
        """It follows no redirects, which would take the secret to another host."""
        if self._url.scheme == 'https':
            return http.client.HTTPSConnection(self._url.netloc, context=self._context)
        return http.client.HTTPConnection(self._url.netloc)

    def _post(self, path, body, deadline):
        connection = self._connection()
        try:
            connection.timeout = deadline.left()
            connection.connect()
            # Kept here: the connection drops its socket once it knows that this answer is the last.
            sock = connection.sock
            sock.settimeout(deadline.left())
            connection.request('POST', self._url.path + path, json.dumps(body), self._headers)
            sock.settimeout(deadline.left())
            response = connection.getresponse()
            answer = json.loads(_read(sock, response, deadline))
            if isinstance(answer, dict):
                return response.status, answer
            raise ValueError
        except TimeoutError:
            log.error('%s: Plaid did not answer in time.', path)
            raise ApiError(504, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'The server did not answer in time.') from None
        except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
            log.error('%s: no answer of Plaid (%s).', path, type(error).__name__)
            raise ApiError(502, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'Plaid could not be reached.') from None
        finally:
            connection.close()


def _read(sock, response, deadline):
    """A socket's time-out is for each read, so a slow answer could go on for ever without the deadline."""
    text = b''
    while len(text) < MAX_ANSWER_BYTES:
        sock.settimeout(deadline.left())
        chunk = response.read1(65536)
        if not chunk:
            return text
        text += chunk
    raise ValueError


class Deadline:
    """One for all that a request does at Plaid."""

    def __init__(self, seconds):
        self._end = time.monotonic() + seconds

    def left(self):
        """Seconds, to the socket's time-out. Raises TimeoutError once it is over."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


# plaid.com/docs/errors/invalid-input
UNKNOWN = ('INVALID_WEBHOOK_VERIFICATION_KEY_ID', 'INVALID_LINK_TOKEN')


class UnknownToPlaid(Exception):
    """Plaid does not know the key or the token."""


def error_of(path, answer):
    """The error that the client gets. The log says what Plaid said, without what was sent to it."""
    error_type = text_of(answer.get('error_type')) or 'API_ERROR'
    code = text_of(answer.get('error_code'))
    log.error('%s: Plaid answered %s %s.', path, error_type, code)
    if code is None:
        return ApiError(502, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'Plaid could not be reached.')
    if code in UNKNOWN:
        return UnknownToPlaid()
    status = _status_of(error_type, code)
    if status is None:
        # The keys or the settings are wrong. The client need not know which.
        return internal_error()
    return ApiError(status, error_type, code, f'Plaid answered {code}.',
                    display_message=text_of(answer.get('display_message')),
                    request_id=text_of(answer.get('request_id')),
                    remedy=remedy_of_refusal(error_type, code))


def _status_of(error_type, code):
    if error_type == 'RATE_LIMIT_EXCEEDED':
        return 429
    if code == 'ITEM_NOT_FOUND':
        return 404
    if error_type == 'ITEM_ERROR' or code in MEANINGS:
        return 409
    if error_type == 'INSTITUTION_ERROR' or code == 'PLANNED_MAINTENANCE':
        return 503
    return 502 if error_type == 'API_ERROR' else None
