package sticks

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/trust"
	"yizhan/kiosk/station"
)

// filesPerStick bounds how many files of a stick are looked at: a screen shows a few.
const filesPerStick = 500

// inbox is a folder of the data folder that is read like a stick: for whoever looks
// after the box over the network.
const inbox = "inbox"

// found is a file on a stick.
type found struct {
	station.File
	dir, path string
}

// look lists the files of all sticks, two folders deep, hidden ones left out.
func (s *Sticks) look() []found {
	var all []found
	for _, dir := range Dirs(s.Data) {
		root, err := os.OpenRoot(dir)
		if err != nil {
			continue // pulled out, or not ours to read
		}
		seen := 0
		_ = fs.WalkDir(root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // a damaged folder hides no other
			case seen >= filesPerStick:
				return fs.SkipAll
			case p != "." && strings.HasPrefix(d.Name(), "."):
				return skip(d)
			case d.IsDir() && strings.Count(p, "/") >= 2:
				return fs.SkipDir
			case !d.Type().IsRegular():
				return nil
			}
			info, err := d.Info()
			if err != nil {
				return nil
			}
			seen++
			h := sha256.Sum256([]byte(dir + "\x00" + p))
			all = append(all, found{station.File{
				Value: hex.EncodeToString(h[:8]), Name: d.Name(), Stick: Name(dir), Size: info.Size(),
			}, dir, p})
			return nil
		})
		root.Close()
	}
	hub.Sort(all, func(a, b found) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// Name is what people call a stick.
func Name(dir string) string {
	if IsInbox(dir) {
		return "本机的收件夹"
	}
	return "U 盘"
}

// IsInbox tells the folder that is read like a stick from those that are.
func IsInbox(dir string) bool { return filepath.Base(dir) == inbox }

// read opens a file inside its stick only, whatever links it holds.
func (f found) read(most int64) ([]byte, error) {
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	file, err := root.Open(f.path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, most))
}

// Files lists the files on the sticks whose names end so.
func (s *Sticks) Files(_ context.Context, endings ...string) ([]station.File, error) {
	var out []station.File
	for _, f := range s.look() {
		if slices.Contains(endings, strings.ToLower(path.Ext(f.Name))) {
			out = append(out, f.File)
		}
	}
	return out, nil
}

// Invitations lists the county's files on the sticks, told by their first line.
func (s *Sticks) Invitations(context.Context) ([]station.File, error) {
	var out []station.File
	for _, f := range s.look() {
		if f.Size > trust.MaxEnrolFile {
			continue
		}
		if head, err := f.read(64); err == nil && (bytes.HasPrefix(head, []byte("YIZHAN-INVITATION-")) || bytes.HasPrefix(head, []byte("YIZHAN-ANSWER-"))) {
			out = append(out, f.File)
		}
	}
	return out, nil
}

// File reads a file that was listed; one that is larger is refused.
func (s *Sticks) File(_ context.Context, value string, most int64) ([]byte, error) {
	for _, f := range s.look() {
		if f.Value != value {
			continue
		}
		if f.Size > most {
			return nil, hub.E(hub.CodeTooLarge, "web.too-large")
		}
		body, err := f.read(most)
		if err != nil {
			return nil, hub.E(hub.CodeInvalid, "box.stick").In("file").Because(err)
		}
		return body, nil
	}
	return nil, hub.E(hub.CodeInvalid, "box.stick").In("file").Because(errors.New("no such file any more"))
}
