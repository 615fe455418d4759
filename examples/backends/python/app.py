"""Puts the parts together, and starts the server."""

from flask import Flask
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.serving import WSGIRequestHandler

from answers import error_answer, method_not_allowed, no_such_route, internal_error
from config import read_config, read_demo_data
from gateway import Gateway
from items import Items
from plaid import Plaid
from rate_limit import RateLimiter
from sessions import Sessions
from webhook import Webhooks
from webhook_keys import WebhookKeys


def create_app(config=None):
    config = config or read_config()
    sessions, rows = read_demo_data()
    items = Items(config.database, config.token_key)
    for row in rows:
        items.add(row['itemId'], row['userId'], row['accessToken'])
    plaid = Plaid(config.plaid_url, config.plaid_client_id, config.plaid_secret, config.link)
    gateway = Gateway(config, items, plaid, RateLimiter(), Sessions(sessions).user_of)

    app = Flask(__name__, static_folder=None)
    # Otherwise `//` is redirected to a page of HTML.
    app.url_map.merge_slashes = False
    app.register_blueprint(gateway.blueprint())
    app.register_blueprint(Webhooks(items, plaid, WebhookKeys(plaid)).blueprint())
    app.register_error_handler(HTTPException, _in_json)
    return app


def _in_json(error):
    if isinstance(error, NotFound):
        return error_answer(no_such_route())
    return error_answer(method_not_allowed() if error.code == 405 else internal_error())


class RequestHandler(WSGIRequestHandler):
    # A client that sends its request byte by byte holds a thread for this long at most.
    timeout = 15


if __name__ == '__main__':
    read = read_config()
    create_app(read).run('127.0.0.1', read.port, threaded=True, request_handler=RequestHandler)
