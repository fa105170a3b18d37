package box

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"

	"yizhan/hub"
	"yizhan/media"
	"yizhan/media/device"
)

// sirenEvery is how often it is asked whether an alarm rings. A page sounds at once where
// it is pressed.
const sirenEvery = time.Second

// loudspeaker is the box's own, which sounds where no page is open and no browser runs.
// It sounds beside the pages, never in their stead: of two voices one may fail.
type loudspeaker struct {
	*media.Speaker
	rings func(context.Context) (rings, drill bool, err error) // as on the pages; set once they are made
	log   *slog.Logger
}

func newLoudspeaker(c Config) *loudspeaker {
	return &loudspeaker{Speaker: media.NewSpeaker(startSound, c.Log), log: c.Log}
}

// startSound starts this binary's hidden `sound run`.
func startSound(ctx context.Context) (media.Child, error) {
	self, err := os.Executable()
	if err != nil {
		return media.Child{}, err
	}
	return media.Command(self, "sound", "run")(ctx)
}

// runSiren has the loudspeaker call while an alarm rings here.
func (l *loudspeaker) runSiren(ctx context.Context) error {
	defer l.Siren(media.Quiet)
	tick := time.NewTicker(sirenEvery)
	defer tick.Stop()
	for {
		if err := l.look(ctx); err != nil && ctx.Err() == nil { // what it was told last goes on
			l.log.Warn("whether an alarm rings could not be read", "cause", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (l *loudspeaker) look(ctx context.Context) error {
	rings, drill, err := l.rings(ctx)
	switch {
	case err != nil:
		return err
	case !rings:
		l.Siren(media.Quiet)
	case drill:
		l.Siren(media.Drill)
	default:
		l.Siren(media.Alarm)
	}
	return nil
}

// Try is for the page: its errors are sentences.
func (l *loudspeaker) Try(ctx context.Context) error { return unheard(l.Speaker.Try(ctx)) }

// Now says whether it sounds, and where it does not, what is known against it.
func (l *loudspeaker) Now() (sounds bool, why error) {
	s := l.State()
	return s.Works, unheard(s.Trouble)
}

// unheard says for people why nothing is heard.
func unheard(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, device.NoService):
		return hub.E(hub.CodeNotFound, "sound.service").Because(err)
	case errors.Is(err, device.NoDevice), errors.Is(err, device.Lost):
		return hub.E(hub.CodeNotFound, "sound.none").Because(err)
	}
	return hub.E(hub.CodeInternal, "sound.silent").Because(err)
}
