package trust

import (
	"path/filepath"
	"slices"
)

// A new gossip key must shut a lost box out, and must not split a township where
// some hubs learn of it later than others. So each hub goes through three steps
// after the county's letter, by the hours that it has run (boards have no clock):
//
//	first half of the grace: the old key encrypts, both decrypt
//	second half:             the new key encrypts, both decrypt
//	then:                    the new key alone
//
// Two hubs that learn of it within half a grace of each other never miss a word;
// a hub that comes later has it from the county, from any hub that it can call, or
// from a stick. A lost box hears and speaks for one grace of running time at most,
// and is no member for anybody from the list on.
const (
	graceHalf = 12 * 60 // minutes
	graceFull = 2 * graceHalf
)

// gossipAge is how many minutes a hub has run since it took a gossip key.
type gossipAge struct {
	_        struct{} `cbor:",toarray"`
	Township string
	Version  uint32
	Minutes  uint32
}

type gossipAges []gossipAge

func gossipPath(dir string) string { return filepath.Join(dir, "trust", "gossip.cbor") }

// of is the age of a township's key. One that came with the enrolment was never
// preceded by another here, and encrypts at once.
func (g gossipAges) of(k GossipKey) uint32 {
	for _, a := range g {
		if a.Township == k.Township && a.Version == k.Version {
			return a.Minutes
		}
	}
	return graceHalf
}

func (g gossipAges) with(k GossipKey, minutes uint32) gossipAges {
	out := slices.DeleteFunc(slices.Clone(g), func(a gossipAge) bool { return a.Township == k.Township })
	return append(out, gossipAge{Township: k.Township, Version: k.Version, Minutes: minutes})
}

// newest are the gossip keys that a bundle puts first, one a township.
func (b Bundle) newest() []GossipKey {
	var keys []GossipKey
	for _, k := range b.Gossip {
		if !slices.ContainsFunc(keys, func(have GossipKey) bool { return have.Township == k.Township }) {
			keys = append(keys, k)
		}
	}
	return keys
}

// beginGrace starts the grace of those keys that replace one held here. Callers hold mu.
func (f *Folder) beginGrace(b Bundle) error {
	ages := f.gossip
	for _, k := range b.newest() {
		for _, old := range f.bundle.newest() {
			if old.Township == k.Township && old.Version < k.Version {
				ages = ages.with(k, 0)
			}
		}
	}
	return f.putAges(ages)
}

// AgeGossip tells the folder that the hub has run so many minutes more. Errors:
// CodeFolder.
func (f *Folder) AgeGossip(minutes uint32) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	ages := f.gossip
	for _, k := range f.bundle.newest() {
		if age := ages.of(k); age < graceFull && len(f.bundle.Keyring(k.Township)) > 1 {
			ages = ages.with(k, min(age+minutes, graceFull))
		}
	}
	return f.putAges(ages)
}

func (f *Folder) putAges(ages gossipAges) error {
	if slices.Equal(ages, f.gossip) {
		return nil
	}
	if err := save(gossipPath(f.dir), ages); err != nil {
		return err
	}
	f.gossip = ages
	return nil
}

// Keyring is the gossip keys of a township: the first encrypts, all decrypt. Nil
// where this box holds none.
func (f *Folder) Keyring(code string) [][]byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.authority != nil {
		for _, t := range f.authority.register.Townships {
			if t.Code == code {
				return Bundle{Gossip: f.authority.gossipKeys(t)}.Keyring(code)
			}
		}
		return nil
	}
	ring := f.bundle.Keyring(code)
	for _, k := range f.bundle.newest() {
		if k.Township != code || len(ring) < 2 {
			continue
		}
		switch age := f.gossip.of(k); {
		case age >= graceFull:
			return ring[:1]
		case age < graceHalf:
			slices.Reverse(ring)
		}
	}
	return ring
}
