package access

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strconv"

	"yizhan/hub"
)

// A worker who forgot her PIN and is alone telephones: her box shows six figures,
// she reads them out, the county tells six figures back. No network is needed, both
// sides hold the secret. The figures out are a running number, shuffled with the
// secret: never the same twice, not foreseen by anybody, and the county notices
// nearly every slip of the tongue, because few numbers have been drawn yet.

const (
	resetTries  = 5      // at one set of figures
	resetSpace  = 1e6    // six figures
	resetDrawn  = 20_000 // more resets than a box sees in its life: beyond, it was misheard
	shuffleBits = 10     // half of 2^20, the next power above resetSpace
)

// reset is an open reset of one worker.
type reset struct {
	Number uint32 `json:"number"`
	Tries  int    `json:"tries"` // left
}

const (
	topicReset  = "reset"
	resetNumber = "number" // the last one drawn
)

func resetGate(staff hub.ID) gate {
	return gate{who: "reset/" + staff.String(), free: freeTries, longest: longestOne}
}

// ResetOut gives the six figures to read out. Asked again before they were used up
// it gives the same ones.
func (g *Gate) ResetOut(ctx context.Context, staff hub.ID) (figures string, err error) {
	key, err := g.resetKey()
	if err != nil {
		return "", err
	}
	done, err := g.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	r, open, err := g.openReset(ctx, staff)
	if err != nil {
		return "", err
	}
	if !open {
		if r, err = g.drawReset(ctx, staff); err != nil {
			return "", err
		}
		g.Noted(ctx, Event{What: NotedAsked, Staff: staff})
	}
	return sixFigures(shuffle(key, r.Number)), nil
}

// ResetIn takes the six figures that came back. When they are right, her old PIN
// and its lock-out are gone: the next step is SetPIN.
func (g *Gate) ResetIn(ctx context.Context, staff hub.ID, answer string) error {
	key, err := g.resetKey()
	if err != nil {
		return err
	}
	if !figures(answer, 6, 6) {
		return hub.E(hub.CodeInvalid, "access.reset-figures").In("figures")
	}
	if _, open, err := g.openReset(ctx, staff); err != nil || !open {
		return orNone(err)
	}
	err = g.try(ctx, resetGate(staff), func() (bool, error) { return g.useReset(ctx, staff, key, answer) })
	if err != nil {
		return err
	}
	if err := g.Book.DropNote(ctx, topicReset, staff.String()); err != nil {
		return err
	}
	if err := g.clear(ctx, person(staff), 1<<30); err != nil {
		return err
	}
	if err := g.Book.DropPIN(ctx, staff); err != nil {
		return err
	}
	g.Noted(ctx, Event{What: NotedReset, Staff: staff})
	return g.SignOutAll(ctx, staff)
}

func orNone(err error) error {
	if err != nil {
		return err
	}
	return hub.E(hub.CodeInvalid, "access.reset-none").In("figures")
}

// useReset takes one of the tries away before it compares.
func (g *Gate) useReset(ctx context.Context, staff hub.ID, key [32]byte, answer string) (bool, error) {
	r, open, err := g.openReset(ctx, staff)
	if err != nil || !open {
		return false, orNone(err)
	}
	r.Tries--
	if err := g.putReset(ctx, staff, r); err != nil {
		return false, err
	}
	want := answerTo(key, sixFigures(shuffle(key, r.Number)))
	return subtle.ConstantTimeCompare([]byte(want), []byte(answer)) == 1, nil
}

func (g *Gate) openReset(ctx context.Context, staff hub.ID) (r reset, open bool, err error) {
	body, ok, err := g.Book.Note(ctx, topicReset, staff.String())
	if err != nil || !ok {
		return reset{}, false, err
	}
	if err := json.Unmarshal(body, &r); err != nil {
		return reset{}, false, fmt.Errorf("access: reset: %w", err)
	}
	return r, r.Tries > 0, nil
}

func (g *Gate) putReset(ctx context.Context, staff hub.ID, r reset) error {
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return g.Book.PutNote(ctx, topicReset, staff.String(), body)
}

// drawReset uses up a number, durably, before anybody sees its figures.
func (g *Gate) drawReset(ctx context.Context, staff hub.ID) (reset, error) {
	var last uint32
	body, ok, err := g.Book.Note(ctx, topicReset, resetNumber)
	if err != nil {
		return reset{}, err
	}
	if ok {
		if err := json.Unmarshal(body, &last); err != nil {
			return reset{}, fmt.Errorf("access: reset: %w", err)
		}
	}
	r := reset{Number: (last + 1) % resetDrawn, Tries: resetTries}
	if body, err = json.Marshal(r.Number); err != nil {
		return reset{}, err
	}
	if err := g.Book.PutNote(ctx, topicReset, resetNumber, body); err != nil {
		return reset{}, err
	}
	return r, g.putReset(ctx, staff, r)
}

func (g *Gate) resetKey() ([32]byte, error) {
	if g.ResetKey != nil {
		if key, ok := g.ResetKey(); ok {
			return key, nil
		}
	}
	return [32]byte{}, hub.E(hub.CodeForbidden, "access.reset-unenrolled")
}

// AnswerReset is the county's side: the six figures to tell back, and the running
// number of the reset at that box, for the trail. The key is the one it shares
// with the box that the caller sits at. Figures that this box cannot have shown
// are a CodeQuestion: they were misheard, or it is another box.
func AnswerReset(key [32]byte, shown string) (answer string, number int, err error) {
	if !figures(shown, 6, 6) {
		return "", 0, hub.E(hub.CodeInvalid, "access.reset-figures").In("figures")
	}
	n, err := strconv.ParseUint(shown, 10, 32)
	if err != nil {
		return "", 0, hub.E(hub.CodeInvalid, "access.reset-figures").In("figures").Because(err)
	}
	drawn := unshuffle(key, uint32(n))
	if drawn >= resetDrawn {
		return "", 0, hub.E(hub.CodeQuestion, "access.reset-misheard").In("figures")
	}
	return answerTo(key, shown), int(drawn), nil
}

func answerTo(key [32]byte, shown string) string {
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte("yizhan/reset/1/answer/" + shown))
	return sixFigures(uint32(binary.BigEndian.Uint64(mac.Sum(nil)) % resetSpace))
}

func sixFigures(n uint32) string { return fmt.Sprintf("%06d", n) }

// shuffle is a permutation of the numbers below resetSpace that only the key
// knows: eight rounds of a Feistel network, walked until it lands in the space.
func shuffle(key [32]byte, n uint32) uint32 {
	for {
		l, r := n>>shuffleBits, n&(1<<shuffleBits-1)
		for round := range byte(8) {
			l, r = r, l^mix(key, round, r)
		}
		if n = l<<shuffleBits | r; n < resetSpace {
			return n
		}
	}
}

func unshuffle(key [32]byte, n uint32) uint32 {
	for {
		l, r := n>>shuffleBits, n&(1<<shuffleBits-1)
		for round := byte(8); round > 0; round-- {
			l, r = r^mix(key, round-1, l), l
		}
		if n = l<<shuffleBits | r; n < resetSpace {
			return n
		}
	}
}

func mix(key [32]byte, round byte, half uint32) uint32 {
	mac := hmac.New(sha256.New, key[:])
	fmt.Fprintf(mac, "yizhan/reset/1/mix/%d/%d", round, half)
	return uint32(binary.BigEndian.Uint16(mac.Sum(nil))) & (1<<shuffleBits - 1)
}
