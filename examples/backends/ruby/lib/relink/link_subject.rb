# frozen_string_literal: true

require 'uri'

module Relink
  # Whose Item a link token was made for. LINK/SESSION_FINISHED names a token and no Item, and /link/token/get returns the
  # token's `webhook`. So its query holds the Item: Plaid keeps it for us, and no token is kept here.
  #
  # `account_selection`: whether the user also chooses accounts.
  LinkSubject = Struct.new(:item_id, :account_selection)

  class LinkSubject
    # Nil for the address of a token that was not made here.
    def self.read(webhook_url)
      query = URI.decode_www_form(webhook_url.split('?', 2)[1].to_s).to_h
      new(query['relink_item_id'], query.key?('relink_account_selection')) if query.key?('relink_item_id')
    end

    def add_to(webhook_url)
      query = { relink_item_id: item_id, relink_account_selection: account_selection || nil }.compact
      "#{webhook_url}#{webhook_url.include?('?') ? '&' : '?'}#{URI.encode_www_form(query)}"
    end
  end
end
