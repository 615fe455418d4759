# frozen_string_literal: true

require 'rack'
require 'relink/api_error'
require 'relink/json_answers'
require 'relink/request_body'

module Relink
  # Rack middleware before the gateway. The order is a promise: another site learns nothing at all, and a request without
  # a session nothing about bodies and Items. It comes before Sinatra, which would parse forms first.
  class RequestChecks
    USER_ID = 'relink.user_id'
    FIELDS = 'relink.fields'

    ONE_ITEM_BYTES = 4 * 1024
    MAX_BYTES = {
      '/link/token/create' => ONE_ITEM_BYTES,
      '/item/get' => ONE_ITEM_BYTES,
      '/items/get' => 32 * 1024,
      '/item/relinked' => ONE_ITEM_BYTES
    }.freeze

    def initialize(app, trusted_origins:, sessions:)
      @app = app
      @trusted_origins = trusted_origins
      @sessions = sessions
    end

    def call(env)
      request = Rack::Request.new(env)
      route = request.path_info.delete_suffix('/')
      max_bytes = MAX_BYTES.fetch(route) { raise ApiError.no_such_route }
      cors = check_origin(request)
      env[JsonAnswers::EXTRA_HEADERS] = cors
      return preflight(env) if request.options? && cors.any?
      raise ApiError.method_not_allowed unless request.post?

      user_id = @sessions.user_of(request) || raise(ApiError.unauthorized)
      fields = RequestBody.json_object(request, max_bytes)
      # No route has a query, and Sinatra would refuse a malformed one with a page of its own.
      @app.call(env.merge('PATH_INFO' => route, 'QUERY_STRING' => '', USER_ID => user_id, FIELDS => fields))
    end

    private

    # Refuses a request that a page of another site sent with the user's cookies. Browsers set `Origin` and
    # `Sec-Fetch-Site` themselves. A request with neither does not come from a browser, so it has no victim's cookie.
    #
    # Returns the CORS headers for a trusted origin, and none for the app's own.
    def check_origin(request)
      origin = request.get_header('HTTP_ORIGIN')
      return cors_headers(origin) if @trusted_origins.include?(origin)

      case request.get_header('HTTP_SEC_FETCH_SITE')
      when 'same-origin', 'none' then return {}
      when nil then return {} if origin.nil? || own_host?(origin, request)
      end
      raise ApiError.invalid_request(403, 'INVALID_ORIGIN', 'This origin is not trusted. See TRUSTED_ORIGINS.')
    end

    # The scheme is not compared: behind a proxy that ends TLS, the server sees http where the browser sees https.
    # `Host` is read, and not `request.host`, which believes `X-Forwarded-Host` of any client.
    def own_host?(origin, request)
      origin.match?(%r{\Ahttps?://[^/?#@\\\s]+\z}i) &&
        origin.split('//', 2).last.casecmp?(request.get_header('HTTP_HOST').to_s)
    end

    def cors_headers(origin)
      {
        'access-control-allow-origin' => origin,
        'access-control-allow-credentials' => 'true',
        'access-control-expose-headers' => 'retry-after',
        'vary' => 'Origin'
      }
    end

    def preflight(env)
      headers = {
        'access-control-allow-methods' => 'POST',
        'access-control-allow-headers' => env.fetch('HTTP_ACCESS_CONTROL_REQUEST_HEADERS', 'content-type'),
        'access-control-max-age' => '600'
      }
      [204, headers, []]
    end
  end
end
