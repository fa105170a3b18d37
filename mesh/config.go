package mesh

import (
	"context"
	"encoding/hex"
	"log/slog"
	"net"
	"time"

	"yizhan/hub"
	"yizhan/mesh/sync"
)

// Config is what a Mesh needs. Zero timings stand for the defaults.
type Config struct {
	Self [32]byte // station key; the node's name is made of it
	Bind string   // ip:port of gossip, UDP and TCP
	Lane hub.Lane // the township's lane: the only one whose commits are carried
	Sync string   // ip:port where this hub answers sync.Path, told in a tag

	// Keys are the township's gossip keys from the county-signed bundle; the first
	// encrypts, all decrypt. What Serf's own key manager may have changed is put back.
	Keys func() [][]byte
	// Tag is this hub's certificate as text, ≤ 400 bytes.
	Tag func() string
	// Check reads a member's certificate: whose it is. An error keeps it out:
	// forged, revoked, of another township.
	Check func(tag string) (Member, error)

	// Sign signs with the station key; Alarm is told of a neighbour's call for help, and
	// must not wait. Without the two nobody rings here.
	Sign  func(message []byte) []byte
	Alarm func(from Member, a Alarm)

	Log    Log
	Syncer Syncer
	Table  Table
	Join   []string // addresses to try at first, besides the table
	MDNS   bool     // look for neighbours on the LAN, and be found
	Timing Timing
	Logger *slog.Logger
}

// Member is a hub as its certificate names it.
type Member struct {
	Key  [32]byte
	Name string
}

// Log is what the mesh needs of the log; sync.Log has the rest.
type Log interface {
	Commit(ctx context.Context, id hub.ID) (hub.Commit, error)
	Accept(ctx context.Context, batch []hub.Commit, proofs map[hub.Origin]hub.OriginProof) (sync.Accepted, error)
	Vector(ctx context.Context, lane hub.Lane) (hub.Vector, error)
	Watch() (news <-chan hub.News, stop func())
}

// Syncer is a sync.Engine.
type Syncer interface {
	Connect(ctx context.Context, url string, key [32]byte) error
	Connected(key [32]byte) bool
	Exchange(ctx context.Context, key [32]byte) (complete bool, err error)
}

// Table remembers where neighbours were met, for after days without a mesh.
type Table interface {
	Neighbours(ctx context.Context) ([]Neighbour, error)
	PutNeighbour(ctx context.Context, n Neighbour) error
}

// Neighbour is a line of the Table: a node's name and its gossip address.
type Neighbour struct {
	Name    string
	Address string // ip:port
}

// Timing is every duration of a Mesh that may be set.
type Timing struct {
	Evening  time.Duration // anti-entropy: every one to two of these, 15 s
	Jitter   time.Duration // hearers of an advert wait up to so long, 100 ms
	Watchdog time.Duration // keyring, tags, lost members: every 2 s
	Rejoin   time.Duration // first wait between attempts to find anybody, doubling to 16 of it; 5 s
	Pull     time.Duration // how long a pull may take to begin, 15 s
	Gossip   time.Duration // Serf's gossip interval, 200 ms
}

func (t Timing) orDefaults() Timing {
	set := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	set(&t.Evening, 15*time.Second)
	set(&t.Jitter, 100*time.Millisecond)
	set(&t.Watchdog, 2*time.Second)
	set(&t.Rejoin, 5*time.Second)
	set(&t.Pull, 15*time.Second)
	set(&t.Gossip, 200*time.Millisecond)
	return t
}

// nodeName is the Serf name of a hub: half of its station key, so that nobody can
// take another's name with a certificate of her own.
func nodeName(key [32]byte) string { return hex.EncodeToString(key[:16]) }

// syncTag is the sync address for the tag: only the port where the host is the
// gossip address's own, which every member knows.
func (c Config) syncTag() string {
	host, port, err := net.SplitHostPort(c.Sync)
	bind, _, bindErr := net.SplitHostPort(c.Bind)
	if err == nil && bindErr == nil && (host == bind || host == "") {
		return ":" + port
	}
	return c.Sync
}
