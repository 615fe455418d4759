# frozen_string_literal: true

require 'relink/meanings'
require 'relink/times'

module Relink
  # The health of an Item: Plaid's error first, then the flags of webhooks, then the end of the consent.
  module Health
    # What each flag means, worst first. `new_accounts` is told, and is no problem.
    FLAGS = {
      'permission_revoked' => Meanings::RELINK,
      'account_revoked' => Meanings::RELINK_WITH_ACCOUNTS,
      'product_permissions' => Meanings::RELINK,
      'disconnect' => Meanings::EXPIRING,
      'expiration' => Meanings::EXPIRING
    }.freeze

    # Plaid announces the end of a consent 7 days ahead (plaid.com/docs/api/items). A day more, since its webhook may come
    # early.
    EXPIRING_S = 8 * 24 * 60 * 60

    module_function

    # The answer to `/item/get`.
    def body(item_id, record, now)
      answer = record.answer
      flags = record.active_flags
      worst = worst_of(flags, now)
      health, remedy = after_refusal(record, verdict(answer, worst, now))
      ends = [answer[:consent_end], *flags.values.map { |flag| flag[:until] }].compact
      {
        item_id: item_id, health: health, remedy: remedy,
        error_code: answer.dig(:error, :code),
        consent_expiration_time: ends.min && Times.iso(ends.min),
        institution_name: answer[:institution_name],
        reason: answer.dig(:error, :reason) || worst&.fetch(:reason),
        flags: flags.keys,
        institution_id: answer[:institution_id],
        checked_at: Times.iso(record.asked_at),
        last_updated: answer[:last_updated],
        **{ request_id: answer[:request_id] }.compact
      }
    end

    # What is kept of Plaid's answer to `/item/get`; nil where it is none.
    def read_answer(body)
      item = body['item']
      return unless item.is_a?(Hash)

      {
        error: read_error(item['error']),
        # An Item is healthy only where Plaid says so: a body without `error` says nothing.
        is_known: item['error'].is_a?(Hash) || (item.key?('error') && item['error'].nil?),
        consent_end: Times.parse(item['consent_expiration_time']),
        institution_id: text(item['institution_id']),
        institution_name: text(item['institution_name']),
        last_updated: last_update(body['status']),
        request_id: text(body['request_id'])
      }
    end

    def text(value) = value.is_a?(String) && !value.empty? ? value : nil

    def read_error(error)
      return unless error.is_a?(Hash)

      { type: text(error['error_type']), code: text(error['error_code']), reason: text(error['error_code_reason']) }
    end

    def last_update(status)
      return unless status.is_a?(Hash)

      products = status.values_at('transactions', 'investments').grep(Hash)
      newest = products.filter_map { |product| Times.parse(product['last_successful_update']) }.max
      newest && Times.iso(newest)
    end

    def verdict(answer, flag, now)
      error = answer[:error]
      return Meanings.of(error[:type].to_s, error[:code].to_s) if error
      return Meanings::WAIT unless answer[:is_known]

      own = verdict_of_end(answer[:consent_end], now)
      told = flag && flag[:verdict]
      # A consent that has ended says more than an announcement.
      told.nil? || (told == Meanings::EXPIRING && own == Meanings::RELINK) ? own : told
    end

    def verdict_of_end(ends_at, now)
      return Meanings::HEALTHY if ends_at.nil? || ends_at - now > EXPIRING_S

      ends_at > now ? Meanings::EXPIRING : Meanings::RELINK
    end

    # Update mode cannot open. An Item that still works until its end goes on saying so.
    def after_refusal(record, (health, remedy))
      return [health, remedy] unless record.refused? && %w[needs_update expiring].include?(health)

      health == 'needs_update' ? Meanings::NEW_LINK : ['expiring', 'new_link']
    end

    # A flag whose end has passed is as bad as an error, so it comes before those whose end is ahead.
    def worst_of(flags, now)
      problems = FLAGS.slice(*flags.keys).map do |kind, meaning|
        has_ended = meaning == Meanings::EXPIRING && flags[kind][:until]&.<=(now)
        flags[kind].merge(verdict: has_ended ? Meanings::RELINK : meaning)
      end
      problems.find { |flag| flag[:verdict] != Meanings::EXPIRING } || problems.first
    end
  end
end
