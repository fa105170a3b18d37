package media

import (
	"bytes"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"yizhan/hub"
	"yizhan/media/tape"
)

// queued is how many pieces, each of a twentieth of a second or so, wait for a card that
// is slow, or that has no room for the moment: half a minute, in 300 KB.
const queued = 600

// How often a card that took nothing is tried again, and how often it is asked how much
// room it has.
const (
	cardAgain = 2 * time.Second
	cardEvery = 5 * time.Second
)

// deck records a class. Cards take long, and fill up: its own goroutine waits for them,
// and nobody else does. What does not fit any more is not recorded, and is not counted.
type deck struct {
	keep  *Recordings
	class hub.ID
	codec codec
	log   *slog.Logger

	queue   chan []byte
	ending  chan struct{} // closed when no more will come
	ended   chan struct{} // closed when all is on the disk
	frames  atomic.Int64  // recorded, or waiting
	missing atomic.Int64  // frames that were not recorded

	mu      sync.Mutex
	trouble error
}

// newDeck records behind so many frames, once the deck before it has ended.
func newDeck(keep *Recordings, class hub.ID, c codec, frames int, before *deck, log *slog.Logger) *deck {
	d := &deck{keep: keep, class: class, codec: c, log: log,
		queue: make(chan []byte, queued), ending: make(chan struct{}), ended: make(chan struct{})}
	d.frames.Store(int64(frames))
	go func() {
		defer close(d.ended)
		if before != nil {
			<-before.ended
		}
		d.run()
	}()
	return d
}

// put takes whole frames, or leaves them.
func (d *deck) put(frames []byte) {
	n := int64(len(frames) / d.codec.bytes)
	select {
	case d.queue <- bytes.Clone(frames):
		d.frames.Add(n)
	default:
		d.missing.Add(n)
	}
}

// end says that no more will come; who wants to know that all is on the disk waits for
// ended. Nobody puts any more.
func (d *deck) end() {
	close(d.ending)
	close(d.queue)
}

// run writes until the end. After it a card that takes nothing is tried once more.
func (d *deck) run() {
	var rec *tape.Recorder
	var asked time.Time
	for frames := range d.queue {
		for len(frames) > 0 {
			n, err := d.write(&rec, &asked, frames)
			frames = frames[n:]
			if d.says(err); err != nil && !d.waits() {
				left := int64(len(frames) / d.codec.bytes)
				d.frames.Add(-left)
				d.missing.Add(left)
				break
			}
		}
	}
	d.close(rec)
}

// write writes what it can. A card that has no room keeps its recorder; after another
// error everything is opened again.
func (d *deck) write(rec **tape.Recorder, asked *time.Time, frames []byte) (n int, err error) {
	if err = d.room(asked); err == nil && *rec == nil {
		*rec, err = d.keep.record(d.class, d.codec)
	}
	if err != nil {
		return 0, err
	}
	n, err = (*rec).Write(frames)
	if err != nil && hub.CodeOf(unwritten(err)) != hub.CodeFull {
		err = errors.Join(err, (*rec).Close())
		*rec = nil
	}
	return n, err
}

// room says whether there is any above the floor.
func (d *deck) room(asked *time.Time) error {
	if time.Since(*asked) < cardEvery {
		return nil
	}
	free, err := d.keep.Free()
	if err == nil && free <= 0 {
		return hub.E(hub.CodeFull, "class.card-full")
	}
	*asked = time.Now()
	return err
}

// waits before the card is tried again; false where nobody waits for it any more.
func (d *deck) waits() bool {
	select {
	case <-d.ending:
		return false
	case <-time.After(cardAgain):
		return true
	}
}

func (d *deck) close(rec *tape.Recorder) {
	if rec == nil {
		return
	}
	err := rec.Close()
	if gone := d.keep.recorded(d.class, err == nil); err == nil {
		err = gone
	}
	d.says(err)
	if n := d.missing.Load(); n > 0 {
		d.log.Warn("frames of a class were not recorded", "frames", n)
	}
}

// says keeps what is the matter with the card; it is logged when it begins.
func (d *deck) says(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err != nil && d.trouble == nil {
		d.log.Warn("a class is not recorded", "cause", err)
	}
	d.trouble = unwritten(err)
}

func (d *deck) card() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.trouble
}
