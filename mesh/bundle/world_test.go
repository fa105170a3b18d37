package bundle_test

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"yizhan/hub"
	"yizhan/hub/codec"
	"yizhan/hub/form"
	"yizhan/hub/store"
	"yizhan/hub/store/sqlite"
	"yizhan/mesh/bundle"
	"yizhan/mesh/sync"
)

var (
	township = hub.TownshipLane("140427103")
	other    = hub.TownshipLane("140427104")
)

// world is a county and hubs of its townships, with logs of their own on disk. Who
// knows whom is up to the test: what is learned from a stick counts.
type world struct {
	t      testing.TB
	county [32]byte
	hubs   map[[32]byte]bundle.Hub // everybody whom the county has certified
	gone   map[[32]byte]bool       // revoked, once a hub has list number 1
}

// member is one hub: keys, log and trust.
type member struct {
	*store.Store
	w      *world
	self   bundle.Hub
	sign   ed25519.PrivateKey
	x25519 [32]byte
	known  map[[32]byte]bool
	list   uint64 // number of the newest list
	clock  time.Time
	dir    string
	shut   func() error
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, hubs: map[[32]byte]bundle.Hub{}, gone: map[[32]byte]bool{}}
	rand.Read(w.county[:])
	return w
}

// hub makes a hub; "" as township is the county's own.
func (w *world) hub(name string, code string) *member {
	w.t.Helper()
	_, sign, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	m := &member{w: w, sign: sign, known: map[[32]byte]bool{}, clock: time.Date(2026, 11, 23, 8, 0, 0, 0, hub.China)}
	rand.Read(m.x25519[:])
	private, err := ecdh.X25519().NewPrivateKey(m.x25519[:])
	if err != nil {
		w.t.Fatal(err)
	}
	m.self = bundle.Hub{Key: [32]byte(sign.Public().(ed25519.PublicKey)), X25519: [32]byte(private.PublicKey().Bytes()), Name: name, Role: hub.HubStation, Township: code}
	if code == "" {
		m.self.Role = hub.HubCounty
	}
	w.hubs[m.self.Key] = m.self
	m.known[m.self.Key] = true
	for key, h := range w.hubs {
		if h.Role == hub.HubCounty {
			m.known[key] = true // the county's certificate comes with the enrolment
		}
	}
	m.open(w.t.TempDir())
	return m
}

func (m *member) open(dir string) {
	m.w.t.Helper()
	folder, err := store.OpenFolder(dir)
	if err != nil {
		m.w.t.Fatal(err)
	}
	m.Store, err = sqlite.Open(context.Background(), folder, store.Options{Keys: keys{m}, Verifier: verifier{m}, Forms: form.Builtin(), Clock: m, Holder: m.holder})
	if err != nil {
		m.w.t.Fatal(err)
	}
	s := m.Store
	m.dir, m.shut = dir, func() error { return errors.Join(s.Close(), folder.Close()) }
	m.w.t.Cleanup(func() { s.Close(); folder.Close() })
}

// clone is the same hub on a copied card: from now on two write as one.
func (m *member) clone() *member {
	m.w.t.Helper()
	c := *m
	dir := m.w.t.TempDir()
	if err := errors.Join(m.shut(), os.CopyFS(dir, os.DirFS(m.dir))); err != nil {
		m.w.t.Fatal(err)
	}
	m.open(m.dir)
	c.open(dir)
	return &c
}

func (m *member) Now() hub.Reading { return hub.Reading{Wall: m.clock, Quality: hub.ClockCounty} }

func (m *member) holder(key [32]byte) store.Holder {
	switch {
	case key == m.self.Key || !m.known[key]:
		return store.Stranger
	case m.w.hubs[key].Role == hub.HubCounty:
		return store.County
	}
	return store.Neighbour
}

// fresh is the same hub with a log that has nothing yet.
func (m *member) fresh() *member {
	m.w.t.Helper()
	f := *m
	f.open(m.w.t.TempDir())
	return &f
}

// write appends n commits to a lane.
func (m *member) write(lane hub.Lane, n int) { m.w.t.Helper(); m.writeLong(lane, n, 0) }

// fat makes commits of which some forty fill a batch, and so a small file.
const fat = 8 << 10

