package codec

import (
	"cmp"
	"crypto/ed25519"
	"slices"

	"yizhan/hub"
)

// EncodeCommit is the stand-alone form that gossip carries and files hold:
// [header, signature, [part, …]], each a byte string. Of the parts that are here
// the header leaves the hashes out; a part is null where it is withheld, erased
// or not here; the signature is empty where a later one of its run proves it.
// The header is c.Header, which must be what c.Raw says.
func EncodeCommit(c hub.Commit) []byte {
	size := 256
	for _, part := range c.Parts {
		size += 64 + len(part)
	}
	b := appendArray(make([]byte, 0, size), 3)
	b = appendBytes(b, EncodeHeader(withoutHashes(c)))
	b = appendBytes(b, c.Sig)
	b = appendArray(b, len(c.Parts))
	for _, part := range c.Parts {
		if part == nil {
			b = append(b, simpleNull)
		} else {
			b = appendBytes(b, part)
		}
	}
	return b
}

// DecodeCommit reads the stand-alone form. The hashes of its parts are computed,
// so that a changed part gives a commit of another id, whose signature fails.
// Whether the parts can be read is Check's question, who signed is the caller's.
func DecodeCommit(raw []byte) (hub.Commit, error) {
	if len(raw) > hub.MaxCommit {
		return hub.Commit{}, tooLarge("commit", len(raw))
	}
	var sig []byte
	var parts [][]byte
	r := reader{b: slices.Clone(raw)} // the commit keeps no hold on the caller's buffer
	r.array(3)
	header := r.bytes()
	if s := r.bytes(); len(s) == ed25519.SignatureSize {
		sig = s
	} else if len(s) > 0 {
		r.failf("signature of %d bytes", len(s))
	}
	for n := r.count(); n > 0 && r.err == nil; n-- {
		if r.skip(simpleNull) {
			parts = append(parts, nil)
		} else {
			parts = append(parts, r.bytes())
		}
	}
	h, err := readHeader(header)
	c, err := fill(h, cmp.Or(r.end(), err), parts)
	if err == nil {
		c.Sig = sig
	}
	return c, err
}

// Size is the bytes of a commit's stand-alone form, signed. It is what MaxCommit
// and MaxCarried bound.
func Size(c hub.Commit) int {
	c.Sig = make([]byte, ed25519.SignatureSize)
	return len(EncodeCommit(c))
}

// Check says whether a commit is what its header claims: its id, the hashes of
// the parts that are here, sizes, and the one encoding of it all. It verifies no
// signature and opens no box.
func Check(c hub.Commit) error {
	_, err := Parts(c)
	return err
}

// Parts is Check, and the decoded parts; nil where a part is not here.
func Parts(c hub.Commit) ([]*hub.Part, error) {
	h, err := DecodeHeader(c.Raw)
	c.Header = h
	switch {
	case err != nil:
		return nil, err
	case c.ID != CommitID(c.Raw):
		return nil, damaged("commit: id is not its header's")
	case len(c.Parts) != len(h.Parts):
		return nil, damaged("commit: %d parts, its header names %d", len(c.Parts), len(h.Parts))
	}
	parts := make([]*hub.Part, len(c.Parts))
	for i, raw := range c.Parts {
		if raw == nil {
			continue
		}
		if HashPart(raw) != h.Parts[i].Hash {
			return nil, damaged("commit: part %d is not the one that the header names", i)
		}
		p, err := DecodePart(raw, h.Parts[i].Subject)
		if err != nil {
			return nil, err
		}
		parts[i] = &p
	}
	if size := Size(c); size > hub.MaxCommit {
		return nil, tooLarge("commit", size)
	}
	return parts, oneVersion(parts)
}

// oneVersion refuses a commit that gives one field two values in two parts: a
// version is named by its commit, so the fold could not tell them apart.
func oneVersion(parts []*hub.Part) error {
	if len(parts) < 2 {
		return nil
	}
	type field struct {
		recordKey
		no uint32
	}
	seen := map[field]struct{}{}
	for _, p := range parts {
		if p == nil {
			continue
		}
		for _, c := range p.Changes {
			for _, f := range c.Fields {
				key := field{recordKey{c.Kind, c.Record}, f.No}
				if _, twice := seen[key]; twice {
					return damaged("commit: field %d of one %s in two parts", f.No, c.Kind)
				}
				seen[key] = struct{}{}
			}
		}
	}
	return nil
}

// SignCommit is the signature of a header's bytes.
func SignCommit(priv ed25519.PrivateKey, raw []byte) []byte { return Sign(priv, SignsCommit, raw) }

// VerifyCommit says whether c.Sig is pub's signature of c's header.
func VerifyCommit(pub [32]byte, c hub.Commit) bool { return Verify(pub, SignsCommit, c.Raw, c.Sig) }
