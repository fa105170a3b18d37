package family

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"math/big"
	"sync"
	"time"
)

// A code is good for a few minutes and a few tries, on the telephone that asked for it.
const (
	codeLasts = 5 * time.Minute
	codeTries = 5
)

// codes are those that are awaited, by the hash of the ticket that a telephone holds. Every
// telephone that asks gets a ticket; whether there is a code to it, it does not learn.
type codes struct {
	mu      sync.Mutex
	awaited map[[32]byte]*awaited
}

type awaited struct {
	door  Door
	code  string // "" none was sent
	tries int
	until time.Duration
}

// ask begins: the ticket has no code yet.
func (c *codes) ask(now time.Duration) (ticket string) {
	ticket = rand.Text()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.awaited == nil {
		c.awaited = map[[32]byte]*awaited{}
	}
	for key, a := range c.awaited { // as many as the gate lets in within minutes
		if now >= a.until {
			delete(c.awaited, key)
		}
	}
	c.awaited[sha256.Sum256([]byte(ticket))] = &awaited{until: now + codeLasts}
	return ticket
}

// issue draws the code of a ticket. One at a time: an earlier one of the same door is good no
// more. ok is false where the ticket has run out.
func (c *codes) issue(ticket string, d Door, now time.Duration) (code string, ok bool) {
	key := sha256.Sum256([]byte(ticket))
	c.mu.Lock()
	defer c.mu.Unlock()
	mine := c.awaited[key]
	if mine == nil || now >= mine.until {
		return "", false
	}
	for other, a := range c.awaited {
		if other != key && a.code != "" && a.door == d {
			delete(c.awaited, other)
		}
	}
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // never since Go 1.24
	}
	mine.door, mine.code, mine.until = d, fmt.Sprintf("%06d", n.Int64()), now+codeLasts
	return mine.code, true
}

// try says whether a code is a ticket's, which is used up then. tried is the door that was
// tried in vain; zero: there was none, or the ticket had nothing left.
func (c *codes) try(ticket, code string, now time.Duration) (d, tried Door, ok bool) {
	key := sha256.Sum256([]byte(ticket))
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.awaited[key]
	if a == nil || now >= a.until || a.tries >= codeTries {
		return d, tried, false
	}
	a.tries++
	if a.code == "" || subtle.ConstantTimeCompare([]byte(a.code), []byte(code)) != 1 {
		return d, a.door, false
	}
	delete(c.awaited, key)
	return a.door, tried, true
}

// drop takes back a code that did not reach anybody.
func (c *codes) drop(ticket string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a := c.awaited[sha256.Sum256([]byte(ticket))]; a != nil {
		a.code = ""
	}
}
