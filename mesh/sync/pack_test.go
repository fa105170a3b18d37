package sync

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"yizhan/hub"
	"yizhan/hub/codec"
)

var update = flag.Bool("update", false, "write testdata/vectors.json anew")

// seeded is a deterministic station and its pseudo-random source.
type seeded struct {
	key ed25519.PrivateKey
	rnd *rand.ChaCha8
}

func newSeeded(name string) *seeded {
	seed := codec.HashHeader([]byte(name))
	return &seeded{key: ed25519.NewKeyFromSeed(seed[:]), rnd: rand.NewChaCha8(seed)}
}

func (s *seeded) bytes(n int) []byte { b := make([]byte, n); s.rnd.Read(b); return b }
func (s *seeded) id() hub.ID         { return hub.ID(s.bytes(16)) }
func (s *seeded) log() *memLog {
	l := newMemLog(s.key)
	l.epoch = [16]byte(s.bytes(16))
	return l
}

// visit is a record with a body of 400 bytes as a form of Chinese choices, a note
// and numbers fills it.
func (s *seeded) visit(i int) (hub.ID, hub.Part) {
	words := []string{"吃奶", "辅食", "睡眠", "大运动", "精细动作", "语言", "出牙", "户外", "预防接种", "家长课堂", "看护人", "奶奶"}
	note, size := "", 0
	for size+len(note) < 340 {
		note += words[s.rnd.Uint64()%uint64(len(words))]
		if s.rnd.Uint64()%3 == 0 {
			note += fmt.Sprint(s.rnd.Uint64()%100, "。")
		}
	}
	subject := s.id()
	return subject, hub.Part{Salt: [16]byte(s.bytes(16)), Changes: []hub.Change{{
		Kind: "visit", Record: s.id(), Fields: []hub.FieldChange{
			{No: 1, Opened: true, Value: note},
			{No: 2, Opened: true, Value: int64(8200 + s.rnd.Uint64()%3000)},
			{No: 3, Opened: true, Value: int64(680 + s.rnd.Uint64()%200)},
			{No: 4, Opened: true, Value: "2026-11-23"},
			{No: 5, Opened: true, Value: "140427103201"},
			{No: 6, Opened: true, Value: int64(i)},
		},
	}}}
}

// tap is an arrival of one of 60 children.
func (s *seeded) tap(children []hub.ID) func(i int) (hub.ID, hub.Part) {
	return func(i int) (hub.ID, hub.Part) {
		return children[i*37%60], hub.Part{Salt: [16]byte(s.bytes(16)), Changes: []hub.Change{{
			Kind: "day", Period: dayOf(i / 60), Fields: []hub.FieldChange{
				{No: 1, Opened: true, Value: int64(430 + i*7%60)},
				{No: 2, Opened: true, Value: children[i*11%60]},
			},
		}}}
	}
}

func bodySize(p hub.Part) (n int) {
	for _, f := range p.Changes[0].Fields {
		switch v := f.Value.(type) {
		case string:
			n += len(v)
		case int64:
			n += 8
		}
	}
	return n
}

// seal makes a visit's values sealed ones.
func seal(l *memLog, key codec.SubjectKey, part func(int) (hub.ID, hub.Part)) func(int) (hub.ID, hub.Part) {
	origin := codec.OriginOf(l.pub(), l.epoch, township)
	return func(i int) (hub.ID, hub.Part) {
		subject, p := part(i)
		for j := range p.Changes[0].Fields {
			p.Changes[0].Fields[j].Sealed = true
		}
		raw, err := codec.EncodePart(p, codec.PartRef{Origin: origin, Seq: uint64(i + 1), Subject: subject}, &key)
		if err != nil {
			panic(err)
		}
		if p, err = codec.DecodePart(raw, subject); err != nil {
			panic(err)
		}
		return subject, p
	}
}

