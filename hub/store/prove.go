package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/codec"
)

// Reason is why a commit was not taken, as status counts it.
type Reason string

const (
	ReasonOversize  Reason = "oversize"  // larger than any commit may be
	ReasonMalformed Reason = "malformed" // its id, hashes or form are not what it claims
	ReasonOrigin    Reason = "origin"    // nobody has proven whose origin that is, or the proof is wrong
	ReasonLane      Reason = "lane"      // the key may not write the lane
	ReasonSignature Reason = "signature" // the signature is not the key's: forged, or another's origin
	ReasonUnproven  Reason = "unproven"  // no signature, and no signed commit after it in the batch
	ReasonReceipt   Reason = "receipt"   // a receipt that is not its holder's word

	// These are counted though the commit is kept: it cannot be folded; its key was
	// revoked, and it is beyond what stands; its lam is far ahead of its origin's last.
	ReasonPoisoned Reason = "poisoned"
	ReasonRevoked  Reason = "revoked"
	ReasonLamJump  Reason = "lamjump"
)

// Refusal is one commit that was not taken, alone.
type Refusal struct {
	Commit hub.ID
	Origin hub.Origin
	Seq    uint64
	Reason Reason
	Cause  error // for the log
}

// proven is a commit that is its origin's.
type proven struct {
	hub.Commit
	hash  hub.Hash
	parts []*hub.Part // decoded; nil where absent
	fault error       // why its parts cannot be folded, though they are the author's
}

// run is what a batch brings of one origin.
type run struct {
	origin  hub.Origin
	proof   hub.OriginProof
	commits []proven // ascending by seq
}

// prover sorts a batch into runs of proven commits and refusals. It needs no
// transaction, so that the writer is not kept waiting by arithmetic.
type prover struct {
	*Store
	refused []Refusal
}

func (p *prover) refuse(c hub.Commit, reason Reason, cause error) {
	p.refused = append(p.refused, Refusal{c.ID, c.Header.Origin, c.Header.Seq, reason, cause})
}

func (p *prover) prove(batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) []run {
	var order []hub.Origin
	byOrigin := map[hub.Origin][]proven{}
	for _, c := range batch {
		pc, ok := p.inspect(c)
		if !ok {
			continue
		}
		o := pc.Header.Origin
		if _, seen := byOrigin[o]; !seen {
			order = append(order, o)
		}
		byOrigin[o] = append(byOrigin[o], pc)
	}
	var runs []run
	for _, o := range order {
		commits := byOrigin[o]
		proof, reason, err := p.provenOrigin(o, proofs)
		if err != nil {
			for _, c := range commits {
				p.refuse(c.Commit, reason, err)
			}
			continue
		}
		hub.SortStable(commits, func(a, b proven) int { return cmp.Compare(a.Header.Seq, b.Header.Seq) })
		if commits = p.signed(proof.Key, commits); len(commits) > 0 {
			runs = append(runs, run{o, proof, commits})
		}
	}
	return runs
}

// inspect checks that a commit is what it claims to be. One whose header and
// hashes hold together, but whose parts cannot be read, is its author's all the
// same if the signature says so: it is kept, and quarantined alone.
func (p *prover) inspect(c hub.Commit) (proven, bool) {
	parts, err := codec.Parts(c)
	header, headerErr := codec.DecodeHeader(c.Raw)
	switch {
	case hub.CodeOf(err) == hub.CodeTooLarge:
		p.refuse(c, ReasonOversize, err)
		return proven{}, false
	case headerErr != nil || err != nil && !intact(c, header):
		p.refuse(c, ReasonMalformed, err)
		return proven{}, false
	}
	c.Header = header // what the bytes say, not what the caller says they say
	return proven{Commit: c, hash: codec.HashHeader(c.Raw), parts: parts, fault: err}, true
}

// intact says whether id and parts are the header's.
func intact(c hub.Commit, h hub.Header) bool {
	if c.ID != codec.CommitID(c.Raw) || len(c.Parts) != len(h.Parts) {
		return false
	}
	size := len(c.Raw)
	for i, raw := range c.Parts {
		if raw != nil && codec.HashPart(raw) != h.Parts[i].Hash {
			return false
		}
		size += len(raw)
	}
	return size <= hub.MaxCommit
}

// provenOrigin is the proof of an origin, from the batch or as stored, if it
// holds and its key may write the lane now.
func (p *prover) provenOrigin(o hub.Origin, proofs map[hub.Origin]hub.OriginProof) (hub.OriginProof, Reason, error) {
	proof, ok := proofs[o]
	if !ok {
		var err error
		if proof, ok, err = p.storedProof(o); err != nil || !ok {
			return proof, ReasonOrigin, fmt.Errorf("store: no proof of origin %v (%w)", o, err)
		}
	}
	switch {
	case codec.OriginOf(proof.Key, proof.Epoch, proof.Lane) != o:
		return proof, ReasonOrigin, fmt.Errorf("store: proof is of another origin than %v", o)
	case !proof.Lane.Valid() || proof.Lane == hub.LaneLocal:
		return proof, ReasonLane, fmt.Errorf("store: lane %q is not accepted", proof.Lane)
	case p.opts.Verifier == nil:
		return proof, ReasonLane, fmt.Errorf("store: nobody verifies lane %q", proof.Lane)
	}
	_, _, err := p.opts.Verifier.Admit(o, proof)
	return proof, ReasonLane, err
}

// signed keeps the commits that a signature proves: their own, that of a later one
// which names them through prev, or the one with which they came here before.
// Ascending by seq.
func (p *prover) signed(key [32]byte, commits []proven) []proven {
	named := map[hub.Hash]bool{} // prev of proven commits
	kept := make([]proven, 0, len(commits))
	for _, c := range slices.Backward(commits) {
		switch {
		case c.Sig != nil && !codec.VerifyCommit(key, c.Commit):
			p.refuse(c.Commit, ReasonSignature, nil)
			continue
		case c.Sig == nil && !named[c.hash] && !p.isHere(c.ID):
			p.refuse(c.Commit, ReasonUnproven, nil)
			continue
		}
		named[c.Header.Prev] = true
		kept = append(kept, c)
	}
	slices.Reverse(kept)
	return kept
}

// isHere says whether a commit is in the log: it has been proven then.
func (p *prover) isHere(id hub.ID) bool {
	_, err := p.Commit(context.Background(), id)
	return err == nil
}
