package codec

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"yizhan/hub"
)

var update = flag.Bool("update", false, "write testdata/vectors.json anew")

const vectorFile = "testdata/vectors.json"

// hexBytes reads as hex in JSON.
type hexBytes []byte

func (h hexBytes) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, h), nil }

func (h *hexBytes) UnmarshalText(b []byte) (err error) {
	*h, err = hex.AppendDecode(nil, b)
	return err
}

// vectors is testdata/vectors.json: what another implementation has to reach.
type vectors struct {
	About   string
	Station struct {
		Seed, Public, Epoch, Boot hexBytes
		Lane                      string
		Origin                    hub.Origin
	}
	Key struct {
		Secret, Name hexBytes
	}
	Wrap struct {
		EphemeralPrivate, Card hexBytes
		Recipients             []vectorRecipient
	}
	Derived []vectorID
	Commits []vectorCommit
	State   vectorState
	Receipt struct{ Signed, Sig hexBytes }
}

type vectorRecipient struct {
	Name                string
	Private, Public, ID hexBytes
}

type vectorID struct {
	Kind    hub.Kind
	Subject hub.ID
	Period  string
	CBOR    hexBytes
	ID      hub.ID
}

type vectorCommit struct {
	Name, About string
	Commit      hexBytes // stand-alone
	Slim        hexBytes
	Header      hexBytes
	Hash        hexBytes
	ID          hub.ID
	Boxes       []vectorBox
}

type vectorBox struct {
	Part      int
	Subject   hub.ID
	AAD       hexBytes
	Deflated  bool
	Plaintext hexBytes
}

type vectorState struct {
	About        string
	Record       hub.ID
	Commits      []string // folded in this order
	Open, Secret hexBytes
	Digest       string
}

// vectorSource is the commits of the vectors, as Go values.
func vectorSource(t testing.TB) (s station, names, about []string, commits []hub.Commit) {
	s, reg := registration(t)
	child := reg.Header.Parts[0].Subject
	add := func(name, what string, c hub.Commit) {
		names, about, commits = append(names, name), append(about, what), append(commits, c)
	}
	add("registration", "a child, three persons, three consents, an enrolment; the wraps of the child's key in a part of their own", reg)
	first := newStation("liugou").commit(t, 1, hub.Hash{}, draft{seededID("site"), "", hub.Part{Changes: []hub.Change{
		{Kind: "site", Record: seededID("site"), Fields: []hub.FieldChange{
			open(1, "柳沟村婴幼儿照护驿站"), open(2, true), open(3, int64(-1)), open(300, []any{int64(24), hub.ID{1}, []byte{}}), open(70000, nil)}}}}})
	add("first", "seq 1 has no prev; every type of value", first)
	add("tap", "an attendance tap at an anchor: a once-per record, named by its period", tap(t, s, 64, hub.Hash(seeded(32, "prev 64")), child, "2026-11-23", 451))
	correction := s.commit(t, 65, hub.Hash(seeded(32, "prev 65")), draft{child, "", hub.Part{Changes: []hub.Change{
		{Kind: "child", Record: child, Fields: []hub.FieldChange{secret(1, "张子涵", reg.ID), open(7, "在托", reg.ID), open(9, seededID("site"), reg.ID)}}}}})
	add("correction", "fields that replace a version; a box too small to deflate", correction)
	withheld := s.commit(t, 66, HashHeader(correction.Raw),
		draft{child, "photo", hub.Part{Changes: []hub.Change{{Kind: "photo", Record: seededID("photo"), Fields: []hub.FieldChange{open(1, "2026-11-23")}}}}},
		draft{child, "", hub.Part{Changes: []hub.Change{{Kind: "day", Period: "2026-11-23", Fields: []hub.FieldChange{open(3, true)}}}}})
	withheld.Parts[0] = nil
	add("withheld", "the first part waits for consent and is not here; its hash stays in the header", withheld)
	return s, names, about, commits
}