func (m *member) writeLong(lane hub.Lane, n, bytes int) {
	m.w.t.Helper()
	noise := make([]byte, bytes)
	rand.Read(noise)
	for range n {
		id := hub.NewID()
		edit := form.Builtin().Edit("child", id, id, form.Values{"name": "王小满" + hexOf(noise), "sex": "2", "birth": hub.Day("2025-03-12")})
		if _, err := m.Append(context.Background(), hub.Draft{Request: hub.NewID(), Lane: lane, Author: hub.ID{9}, Edits: []hub.Edit{edit}}); err != nil {
			m.w.t.Fatal(err)
		}
	}
}

// sum is count and digest of a lane.
func (m *member) sum(lane hub.Lane) (commits int64, digest hub.Digest) {
	m.w.t.Helper()
	all, err := m.Store.Lanes(context.Background())
	if err != nil {
		m.w.t.Fatal(err)
	}
	for _, s := range all {
		if s.Lane == lane {
			return s.Commits, s.Digest
		}
	}
	return 0, hub.Digest{}
}

func (w *world) equal(lane hub.Lane, all ...*member) {
	w.t.Helper()
	n, digest := all[0].sum(lane)
	for _, m := range all[1:] {
		if k, d := m.sum(lane); k != n || d != digest {
			w.t.Errorf("%s holds %d commits of %s, digest %v; %s %d, %v", m.self.Name, k, lane, d, all[0].self.Name, n, digest)
		}
	}
}

func (m *member) config(change ...func(*bundle.Config)) bundle.Config {
	c := bundle.Config{Self: m.self.Key, Sign: m.sign, X25519: m.x25519, Log: log{m.Store}, Trust: trust{m}, Now: func() time.Time { return m.clock }}
	for _, f := range change {
		f(&c)
	}
	return c
}

func (m *member) export(dir string, change ...func(*bundle.Config)) (hub.StickReport, error) {
	return bundle.Export(context.Background(), m.config(change...), dir, bundle.Options{})
}

func (m *member) take(dir string) (hub.StickReport, error) {
	return bundle.Import(context.Background(), m.config(), dir)
}

// plug is what a screen's one button does: take in, then write.
func (m *member) plug(dir string) (in, out hub.StickReport) {
	m.w.t.Helper()
	in, err := m.take(dir)
	if err != nil && key(err) != "bundle.empty" && key(err) != "bundle.not-yet" {
		m.w.t.Fatalf("%s takes in: %v", m.self.Name, err)
	}
	if out, err = m.export(dir); err != nil {
		m.w.t.Fatalf("%s writes: %v", m.self.Name, err)
	}
	return in, out
}

// small makes files of a few commits each.
func small(c *bundle.Config) { c.FileBytes = 1 }

func key(err error) string {
	var e *hub.Error
	if asError(err, &e) {
		return e.Key
	}
	return ""
}

// log is the store as mesh/sync wants it.
type log struct{ *store.Store }

func (l log) Lanes(ctx context.Context) (out []sync.LaneSum, err error) {
	all, err := l.Store.Lanes(ctx)
	for _, s := range all {
		out = append(out, sync.LaneSum{Lane: s.Lane, Commits: s.Commits, Digest: s.Digest})
	}
	return out, err
}

func (l log) Sum(ctx context.Context, lane hub.Lane) (sync.LaneSum, error) {
	s, err := l.Store.Lane(ctx, lane)
	return sync.LaneSum{Lane: lane, Commits: s.Commits, Digest: s.Digest}, err
}

func (l log) Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (sync.Accepted, error) {
	got, err := l.Store.Accept(ctx, batch, proofs)
	out := sync.Accepted{New: got.New, Known: got.Known, Filled: got.Filled}
	for _, r := range got.Refused {
		out.Refused = append(out.Refused, r.Commit)
	}
	return out, err
}

// trust is a county's word without certificates: a hub's certificate is its key.
type trust struct{ m *member }

func (t trust) CountyKey() [32]byte { return t.m.w.county }
func (t trust) Certificate() []byte { return t.m.self.Key[:] }

