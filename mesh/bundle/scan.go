package bundle

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"time"

	"yizhan/hub"
	"yizhan/mesh/sync"
)

// found is the folder of another hub on a stick, looked at.
type found struct {
	folder string
	m      *manifest // nil where there is none to be read
	who    Hub
	whole  []entry // the files that are there as they were written
	state  hub.StickState
}

// source tells people of it.
func (f found) source() hub.StickSource {
	s := hub.StickSource{State: f.state}
	if f.m != nil {
		s.Hub, s.More = hex.EncodeToString(f.m.Key[:]), f.m.More
		s.Name, s.Role = f.who.Name, f.who.Role
		if f.m.Wall > 0 {
			s.Written = time.UnixMilli(f.m.Wall)
		}
	}
	return s
}

// scan looks at every other hub's folder on a stick. With hashes it reads every
// file; without, it compares sizes only.
func (c Config) scan(ctx context.Context, home *os.Root, hashes bool) (all []found, err error) {
	folders, err := names(home, maxFolders)
	if err != nil {
		return nil, gone(err)
	}
	for _, name := range folders {
		if !folderName.MatchString(name) || name == folderOf(c.Self) {
			continue
		}
		f, err := c.look(ctx, home, name, hashes)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// look judges one hub's folder. An error is the machine's: the stick is gone.
func (c Config) look(ctx context.Context, home *os.Root, name string, hashes bool) (found, error) {
	f := found{folder: name, state: hub.StickWhole}
	in, err := openFolder(home, name, false)
	if errors.Is(err, errOdd) {
		f.state = hub.StickTampered
		return f, nil
	}
	if err != nil {
		return f, gone(err)
	}
	defer in.Close()
	m, torn, _, err := newestManifest(in)
	switch {
	case errors.Is(err, errNewer):
		f.state = hub.StickNewer
		return f, nil
	case errors.Is(err, errForged), errors.Is(err, errOdd):
		f.state = hub.StickTampered
		return f, nil
	case err != nil:
		return f, gone(err)
	}
	if torn {
		f.state = hub.StickTorn
	}
	if f.m = m; m == nil {
		return f, nil
	}
	if m.County != c.Trust.CountyKey() {
		f.state = hub.StickForeign
		return f, nil
	}
	if f.who, err = c.Trust.Learn(m.Cert); err != nil || f.who.Key != m.Key {
		f.state = hub.StickStranger
		return f, nil
	}
	return f, c.checkFiles(ctx, in, &f, hashes)
}

// checkFiles compares every file with what the manifest says of it.
func (c Config) checkFiles(ctx context.Context, in *os.Root, f *found, hashes bool) error {
	ours := false
	for _, e := range f.m.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		ours = ours || e.readable(c.Self)
		switch ok, err := c.fileState(in, e, hashes); {
		case err != nil: // a spot that cannot be read, or the stick is out
			if _, out := in.Stat("."); out != nil {
				return gone(out)
			}
			f.state = hub.StickTorn
		case ok == hub.StickWhole:
			f.whole = append(f.whole, e)
		case f.state != hub.StickTampered:
			f.state = ok
		}
	}
	if !ours && f.state == hub.StickWhole && len(f.m.Files) > 0 {
		f.state = c.unread(f.who)
	}
	return nil
}

// unread is why nothing of a hub's was sealed to this one: it is for others, or the
// two had never heard of each other.
func (c Config) unread(writer Hub) hub.StickState {
	for _, h := range c.Trust.Hubs() {
		if h.Key == c.Self && (h.Township == writer.Township || h.Township == "" || writer.Township == "") {
			return hub.StickNotYet
		}
	}
	return hub.StickNotOurs
}

func (c Config) fileState(in *os.Root, e entry, hashes bool) (hub.StickState, error) {
	info, err := in.Lstat(e.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return hub.StickTorn, nil
	case err != nil:
		return "", err
	case !info.Mode().IsRegular() || info.Size() > int64(e.Size):
		return hub.StickTampered, nil
	case info.Size() < int64(e.Size):
		return hub.StickTorn, nil
	case !hashes:
		return hub.StickWhole, nil
	}
	size, hash, err := hashPlain(in, e.Name)
	switch {
	case err != nil:
		return "", err
	case size < int64(e.Size):
		return hub.StickTorn, nil
	case size > int64(e.Size) || hash != e.Hash:
		return hub.StickTampered, nil
	}
	return hub.StickWhole, nil
}

// gone is what a stick that answers no more is called: pulled out, most likely.
func gone(err error) error {
	if err == nil || errors.As(err, new(*hub.Error)) || errors.Is(err, context.Canceled) {
		return err
	}
	return hub.E(hub.CodeUnknown, "bundle.gone").Because(err)
}

// lacking is about how many commits of the whole files are not here. vectors are
// this hub's own, by lane.
func (f found) lacking(self [32]byte, vectors map[hub.Lane]hub.Vector) (n uint64) {
	offered := map[hub.Lane]hub.Vector{}
	for _, e := range f.whole {
		if e.Kind == kindLane && e.readable(self) {
			offered[e.Lane] = e.upto()
		}
	}
	for lane, v := range offered {
		n += sync.Lacks(v, vectors[lane])
	}
	return n
}
