package backup

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
)

// Keep is how many backups of a box a place holds, unless it is told otherwise.
const Keep = 3

// Source is a data folder of which a backup is made; it may be in use meanwhile.
type Source struct {
	Folder   *store.Folder
	Identity trust.Identity
	Name     string      // the station's, for people
	To       []Recipient // besides the box itself
	Erased   [32]byte    // Mark of the erasure orders carried out
	After    uint64      // highest number of the box's backups at other places
	Now      time.Time
	Keep     int   // 0: Keep
	Budget   int64 // bytes that the box's backups may take at the place; 0: no limit
}

// Manifest is what a backup says of the log inside, so that a rehearsal can compare.
type Manifest struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Lanes   []LaneSum
}

// LaneSum is one lane's sums.
type LaneSum struct {
	_                struct{} `cbor:",toarray"`
	Lane             hub.Lane
	Commits, Records int64
	Digest           string
}

// Make writes a backup into a place, reads it back from the medium, and only then drops
// older ones. Errors: CodeFull, CodeFolder; the older ones stand then.
func Make(ctx context.Context, src Source, place string) (Generation, error) {
	copies, err := os.MkdirTemp(src.Folder.Temp(), "backup-*")
	if err != nil {
		return Generation{}, placeTrouble(err)
	}
	defer os.RemoveAll(copies)
	files, err := gather(ctx, src, copies)
	if err != nil {
		return Generation{}, err
	}
	if err := os.MkdirAll(place, 0o700); err != nil {
		return Generation{}, placeTrouble(err)
	}
	own, err := Own(place, src.Identity.Key())
	if err != nil {
		return Generation{}, err
	}
	h := Header{
		Version: 1, Key: src.Identity.Key(), Name: src.Name, Number: src.After + 1,
		Made: src.Now.UnixMilli(), Erased: src.Erased,
	}
	if len(own) > 0 {
		h.Number = max(h.Number, own[0].Header.Number+1)
	}
	made, err := put(ctx, src, h, place, files)
	for err != nil && hub.CodeOf(err) == hub.CodeFull && len(own) > 1 { // the last good one is never given for a try
		if err := os.Remove(own[len(own)-1].Path); err != nil {
			return Generation{}, placeTrouble(err)
		}
		own = own[:len(own)-1]
		made, err = put(ctx, src, h, place, files)
	}
	if err != nil {
		return Generation{}, err
	}
	keep := src.Keep
	if keep == 0 {
		keep = Keep
	}
	return made, prune(slices.Insert(own, 0, made), src.Erased, keep, src.Budget)
}

// file is a file of the backup and where it is read from, or what is in it.
type file struct {
	name, path string
	body       []byte
}

// ownKeys is the file of a box's own keys. Where they lie closed (有人值守) it is written
// from memory, and leaves no open copy on the way into the backup.
const ownKeys = "keys/identity.cbor"

// gather copies what changes while the box runs, and finds what does not.
func gather(ctx context.Context, src Source, copies string) ([]file, error) {
	folder, manifest := src.Folder, Manifest{Version: 1}
	files := []file{{name: "manifest.cbor", path: filepath.Join(copies, "manifest.cbor")}}
	if _, err := os.Stat(folder.Path(ownKeys)); errors.Is(err, fs.ErrNotExist) {
		keys, err := src.Identity.Marshal()
		if err != nil {
			return nil, err
		}
		files = append(files, file{name: ownKeys, body: keys})
	}
	databases, err := copyDatabases(ctx, folder, copies, &manifest)
	if err != nil {
		return nil, err
	}
	files = append(files, databases...)
	raw, err := codec.Marshal(manifest)
	if err == nil {
		err = os.WriteFile(files[0].path, raw, 0o600)
	}
	if err != nil {
		return nil, placeTrouble(err)
	}
	for _, dir := range []string{"keys", "trust", "places"} {
		entries, err := os.ReadDir(folder.Path(dir))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, placeTrouble(err)
		}
		for _, e := range entries {
			name := dir + "/" + e.Name()
			if name != "keys/closed.cbor" && name != "keys/tries.cbor" && entryName.MatchString(name) {
				files = append(files, file{name: name, path: folder.Path(dir, e.Name())})
			}
		}
	}
	blobs, err := linkBlobs(folder.Path(blobDir), filepath.Join(copies, blobDir))
	for _, name := range blobs {
		files = append(files, file{name: blobDir + "/" + name, path: filepath.Join(copies, blobDir, name)})
	}
	return files, err
}

