"""Who is signed in. Replace it with your app's own sessions: Flask-Login's `current_user`, for example."""


class Sessions:
    def __init__(self, users_by_session):
        self._users = users_by_session

    def user_of(self, request):
        """The id of the user of the session cookie; None without a valid one."""
        return self._users.get(request.cookies.get('session'))
