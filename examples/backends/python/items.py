"""The table of Items. An access token is encrypted in it, and leaves it in an `Item` of its own user only."""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from records import Record

SCHEMA = """
create table if not exists items (
  item_id text primary key,
  user_id text not null,
  access_token blob not null,
  record text not null default '{}'
)
"""
NONCE_BYTES = 12


@dataclass(frozen=True)
class Item:
    item_id: str
    user_id: str
    # Not in the repr, so that no log gets it.
    access_token: str = field(repr=False)
    record: Record = field(repr=False)


class Items:
    def __init__(self, path, token_key):
        self._path = path
        self._cipher = AESGCM(token_key)
        with closing(self._connect()) as db:
            db.execute('pragma journal_mode = wal')
            db.execute(SCHEMA)

    def add(self, item_id, user_id, access_token):
        with closing(self._connect()) as db:
            db.execute('insert or replace into items (item_id, user_id, access_token) values (?, ?, ?)',
                       (item_id, user_id, self._encrypt(item_id, access_token)))

    def find(self, item_id, user_id):
        """Both ids are in the query, so no row of another user is ever read."""
        with closing(self._connect()) as db:
            row = db.execute('select access_token, record from items where item_id = ? and user_id = ?',
                             (item_id, user_id)).fetchone()
        if row is None:
            return None
        token, record = row
        return Item(item_id, user_id, self._decrypt(item_id, token), Record(**json.loads(record)))

    def update_record(self, item_id, change):
        """Replaces the record by what `change` makes of it, or does nothing where there is no such Item."""
        with closing(self._connect()) as db:
            # Takes the lock before it reads, so that no change of another process gets lost.
            db.execute('begin immediate')
            row = db.execute('select record from items where item_id = ?', (item_id,)).fetchone()
            if row is None:
                db.execute('rollback')
                return None
            record = change(Record(**json.loads(row[0])))
            db.execute('update items set record = ? where item_id = ?',
                       (json.dumps(vars(record)), item_id))
            db.execute('commit')
        return record

    def _connect(self):
        # Without implicit transactions: each statement is one, but for those between `begin` and `commit`.
        return sqlite3.connect(self._path, timeout=5, isolation_level=None)

    def _encrypt(self, item_id, token):
        nonce = os.urandom(NONCE_BYTES)
        # The id is authenticated too, so that a token cannot be moved to another row.
        return nonce + self._cipher.encrypt(nonce, token.encode(), item_id.encode())

    def _decrypt(self, item_id, stored):
        nonce, text = stored[:NONCE_BYTES], stored[NONCE_BYTES:]
        return self._cipher.decrypt(nonce, text, item_id.encode()).decode()
