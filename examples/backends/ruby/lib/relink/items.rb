# frozen_string_literal: true

require 'relink/api_error'
require 'relink/health'

module Relink
  # What a user may do with an Item of their own.
  class Items
    # Looked up in place of a value that cannot be an id, so that both take equally long.
    MALFORMED_ID = 'malformed-item-id'

    def initialize(store:, plaid:, limiter:)
      @store = store
      @plaid = plaid
      @limiter = limiter
    end

    # The access token comes from here alone. Guesses are counted by user, so that they are slow.
    def find(item_id, user_id)
      item = @store.find(item_id || MALFORMED_ID, user_id)
      if item.nil? || item_id.nil?
        @limiter.count(:foreign, user_id)
        raise ApiError.item_not_found
      end
      @limiter.count(:own, user_id, item.id)
      item
    end

    def create_link_token(item, link, deadline:)
      # Before the question: a relink that ends while Plaid is asked counts as later than a refusal.
      asked_at = Time.now.to_f
      token = @plaid.create_link_token(item, link, deadline: deadline)
      @store.update_record(item.id) { |record| record.with_token(Time.now.to_f) }
      token
    rescue ApiError => e
      @store.update_record(item.id) { |record| record.with_refusal(asked_at) } if e.remedy == 'new_link'
      raise
    end

    # The body of `/item/get`. With `fresh`, Plaid is asked whatever is known.
    def health(item, deadline:, fresh:)
      return Health.body(item.id, item.record, Time.now.to_f) if !fresh && item.record.recent_answer?(Time.now.to_f)

      asked_at = Time.now.to_f
      answer = @plaid.item(item, deadline: deadline)
      record = @store.update_record(item.id) { |known| known.with_answer(answer, asked_at) }
      # The Item was removed while Plaid was asked.
      raise ApiError.item_not_found if record.nil?

      Health.body(item.id, record, Time.now.to_f)
    end

    def report_relink(item, session_id:, chose_accounts:)
      @store.update_record(item.id) { |record| record.with_relink(Time.now.to_f, session_id, chose_accounts) }
    end
  end
end
