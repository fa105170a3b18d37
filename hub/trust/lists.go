package trust

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"yizhan/hub"
)

// Names of the county-signed lists that hubs pass on as they are: by exchange with
// any hub and by stick. The list of revoked keys goes first.
const (
	ListRevoked = "revoked"
	listAnswers = "answers"
	listLetter  = "letter/" // + the township's code, or the county's
)

// maxLetters bounds the townships of a county whose letters a hub keeps.
const maxLetters = 60

// heldList is a list as it came, kept to be passed on.
type heldList struct {
	_      struct{} `cbor:",toarray"`
	Name   string
	Number uint64
	Raw    []byte
}

type listsFile struct {
	_       struct{} `cbor:",toarray"`
	Version uint8
	Lists   []heldList // by name
}

func listsPath(dir string) string { return filepath.Join(dir, "trust", "lists.cbor") }

// Lists are the county-signed lists held here, with their numbers.
func (f *Folder) Lists() map[string]uint64 {
	lists := map[string]uint64{}
	if l, _ := f.members.Revocations(); l.Number > 0 {
		lists[ListRevoked] = l.Number
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.writeLetters()
	for name, l := range f.held {
		lists[name] = l.Number
	}
	return lists
}

// List is the bytes of a list, to pass on as they are.
func (f *Folder) List(name string) ([]byte, error) {
	raw := []byte(nil)
	if name == ListRevoked {
		_, raw = f.members.Revocations()
	} else {
		f.mu.Lock()
		raw = f.held[name].Raw
		f.mu.Unlock()
	}
	if raw == nil {
		return nil, hub.E(hub.CodeNotFound, "trust.list-none")
	}
	return raw, nil
}

// TakeList takes a list that a peer passed on, if it is newer. Names that this
// release does not know are no error: a later one knows them. What only a county
// can have written is the county's word whoever brings it.
func (f *Folder) TakeList(name string, raw []byte) error {
	if name == ListRevoked {
		_, err := f.ApplyList(raw)
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.authority != nil: // nobody tells the county what it wrote
		return nil
	case !f.enrolled():
		return untrusted("trust.not-enrolled", "no county key yet")
	case name == listAnswers:
		return f.takeAnswers(raw)
	case strings.HasPrefix(name, listLetter):
		return f.takeLetter(name, raw)
	}
	return nil
}

// keep holds a checked list in place of an older one; durable when it returns.
func (f *Folder) keep(l heldList) error {
	old, had := f.held[l.Name]
	if f.held == nil {
		f.held = map[string]heldList{}
	}
	f.held[l.Name] = l
	file := listsFile{Version: 1, Lists: []heldList{}}
	for _, name := range slices.Sorted(maps.Keys(f.held)) {
		file.Lists = append(file.Lists, f.held[name])
	}
	err := save(listsPath(f.dir), file)
	if err != nil && had {
		f.held[l.Name] = old
	} else if err != nil {
		delete(f.held, l.Name)
	}
	return err
}

// loadLists reads what was kept. A list that does not verify any more, of another
// county say, is left out: the county's next one takes its place.
func (f *Folder) loadLists() error {
	var file listsFile
	if ok, err := load(listsPath(f.dir), &file); err != nil || !ok {
		return err
	}
	f.held = map[string]heldList{}
	for _, l := range file.Lists {
		if l.Name == listAnswers {
			if a, err := f.readAnswers(l.Raw); err != nil || a.Number != l.Number {
				continue
			}
		} else if letter, err := readLetter(f.bundle.CountyKey, l.Raw); err != nil || letter.name() != l.Name || letter.Number != l.Number {
			continue
		}
		f.held[l.Name] = l
	}
	return nil
}
