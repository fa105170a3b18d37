package box

import (
	"crypto/hkdf"
	"crypto/sha256"
	"io"
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
func (b *Box) openStudio() error {
	id := b.trust.Identity()
	seal, err := hkdf.Key(sha256.New, id.Box[:], nil, "yizhan/recording/1", 32)
	if err != nil {
		return err
	}
	b.tapes = media.NewRecordings(b.folder.Path("sound"), [32]byte(seal), func() (int64, error) {
		free, err := screen{b}.Free()
		return free - classFloor, err
	})
	b.studio = media.NewStudio(media.NewMicrophone(startSound, b.cfg.Log), b.loud.Speaker, b.tapes, classListeners, b.cfg.Log)
	return nil
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