// DESIGN's ceilings of bytes for one record in a batch of 500.
func TestBytesInABatch(t *testing.T) {
	s := newSeeded("柳沟")
	children := make([]hub.ID, 60)
	for i := range children {
		children[i] = s.id()
	}
	log := s.log()
	for _, tt := range []struct {
		name string
		part func(int) (hub.ID, hub.Part)
		most float64
	}{
		{"open record", s.visit, 180},
		{"sealed record", seal(log, codec.SubjectKey{1}, s.visit), 340},
		{"tap", s.tap(children), 80},
	} {
		l := s.log()
		l.epoch = log.epoch
		body := 0
		cs := l.append(township, 500, func(i int) (hub.ID, hub.Part) {
			subject, p := tt.part(i)
			body += bodySize(p)
			return subject, p
		})
		b, err := Pack(unsign(cs))
		if err != nil {
			t.Fatal(err)
		}
		each := float64(len(b)) / 500
		t.Logf("%s: %.1f B each in a pack of 500 (body %d B, commit alone %d B)", tt.name, each, body/500, codec.Size(cs[7]))
		if each > tt.most {
			t.Errorf("%s: %.1f B, at most %.0f", tt.name, each, tt.most)
		}
		if tt.name == "open record" && body/500 < 380 {
			t.Errorf("the bodies have %d B only", body/500)
		}
	}
}

// drawCommits draws commits of several origins in runs, with gaps, absent parts,
// missing signatures and parts that are no CBOR at all.
func drawCommits(t *rapid.T) []hub.Commit {
	ids := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) hub.ID {
		return hub.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
	}), 3, 6).Draw(t, "ids")
	pick := func(name string) hub.ID { return rapid.SampledFrom(append(ids, hub.ID{})).Draw(t, name) }
	var out []hub.Commit
	var last hub.Commit
	for range rapid.IntRange(1, 12).Draw(t, "commits") {
		h := hub.Header{
			Format: 1, Alg: 1, Origin: hub.Origin(ids[rapid.IntRange(0, 1).Draw(t, "origin")]),
			Seq: rapid.Uint64Range(1, 1<<53).Draw(t, "seq"), Lam: rapid.Uint64().Draw(t, "lam"),
			Wall: rapid.Int64().Draw(t, "wall"), Clock: hub.ClockQuality(rapid.IntRange(0, 4).Draw(t, "clock")),
			Author: pick("author"), Batch: pick("batch"), Anchor: rapid.Bool().Draw(t, "anchor"),
		}
		if last.Raw != nil && rapid.Bool().Draw(t, "run") {
			h.Origin, h.Seq, h.Prev = last.Header.Origin, last.Header.Seq+1, codec.HashHeader(last.Raw)
		} else if h.Seq > 1 {
			h.Prev[rapid.IntRange(0, 31).Draw(t, "prev")] = 1
		}
		h.Anchor = h.Anchor || h.Seq%hub.AnchorSeqs == 0
		c := hub.Commit{}
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			raw := rapid.OneOf(
				rapid.SliceOfN(rapid.Byte(), 1, 80),
				rapid.Custom(func(t *rapid.T) []byte { return drawItems(t, ids) }),
			).Draw(t, "part")
			head := hub.PartHead{Subject: pick("subject"), Gate: hub.Purpose(rapid.SampledFrom([]string{"", "photo"}).Draw(t, "gate")), Hash: codec.HashPart(raw)}
			if rapid.IntRange(0, 4).Draw(t, "absent") == 0 {
				raw = nil
			}
			h.Parts, c.Parts = append(h.Parts, head), append(c.Parts, raw)
		}
		c.Header, c.Raw = h, codec.EncodeHeader(h)
		c.ID = codec.CommitID(c.Raw)
		if rapid.Bool().Draw(t, "signed") {
			c.Sig = rapid.SliceOfN(rapid.Byte(), 64, 64).Draw(t, "sig")
		}
		out, last = append(out, c), c
	}
	return out
}

