"""The routes that react-plaid-relink calls. openapi.yaml of the package describes them."""

import logging
import re
import time
from concurrent.futures import ThreadPoolExecutor

from flask import Blueprint, Response, request

from answers import (ApiError, error_answer, internal_error, invalid_request, item_not_found, json_answer,
                     method_not_allowed, no_such_route)
from health import iso, item_body, read_item, text_of, time_of
from plaid import Deadline
from records import with_answer, with_refusal, with_relink, with_token
from request_checks import (assert_fields, check_origin, parse_flag, parse_id, parse_link_request, parse_purpose,
                            parse_session_id, read_fields)

log = logging.getLogger('relink')
ONE_ITEM_BYTES = 4 * 1024
MANY_ITEMS_BYTES = 32 * 1024
MAX_ITEMS = 100
# How many Items of one request are asked for at the same time.
LANES = 20
TOKEN_LIFE_S = 30 * 60
METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']
HEADER_NAMES = re.compile(r'[\w!#$%&\'*+.^`|~, -]+', re.ASCII)
# Looked up in place of a value that cannot be an id, so that both take equally long.
MALFORMED_ID = 'malformed-item-id'


class Gateway:
    def __init__(self, config, items, plaid, limiter, user_of):
        self._config = config
        self._items = items
        self._plaid = plaid
        self._limiter = limiter
        self._user_of = user_of
        self._routes = {
            '/link/token/create': (self._create_link_token, ONE_ITEM_BYTES),
            '/item/get': (self._get_item, ONE_ITEM_BYTES),
            '/items/get': (self._get_items, MANY_ITEMS_BYTES),
            '/item/relinked': (self._report_relink, ONE_ITEM_BYTES),
        }

    def blueprint(self):
        blueprint = Blueprint('gateway', __name__, url_prefix='/api/plaid')
        blueprint.add_url_rule('/<path:route>', view_func=self._answer, methods=METHODS,
                               provide_automatic_options=False)
        return blueprint

    def _answer(self, route):
        """The order is a promise: no Item before the user is known, and nothing of Plaid before the Item is theirs."""
        cors = {}
        try:
            run, max_bytes = self._routes.get('/' + route.removesuffix('/'), (None, 0))
            if run is None:
                raise no_such_route()
            cors = check_origin(request, self._config.trusted_origins)
            if request.method == 'OPTIONS' and cors:
                return _preflight(cors)
            if request.method != 'POST':
                raise method_not_allowed()
            user_id = self._user_of(request)
            if user_id is None:
                raise invalid_request(401, 'UNAUTHORIZED', 'Sign in first.')
            fields = read_fields(request, max_bytes)
            is_fresh = 'no-cache' in request.headers.get('Cache-Control', '').lower()
            deadline = Deadline(self._config.plaid_timeout_s)
            return json_answer(200, run(user_id, fields, deadline, is_fresh), cors)
        except ApiError as error:
            return error_answer(error, cors)
        except Exception:
            log.exception('%s failed.', route)
            return error_answer(internal_error(), cors)

    def _create_link_token(self, user_id, fields, deadline, is_fresh):
        assert_fields(fields, ['item_id', 'account_selection_enabled', 'hosted_link', 'purpose', 'platform'])
        link = parse_link_request(fields)
        if link.platform == 'android' and self._config.link.android_package_name is None:
            raise invalid_request(400, 'INVALID_FIELD', 'platform: ANDROID_PACKAGE_NAME is not set on this server.')
        item = self._find_item(user_id, fields.get('item_id'))
        # Before the question, as the user may relink from the moment that Plaid has minted the token.
        now = time.time()
        try:
            answer = self._plaid.create_link_token(item, link, deadline)
        except ApiError as error:
            if error.remedy == 'new_link':
                self._items.update_record(item.item_id, lambda record: with_refusal(record, now))
            raise
        self._items.update_record(item.item_id, lambda record: with_token(record, time.time()))
        return _token_body(answer)

    def _get_item(self, user_id, fields, deadline, is_fresh):
        assert_fields(fields, ['item_id'])
        return self._health_of(self._find_item(user_id, fields.get('item_id')), deadline, is_fresh)

    def _get_items(self, user_id, fields, deadline, is_fresh):
        assert_fields(fields, ['item_ids'])
        ids = _parse_ids(fields.get('item_ids'))

        def body_of(item_id):
            try:
                return self._health_of(self._find_item(user_id, item_id), deadline, is_fresh)
            except ApiError as error:
                return {'item_id': item_id, 'error': error.body()}

        with ThreadPoolExecutor(min(LANES, len(ids))) as pool:
            return {'items': list(pool.map(body_of, ids))}

    def _report_relink(self, user_id, fields, deadline, is_fresh):
        """The page says so. It is a hint that ends flags, and no proof: Plaid is asked how the Item is."""
        assert_fields(fields, ['item_id', 'link_session_id', 'purpose', 'account_selection_enabled'])
        chose_accounts = parse_flag(fields, 'account_selection_enabled') or parse_purpose(fields) == 'accounts'
        session_id = parse_session_id(fields)
        item = self._find_item(user_id, fields.get('item_id'))
        now = time.time()
        self._items.update_record(item.item_id, lambda record: with_relink(record, now, session_id, chose_accounts))
        return self._health_of(item, deadline, is_fresh=True)

    def _find_item(self, user_id, value):
        """The access token comes from here alone. Guesses are counted by user, so that they are slow."""
        item_id = parse_id(value)
        item = self._items.find(item_id or MALFORMED_ID, user_id)
        if item is None or item_id is None:
            self._limiter.count('foreign', user_id)
            raise item_not_found()
        self._limiter.count('own', user_id, item.item_id)
        return item

    def _health_of(self, item, deadline, is_fresh):
        now = time.time()
        if not is_fresh and item.record.has_recent_answer(now):
            return item_body(item.item_id, item.record, now)
        answer = read_item(self._plaid.get_item(item.access_token, deadline))
        if answer is None:
            raise ApiError(502, 'API_ERROR', 'INTERNAL_SERVER_ERROR', 'Plaid could not be reached.')
        record = self._items.update_record(item.item_id, lambda record: with_answer(record, answer, now))
        # The Item was removed while Plaid was asked.
        if record is None:
            raise item_not_found()
        return item_body(item.item_id, record, time.time())


