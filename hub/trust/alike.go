package trust

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// alike is what the processes of one county keep the same, besides the list of revoked keys:
// its townships with their gossip keys, whom it knows and which box used an invitation first,
// and the answers on their way. Each writes its own letters from it. No secret is in it.
type alike struct {
	_        struct{} `cbor:",toarray"`
	Version  uint8
	Register register
	Members  membersFile
	Answers  []byte // as the county signed them; empty: there are none
}

// Alike is the county's books as this process has them, in the one byte form that they have.
// Errors: CodeForbidden at a hub that is no county's.
func (f *Folder) Alike() ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.authority == nil {
		return nil, hub.E(hub.CodeForbidden, "trust.not-county")
	}
	a := alike{Version: 1, Register: f.authority.register, Answers: noNil(f.held[listAnswers].Raw)}
	a.Register.URLs, a.Register.Townships = noNil(a.Register.URLs), noNil(a.Register.Townships)
	f.members.mu.RLock()
	a.Members = f.members.file()
	f.members.mu.RUnlock()
	return codec.Marshal(a)
}

// Meet takes what another process of the county wrote in its books; what this one wrote
// besides stays. Whoever they say used an invitation first, did: of two boxes that came to
// two processes at once the later one is refused from now on, and told as a second use.
// Processes that meet one after the other end with the same books.
func (f *Folder) Meet(books []byte) error {
	var theirs alike
	if err := codec.Unmarshal(books, &theirs); err != nil {
		return hub.E(hub.CodeFolder, "trust.folder-damaged").Because(err)
	}
	if theirs.Version != 1 || theirs.Register.Version != 1 || theirs.Members.Version != 1 {
		return hub.E(hub.CodeFolder, "trust.folder-newer")
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.authority == nil {
		return hub.E(hub.CodeForbidden, "trust.not-county")
	}
	if theirs.Register.County != f.authority.register.County {
		return hub.E(hub.CodeFolder, "trust.folder-mixed")
	}
	return errors.Join(f.authority.meet(theirs.Register), f.members.meet(theirs.Members), f.meetAnswers(theirs.Answers))
}

// meetAnswers keeps the newer answers; of two with one number, theirs. Callers hold mu.
func (f *Folder) meetAnswers(raw []byte) error {
	mine := f.held[listAnswers]
	if len(raw) == 0 || bytes.Equal(raw, mine.Raw) {
		return nil
	}
	a, err := f.readAnswers(raw)
	if err != nil || a.Number < mine.Number {
		return err
	}
	return f.keep(heldList{Name: listAnswers, Number: a.Number, Raw: raw})
}

// meet has the townships of both, each with its newest name and gossip key.
func (a *Authority) meet(theirs register) error {
	newer, older := theirs, a.register
	if older.Number > newer.Number {
		newer, older = older, newer
	}
	towns, more := slices.Clone(newer.Townships), false
	for _, t := range older.Townships {
		i, ok := slices.BinarySearchFunc(towns, t.Code, func(t township, code string) int { return strings.Compare(t.Code, code) })
		switch {
		case !ok:
			towns, more = slices.Insert(towns, i, t), true
		case towns[i].Gossip < t.Gossip: // a lost box knows the older key
			towns[i].Gossip, more = t.Gossip, true
		}
	}
	newer.Townships = towns
	if more {
		newer.Number++ // neither has told this yet
	}
	if mine := a.register; newer.Number == mine.Number && newer.Name == mine.Name && slices.Equal(newer.URLs, mine.URLs) && slices.Equal(towns, mine.Townships) {
		return nil
	}
	return a.change(func(r *register) { *r = newer })
}

// meet knows whom both know, theirs first.
func (m *Members) meet(theirs membersFile) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	has := func(list [][]byte, raw []byte) bool {
		return slices.ContainsFunc(list, func(one []byte) bool { return bytes.Equal(one, raw) })
	}
	both := membersFile{Version: 1, Learned: slices.Clone(theirs.Learned), Doubles: slices.Clone(theirs.Doubles)}
	add := func(to *[][]byte, list [][]byte) {
		for _, raw := range list {
			if !has(*to, raw) {
				*to = append(*to, raw)
			}
		}
	}
	add(&both.Learned, m.learned)
	add(&both.Doubles, m.doubles)
	next := NewMembers(m.county, nil)
	next.list = m.list
	next.restore(both)
	for _, raw := range m.learned {
		if c, err := VerifyCertificate(m.county, raw); err == nil && !has(next.learned, raw) {
			next.noteDouble(c)
		}
	}
	if err := m.save(next.file()); err != nil {
		return err
	}
	m.byKey, m.first, m.learned, m.doubles = next.byKey, next.first, next.learned, next.doubles
	return nil
}
