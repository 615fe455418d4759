# frozen_string_literal: true

module Relink
  # Who is signed in. Replace it with your app's own sessions: `request.env['warden'].user&.id`, for example.
  class Sessions
    def initialize(users_by_session)
      @users = users_by_session
    end

    # The id of the user of the session cookie; nil without a valid one.
    def user_of(request) = @users[request.cookies['session']]
  end
end
