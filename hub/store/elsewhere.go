package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// databaseFile names the database that a folder's log lies in, where that is not the folder
// itself. It may hold a password, and is the owner's alone.
const databaseFile = "database"

// Database is where the folder's log lies; "": in the folder, or nowhere yet.
func (f *Folder) Database() (string, error) { return DatabaseOf(f.dir) }

// DatabaseOf is Database of a folder that somebody else may hold.
func DatabaseOf(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, databaseFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", folderTrouble(err)
	}
	return strings.TrimSpace(string(b)), nil
}

// PutDatabase records where the log lies from now on, at once and for good.
func (f *Folder) PutDatabase(database string) error {
	temp := filepath.Join(f.Temp(), databaseFile)
	file, err := os.OpenFile(temp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return folderTrouble(err)
	}
	_, err = file.WriteString(database + "\n")
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return folderTrouble(err)
	}
	if err := os.Rename(temp, f.Path(databaseFile)); err != nil {
		return folderTrouble(err)
	}
	dir, err := os.Open(f.dir)
	if err != nil {
		return folderTrouble(err)
	}
	return errors.Join(dir.Sync(), dir.Close())
}