// drawItems draws well-formed CBOR items as parts have them.
func drawItems(t *rapid.T, ids []hub.ID) (b []byte) {
	for range rapid.IntRange(1, 8).Draw(t, "items") {
		var v any
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			v = rapid.SampledFrom(ids).Draw(t, "id")
		case 1:
			v = rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "bytes")
		case 2:
			v = rapid.String().Draw(t, "text")
		case 3:
			v = rapid.Int64().Draw(t, "int")
		case 4:
			v = []any{true, nil, int64(3), []byte{1}}
		}
		item, err := codec.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, item...)
	}
	return b
}

func sameCommits(a, b []hub.Commit) bool {
	return slices.EqualFunc(a, b, func(a, b hub.Commit) bool {
		return a.ID == b.ID && bytes.Equal(a.Raw, b.Raw) && bytes.Equal(a.Sig, b.Sig) &&
			slices.EqualFunc(a.Parts, b.Parts, func(p, q []byte) bool { return bytes.Equal(p, q) && (p == nil) == (q == nil) })
	})
}

// Whatever is packed comes out again, byte for byte.
func TestPackRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := drawCommits(t)
		b, err := Pack(cs)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Unpack(b)
		if err != nil {
			t.Fatalf("unpack: %v", err)
		}
		if !sameCommits(cs, got) {
			t.Fatalf("other commits:\n%+v\n%+v", cs, got)
		}
	})
}

// A pack with a flipped or missing byte is refused, or gives commits with other
// ids: nothing changes unnoticed, because ids are computed and never sent.
func TestDamagedPackGivesOtherIDs(t *testing.T) {
	s := newSeeded("damage")
	cs := unsign(s.log().append(township, 20, s.visit))
	whole, err := Pack(cs)
	if err != nil {
		t.Fatal(err)
	}
	noticed, harmless := 0, 0
	for i := range whole {
		b := bytes.Clone(whole)
		b[i] ^= 0x10
		got, err := Unpack(b)
		if err != nil {
			noticed++
			continue
		}
		if sameCommits(got, cs) {
			harmless++ // deflate has several forms of one text
		}
		if _, err := Unpack(whole[:i]); err == nil {
			t.Fatalf("cut at %d and taken", i)
		}
	}
	if noticed == 0 || harmless > 4 {
		t.Errorf("%d damages refused, %d changed nothing", noticed, harmless)
	}
}

