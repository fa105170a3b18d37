package box

import (
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
)

// openClass makes the room in which a class is held.
func (b *Box) openClass() {
	b.class = class.New(b.desk, noSound{}, b.cfg.Clock)
}

// noSound is the microphone of a box that has none: a class is held all the same, with
// slides and phones, and says why nothing is heard.
type noSound struct{}

var errNoSound = hub.E(hub.CodeNotFound, "class.no-microphone")

func (noSound) Try() error                      { return errNoSound }
func (noSound) TryEnd()                         {}
func (noSound) Replay() error                   { return errNoSound }
func (noSound) Begin(hub.ID) error              { return nil }
func (noSound) Pause()                          {}
func (noSound) Resume() error                   { return nil }
func (noSound) End()                            {}
func (noSound) Listen() (class.Listener, error) { return nil, errNoSound }
func (noSound) State() class.SoundState {
	return class.SoundState{Trouble: errNoSound, Card: errNoSound, Left: 2 * time.Hour}
}