// makeVectors is what -update writes.
func makeVectors(t testing.TB) (v vectors) {
	s, names, about, commits := vectorSource(t)
	v.About = "Golden vectors of format 1; COMMIT.md explains every field. Bytes are hex. All is made up. Deflated boxes need not come out of another compressor byte by byte; they must open."
	v.Station.Seed, v.Station.Epoch, v.Station.Boot = s.priv.Seed(), s.epoch[:], s.boot[:]
	pub := s.pub()
	v.Station.Public, v.Station.Lane, v.Station.Origin = pub[:], string(s.lane), s.origin
	name := s.key.Name()
	v.Key.Secret, v.Key.Name = s.key[:], name[:]
	v.Wrap.EphemeralPrivate, v.Wrap.Card = x25519(t, "ephemeral").Bytes(), seeded(16, "card")
	for _, label := range []string{"station", "health centre", "county"} {
		r, priv := recipient(t, label), privOf(t, label)
		v.Wrap.Recipients = append(v.Wrap.Recipients, vectorRecipient{label, priv[:], r.X25519[:], r.ID[:]})
	}
	subject := commits[0].Header.Parts[0].Subject
	for _, d := range []struct {
		kind   hub.Kind
		period string
	}{{"day", "2026-11-23"}, {"growth", "2026-11"}, {"consent", "photo"}} {
		raw, err := Marshal([]any{string(d.kind), subject[:], d.period})
		if err != nil {
			t.Fatal(err)
		}
		v.Derived = append(v.Derived, vectorID{d.kind, subject, d.period, raw, hub.DeriveID(d.kind, subject, d.period)})
	}
	for i, c := range commits {
		hash := HashHeader(c.Raw)
		v.Commits = append(v.Commits, vectorCommit{names[i], about[i], EncodeCommit(c), SlimHeader(c), c.Raw, hash[:], c.ID, boxesOf(t, s, c)})
	}
	v.State = stateOf(t, s, commits[0], commits[3])
	r := SignReceipt(s.priv, hub.Receipt{Origin: s.origin, Head: hub.Head{Seq: 65, ID: commits[3].ID}})
	v.Receipt.Signed, v.Receipt.Sig = signed(SignsReceipt, receiptBytes(r)), r.Sig
	return v
}

func boxesOf(t testing.TB, s station, c hub.Commit) (boxes []vectorBox) {
	parts, err := Parts(c)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range parts {
		if p == nil || p.Box == nil {
			continue
		}
		at := PartRef{c.Header.Origin, c.Header.Seq, i, c.Header.Parts[i].Subject}
		packed, err := newGCM(s.key).Open(nil, p.Salt[:12], p.Box, aad(at, p.Key))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := unpack(packed)
		if err != nil {
			t.Fatal(err)
		}
		boxes = append(boxes, vectorBox{i, at.Subject, aad(at, p.Key), packed[0] == boxDeflated, plain})
	}
	return boxes
}

// stateOf folds the child's record out of registration and correction.
func stateOf(t testing.TB, s station, commits ...hub.Commit) vectorState {
	record := commits[0].Header.Parts[0].Subject
	state, digest := hub.State{}, hub.Digest{}
	for _, c := range commits {
		parts, err := Parts(c)
		if err != nil {
			t.Fatal(err)
		}
		at := PartRef{c.Header.Origin, c.Header.Seq, 0, c.Header.Parts[0].Subject}
		if err := OpenPart(parts[0], at, s.key); err != nil {
			t.Fatal(err)
		}
		for _, touch := range state.Apply(hub.CommitRef{ID: c.ID, Lam: c.Header.Lam, Origin: c.Header.Origin}, parts[0].Changes[0].Fields) {
			digest.Toggle("child", record, touch)
		}
	}
	open, secret, err := EncodeState(state)
	if err != nil {
		t.Fatal(err)
	}
	return vectorState{"the child's record: its row in two blobs, and the digest of a lane that holds only this record",
		record, []string{"registration", "correction"}, open, secret, digest.String()}
}

