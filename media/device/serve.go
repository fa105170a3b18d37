package device

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// beatEvery is how often a child says how far it has come.
const beatEvery = 200 * time.Millisecond

// fetchEvery is how often what a microphone heard is sent on.
const fetchEvery = 50 * time.Millisecond

// Opener opens a device at so many samples a second. From then on it calls data, from a
// thread of its own, whenever it needs more or has more, and lost if it stops. Its errors
// are Troubles.
type Opener func(rate uint32, data func([]byte), lost func()) error

// Serve is the child's life: it does what the frames say until they end. It closes
// nothing, because closing may hang for ever; the end of the process does.
func Serve(in io.Reader, out io.Writer, loudspeaker, microphone Opener) error {
	c := &child{out: out, loudspeaker: loudspeaker, microphone: microphone, ended: make(chan struct{})}
	defer c.speaks.Wait()
	defer close(c.ended)
	c.speaks.Go(func() { c.every(beatEvery, c.beat) })
	frames := bufio.NewReader(in)
	for {
		k, body, err := Read(frames)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = c.do(k, body)
		}
		if err != nil {
			return err
		}
	}
}

// child is one device and what waits for it, or for whoever owns the child.
type child struct {
	loudspeaker, microphone Opener
	ring                    ring
	busy, listens           bool          // something is open; it is the microphone
	missed                  atomic.Uint64 // bytes that were heard and not fetched in time
	ended                   chan struct{}
	speaks                  sync.WaitGroup

	mu  sync.Mutex
	out io.Writer
}

func (c *child) do(k Kind, body []byte) error {
	switch {
	case (k == Open || k == Listen) && c.busy:
		return fmt.Errorf("device: opened twice")
	case k == Open:
		c.busy = true
		return c.opened(c.loudspeaker(binary.LittleEndian.Uint32(body), c.ring.take, c.lost))
	case k == Listen:
		c.busy, c.listens = true, true
		c.speaks.Go(func() { c.every(fetchEvery, c.fetch) })
		return c.opened(c.microphone(binary.LittleEndian.Uint32(body), c.hear, c.lost))
	case k == Play && !c.listens:
		if n := c.ring.put(body); n < len(body) {
			return fmt.Errorf("device: %d bytes more than there is room for", len(body)-n)
		}
	case k == Drop && !c.listens:
		c.ring.drop()
	default:
		return fmt.Errorf("device: a frame %q has no place here", k)
	}
	return nil
}

func (c *child) opened(err error) error {
	if t, ok := errors.AsType[Trouble](err); ok {
		return c.say(Failed, []byte{byte(t)})
	}
	if err != nil {
		return err
	}
	return c.say(Opened, nil)
}

// hear is the microphone's callback: it copies.
func (c *child) hear(b []byte) { c.missed.Add(uint64(len(b) - c.ring.put(b))) }

// lost is called by the driver; its owner has given the child up where it cannot be told.
func (c *child) lost() { _ = c.say(Failed, []byte{byte(Lost)}) }

// every does something until the child ends, or its owner does not read any more, which
// is seen by the end of the frames.
func (c *child) every(d time.Duration, do func() error) {
	tick := time.NewTicker(d)
	defer tick.Stop()
	for {
		select {
		case <-c.ended:
			return
		case <-tick.C:
			if do() != nil {
				return
			}
		}
	}
}

func (c *child) beat() error {
	n := c.ring.taken()
	if c.listens {
		n = c.missed.Load()
	}
	return c.say(Beat, binary.LittleEndian.AppendUint64(nil, n/2))
}

// fetch sends on what was heard.
func (c *child) fetch() error {
	b := make([]byte, min(c.ring.waiting(), MaxBody))
	if len(b) == 0 {
		return nil
	}
	c.ring.take(b)
	return c.say(Heard, b)
}

func (c *child) say(k Kind, body []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Write(c.out, k, body)
}
