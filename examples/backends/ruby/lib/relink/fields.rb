# frozen_string_literal: true

require 'relink/api_error'

module Relink
  # What a link token is asked for. `hosted`: whether Plaid's own page is asked for too. `platform` is that of the app that
  # opens Link with Plaid's SDK, and nil for a page.
  LinkRequest = Struct.new(:account_selection, :hosted, :purpose, :platform, keyword_init: true)

  # The fields of a request. Each is parsed once, and a wrong one is a 400.
  class Fields
    # Control characters and lone surrogates cannot be in an id, and some databases fail on them.
    ID = /\A\P{C}{1,200}\z/
    PURPOSE = /\A[A-Za-z0-9_-]{1,40}\z/
    PLATFORMS = %w[ios android].freeze
    MAX_ITEMS = 100

    # Nil for a value that cannot be an id. It is looked up and answered like an unknown one.
    def self.valid_id(value)
      value if value.is_a?(String) && value.valid_encoding? && value.match?(ID)
    end

    def initialize(fields)
      @fields = fields
    end

    def allow(*names)
      return if (@fields.keys - names).empty?

      raise ApiError.invalid_request(400, 'UNKNOWN_FIELDS', "The body may have: #{names.join(', ')}.")
    end

    def item_id = self.class.valid_id(@fields['item_id'])

    def item_ids
      ids = @fields['item_ids']
      valid = ids.is_a?(Array) && ids.size.between?(1, MAX_ITEMS) && ids.all?(String) && ids.uniq.size == ids.size
      valid ? ids : raise(ApiError.invalid_field("item_ids must be a list of 1 to #{MAX_ITEMS} different texts."))
    end

    def flag(name)
      case @fields[name]
      when nil, false then false
      when true then true
      else raise ApiError.invalid_field("#{name} must be a boolean.")
      end
    end

    def purpose
      value = @fields['purpose']
      return 'repair' if value.nil?
      return value if value.is_a?(String) && value.valid_encoding? && value.match?(PURPOSE)

      raise ApiError.invalid_field('purpose must be a text of 1 to 40 letters, digits, underscores and hyphens.')
    end

    def link_request
      LinkRequest.new(account_selection: flag('account_selection_enabled') || purpose == 'accounts',
                      hosted: flag('hosted_link'), purpose: purpose, platform: platform)
    end

    def platform
      value = @fields['platform']
      return value if value.nil? || PLATFORMS.include?(value)

      raise ApiError.invalid_field("platform must be 'ios' or 'android'.")
    end

    def session_id
      value = @fields['link_session_id']
      return value if value.nil? || self.class.valid_id(value)

      raise ApiError.invalid_field('link_session_id must be a text of 1 to 200 characters.')
    end
  end
end
