# frozen_string_literal: true

require 'sinatra/base'
require 'relink/deadline'
require 'relink/fields'
require 'relink/json_answers'
require 'relink/request_checks'

module Relink
  # The routes that react-plaid-relink calls. openapi.yaml of the package describes them.
  class Gateway < Sinatra::Base
    # JsonAnswers answers all errors, and RequestChecks has done what Sinatra's protection does.
    set raise_errors: true, show_exceptions: false, dump_errors: false, static: false, protection: false

    def initialize(items:, link_settings:, timeout:)
      super(nil)
      @items = items
      @link_settings = link_settings
      @timeout = timeout
    end

    before do
      @user_id = env.fetch(RequestChecks::USER_ID)
      @fields = Fields.new(env.fetch(RequestChecks::FIELDS))
      @deadline = Deadline.new(@timeout)
    end

    post '/link/token/create' do
      @fields.allow('item_id', 'account_selection_enabled', 'hosted_link', 'purpose', 'platform')
      link = @fields.link_request
      if link.platform == 'android' && @link_settings.android_package_name.nil?
        raise ApiError.invalid_field('platform: ANDROID_PACKAGE_NAME is not set on this server.')
      end

      answer @items.create_link_token(find(@fields.item_id), link, deadline: @deadline)
    end

    post '/item/get' do
      @fields.allow('item_id')
      answer @items.health(find(@fields.item_id), deadline: @deadline, fresh: fresh?)
    end

    post '/items/get' do
      @fields.allow('item_ids')
      entries = @fields.item_ids.each_slice(LANES).flat_map do |ids|
        ids.map { |id| in_thread { entry(id) } }.map(&:value)
      end
      answer({ items: entries })
    end

    # The page says so. It is a hint that ends flags, and no proof: Plaid is asked how the Item is.
    post '/item/relinked' do
      @fields.allow('item_id', 'link_session_id', 'purpose', 'account_selection_enabled')
      chose_accounts = @fields.flag('account_selection_enabled') || @fields.purpose == 'accounts'
      session_id = @fields.session_id
      item = find(@fields.item_id)
      @items.report_relink(item, session_id: session_id, chose_accounts: chose_accounts)
      answer @items.health(item, deadline: @deadline, fresh: true)
    end

    # How many Items of one request are asked for at the same time.
    LANES = 20
    private_constant :LANES

    private

    def find(item_id) = @items.find(item_id, @user_id)

    def fresh? = request.get_header('HTTP_CACHE_CONTROL').to_s.downcase.include?('no-cache')

    # What `/item/get` would answer with, in its place.
    def entry(id)
      @items.health(find(Fields.valid_id(id)), deadline: @deadline, fresh: fresh?).merge(item_id: id.scrub)
    rescue ApiError => e
      { item_id: id.scrub, error: e.body }
    end

    def in_thread(&block)
      Thread.new(&block).tap { |thread| thread.report_on_exception = false }
    end

    def answer(body) = halt(*JsonAnswers.answer(200, body))
  end
end
