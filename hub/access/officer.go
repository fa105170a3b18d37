package access

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"yizhan/hub"
)

// lastSeen is when and from where an officer logged in last.
type lastSeen struct {
	At   time.Time `json:"at"`
	From string    `json:"from"`
}

const topicLast = "login-last"

// Standing is how an officer's way in stands, for who administers.
type Standing struct {
	Login
	Last   time.Time // zero: she never logged in
	From   string
	Fails  int
	Locked time.Duration // 0: she may try
	Here   int           // sessions that are open
}

// Standings are all officers by name.
func (g *Gate) Standings(ctx context.Context) ([]Standing, error) {
	all, err := g.logins(ctx)
	if err != nil {
		return nil, err
	}
	lasts, err := g.Book.Notes(ctx, topicLast)
	if err != nil {
		return nil, err
	}
	out := make([]Standing, 0, len(all))
	for _, l := range all {
		open, err := g.Sessions(ctx, l.Person.Staff, "")
		if err != nil {
			return nil, err
		}
		s := Standing{Login: l.shown(), Here: len(open)}
		var last lastSeen
		if body, ok := lasts[l.Name]; ok {
			if err := json.Unmarshal(body, &last); err != nil {
				return nil, fmt.Errorf("access: last login: %w", err)
			}
		}
		s.Last, s.From = last.At, last.From
		if s.Fails, s.Locked, err = g.peek(ctx, loginGate(l.Name, true)); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// Unlock lets an officer try again at once. Errors: CodeNotFound.
func (g *Gate) Unlock(ctx context.Context, name string) error {
	if _, err := g.known(ctx, name); err != nil {
		return err
	}
	return g.clear(ctx, loginGate(name, true), 1<<30)
}

// Open is a session as its owner sees it.
type Open struct {
	Key  string // for EndSession; opens nothing
	From string
	At   time.Time     // when it began, by the wall
	Idle time.Duration // since it was used
	This bool
}

// Sessions are those of a person that have not run out; token says which one asks.
func (g *Gate) Sessions(ctx context.Context, staff hub.ID, token string) (out []Open, err error) {
	own, _ := hashToken(token)
	kept, err := g.Book.SessionsOf(ctx, staff)
	if err != nil {
		return nil, err
	}
	now := g.Elapsed()
	g.mu.Lock()
	defer g.mu.Unlock()
	for key, body := range kept {
		var s stored
		if err := json.Unmarshal(body, &s); err != nil {
			return nil, fmt.Errorf("access: session: %w", err)
		}
		l := g.live[key]
		idle := now - max(l.seen, s.Seen)
		if l.covered || s.Run != g.run || now-s.Since >= g.Shift || idle >= g.Idle {
			continue
		}
		out = append(out, Open{Key: hex.EncodeToString(key[:]), From: s.From, At: s.At, Idle: idle, This: key == own})
	}
	hub.Sort(out, func(a, b Open) int { return b.At.Compare(a.At) })
	return out, nil
}

// EndSession ends one of a person's sessions; another's stays.
func (g *Gate) EndSession(ctx context.Context, staff hub.ID, key string) error {
	raw, err := hex.DecodeString(key)
	if err != nil || len(raw) != 32 {
		return nil
	}
	hers, err := g.Book.SessionsOf(ctx, staff)
	if _, ok := hers[[32]byte(raw)]; err != nil || !ok {
		return err
	}
	return g.drop(ctx, [32]byte(raw), nil)
}
