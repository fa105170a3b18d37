package codec

import (
	"bytes"
	"compress/flate"
	"fmt"
	"testing"

	"yizhan/hub"
)

// A registration has to fit into one gossip message (DESIGN, mesh).
func TestRegistrationFitsIntoOneMessage(t *testing.T) {
	_, c := registration(t)
	size := len(EncodeCommit(c))
	t.Logf("registration: %d B (header %d, signature %d, family part %d, wrap part %d)",
		size, len(c.Raw), len(c.Sig), len(c.Parts[0]), len(c.Parts[1]))
	if size > hub.MaxCarried {
		t.Errorf("registration has %d B, gossip carries %d", size, hub.MaxCarried)
	}
}

// In a batch, an attendance tap costs no more than 80 B: 500 taps of 60 children
// over nine days, slim headers and parts, deflated, a signature at each anchor.
func TestTapIsSmall(t *testing.T) {
	s := newStation("liugou")
	var prev hub.Hash
	var batch []byte
	alone := 0
	const taps = 500
	for i := range taps {
		child := seededID(fmt.Sprint("child ", i*37%60))
		c := tap(t, s, uint64(1+i), prev, child, fmt.Sprintf("2026-11-%02d", 2+i/60), int64(430+i*7%60))
		prev = HashHeader(c.Raw)
		alone = max(alone, len(EncodeCommit(c)))
		batch = appendBytes(batch, SlimHeader(c))
		batch = appendBytes(batch, c.Parts[0])
		if c.Header.Anchor || i == taps-1 {
			batch = appendBytes(batch, c.Sig)
		}
	}
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.DefaultCompression)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(batch)
	w.Close()
	each := float64(out.Len()) / taps
	t.Logf("tap: alone and signed %d B; in a batch of %d slim %.1f B, deflated %.1f B", alone, taps, float64(len(batch))/taps, each)
	if each > 80 {
		t.Errorf("a tap costs %.1f B in a batch, 80 are allowed", each)
	}
	if alone > 300 {
		t.Errorf("a tap alone has %d B, 300 are allowed", alone)
	}
}
