# frozen_string_literal: true

require 'rack'
require 'relink/api_error'
require 'relink/deadline'
require 'relink/item_webhook'
require 'relink/json_answers'
require 'relink/request_body'
require 'relink/webhook_verifier'

module Relink
  # The route that Plaid calls. A Rack application and no route of Sinatra's, which would parse a form before the signature
  # is checked.
  class WebhookRoute
    MAX_BODY_BYTES = 256 * 1024
    # Plaid gives up on a webhook after 10 seconds.
    TIMEOUT_S = 8

    def initialize(store:, plaid:, verifier:, log:)
      @store = store
      @plaid = plaid
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
      return mark_relink(body, signed_at) if body.values_at('webhook_type', 'webhook_code') == %w[LINK SESSION_FINISHED]

      webhook = ItemWebhook.read(body, signed_at) or return
      @store.update_record(webhook.item_id) { |record| record.with_webhook(signed_at, **webhook.news) }
    end

    # The user went through Link, also where no page was there any more to report it.
    def mark_relink(body, signed_at)
      token = Health.text(body['link_token'])
      return if token.nil? || body['status'] != 'SUCCESS'

      subject = @plaid.link_subject(token, deadline: Deadline.new(TIMEOUT_S)) or return
      session_id = Health.text(body['link_session_id'])
      @store.update_record(subject.item_id) do |record|
        record.with_relink(signed_at, session_id, subject.account_selection).with_webhook(signed_at)
      end
    end
  end
end
