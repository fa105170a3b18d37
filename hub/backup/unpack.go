package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/hub/trust"
)

// OpenStore opens the log of a folder whose trust is known; who plugs the box together
// knows what a store needs.
type OpenStore func(ctx context.Context, folder *store.Folder, t *trust.Folder) (*store.Store, error)

// Unpack opens a backup with one of some private keys and writes its files into dir,
// which is empty. What it wrote is worth nothing when it fails.
// Errors: CodeUntrusted where no key opens it, or it is not what a box wrote.
func Unpack(path string, private [][32]byte, dir string) (h Header, m Manifest, err error) {
	f, err := os.Open(path)
	if err != nil {
		return h, m, hub.E(hub.CodeInvalid, "backup.no-file").Because(err)
	}
	defer f.Close()
	h, raw, err := ReadHeader(f)
	if err != nil {
		return h, m, err
	}
	r, err := newOpener(f, h, raw, private)
	if err != nil {
		return h, m, err
	}
	if err := unpack(r, h, raw, dir); err != nil {
		return h, m, placeTrouble(err)
	}
	manifest, err := os.ReadFile(filepath.Join(dir, "manifest.cbor"))
	if err == nil {
		err = codec.Unmarshal(manifest, &m)
	}
	if err != nil {
		return h, m, damaged(err)
	}
	id, ok, err := trust.LoadIdentity(dir)
	if err != nil || !ok || id.Key() != h.Key {
		return h, m, damaged(errors.Join(err, errors.New("the keys inside are another box's")))
	}
	return h, m, nil
}

// Rehearse restores a backup into temp, an empty folder, builds every table anew from
// its log, and compares lane by lane with what stood in the box's log when the backup
// was made. temp is left to the caller. Errors: "backup.rehearsal" where it differs.
func Rehearse(ctx context.Context, path string, private [][32]byte, temp string, open OpenStore) error {
	_, manifest, err := Unpack(path, private, temp)
	if err != nil {
		return err
	}
	if err := sqlite.Check(ctx, filepath.Join(temp, "local.db")); err != nil {
		return differs(err)
	}
	folder, err := store.OpenFolder(temp)
	if err != nil {
		return err
	}
	defer folder.Close()
	t, err := trust.Open(temp)
	if err != nil {
		return differs(err)
	}
	s, err := open(ctx, folder, t)
	if err != nil {
		return differs(err)
	}
	return errors.Join(compare(ctx, s, manifest), s.Close())
}

func compare(ctx context.Context, s *store.Store, m Manifest) error {
	if err := s.Rebuild(ctx); err != nil {
		return differs(err)
	}
	if parts, headers, err := s.Scrub(ctx); err != nil || parts > 0 || len(headers) > 0 {
		return differs(errors.Join(err, fmt.Errorf("%d parts and %d commits are damaged", parts, len(headers))))
	}
	sums, err := s.Lanes(ctx)
	if err != nil {
		return differs(err)
	}
	if len(sums) != len(m.Lanes) {
		return differs(fmt.Errorf("%d lanes, %d when it was made", len(sums), len(m.Lanes)))
	}
	for i, l := range sums {
		if got := (LaneSum{Lane: l.Lane, Commits: l.Commits, Records: l.Records, Digest: l.Digest.String()}); got != m.Lanes[i] {
			return differs(fmt.Errorf("lane %s: %+v, %+v when it was made", l.Lane, got, m.Lanes[i]))
		}
	}
	return nil
}

func differs(cause error) error { return hub.E(hub.CodeFolder, "backup.rehearsal").Because(cause) }
