package store

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// lane is a row of lanes.
type lane struct {
	n       int64
	name    hub.Lane
	lam     uint64
	commits int64
	records int64
	digest  hub.Digest
}

// lane reads a lane's row, or makes it.
func (t *txn) lane(name hub.Lane) (*lane, error) {
	if l, ok := t.lanes[name]; ok {
		return l, nil
	}
	l := &lane{name: name}
	var digest []byte
	found, err := t.get(`SELECT n, lam, commits, records, digest FROM lanes WHERE name = $1`,
		[]any{string(name)}, &l.n, &l.lam, &l.commits, &l.records, &digest)
	if err == nil && !found {
		digest = make([]byte, len(hub.Hash{}))
		_, err = t.get(`INSERT INTO lanes (name, lam, commits, records, digest) VALUES ($1, 0, 0, 0, $2) RETURNING n`,
			[]any{string(name), digest}, &l.n)
	}
	if err != nil {
		return nil, err
	}
	l.digest = hub.DigestOf(hub.Hash(digest))
	t.lanes[name] = l
	return l, nil
}

func (t *txn) putLane(l *lane) error {
	digest := l.digest.Bytes()
	return t.exec(`UPDATE lanes SET lam = $1, commits = $2, records = $3, digest = $4 WHERE n = $5`,
		int64(l.lam), l.commits, l.records, digest[:], l.n)
}

// origin is a row of origins.
type origin struct {
	n      int64
	origin hub.Origin
	lane   *lane
	key    [32]byte
	epoch  [16]byte
	cert   []byte
	seq    uint64   // head
	id     hub.ID   // head
	hash   hub.Hash // head
	top    uint64
	run    int
	lam    uint64 // highest
	forked uint64
	doubt  bool // see settle
}

const originColumns = `o.n, o.key, o.epoch, o.cert, o.seq, o.id, o.hash, o.top, o.run, o.lam, o.forked, o.doubt, l.name`

// known reads an origin's row; nil if it is not here.
func (t *txn) known(id hub.Origin) (*origin, error) {
	if o, ok := t.origins[id]; ok {
		return o, nil
	}
	o := &origin{origin: id}
	var key, epoch, head, hash []byte
	var name hub.Lane
	found, err := t.get(`SELECT `+originColumns+` FROM origins o JOIN lanes l ON l.n = o.lane WHERE o.origin = $1`,
		[]any{id[:]}, &o.n, &key, &epoch, &o.cert, &o.seq, &head, &hash, &o.top, &o.run, &o.lam, &o.forked, &o.doubt, &name)
	if err != nil || !found {
		return nil, err
	}
	o.key, o.epoch, o.id, o.hash = [32]byte(key), [16]byte(epoch), hub.ID(head), hub.Hash(hash)
	if o.lane, err = t.lane(name); err != nil {
		return nil, err
	}
	t.origins[id] = o
	return o, nil
}

// origin reads an origin's row, or makes it from its proof, which the caller has
// checked; a certificate newer than the stored one takes its place.
func (t *txn) origin(id hub.Origin, proof hub.OriginProof) (*origin, error) {
	o, err := t.known(id)
	if err != nil {
		return nil, err
	}
	if o != nil {
		if len(proof.Cert) > 0 && string(o.cert) != string(proof.Cert) {
			o.cert = proof.Cert
			err = t.exec(`UPDATE origins SET cert = $1 WHERE n = $2`, o.cert, o.n)
		}
		return o, err
	}
	l, err := t.lane(proof.Lane)
	if err != nil {
		return nil, err
	}
	o = &origin{origin: id, lane: l, key: proof.Key, epoch: proof.Epoch, cert: proof.Cert}
	_, err = t.get(`INSERT INTO origins (origin, lane, key, epoch, cert, seq, id, hash, top, run, lam, forked, doubt)
		VALUES ($1, $2, $3, $4, $5, 0, $6, $7, 0, 0, 0, 0, 0) RETURNING n`,
		[]any{id[:], l.n, o.key[:], o.epoch[:], notNil(o.cert), o.id[:], o.hash[:]}, &o.n)
	if err != nil {
		return nil, err
	}
	t.origins[id] = o
	return o, nil
}

func (t *txn) putOrigin(o *origin) error {
	return t.exec(`UPDATE origins SET seq = $1, id = $2, hash = $3, top = $4, run = $5, lam = $6,
		forked = $7, doubt = $8 WHERE n = $9`,
		int64(o.seq), o.id[:], o.hash[:], int64(o.top), o.run, int64(o.lam), int64(o.forked), o.doubt, o.n)
}

// own is the origin that this box writes a lane with, now.
func (t *txn) own(name hub.Lane) (*origin, error) {
	cert := t.opts.Keys.Certificate(name)
	for {
		epoch, err := t.epoch()
		if err != nil {
			return nil, err
		}
		id := codec.OriginOf(t.key, epoch, name)
		proof := hub.OriginProof{Key: t.key, Epoch: epoch, Lane: name, Cert: cert}
		if err := t.mayWriteHere(id, proof); err != nil {
			return nil, err
		}
		o, err := t.origin(id, proof)
		if err != nil {
			return nil, err
		}
		fresh, err := t.settle(o)
		if err != nil {
			return nil, err
		}
		if o.forked > 0 && !fresh { // another device writes with our key and epoch
			_, err = t.newEpoch()
			fresh = true
		}
		if err != nil || !fresh {
			return o, err
		}
	}
}

func (t *txn) mayWriteHere(id hub.Origin, proof hub.OriginProof) error {
	if proof.Lane == hub.LaneLocal {
		return nil
	}
	if !proof.Lane.Valid() || t.opts.Verifier == nil {
		return hub.E(hub.CodeForbidden, "store.lane").Because(fmt.Errorf("store: lane %q", proof.Lane))
	}
	switch _, limited, err := t.opts.Verifier.Admit(id, proof); {
	case err != nil:
		return hub.E(hub.CodeForbidden, "store.lane").Because(err)
	case limited:
		return hub.E(hub.CodeForbidden, "trust.revoked")
	}
	return nil
}

// notNil keeps an empty byte string from being stored as NULL.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
