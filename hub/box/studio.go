package box

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"io"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/media"
)

// classFloor is how many bytes of the disk no recording takes: records come first.
const classFloor = fileFloor

// classListeners is how many may hear a class at once: sixty telephones, 64 kbit/s each,
// are as much as a cheap access point carries.
const classListeners = 60

// openStudio makes the microphone of a class and the place of its recordings.
func (b *Box) openStudio(ctx context.Context) error {
	id := b.trust.Identity()
	seal, err := hkdf.Key(sha256.New, id.Box[:], nil, "yizhan/recording/1", 32)
	if err != nil {
		return err
	}
	b.tapes = media.NewRecordings(b.folder.Path("sound"), [32]byte(seal), func() (int64, error) {
		free, err := screen{b}.Free()
		return free - classFloor, err
	})
	b.tapes.Spare = b.spareTapes
	b.notices.Recordings = media.NewRecordings(b.folder.Path("notice"), [32]byte(seal), b.tapes.Free)
	b.player = player{media.NewPlayer(b.loud.Speaker), b}
	b.studio = media.NewStudio(media.NewMicrophone(startSound, b.cfg.Log), b.loud.Speaker, b.tapes, classListeners, b.cfg.Log)
	b.notices.studio = b.studio
	return b.player.load(ctx)
}

// notices are what workers spoke for the village loudspeaker, as pages know them.
type notices struct {
	*media.Recordings
	studio *media.Studio
}

// Note is that of the pages.
func (n notices) Note(class hub.ID) error { return n.studio.Note(class) }

// KeepNote is that of the pages.
func (n notices) KeepNote(class hub.ID) error { return n.studio.KeepNote(class, n.Recordings) }

// Open is that of the pages.
func (n notices) Open(class hub.ID, from, to time.Duration) (io.ReadSeekCloser, string, error) {
	return tapes{n.Recordings}.Open(class, from, to)
}

// tapes are the recordings as pages play them.
type tapes struct{ *media.Recordings }

// Open is that of the pages.
func (t tapes) Open(class hub.ID, from, to time.Duration) (io.ReadSeekCloser, string, error) {
	r, err := t.Recordings.Open(class, from, to)
	if err != nil {
		return nil, "", err
	}
	return r, r.MIME, nil
}

// player plays files on the loudspeaker, and keeps how loud.
type player struct {
	*media.Player
	b *Box
}

// settingVolume is how loud everything but an alarm is.
const settingVolume = "volume"

// load sets the volume that was chosen.
func (p player) load(ctx context.Context) error {
	text, err := p.b.local.Setting(ctx, settingVolume)
	if percent, is := strconv.Atoi(text); err == nil && is == nil {
		p.b.loud.SetVolume(percent)
	}
	return err
}

// Playing is that of the pages.
func (p player) Playing() (name string, on bool, at time.Duration, why error) {
	n := p.Now()
	switch {
	case errors.Is(n.Why, media.ErrSiren):
		why = hub.E(hub.CodeConflict, "play.siren").Because(n.Why)
	case hub.CodeOf(n.Why) != hub.CodeInternal:
		why = n.Why // a sentence already
	default:
		why = unheard(n.Why)
	}
	return n.What, n.On, n.At, why
}

// Volume is of everything but an alarm.
func (p player) Volume() int { return p.b.loud.Volume() }

// SetVolume is heard within a second.
func (p player) SetVolume(percent int) error {
	p.b.loud.SetVolume(percent)
	return p.b.local.PutSetting(context.Background(), settingVolume, strconv.Itoa(percent))
}
