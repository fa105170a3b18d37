package sync

import (
	"bytes"
	"crypto/tls"
	"encoding/hex"
	"encoding/json"
	"net"
	"os"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"yizhan/hub"
)

// goldenSession is a whole session of protocol 1 as it was: what each side sent,
// frame by frame, and what both held in the end.
type goldenSession struct {
	Caller   []string // hex
	Answerer []string
	Holds    string // memLog.sum
}

const goldenPath = "testdata/session-1.json"

// goldenHub is a hub whose keys, epoch and commits are the same in every run. Its
// log has commits of its own; caller and answerer have different ones.
func goldenHub(w *world, name string, commits int) *station {
	seed := newSeeded("golden " + name)
	s := w.add(seed.key, func(c *Config) { c.Timing, c.Name = Timing{}, name })
	s.trust.county = [32]byte{}
	s.log.epoch = [16]byte(seed.bytes(16))
	s.log.append(township, commits, seed.visit)
	return s
}

func goldenWorld(t testing.TB) (w *world, caller, answerer *station) {
	w = &world{t: t, keys: map[[32]byte]string{}}
	return w, goldenHub(w, "caller", 70), goldenHub(w, "answerer", 5)
}

// tape writes down what a hub sends and still sends it.
func tape(t testing.TB, s *station) func() []Frame {
	var mu sync.Mutex
	var out []Frame
	s.drop = func(sent bool, f Frame) bool {
		mu.Lock()
		defer mu.Unlock()
		if sent {
			out = append(out, f)
		}
		return false
	}
	return func() []Frame {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(out)
	}
}

func toHex(t testing.TB, frames []Frame) (out []string) {
	for _, f := range frames {
		b, err := AppendFrame(nil, f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, hex.EncodeToString(b))
	}
	return out
}

func readGolden(t testing.TB) (g goldenSession) {
	raw, err := os.ReadFile(goldenPath)
	if err == nil {
		err = json.Unmarshal(raw, &g)
	}
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// A session between two hubs of this release; with -update it becomes the golden
// one. That is done once for each protocol number and never again.
func TestGoldenSessionIsRecorded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, a, b := goldenWorld(t)
		callers, answerers := tape(t, a), tape(t, b)
		w.pipe(a, b)
		time.Sleep(20 * time.Second)
		if !w.equal(township, a, b) || !complete(a, b, township) {
			t.Fatal("not equal")
		}
		if !*update {
			if g := readGolden(t); g.Holds != a.log.sum(township) {
				t.Errorf("the same commits give %s, they gave %s", a.log.sum(township), g.Holds)
			}
			return
		}
		b2, err := json.MarshalIndent(goldenSession{toHex(t, callers()), toHex(t, answerers()), a.log.sum(township)}, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(goldenPath, append(b2, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	})
}

// replay plays one side of the golden session to a hub of this release. An Ack
// waits for its batch; everything else goes as fast as it is taken.
func replay(t *testing.T, r *raw, frames []string) {
	got := r.frames()
	batches := uint64(0)
	for i, text := range frames {
		b, err := hex.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		f, err := ReadFrame(bytes.NewReader(b))
		if err != nil {
			t.Fatalf("frame %d of the golden session cannot be read any more: %v", i, err)
		}
		if ack, ok := f.Body.(*Ack); ok {
			for batches < ack.Number {
				f, ok := <-got
				if !ok {
					t.Fatalf("the session ended before batch %d", ack.Number)
				}
				if batch, ok := f.Body.(*Batch); ok {
					batches = batch.Number
				}
			}
		}
		if _, err := r.conn.Write(b); err != nil {
			t.Fatalf("frame %d was not taken: %v", i, err)
		}
	}
	time.Sleep(5 * time.Second)
	r.conn.Close()
}

// A hub of the release that recorded it, on either side, still exchanges
// everything with one of this release, and what this one sends first has not moved
// by a byte. (Frames about what moved meanwhile depend on the moment.)
func TestGoldenSessionStillHolds(t *testing.T) {
	g := readGolden(t)
	for _, tt := range []struct {
		name         string
		plays, sends []string
		caller       bool // who is of this release
	}{{"old caller", g.Caller, g.Answerer, false}, {"old answerer", g.Answerer, g.Caller, true}} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, a, b := goldenWorld(t)
				ours, r := b, (*raw)(nil)
				sent := tape(t, b)
				if tt.caller {
					ours, sent = a, tape(t, a)
					r = w.rawAnswer(t, b, a)
				} else {
					r = w.rawCall(t, a, b)
				}
				replay(t, r, tt.plays)
				if got := ours.log.sum(township); got != g.Holds {
					t.Errorf("holds %s, then it was %s", got, g.Holds)
				}
				now := toHex(t, sent())
				for i, text := range tt.sends {
					kind := frameType(t, text)
					if fixed := kind == typeHello || kind == typeSums || kind == typeProofs || kind == typeBatch; !fixed {
						continue
					}
					if !slices.ContainsFunc(now, func(n string) bool { return n == text || sameBatch(t, n, text) }) {
						t.Errorf("frame %d, of type %d, is not sent any more", i, kind)
					}
				}
			})
		})
	}
}

