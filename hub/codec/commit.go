package codec

import (
	"crypto/ed25519"
	"slices"

	"yizhan/hub"
)

// EncodeCommit is the stand-alone form that gossip carries and files hold:
// [header, signature, [part, …]], each a byte string; the signature is empty
// where a later one of its run proves it, a part is null where it is withheld,
// erased or not here.
func EncodeCommit(c hub.Commit) []byte {
	raw := c.Raw
	if raw == nil {
		raw = EncodeHeader(c.Header)
	}
	size := 16 + len(raw) + len(c.Sig)
	for _, part := range c.Parts {
		size += 5 + len(part)
	}
	b := appendArray(make([]byte, 0, size), 3)
	b = appendBytes(b, raw)
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

// DecodeCommit reads the stand-alone form and its header. Whether the parts are
// those that the header names is Check's question, who signed it is the caller's.
func DecodeCommit(raw []byte) (hub.Commit, error) {
	if len(raw) > hub.MaxCommit {
		return hub.Commit{}, tooLarge("commit", len(raw))
	}
	var c hub.Commit
	r := reader{b: slices.Clone(raw)} // the commit keeps no hold on the caller's buffer
	r.array(3)
	c.Raw = r.bytes()
	if sig := r.bytes(); len(sig) == ed25519.SignatureSize {
		c.Sig = sig
	} else if len(sig) > 0 {
		r.failf("signature of %d bytes", len(sig))
	}
	for n := r.count(); n > 0 && r.err == nil; n-- {
		if r.skip(simpleNull) {
			c.Parts = append(c.Parts, nil)
		} else {
			c.Parts = append(c.Parts, r.bytes())
		}
	}
	if err := r.end(); err != nil {
		return hub.Commit{}, damaged("commit: %w", err)
	}
	var err error
	if c.Header, err = DecodeHeader(c.Raw); err != nil {
		return hub.Commit{}, err
	}
	if len(c.Parts) != len(c.Header.Parts) {
		return hub.Commit{}, damaged("commit: %d parts, its header names %d", len(c.Parts), len(c.Header.Parts))
	}
	c.ID = CommitID(c.Raw)
	return c, nil
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
	switch {
	case err != nil:
		return nil, err
	case c.ID != CommitID(c.Raw):
		return nil, damaged("commit: id is not its header's")
	case len(c.Parts) != len(h.Parts):
		return nil, damaged("commit: %d parts, its header names %d", len(c.Parts), len(h.Parts))
	}
	parts := make([]*hub.Part, len(c.Parts))
	size := len(c.Raw)
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
		size += len(raw)
	}
	if size > hub.MaxCommit {
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