def _parse_ids(ids):
    is_list = isinstance(ids, list) and 0 < len(ids) <= MAX_ITEMS and all(isinstance(one, str) for one in ids)
    if is_list and len(set(ids)) == len(ids):
        return ids
    raise invalid_request(400, 'INVALID_FIELD', f'item_ids must be a list of 1 to {MAX_ITEMS} different texts.')


def _token_body(answer):
    token = text_of(answer.get('link_token'))
    if token is None or not token.startswith('link-'):
        log.error("Plaid's answer has no link_token.")
        raise internal_error()
    end = time_of(text_of(answer.get('expiration')))
    body = {'link_token': token, 'expires_in': TOKEN_LIFE_S}
    if end is not None:
        # Seconds by this server's clock: the browser's may be wrong.
        body |= {'expiration': iso(end), 'expires_in': max(0, int(end - time.time()))}
    for name in ('hosted_link_url', 'request_id'):
        if text := text_of(answer.get(name)):
            body[name] = text
    return body


def _preflight(cors):
    asked = request.headers.get('Access-Control-Request-Headers', '')
    answer = Response(status=204)
    del answer.headers['Content-Type']
    answer.headers.extend(cors | {
        'Access-Control-Allow-Methods': 'POST',
        'Access-Control-Allow-Headers': asked if HEADER_NAMES.fullmatch(asked) else 'content-type',
        'Access-Control-Max-Age': '600',
        'Cache-Control': 'no-store',
    })
    return answer
