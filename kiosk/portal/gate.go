package portal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"

	"yizhan/kiosk/web"
)

// How much is let in. Telephones of a whole county may share one address of their network,
// so that an address has room for several families, and all together have a bound of their
// own: what one machine writes into the county's desk a person has to read. The bounds are
// a process's: of two that share a database each has its own.
const (
	looksBurst, looksEvery     = 120, 500 * time.Millisecond // pages of an address
	sendsBurst, sendsEvery     = 8, time.Minute              // letters of an address
	letterBurst, letterEvery   = 120, 20 * time.Second       // letters of all
	guessBurst, guessEvery     = 8, 30 * time.Second         // numbers and slips of an address
	guessesBurst, guessesEvery = 120, 10 * time.Second       // … of all: 8,760 a day, of a million codes for each number
)

func lookGate() *web.Gate { return web.NewGate(web.NewTries(looksBurst, looksEvery), 0, 0) }

func sendGate() *web.Gate {
	return web.NewGate(web.NewTries(sendsBurst, sendsEvery), letterBurst, letterEvery)
}

func guessGate() *web.Gate {
	return web.NewGate(web.NewTries(guessBurst, guessEvery), guessesBurst, guessesEvery)
}

// A form that comes back sooner was filled in by no person; one that was left open for a day
// is given out anew, with what was written.
const (
	soonest = 3 * time.Second
	latest  = 24 * time.Hour
)

// seal says when a form was given out, so that nobody else can.
func (p *Portal) seal() string {
	b := binary.BigEndian.AppendUint64(nil, uint64(p.Now().UnixMilli()))
	return base64.RawURLEncoding.EncodeToString(append(b, p.mac(b)...))
}

func (p *Portal) mac(b []byte) []byte {
	m := hmac.New(sha256.New, p.Key[:])
	m.Write(b)
	return m.Sum(nil)[:12]
}

// human says whether a form was out for as long as a person needs.
func (p *Portal) human(began string) bool {
	b, err := base64.RawURLEncoding.DecodeString(began)
	if err != nil || len(b) != 20 || !hmac.Equal(p.mac(b[:8]), b[8:]) {
		return false
	}
	out := p.Now().Sub(time.UnixMilli(int64(binary.BigEndian.Uint64(b[:8]))))
	return out >= soonest && out <= latest
}