func (t trust) counts(key [32]byte) bool {
	_, certified := t.m.w.hubs[key]
	return certified && !(t.m.list > 0 && t.m.w.gone[key])
}

func (t trust) Learn(cert []byte) (bundle.Hub, error) {
	if len(cert) != 32 || !t.counts([32]byte(cert)) {
		return bundle.Hub{}, hub.E(hub.CodeUntrusted, "trust.stranger")
	}
	t.m.known[[32]byte(cert)] = true
	return t.m.w.hubs[[32]byte(cert)], nil
}

func (t trust) Hubs() (out []bundle.Hub) {
	for key := range t.m.known {
		if t.counts(key) {
			out = append(out, t.m.w.hubs[key])
		}
	}
	slices.SortFunc(out, func(a, b bundle.Hub) int { return bytes.Compare(a.Key[:], b.Key[:]) })
	return out
}

func (t trust) MayRead(key [32]byte, lane hub.Lane) bool {
	h := t.m.w.hubs[key]
	return t.counts(key) && (h.Role == hub.HubCounty || lane == hub.TownshipLane(h.Township) || lane == hub.LanePublic)
}

func (t trust) CheckReceipt(r hub.Receipt) error {
	if !t.m.known[r.Holder] || !codec.VerifyReceipt(r) {
		return hub.E(hub.CodeUntrusted, "trust.stranger")
	}
	return nil
}

func (t trust) Lists() map[string]uint64 {
	if t.m.list == 0 {
		return nil
	}
	return map[string]uint64{"revoked": t.m.list}
}

func (t trust) List(string) ([]byte, error) { return []byte("the list"), nil }

func (t trust) TakeList(name string, signed []byte) error {
	if name == "revoked" && string(signed) == "the list" {
		t.m.list = 1
	}
	return nil
}

// keys and verifier are the store's view of the same.
type keys struct{ m *member }

func (k keys) Sign() ed25519.PrivateKey              { return k.m.sign }
func (k keys) X25519() [32]byte                      { return k.m.x25519 }
func (k keys) BoxKey() (b [32]byte)                  { return b }
func (k keys) Recipients(hub.Lane) []codec.Recipient { return nil }
func (k keys) Certificate(hub.Lane) []byte           { return k.m.self.Key[:] }

type verifier struct{ m *member }

func (v verifier) Admit(origin hub.Origin, p hub.OriginProof) (hub.Head, bool, error) {
	if codec.OriginOf(p.Key, p.Epoch, p.Lane) != origin || !bytes.Equal(p.Cert, p.Key[:]) || !trust(v).MayRead(p.Key, p.Lane) {
		return hub.Head{}, false, hub.E(hub.CodeUntrusted, "trust.stranger")
	}
	v.m.known[p.Key] = true
	return hub.Head{}, false, nil
}

func (v verifier) Released(hub.ID) bool { return false }

// files are a hub's files on a stick, manifests apart.
func (m *member) files(dir string) (frames []string, manifest string) {
	m.w.t.Helper()
	all, err := filepath.Glob(filepath.Join(m.folder(dir), "*"))
	if err != nil {
		m.w.t.Fatal(err)
	}
	for _, name := range all {
		if bytes.HasPrefix([]byte(filepath.Base(name)), []byte("manifest-")) {
			manifest = name
			continue
		}
		frames = append(frames, name)
	}
	return frames, manifest
}

func (m *member) folder(dir string) string {
	return filepath.Join(dir, bundle.Home, hexOf(m.self.Key[:8]))
}

// manifest reads the one that stands on a stick.
func (m *member) manifest(dir string) *bundle.Manifest {
	m.w.t.Helper()
	_, name := m.files(dir)
	raw, err := os.ReadFile(name)
	if err != nil {
		m.w.t.Fatal(err)
	}
	got, err := bundle.ReadManifest(raw)
	if err != nil {
		m.w.t.Fatal(err)
	}
	return got
}

func publicOf(t testing.TB, private [32]byte) [32]byte {
	t.Helper()
	k, err := ecdh.X25519().NewPrivateKey(private[:])
	if err != nil {
		t.Fatal(err)
	}
	return [32]byte(k.PublicKey().Bytes())
}

func readAll(r io.Reader) ([]byte, error) { return io.ReadAll(r) }