// copyDatabases copies the databases that lie in the folder. Of a log that lies elsewhere
// it is only said where: whoever keeps that database backs it up.
func copyDatabases(ctx context.Context, folder *store.Folder, copies string, manifest *Manifest) (files []file, err error) {
	elsewhere, err := folder.Database()
	if err != nil {
		return nil, err
	}
	names := []string{"log.db", "local.db"}
	if elsewhere != "" {
		names = names[1:]
		files = append(files, file{name: "database", path: folder.Path("database")})
	}
	for _, name := range names {
		to := filepath.Join(copies, name)
		if err := sqlite.Copy(ctx, folder.Path(name), to); err != nil {
			return nil, err
		}
		files = append(files, file{name: name, path: to})
	}
	if elsewhere != "" {
		return files, nil
	}
	sums, err := sqlite.Sums(ctx, filepath.Join(copies, "log.db"))
	for _, s := range sums {
		manifest.Lanes = append(manifest.Lanes, LaneSum{Lane: s.Lane, Commits: s.Commits, Records: s.Records, Digest: s.Digest.String()})
	}
	return files, err
}

// put writes one file: a new name, flushed, read back from the medium, renamed.
func put(ctx context.Context, src Source, h Header, place string, files []file) (g Generation, err error) {
	base := fmt.Sprintf("yizhan-%x", h.Key[:4])
	part := filepath.Join(place, "."+base+".part") // one a box: a torn one is written over
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return g, placeTrouble(err)
	}
	defer os.Remove(part) // fails after the rename, as it should
	to := append([]Recipient{{WhoBox, src.Identity.Recipient()}}, src.To...)
	sum := sha256.New()
	err = write(ctx, io.MultiWriter(f, sum), src.Identity, h, to, files)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return g, placeTrouble(err)
	}
	if err := step("written"); err != nil {
		return g, err
	}
	if err := readBack(part, [32]byte(sum.Sum(nil))); err != nil {
		return g, err
	}
	path := filepath.Join(place, fmt.Sprintf("%s-%06d.backup", base, h.Number))
	if err := errors.Join(os.Rename(part, path), syncDir(place)); err != nil {
		return g, placeTrouble(err)
	}
	if err := step("renamed"); err != nil {
		return g, err
	}
	return Look(path)
}

func write(ctx context.Context, w io.Writer, id trust.Identity, h Header, to []Recipient, files []file) error {
	s, raw, err := newSealer(w, h, to)
	if err != nil {
		return err
	}
	p := newPacker(s, raw)
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := p.addFile(f); err != nil {
			return err
		}
	}
	return errors.Join(p.close(id.Sign), s.Close())
}

// readBack compares what lies on the medium with what was written: the system's own
// copy in memory, which is always right, is asked to go first.
func readBack(path string, want [32]byte) error {
	f, err := os.Open(path)
	if err != nil {
		return placeTrouble(err)
	}
	defer f.Close()
	_ = unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) // a wish; the comparison is made in any case
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return placeTrouble(err)
	}
	if [32]byte(sum.Sum(nil)) != want {
		return hub.E(hub.CodeFolder, "backup.readback")
	}
	return nil
}

// placeTrouble says what is the matter with the place of the backups.
func placeTrouble(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*hub.Error](err); ok {
		return err
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return hub.E(hub.CodeFull, "backup.full").Because(err)
	case errors.Is(err, context.Canceled):
		return err
	}
	return hub.E(hub.CodeFolder, "backup.place").Because(err)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// step is called where the power may go; tests pull the plug there.
var step = func(string) error { return nil }
