# frozen_string_literal: true

require 'relink/api_error'
require 'relink/health'
require 'relink/link_subject'
require 'relink/meanings'
require 'relink/plaid_http'
require 'relink/times'

module Relink
  # The calls to Plaid that the gateway makes. Where you use the official client (the gem `plaid`), it takes the place of
  # PlaidHttp: keep the deadline, and read the error's body from `Plaid::ApiError#response_body`.
  class Plaid
    TOKEN_LIFE_S = 30 * 60
    # What your app asks for beside the repair, such as 'consent' => { additional_consented_products: ['auth'] }.
    SETTINGS_BY_PURPOSE = {}.freeze

    def initialize(url:, client_id:, secret:, link_settings:, log:)
      @link_settings = link_settings
      @http = PlaidHttp.new(url, client_id, secret, log)
      @log = log
    end

    # The body of our own answer. The access token is what makes it update mode (plaid.com/docs/link/update-mode).
    def create_link_token(item, link, deadline:)
      request = {
        client_name: 'Your App', country_codes: ['US'], language: 'en',
        user: { client_user_id: item.user_id },
        access_token: item.access_token,
        **way_back(link), **plaids_page(link), **webhook(item, link)
      }
      request[:update] = { account_selection_enabled: true } if link.account_selection
      token_body(call('/link/token/create', request.merge(SETTINGS_BY_PURPOSE.fetch(link.purpose, {})), deadline))
    end

    # What is kept of `/item/get`. A refusal that is about the Item is its health, and no failure.
    def item(item, deadline:)
      answer = @http.post('/item/get', { access_token: item.access_token }, deadline)
      Health.read_answer(answer.ok? ? answer.body : item_of_refusal(answer)) || raise(ApiError.plaid_unreachable)
    end

    # Nil for a token that was not made here, and for one that Plaid no longer knows.
    def link_subject(link_token, deadline:)
      answer = @http.post('/link/token/get', { link_token: link_token }, deadline)
      return if answer.code == 'INVALID_LINK_TOKEN'
      raise error_of(answer) unless answer.ok?

      metadata = answer.body['metadata']
      webhook = Health.text(metadata['webhook']) if metadata.is_a?(Hash)
      LinkSubject.read(webhook) if webhook
    end

    # Nil for a key that Plaid does not know.
    def webhook_key(key_id, deadline:)
      answer = @http.post('/webhook_verification_key/get', { key_id: key_id }, deadline)
      return if answer.code == 'INVALID_WEBHOOK_VERIFICATION_KEY_ID'

      answer.ok? ? answer.body['key'] : raise(error_of(answer))
    end

    private

    # Plaid takes one of the two.
    def way_back(link)
      return { android_package_name: @link_settings.android_package_name } if link.platform == 'android'

      { redirect_uri: @link_settings.redirect_uri }.compact
    end

    def plaids_page(link)
      return {} unless link.hosted

      { hosted_link: { completion_redirect_uri: @link_settings.completion_redirect_uri }.compact }
    end

    def webhook(item, link)
      url = @link_settings.webhook_url
      url ? { webhook: LinkSubject.new(item.id, link.account_selection).add_to(url) } : {}
    end

    def call(path, request, deadline)
      answer = @http.post(path, request, deadline)
      answer.ok? ? answer.body : raise(error_of(answer))
    end

    def token_body(answer)
      token = Health.text(answer['link_token'])
      unless token&.start_with?('link-')
        @log.error("Plaid's answer has no link_token.")
        raise ApiError.internal
      end
      ends_at = Times.parse(answer['expiration'])
      {
        link_token: token,
        expiration: ends_at && Times.iso(ends_at),
        # Seconds by this server's clock: the browser's may be wrong.
        expires_in: ends_at ? [(ends_at - Time.now.to_f).floor, 0].max : TOKEN_LIFE_S,
        hosted_link_url: Health.text(answer['hosted_link_url']),
        request_id: Health.text(answer['request_id'])
      }.compact
    end

    def item_of_refusal(answer)
      is_about_item = %w[ITEM_ERROR INSTITUTION_ERROR].include?(answer.type) || Meanings.item_code?(answer.code)
      raise error_of(answer) unless is_about_item

      refusal = { 'error_type' => answer.type, 'error_code' => answer.code }
      { 'item' => { 'error' => refusal }, 'request_id' => answer.body['request_id'] }
    end

    # The error that the client gets.
    def error_of(answer)
      return ApiError.plaid_unreachable if answer.code.nil?

      status = status_of(answer.type, answer.code)
      # The keys or the settings are wrong. The client need not know which.
      return ApiError.internal if status.nil?

      ApiError.new(status, answer.type, answer.code, "Plaid answered #{answer.code}.",
                   display_message: Health.text(answer.body['display_message']),
                   request_id: Health.text(answer.body['request_id']),
                   remedy: Meanings.remedy_of_refusal(answer.type, answer.code))
    end

    def status_of(type, code)
      return 429 if type == 'RATE_LIMIT_EXCEEDED'
      return 404 if code == 'ITEM_NOT_FOUND'
      return 409 if type == 'ITEM_ERROR' || Meanings.item_code?(code)
      return 503 if type == 'INSTITUTION_ERROR' || code == 'PLANNED_MAINTENANCE'

      502 if type == 'API_ERROR'
    end
  end
end
