package box

import (
	"bytes"
	"context"
	"crypto/sha256"
	"time"

	"yizhan/hub"
	"yizhan/hub/trust"
)

// spare is the box that keeps one more of a file of a lane.
func (f *files) spare(lane hub.Lane, hash hub.Hash, home [32]byte) [32]byte {
	f.mu.Lock()
	away := f.away[lane]
	f.mu.Unlock()
	return spareOf(hash, home, f.stations(lane), away)
}

// stations are those that write a lane.
func (f *files) stations(lane hub.Lane) (keys [][32]byte) {
	for _, c := range f.b.trust.Members().All() {
		if c.Role == trust.RoleStation && c.MayWrite(lane) {
			keys = append(keys, c.Key)
		}
	}
	return keys
}

// spareOf chooses the box that keeps one more of a file: of the stations but its own the
// one for which a sum comes out the smallest, so that all hubs agree without a word, and
// none keeps much more than another. One that is away is passed over, and has its share
// again when it is back; where all are away it is the one that would have been.
func spareOf(hash hub.Hash, home [32]byte, stations [][32]byte, away keySet) (key [32]byte) {
	var least [32]byte
	for _, station := range stations {
		if station == home {
			continue
		}
		sum := sha256.Sum256(append(hash[:], station[:]...))
		nearer := bytes.Compare(sum[:], least[:]) < 0
		if key == ([32]byte{}) || away[key] && !away[station] || away[key] == away[station] && nearer {
			key, least = station, sum
		}
	}
	return key
}

// reckon finds the stations that are away: they have not confirmed what the log has had
// for weeks. It is what all hubs of a township know alike, and no holiday on which nobody
// writes counts against anybody. A box is never away to itself.
func (f *files) reckon(ctx context.Context) error {
	now := f.b.cfg.Clock.Now()
	if now.Quality == hub.ClockUnknown {
		return nil
	}
	before := now.Wall.Add(-time.Duration(f.b.forms.Sparing().Days) * 24 * time.Hour)
	lanes, err := f.b.store.Lanes(ctx)
	if err != nil {
		return err
	}
	away := map[hub.Lane]keySet{}
	for _, l := range lanes {
		if _, township := l.Lane.Township(); !township {
			continue
		}
		away[l.Lane] = keySet{}
		for _, key := range f.stations(l.Lane) {
			if key == f.b.trust.Identity().Key() {
				continue
			}
			if away[l.Lane][key], err = f.b.store.Behind(ctx, l.Lane, key, before); err != nil {
				return err
			}
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.away = away
	return nil
}
