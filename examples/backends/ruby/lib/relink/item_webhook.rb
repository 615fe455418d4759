# frozen_string_literal: true

require 'relink/health'
require 'relink/times'

module Relink
  # What a verified webhook says of an Item (plaid.com/docs/api/items).
  class ItemWebhook
    # The flag that each raises, and the field with its end. Without a flag `/item/get` says it too, so Plaid is asked again.
    EVENTS = {
      'ITEM/ERROR' => {},
      'ITEM/LOGIN_REPAIRED' => {},
      'ITEM/PENDING_EXPIRATION' => { kind: 'expiration', end_field: 'consent_expiration_time' },
      'ITEM/PENDING_DISCONNECT' => { kind: 'disconnect', end_field: 'disconnect_time' },
      'ITEM/USER_PERMISSION_REVOKED' => { kind: 'permission_revoked' },
      'ITEM/USER_ACCOUNT_REVOKED' => { kind: 'account_revoked' },
      'ITEM/NEW_ACCOUNTS_AVAILABLE' => { kind: 'new_accounts' },
      'AUTH/PRODUCT_PERMISSIONS_REQUIRED' => { kind: 'product_permissions' },
      'IDENTITY/PRODUCT_PERMISSIONS_REQUIRED' => { kind: 'product_permissions' }
    }.freeze

    # Where a PENDING_DISCONNECT has no time, it comes 7 days ahead (plaid.com/docs/api/items).
    DISCONNECT_NOTICE_S = 7 * 24 * 60 * 60

    attr_reader :item_id

    # Nil for a webhook about something else.
    def self.read(body, signed_at)
      item_id = Health.text(body['item_id'])
      event = EVENTS[body.values_at('webhook_type', 'webhook_code').join('/')]
      new(item_id, event, body, signed_at) if item_id && event
    end

    def initialize(item_id, event, body, signed_at)
      @item_id = item_id
      @kind, @end_field = event.values_at(:kind, :end_field)
      @body = body
      @signed_at = signed_at
    end

    # For ItemRecord#with_webhook.
    def news = { kind: @kind, ends_at: ends_at, reason: reason }

    private

    def ends_at
      told = @end_field && Times.parse(@body[@end_field])
      told || (@signed_at + DISCONNECT_NOTICE_S if @kind == 'disconnect')
    end

    def reason
      return @body['webhook_type'].downcase if @kind == 'product_permissions'

      error = @body['error'].is_a?(Hash) ? @body['error'] : {}
      Health.text(@body['reason']) || Health.text(error['error_code_reason'])
    end
  end
end
