# frozen_string_literal: true

require 'pstore'
require 'relink/item_record'

module Relink
  # An Item of a user's own, with its access token.
  Item = Struct.new(:id, :user_id, :access_token, :record, keyword_init: true) do
    # So that no log has the token.
    def inspect = "#<Relink::Item #{id}>"
    alias_method :to_s, :inspect
  end

  # The table of Items, in a file. Replace it by your database: these three methods are all that is asked of it.
  class ItemStore
    def initialize(path, cipher)
      @cipher = cipher
      @rows = PStore.new(path, true)
      # A crash while it writes loses no row.
      @rows.ultra_safe = true
    end

    def add(item_id, user_id, access_token)
      row = { user_id: user_id, access_token: @cipher.encrypt(access_token, item_id), record: {} }
      @rows.transaction { @rows[item_id] = row }
    end

    # By both ids, so no row of another user is ever decrypted. In SQL: `where item_id = ? and user_id = ?`.
    def find(item_id, user_id)
      row = @rows.transaction(true) { @rows[item_id] }
      return if row.nil? || row[:user_id] != user_id

      Item.new(id: item_id, user_id: user_id, access_token: @cipher.decrypt(row[:access_token], item_id),
               record: ItemRecord.from(row[:record])).freeze
    end

    # Replaces the record by what the block makes of it. Returns nil where there is no such Item. In SQL: a transaction
    # with `select … for update`.
    def update_record(item_id)
      @rows.transaction do
        row = @rows[item_id] or next
        record = yield ItemRecord.from(row[:record])
        @rows[item_id] = row.merge(record: record.to_h)
        record
      end
    end
  end
end
