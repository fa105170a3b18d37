package mesh

import (
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"sync"
	"time"

	"yizhan/hub"
)

// Alarm is a call for help as it rings at the neighbours: ids, and nothing personal.
type Alarm struct {
	ID    hub.ID
	Site  hub.ID // that calls
	Drill bool
	Lam   uint64 // of the caller's lane now: how old a copy of this is
}

const (
	alarmForm    = 1
	maxAlarm     = 1 + 8 + 16 + 16 + 1 + binary.MaxVarintLen64 + ed25519.SignatureSize // 116 bytes
	alarmSigned  = "yizhan/alarm/1\x00"
	bellsWindow  = 10 * time.Minute
	bellsMost    = 4 // calls of one hub that ring within the window: two at once, and two slips
	bellsAtLeast = 500 * time.Millisecond
)

func (a Alarm) encode(from hint) []byte {
	b := append([]byte{alarmForm}, from[:]...)
	b = append(append(b, a.ID[:]...), a.Site[:]...)
	drill := byte(0)
	if a.Drill {
		drill = 1
	}
	return binary.AppendUvarint(append(b, drill), a.Lam)
}

// decodeAlarm reads an event; signed is what the signature is over.
func decodeAlarm(b []byte) (from hint, a Alarm, signed, sig []byte, err error) {
	const fixed = 1 + 8 + 16 + 16 + 1
	if len(b) < fixed+1+ed25519.SignatureSize || len(b) > maxAlarm || b[0] != alarmForm || b[fixed-1] > 1 {
		return from, a, nil, nil, errEvent
	}
	signed, sig = b[:len(b)-ed25519.SignatureSize], b[len(b)-ed25519.SignatureSize:]
	from, a.ID, a.Site, a.Drill = hint(b[1:9]), hub.ID(b[9:25]), hub.ID(b[25:41]), b[41] == 1
	lam, n := binary.Uvarint(signed[fixed:])
	if n <= 0 || fixed+n != len(signed) || a.ID.IsZero() || a.Site.IsZero() || lam > hub.MaxLam {
		return from, a, nil, nil, errEvent
	}
	a.Lam = lam
	return from, a, signed, sig, nil
}

// Ring fires a call for help at every member. Whoever calls repeats it until it is
// answered: gossip may lose one. reached is how many neighbours are alive now.
func (m *Mesh) Ring(a Alarm) (reached int, err error) {
	m.mu.Lock()
	s := m.serf
	m.mu.Unlock()
	if s == nil || m.cfg.Sign == nil {
		return 0, errors.New("mesh: not running")
	}
	body := a.encode(hintOf(m.cfg.Self))
	payload := append(body, m.cfg.Sign(append([]byte(alarmSigned), body...))...)
	return len(m.live()), s.UserEvent(eventAlarm, payload, false)
}

// hearAlarm lets a neighbour's call through if a member signed it, and that member does
// not ring without end.
func (m *Mesh) hearAlarm(payload []byte) {
	from, a, signed, sig, err := decodeAlarm(payload)
	if err != nil {
		m.count.odd.Add(1)
		return
	}
	if from == hintOf(m.cfg.Self) || m.cfg.Alarm == nil {
		return
	}
	who, ok := m.byHint(from)
	if !ok || !ed25519.Verify(who.Key[:], append([]byte(alarmSigned), signed...), sig) {
		m.count.odd.Add(1)
		return
	}
	if m.bells.lets(who.Key, a.ID, time.Now()) {
		m.cfg.Alarm(who.Member, a)
	}
}

// bells remember what each member has rung. Whether a call is over, so that a copy of it
// rings nobody, the log knows.
type bells struct {
	mu sync.Mutex
	of map[[32]byte]*rung
}

type rung struct {
	began time.Time            // of the window
	calls map[hub.ID]time.Time // that rang within it, and when last
}

// lets says whether an event rings; its signature stands.
func (b *bells) lets(key [32]byte, call hub.ID, now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.of == nil {
		b.of = map[[32]byte]*rung{}
	}
	r := b.of[key]
	if r == nil || now.Sub(r.began) >= bellsWindow {
		r = &rung{began: now, calls: map[hub.ID]time.Time{}}
		b.of[key] = r
	}
	last, known := r.calls[call]
	if !known && len(r.calls) >= bellsMost || known && now.Sub(last) < bellsAtLeast {
		return false
	}
	r.calls[call] = now
	return true
}
