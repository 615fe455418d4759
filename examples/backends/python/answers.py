"""What leaves the server: JSON that no cache stores, and errors in the form of Plaid's error object."""

import json
import re

from flask import Response

# The last line of defence. Answers are built field by field, so no token is in them to begin with; but the ids in a
# question about many Items are repeated, and a client may send anything as an id.
ACCESS_TOKEN = re.compile(r'access-[\w-]+')


class ApiError(Exception):
    """Ends a request. The client gets all of it, so it repeats nothing of the request, and no secret."""

    def __init__(self, status, error_type, error_code, message, *, display_message=None,
                 request_id=None, remedy=None, headers=None):
        super().__init__(message)
        self.status = status
        self.error_type = error_type
        self.error_code = error_code
        self.message = message
        self.display_message = display_message
        self.request_id = request_id
        self.remedy = remedy
        self.headers = headers or {}

    def body(self):
        body = {
            'error_type': self.error_type,
            'error_code': self.error_code,
            'error_message': self.message,
            'display_message': self.display_message,
            'request_id': self.request_id,
        }
        return body | {'remedy': self.remedy} if self.remedy else body


def invalid_request(status, code, message, headers=None):
    return ApiError(status, 'INVALID_REQUEST', code, message, headers=headers)


def no_such_route():
    return invalid_request(404, 'NOT_FOUND', 'There is no such route.')


def method_not_allowed():
    return invalid_request(405, 'INVALID_METHOD', 'Send POST.', {'Allow': 'POST'})


def item_not_found():
    """The same for an unknown id, a malformed one and another user's, so that it tells none from the others."""
    return ApiError(404, 'ITEM_ERROR', 'ITEM_NOT_FOUND', 'The signed-in user has no such Item.')


def too_many_requests(seconds):
    return ApiError(429, 'RATE_LIMIT_EXCEEDED', 'RATE_LIMIT',
                    'Too many requests. Try again after the seconds in Retry-After.',
                    headers={'Retry-After': str(seconds)})


def internal_error():
    return ApiError(500, 'API_ERROR', 'INTERNAL_SERVER_ERROR',
                    'The server could not handle the request. See its log.')


def json_answer(status, body, headers=None):
    text = ACCESS_TOKEN.sub('[redacted]', json.dumps(body))
    answer = Response(text, status, mimetype='application/json')
    answer.headers.extend({'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff'} | (headers or {}))
    return answer


def error_answer(error, headers=None):
    return json_answer(error.status, error.body(), (headers or {}) | error.headers)