func frameType(t *testing.T, text string) uint8 {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) < 7 {
		t.Fatal(text, err)
	}
	if b[5] == 0x18 {
		return b[6]
	}
	return b[5]
}

// sameBatch: another deflater may do better, what it unpacks to is the contract.
func sameBatch(t *testing.T, a, b string) bool {
	commits := func(text string) []hub.Commit {
		raw, _ := hex.DecodeString(text)
		f, err := ReadFrame(bytes.NewReader(raw))
		batch, ok := f.Body.(*Batch)
		if err != nil || !ok {
			return nil
		}
		cs, err := Unpack(batch.Packed)
		if err != nil {
			t.Fatal(err)
		}
		return cs
	}
	one, two := commits(a), commits(b)
	return one != nil && sameCommits(one, two)
}

// rawAnswer is a trusted key that a hub calls.
func (w *world) rawAnswer(t *testing.T, as, from *station) *raw {
	here, there := net.Pipe()
	go func() {
		conn := tls.Client(here, from.cfg.Client)
		defer conn.Close()
		if peer, err := from.handshake(from.life, conn); err == nil {
			from.run(from.life, conn, peer, how{dialled: true})
		}
	}()
	conn := tls.Server(there, as.cfg.Server)
	if err := conn.HandshakeContext(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &raw{t: t, conn: conn, line: newLine(conn)}
}

// A hub of protocol 2 that still speaks 1: its Hello says more, and it sends
// optional frames that nobody here knows, before, between and after. All the rest
// is exchanged as ever.
func TestNextProtocolTalksToThis(t *testing.T) {
	g := readGolden(t)
	unknown := func(kind uint8) string {
		b, err := AppendFrame(nil, Frame{kind, []any{"什么", map[string]uint64{"a": 1}, make([]byte, 50_000)}})
		if err != nil {
			t.Fatal(err)
		}
		return hex.EncodeToString(b)
	}
	raw, err := hex.DecodeString(g.Caller[0])
	if err != nil {
		t.Fatal(err)
	}
	first, err := ReadFrame(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	hello := *first.Body.(*Hello)
	hello.Max, hello.Features = 2, []string{"express", "照片"}
	frames := toHex(t, []Frame{{typeHello, &hello}})
	for i, f := range g.Caller[1:] {
		frames = append(frames, unknown(uint8(70+i%100)), f)
	}
	synctest.Test(t, func(t *testing.T) {
		w, a, b := goldenWorld(t)
		replay(t, w.rawCall(t, a, b), append(frames, unknown(255)))
		if got := b.log.sum(township); got != g.Holds {
			t.Errorf("holds %s, not %s", got, g.Holds)
		}
	})
	// The control: a type below 64 is not optional, and a hub that speaks 2 only
	// has nothing in common with us.
	for name, tt := range map[string]struct {
		first Frame
		bye   string
	}{
		"unknown below 64": {Frame{63, []any{}}, byeFrame},
		"2 only":           {Frame{typeHello, &Hello{Min: 2, Max: 2}}, byeVersion},
	} {
		synctest.Test(t, func(t *testing.T) {
			w, a, b := goldenWorld(t)
			r := w.rawCall(t, a, b)
			got := r.frames()
			if name != "2 only" {
				r.hello()
			}
			r.send(tt.first.Type, tt.first.Body)
			if bye := lastBye(got); bye != tt.bye {
				t.Errorf("%s: ended with %q", name, bye)
			}
		})
	}
}
