# frozen_string_literal: true

module Relink
  # What is known of an Item beside its token: news from webhooks, relinks, and Plaid's last answer. Each change gives a new
  # record. All times are seconds since the epoch, and 0 is never.
  #
  # `flags`: by kind, { since:, until:, reason: }. `changed_at`: answers that were asked for before it count no more.
  # `refused_at`: Plaid minted no token, for a reason that no relink mends.
  ItemRecord = Struct.new(:flags, :changed_at, :relinked_at, :accounts_chosen_at, :refused_at, :reported_sessions, :answer,
                          :asked_at, keyword_init: true)

  class ItemRecord
    # Plaid allows 15 calls of /item/get a minute for one Item (plaid.com/docs/errors/rate-limit-exceeded).
    SHARED_S = 4
    # The time of a signature has whole seconds, so the webhook may be younger by one.
    SIGNATURE_STEP_S = 1
    CALLED_OFF_S = 2 * 24 * 60 * 60
    MAX_SESSIONS = 10

    def self.from(hash)
      new(flags: {}, changed_at: 0, relinked_at: 0, accounts_chosen_at: 0, refused_at: 0, reported_sessions: [],
          asked_at: 0, **hash).freeze
    end

    def recent_answer?(now)
      !answer.nil? && asked_at > changed_at && now - asked_at < SHARED_S
    end

    def active_flags
      flags.reject { |kind, flag| over?(kind, flag) }
    end

    # Plaid mints no token since the last relink, so that update mode cannot open.
    def refused? = refused_at > relinked_at

    # Webhooks come in any order and more than once: of each kind the newest stays. Without a kind, Plaid is asked again.
    def with_webhook(signed_at, kind: nil, ends_at: nil, reason: nil)
      known = flags[kind]
      is_news = kind && (known.nil? || known[:since] < signed_at)
      told = is_news ? flags.merge(kind => { since: signed_at, until: ends_at, reason: reason }) : flags
      with(flags: told, changed_at: [changed_at, signed_at + SIGNATURE_STEP_S].max)
    end

    # A repetition comes later than the relink, and must not end what became known in between.
    def with_relink(at, session_id, chose_accounts)
      return self if session_id && reported_sessions.include?(session_id)

      # A webhook may tell of a relink after a newer one.
      with(relinked_at: [relinked_at, at].max, changed_at: [changed_at, at].max,
           accounts_chosen_at: [accounts_chosen_at, chose_accounts ? at : 0].max,
           reported_sessions: (reported_sessions + [session_id].compact).last(MAX_SESSIONS))
    end

    # The user may relink from here on, and the page may be gone before it can report that.
    def with_token(at) = with(changed_at: [changed_at, at].max)

    def with_refusal(at) = with(refused_at: at)

    # An answer that was overtaken by a newer one is dropped.
    def with_answer(new_answer, at) = at >= asked_at ? with(answer: new_answer, asked_at: at) : self

    private

    # A relink ends a flag of before it. An announced end that passed 48 hours ago without an error was called off.
    def over?(kind, flag)
      ended_at = kind == 'new_accounts' ? accounts_chosen_at : relinked_at
      return true if flag[:since] <= ended_at

      is_healthy = !answer.nil? && answer[:error].nil?
      !flag[:until].nil? && is_healthy && asked_at - flag[:until] >= CALLED_OFF_S
    end

    def with(**changes) = self.class.new(**to_h, **changes).freeze
  end
end