func readVectors(t testing.TB) (v vectors) {
	t.Helper()
	b, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVectors(t *testing.T) {
	if *update {
		b, err := json.MarshalIndent(makeVectors(t), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(vectorFile, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	v, made := readVectors(t), makeVectors(t)
	s, _, _, commits := vectorSource(t)
	for i, want := range v.Commits {
		got, err := DecodeCommit(want.Commit)
		if err != nil || got.ID != want.ID || !bytes.Equal(got.Raw, want.Header) || !bytes.Equal(EncodeCommit(got), want.Commit) {
			t.Fatalf("%s: %+v, %v", want.Name, got, err)
		}
		if !VerifyCommit(s.pub(), got) || !bytes.Equal(SlimHeader(got), want.Slim) {
			t.Errorf("%s: signature or slim form", want.Name)
		}
		sameChanges(t, s, want.Name, got, commits[i])
		if deflated := len(want.Boxes) > 0 && want.Boxes[0].Deflated; !deflated && !reflect.DeepEqual(made.Commits[i], want) {
			t.Errorf("%s encodes to %+v, want %+v", want.Name, made.Commits[i], want)
		}
	}
	state, err := DecodeState(v.State.Open, v.State.Secret)
	if err != nil {
		t.Fatal(err)
	}
	if open, secret, err := EncodeState(state); err != nil || !bytes.Equal(open, v.State.Open) || !bytes.Equal(secret, v.State.Secret) {
		t.Errorf("state encodes to %x %x, %v", open, secret, err)
	}
	registered, err := DecodeCommit(v.Commits[0].Commit)
	if err != nil {
		t.Fatal(err)
	}
	if got := stateOf(t, s, registered, commits[3]); !reflect.DeepEqual(got, v.State) {
		t.Errorf("state folds to %+v, want %+v", got, v.State)
	}
	made.Commits, v.Commits, made.State, v.State = nil, nil, vectorState{}, vectorState{}
	if !reflect.DeepEqual(made, v) {
		t.Errorf("the rest is %+v, want %+v", made, v)
	}
}

// sameChanges compares what two commits say once opened.
func sameChanges(t *testing.T, s station, name string, got, want hub.Commit) {
	t.Helper()
	gotParts, errGot := Parts(got)
	wantParts, errWant := Parts(want)
	if errGot != nil || errWant != nil || len(gotParts) != len(wantParts) {
		t.Fatalf("%s: %v, %v", name, errGot, errWant)
	}
	for i := range gotParts {
		if gotParts[i] == nil && wantParts[i] == nil {
			continue
		}
		at := PartRef{got.Header.Origin, got.Header.Seq, i, got.Header.Parts[i].Subject}
		if err := OpenPart(gotParts[i], at, s.key); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := OpenPart(wantParts[i], at, s.key); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(gotParts[i].Changes, wantParts[i].Changes) {
			t.Errorf("%s: part %d says %+v, want %+v", name, i, gotParts[i].Changes, wantParts[i].Changes)
		}
	}
}

// COMMIT.md takes one vector apart; the hex there, with what … leaves out, is it.
func TestTheExampleInTheSpecification(t *testing.T) {
	spec, err := os.ReadFile("COMMIT.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(spec), "246 bytes:\n")
	var pattern strings.Builder
	for line := range strings.Lines(example) {
		hex, _, _ := strings.Cut(strings.TrimSpace(line), "   ") // three blanks before the words
		pattern.WriteString(strings.ReplaceAll(hex, " ", ""))
	}
	v := readVectors(t).Commits[2]
	want := "^" + strings.ReplaceAll(pattern.String(), "…", "[0-9a-f]*") + "$"
	if got := hex.EncodeToString(v.Commit); v.Name != "tap" || len(v.Commit) != 246 || !regexp.MustCompile(want).MatchString(got) {
		t.Errorf("%s is %s, the example %s", v.Name, got, want)
	}
}
