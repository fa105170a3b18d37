package device

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// beatEvery is how often a child says how far it has come.
const beatEvery = 200 * time.Millisecond

// Opener opens a loudspeaker at so many samples a second. From then on it calls fill,
// from a thread of its own, whenever it needs more, and lost once if it stops. Its errors
// are Troubles.
type Opener func(rate uint32, fill func([]byte), lost func()) error

// Serve is the child's life: it does what the frames say until they end. It closes
// nothing, because closing may hang for ever; the end of the process does.
func Serve(in io.Reader, out io.Writer, open Opener) error {
	c := &child{out: out, open: open}
	ended := make(chan struct{})
	beats := sync.WaitGroup{}
	beats.Go(func() { c.beat(ended) })
	defer beats.Wait()
	defer close(ended)
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

// child is one loudspeaker and what waits for it.
type child struct {
	open Opener
	ring ring
	busy bool // something is open

	mu  sync.Mutex
	out io.Writer
}

func (c *child) do(k Kind, body []byte) error {
	switch k {
	case Open:
		if c.busy {
			return fmt.Errorf("device: opened twice")
		}
		c.busy = true
		err := c.open(binary.LittleEndian.Uint32(body), c.ring.take, func() { _ = c.say(Failed, []byte{byte(Lost)}) })
		if t, ok := errors.AsType[Trouble](err); ok {
			return c.say(Failed, []byte{byte(t)})
		}
		if err != nil {
			return err
		}
		return c.say(Opened, nil)
	case Play:
		if n := c.ring.put(body); n < len(body) {
			return fmt.Errorf("device: %d bytes more than there is room for", len(body)-n)
		}
	case Drop:
		c.ring.drop()
	default:
		return fmt.Errorf("device: a frame %q goes the other way", k)
	}
	return nil
}

// beat says how far it has come until the child ends; an owner that has gone is seen by
// the end of the frames.
func (c *child) beat(ended <-chan struct{}) {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
			if c.say(Beat, binary.LittleEndian.AppendUint64(nil, c.ring.taken()/2)) != nil {
				return
			}
		}
	}
}

func (c *child) say(k Kind, body []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Write(c.out, k, body)
}
