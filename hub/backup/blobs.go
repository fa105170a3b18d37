package backup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// blobDir holds bytes beside the log, each named by its hash (hub/blob).
const blobDir = "blob"

// linkBlobs gives every file of one blob folder a name in another: a file under its hash
// is the same file everywhere and never changes. What is swept meanwhile is not missed.
func linkBlobs(from, to string) (names []string, err error) {
	entries, err := os.ReadDir(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, placeTrouble(err)
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return nil, placeTrouble(err)
	}
	for _, e := range entries {
		if !entryName.MatchString(blobDir + "/" + e.Name()) {
			continue
		}
		err := os.Link(filepath.Join(from, e.Name()), filepath.Join(to, e.Name()))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, placeTrouble(err)
		}
		names = append(names, e.Name())
	}
	return names, nil
}
