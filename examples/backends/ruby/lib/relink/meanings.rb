# frozen_string_literal: true

module Relink
  # What Plaid's codes mean for the user: the health of an Item, and what helps.
  module Meanings
    RELINK = %w[needs_update relink].freeze
    RELINK_WITH_ACCOUNTS = %w[needs_update relink_with_accounts].freeze
    NEW_LINK = %w[revoked new_link].freeze
    VISIT_BANK = %w[needs_update visit_bank].freeze
    WAIT = %w[unavailable wait].freeze
    EXPIRING = %w[expiring relink].freeze
    HEALTHY = %w[healthy none].freeze

    # plaid.com/docs/errors/item, /institution, /api, /invalid-input
    BY_CODE = {
      RELINK => %w[ITEM_LOGIN_REQUIRED ACCESS_NOT_GRANTED ADDITIONAL_CONSENT_REQUIRED INSUFFICIENT_CREDENTIALS
                   INVALID_CREDENTIALS INVALID_MFA INVALID_OTP INVALID_PHONE_NUMBER USER_INPUT_TIMEOUT
                   MANUAL_VERIFICATION_REQUIRED USER_PERMISSION_REVOKED],
      RELINK_WITH_ACCOUNTS => %w[NO_ACCOUNTS NO_AUTH_ACCOUNTS NO_INVESTMENT_ACCOUNTS NO_INVESTMENT_AUTH_ACCOUNTS
                                 NO_LIABILITY_ACCOUNTS INVALID_ACCOUNT_ID USER_ACCOUNT_REVOKED],
      NEW_LINK => %w[INVALID_UPDATED_USERNAME ITEM_NOT_FOUND ITEM_CONCURRENTLY_DELETED ITEM_NOT_SUPPORTED
                     MFA_NOT_SUPPORTED INSTITUTION_NO_LONGER_SUPPORTED],
      VISIT_BANK => %w[ITEM_LOCKED PASSWORD_RESET_REQUIRED USER_SETUP_REQUIRED],
      WAIT => %w[PRODUCT_NOT_READY INVALID_SEND_METHOD PRODUCTS_NOT_SUPPORTED PRODUCT_NOT_ENABLED INSTANT_MATCH_FAILED]
    }.flat_map { |meaning, codes| codes.map { |code| [code, meaning] } }.to_h.freeze

    # An outage, a mistake of the app's, or a product's own error: the user can do nothing about it.
    OUTAGE = /\A(INSTITUTION|API|RATE_LIMIT|INTERNAL_SERVER|PLANNED_MAINTENANCE)/
    NOT_THE_USERS = /
      \AINVALID_(INPUT|REQUEST|CONFIGURATION|RESULT)\z |
      \A(ASSET|BANK_TRANSFER|INCOME_VERIFICATION|PARTNER|PAYMENT|SANDBOX|SIGNAL|TRANSACTION|TRANSFER)S?(_\w+)?_ERROR\z
    /x

    module_function

    # Whether a code is about an Item, whatever its type: the type of some is `INVALID_INPUT`.
    def item_code?(code) = BY_CODE.key?(code)

    # After an unknown code update mode may help: it shows the user what the bank wants, and Plaid is asked again.
    def of(type, code)
      BY_CODE.fetch(code) do
        must_wait = OUTAGE.match?(type) || OUTAGE.match?(code) || NOT_THE_USERS.match?(type)
        must_wait ? WAIT : RELINK
      end
    end

    # Where Plaid mints no token, update mode cannot give a withdrawn permission back.
    def remedy_of_refusal(type, code)
      code == 'USER_PERMISSION_REVOKED' ? 'new_link' : of(type, code).last
    end
  end
end
