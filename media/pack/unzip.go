package pack

import (
	"archive/zip"
	"io"
	"os"
	"path"
	"strings"

	"yizhan/hub"
	"yizhan/hub/markdown"
)

// Inbox is a folder into which files come that somebody sends through a browser, one by one
// or in a .zip. It looks like a stick then: a folder with a lesson, or a pack. What a zip
// says of its own sizes and folders is not believed.
type Inbox struct {
	root  *os.Root // of the folder with the files
	dir   string
	left  int64
	files int
}

// uploaded is what the folder is called that is no pack.
const uploaded = "上传的课"

// NewInbox empties dir and begins to fill it. The inbox is to be closed.
func NewInbox(dir string) (*Inbox, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, diskTrouble(err)
	}
	in := &Inbox{dir: dir, left: MaxBytes + maxManifest}
	if err := os.MkdirAll(path.Join(dir, uploaded), 0o700); err != nil {
		return nil, diskTrouble(err)
	}
	var err error
	in.root, err = os.OpenRoot(path.Join(dir, uploaded))
	return in, diskTrouble(err)
}

// Put keeps a file. Errors: CodeTooLarge pack.big, CodeInvalid pack.many, CodeFull pack.full.
func (in *Inbox) Put(name string, body io.Reader) error {
	name = path.Base(strings.ReplaceAll(name, `\`, "/")) // browsers and zips tell folders too
	if strings.HasPrefix(name, ".") || name == "/" || len(name) > 100 {
		return nil
	}
	if in.files++; in.files > maxFiles+1 {
		return hub.E(hub.CodeInvalid, "pack.many", maxFiles)
	}
	f, err := in.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return hub.E(hub.CodeInvalid, "pack.zip").Because(err)
	}
	n, err := io.Copy(f, io.LimitReader(body, in.left+1))
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if in.left -= n; in.left < 0 {
		return hub.E(hub.CodeTooLarge, "pack.big")
	}
	return diskTrouble(err)
}

// Unzip keeps the files of a zip: those of its one folder, or those outside of any.
// Errors: Put's; CodeInvalid pack.zip where it is none.
func (in *Inbox) Unzip(file io.ReaderAt, size int64) error {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return hub.E(hub.CodeInvalid, "pack.zip").Because(err)
	}
	home := ""
	for _, f := range z.File {
		if base := path.Base(f.Name); strings.EqualFold(base, textFile) {
			home = path.Dir(f.Name)
			break
		}
	}
	for _, f := range z.File {
		if !f.Mode().IsRegular() || path.Dir(f.Name) != home && home != "" {
			continue
		}
		body, err := f.Open()
		if err != nil {
			return hub.E(hub.CodeInvalid, "pack.zip").Because(err)
		}
		err = in.Put(f.Name, body)
		body.Close()
		if err != nil {
			if hub.CodeOf(err) == hub.CodeFolder { // it is the zip that cannot be read
				err = hub.E(hub.CodeInvalid, "pack.zip").Because(err)
			}
			return err
		}
	}
	return nil
}

// Close ends the sending. Files with a manifest among them lie as packs do on a stick.
func (in *Inbox) Close() error {
	raw, err := readPlain(in.root, ManifestFile, maxManifest)
	in.root.Close()
	if err != nil {
		return nil
	}
	m, err := Decode(raw)
	if err != nil || !markdown.IsKey(m.Key) {
		return nil // the lesson may be one without it
	}
	if err := os.Mkdir(path.Join(in.dir, Home), 0o700); err != nil {
		return diskTrouble(err)
	}
	return diskTrouble(os.Rename(path.Join(in.dir, uploaded), path.Join(in.dir, Home, m.Key)))
}
