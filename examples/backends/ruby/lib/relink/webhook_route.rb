# frozen_string_literal: true

require 'rack'
require 'relink/api_error'
require 'relink/item_webhook'
require 'relink/json_answers'
require 'relink/request_body'
require 'relink/webhook_verifier'

module Relink
  # The route that Plaid calls. A Rack application and no route of Sinatra's, which would parse a form before the signature
  # is checked.
  class WebhookRoute
    MAX_BODY_BYTES = 256 * 1024

    def initialize(store:, verifier:, log:)
      @store = store
      @verifier = verifier
      @log = log
    end

    def call(env)
      request = Rack::Request.new(env)
      raise ApiError.no_such_route unless ['', '/'].include?(request.path_info)
      raise ApiError.method_not_allowed unless request.post?

      bytes = RequestBody.read(request, MAX_BODY_BYTES)
      signed_at = @verifier.signed_at(request.get_header('HTTP_PLAID_VERIFICATION').to_s, bytes)
      mark(RequestBody.object(bytes), signed_at)
      JsonAnswers.answer(200, {})
    rescue WebhookVerifier::Rejected => e
      # Any client can cause it at will, so it is no line of the usual log.
      @log.debug("A webhook was refused: #{e.message}.")
      raise ApiError.invalid_request(401, 'UNAUTHORIZED', "This is no webhook of Plaid's.")
    end

    private

    # An error on the way is no 200, so that Plaid sends the webhook again.
    def mark(body, signed_at)
      webhook = ItemWebhook.read(body, signed_at) or return
      @store.update_record(webhook.item_id) { |record| record.with_webhook(signed_at, **webhook.news) }
    end
  end
end
