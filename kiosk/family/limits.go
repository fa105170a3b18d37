package family

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/web"
)

// How much is let in. What every telephone is told is bounded by its address alone: a bound
// of a card's or a number's would tell that there is one. Those are kept where nobody sees
// them, when a code would be sent. The bounds are a process's.
const (
	looksBurst, looksEvery = 120, 500 * time.Millisecond // pages of an address
	asksBurst, asksEvery   = 6, time.Minute              // codes that an address asks for
	askBurst, askEvery     = 120, 2 * time.Second        // … that all do
	triesBurst, triesEvery = 20, 15 * time.Second        // codes that an address types
	tryBurst, tryEvery     = 240, time.Second            // … that all do

	cardBurst, cardEvery   = 3, 10 * time.Minute // messages about a child
	phoneBurst, phoneEvery = 5, 10 * time.Minute // … to a telephone, with all its children
	sentBurst, sentEvery   = 60, 20 * time.Second
	wrongBurst, wrongEvery = 15, 2 * time.Hour // wrong codes of a child: then it is shut

	mostWaiting = 64 // messages on their way
	atOnce      = 2  // … that the program sends side by side
)

// limits are all of them.
type limits struct {
	look, ask, try *web.Gate
	card           *web.Counts[hub.ID]   // by child
	phone          *web.Counts[[32]byte] // by a hash of the number
	sent           *web.Counts[struct{}] // all
	wrong          *web.Counts[hub.ID]   // by child
	key            [32]byte              // of those hashes
}

func newLimits() (l limits) {
	l.look = web.NewGate(web.NewTries(looksBurst, looksEvery), 0, 0)
	l.ask = web.NewGate(web.NewTries(asksBurst, asksEvery), askBurst, askEvery)
	l.try = web.NewGate(web.NewTries(triesBurst, triesEvery), tryBurst, tryEvery)
	l.card = &web.Counts[hub.ID]{Burst: cardBurst, Every: cardEvery}
	l.phone = &web.Counts[[32]byte]{Burst: phoneBurst, Every: phoneEvery}
	l.sent = &web.Counts[struct{}]{Burst: sentBurst, Every: sentEvery}
	l.wrong = &web.Counts[hub.ID]{Burst: wrongBurst, Every: wrongEvery}
	rand.Read(l.key[:]) // never fails since Go 1.24
	return l
}

// hash is a number as it is counted: nobody's number is kept.
func (l *limits) hash(phone string) [32]byte {
	m := hmac.New(sha256.New, l.key[:])
	m.Write([]byte(phone))
	return [32]byte(m.Sum(nil))
}