// The bytes are for good: other programs read them.
func TestGoldenVectors(t *testing.T) {
	s := newSeeded("vectors")
	l := s.log()
	children := []hub.ID{s.id(), s.id(), s.id()}
	cs := l.append(township, 5, func(i int) (hub.ID, hub.Part) {
		return children[i%3], hub.Part{Salt: [16]byte(s.bytes(16)), Changes: []hub.Change{{
			Kind: "day", Period: "2026-11-23", Fields: []hub.FieldChange{
				{No: 1, Opened: true, Value: int64(430 + i)}, {No: 2, Opened: true, Value: children[(i+1)%3]},
			},
		}}}
	})
	cs = unsign(cs)
	cs[2].Parts = [][]byte{nil}
	packed, err := Pack(cs)
	if err != nil {
		t.Fatal(err)
	}
	origin := cs[0].Header.Origin
	vector := hub.Vector{origin: {Head: hub.Head{Seq: 5, ID: cs[4].ID}, Beyond: []hub.Span{{From: 8, To: 9}}}}
	hash, sum := HashVector(vector), lineSum(origin, vector[origin])
	state := LaneState{Lane: township, Vector: hash, Commits: 5, Digest: l.lane(township).digest.Bytes()}
	got := map[string]string{
		"pack":        hex.EncodeToString(packed),
		"vector hash": hash.String(),
		"line sum":    hex.EncodeToString(sum[:]),
	}
	for i, c := range cs {
		got[fmt.Sprintf("commit %d", i+1)] = hex.EncodeToString(codec.EncodeCommit(c))
	}
	for name, f := range map[string]Frame{
		"hello":    {typeHello, &Hello{Min: 1, Max: 1, Name: "柳沟", Lists: map[string]uint64{"revoked": 3}, Lanes: []LaneState{state}, Features: []string{}}},
		"list":     {typeList, &List{Name: "revoked", Number: 3, Signed: []byte("signed")}},
		"sums":     {typeSums, &Sums{Lane: township, Round: 1, Sums: sum[:]}},
		"lines":    {typeLines, &Lines{Lane: township, Round: 1, Last: true, Lines: []Line{toLine(origin, vector[origin])}}},
		"state":    {typeState, &State{Now: state, Ask: true}},
		"proofs":   {typeProofs, &Proofs{Lane: township, Proofs: []Proof{{Origin: origin, Key: l.pub(), Epoch: l.epoch, Cert: []byte("certificate")}}}},
		"batch":    {typeBatch, &Batch{Number: 1, Lane: township, Packed: packed}},
		"ack":      {typeAck, &Ack{Number: 1, New: 4, Known: 1, Refused: []hub.ID{}}},
		"receipts": {typeReceipts, &Receipts{Receipts: []Receipt{toReceipt(codec.SignReceipt(s.key, hub.Receipt{Origin: origin, Head: vector[origin].Head}))}}},
		"bye":      {typeBye, &Bye{Reason: byeClosing}},
		"want":     {typeWant, &Want{Lane: township, IDs: []hub.ID{cs[2].ID}}},
		"still":    {typeStill, &Still{}},
		"ask":      {typeAsk, &Ask{Files: []FileFrom{{Hash: hash, From: 16 << 10}, {Hash: hub.Hash{7}}}}},
		"piece":    {typePiece, &Piece{File: FileFrom{Hash: hash, From: 16 << 10}, Total: 300_000, Bytes: []byte("sealed")}},
		"having":   {typeHaving, &Having{Here: true, Hashes: []hub.Hash{hash}}},
	} {
		b, err := AppendFrame(nil, f)
		if err != nil {
			t.Fatal(err)
		}
		got["frame "+name] = hex.EncodeToString(b)
	}
	const path = "testdata/vectors.json"
	if *update {
		b, _ := json.MarshalIndent(got, "", " ")
		if err := os.WriteFile(path, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]string
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	if len(want) != len(got) {
		t.Errorf("%d vectors, %d made", len(want), len(got))
	}
	for name := range want {
		// The pack's text is deflated, and another deflater may do better: what it
		// unpacks to is the contract. Everything else is byte for byte.
		if name == "pack" || name == "frame batch" {
			continue
		}
		if want[name] != got[name] {
			t.Errorf("%s:\nwant %s\n got %s", name, want[name], got[name])
		}
	}
	old, _ := hex.DecodeString(want["pack"])
	if got, err := Unpack(old); err != nil || !sameCommits(got, cs) {
		t.Errorf("the stored pack gives other commits: %v", err)
	}
}

func TestFramesAreStrict(t *testing.T) {
	good, err := AppendFrame(nil, Frame{typeAck, &Ack{Number: 1, New: 4, Refused: []hub.ID{{1}}}})
	if err != nil {
		t.Fatal(err)
	}
	edit := func(f func(b []byte) []byte) []byte {
		b := f(bytes.Clone(good))
		b[0], b[1], b[2], b[3] = 0, 0, 0, byte(len(b)-4)
		return b
	}
	for name, b := range map[string][]byte{
		"unknown type":     edit(func(b []byte) []byte { b[5] = 12; return b }),
		"not an array":     edit(func(b []byte) []byte { b[4] = 0x83; return b }),
		"too long an item": edit(func(b []byte) []byte { return append(b, 0) }),
		"number in a long form": edit(func(b []byte) []byte {
			return slices.Concat(b[:7], []byte{0x18, 1}, b[8:])
		}),
		"short id":      edit(func(b []byte) []byte { b[len(b)-17] = 0x4f; return b[:len(b)-1] }),
		"huge":          {0x7f, 0xff, 0xff, 0xff, 0x82, 6, 0x80},
		"over its cap":  {0, 1, 0x20, 0, 0x82, typeAck, 0x80},
		"empty":         {0, 0, 0, 2, 0x82, typeAck},
		"long type":     {0, 0, 0, 4, 0x82, 0x18, typeAck, 0x80},
		"odd sums":      frame(t, typeSums, &Sums{Lane: township, Round: 1, Sums: []byte{1}}),
		"span in place": frame(t, typeLines, &Lines{Lane: township, Lines: []Line{{Seq: 5, Beyond: []uint64{5, 7}}}}),
		"no version":    frame(t, typeHello, &Hello{}),
		"no file":       frame(t, typeAsk, &Ask{}),
		"past its end":  frame(t, typePiece, &Piece{Total: 3, File: FileFrom{From: 1}, Bytes: []byte("abc")}),
		"empty piece":   frame(t, typePiece, &Piece{Total: 3}),
		"huge file":     frame(t, typePiece, &Piece{Total: maxFileLength + 1, Bytes: []byte("a")}),
		"wrapped round": frame(t, typePiece, &Piece{Total: 3, File: FileFrom{From: 1<<64 - 1}, Bytes: []byte("a")}),
		"of nothing":    frame(t, typeHaving, &Having{}),
		"strange lane":  frame(t, typeHello, &Hello{Min: 1, Max: 1, Lanes: []LaneState{{Lane: "village/1"}}}),
	} {
		if f, err := ReadFrame(bytes.NewReader(b)); !errors.Is(err, errFrame) {
			t.Errorf("%s: taken as %+v, %v", name, f, err)
		}
	}
	// A later release's optional frame is passed over, to the byte.
	later := append([]byte{0, 0, 0, 6, 0x82, 0x18, 99, 0x82, 1, 2}, good...)
	r := bytes.NewReader(later)
	if f, err := ReadFrame(r); err != nil || f.Type != 99 || f.Body != nil {
		t.Errorf("optional frame: %+v, %v", f, err)
	}
	if f, err := ReadFrame(r); err != nil || f.Body.(*Ack).New != 4 {
		t.Errorf("the frame after it: %+v, %v", f, err)
	}
}

func frame(t *testing.T, kind uint8, body any) []byte {
	b, err := AppendFrame(nil, Frame{kind, body})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func FuzzFrame(f *testing.F) {
	raw, _ := os.ReadFile("testdata/vectors.json")
	var vectors map[string]string
	json.Unmarshal(raw, &vectors)
	for _, v := range vectors {
		b, _ := hex.DecodeString(v)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		fr, err := ReadFrame(bytes.NewReader(b))
		if err != nil || fr.Body == nil {
			return
		}
		again, err := AppendFrame(nil, fr)
		if err != nil || !bytes.Equal(again, b[:len(again)]) {
			t.Fatalf("%x became %x, %v", b, again, err)
		}
		if p, ok := fr.Body.(*Batch); ok {
			Unpack(p.Packed)
		}
	})
}

func FuzzUnpack(f *testing.F) {
	s := newSeeded("fuzz")
	for _, n := range []int{1, 3, 70} {
		b, _ := Pack(unsign(s.log().append(township, n, s.visit)))
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		cs, err := Unpack(b)
		if err != nil {
			return
		}
		again, err := Pack(cs)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Unpack(again); err != nil || !sameCommits(cs, got) {
			t.Fatalf("not the same after packing again: %v", err)
		}
	})
}

func BenchmarkPack500(b *testing.B) {
	s := newSeeded("bench")
	cs := unsign(s.log().append(township, 500, s.visit))
	for b.Loop() {
		if _, err := Pack(cs); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "commits/s")
}

func BenchmarkUnpack500(b *testing.B) {
	s := newSeeded("bench")
	packed, _ := Pack(unsign(s.log().append(township, 500, s.visit)))
	for b.Loop() {
		if _, err := Unpack(packed); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "commits/s")
}
