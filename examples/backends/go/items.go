package main

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// Item is one of the signed-in user. Its access token leaves the store in here only.
type Item struct {
	ItemID      string
	UserID      string
	AccessToken string
	Record      Record
}

// ItemStore is what the routes need of a database. On database/sql, Find is
// `select … where item_id = $1 and user_id = $2`, and UpdateRecord is `select … for update` in a transaction.
type ItemStore interface {
	// Find is given both ids, so that no row of another user is ever read. It returns nil where there is none.
	Find(itemID, userID string) (*Item, error)
	// UpdateRecord replaces the record by what change makes of it. It returns nil where there is no such Item.
	UpdateRecord(itemID string, change func(Record) Record) (*Record, error)
}

// FileItems keeps Items in one file, for one process. Access tokens are encrypted in it.
type FileItems struct {
	path string
	aead cipher.AEAD

	mutex sync.Mutex
	rows  map[string]itemRow
}

type itemRow struct {
	UserID string
	// A nonce, and the encrypted token.
	AccessToken []byte
	Record      Record
}

func openItems(path string, tokenKey []byte) (*FileItems, error) {
	block, err := aes.NewCipher(tokenKey)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	items := &FileItems{path: path, aead: aead, rows: map[string]itemRow{}}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return items, nil
	}
	if err != nil {
		return nil, err
	}
	return items, json.Unmarshal(text, &items.rows)
}

func (s *FileItems) Add(itemID, userID, accessToken string) error {
	encrypted, err := s.encrypt(itemID, accessToken)
	if err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.replace(itemID, itemRow{UserID: userID, AccessToken: encrypted})
}

func (s *FileItems) Find(itemID, userID string) (*Item, error) {
	s.mutex.Lock()
	row, isThere := s.rows[itemID]
	s.mutex.Unlock()
	if !isThere || row.UserID != userID {
		return nil, nil
	}
	accessToken, err := s.decrypt(itemID, row.AccessToken)
	if err != nil {
		return nil, err
	}
	return &Item{ItemID: itemID, UserID: userID, AccessToken: accessToken, Record: row.Record}, nil
}

func (s *FileItems) UpdateRecord(itemID string, change func(Record) Record) (*Record, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	row, isThere := s.rows[itemID]
	if !isThere {
		return nil, nil
	}
	row.Record = change(row.Record)
	return &row.Record, s.replace(itemID, row)
}

// replace writes another file and renames it, so that a crash leaves the old one or the new one.
func (s *FileItems) replace(itemID string, row itemRow) error {
	before, wasThere := s.rows[itemID]
	s.rows[itemID] = row
	text, err := json.Marshal(s.rows)
	if err == nil {
		err = os.WriteFile(s.path+".new", text, 0o600)
	}
	if err == nil {
		err = os.Rename(s.path+".new", s.path)
	}
	if err != nil && wasThere {
		s.rows[itemID] = before
	}
	return err
}

// encrypt authenticates the id too, so that a token cannot be moved to another row.
func (s *FileItems) encrypt(itemID, accessToken string) ([]byte, error) {
	nonce := make([]byte, s.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return s.aead.Seal(nonce, nonce, []byte(accessToken), []byte(itemID)), nil
}

func (s *FileItems) decrypt(itemID string, stored []byte) (string, error) {
	size := s.aead.NonceSize()
	if len(stored) < size {
		return "", fmt.Errorf("the access token of an Item is cut off")
	}
	text, err := s.aead.Open(nil, stored[:size], stored[size:], []byte(itemID))
	return string(text), err
}
