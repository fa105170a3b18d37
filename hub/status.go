package hub

// Status is how a box stands: what `status --json` prints, and what the foot strip
// of every screen says in words. Its JSON is stable; other tools rely on it.
type Status struct {
	Hub        string             `json:"hub"`     // station key, hex
	Epoch      string             `json:"epoch"`   // hex
	Station    string             `json:"station"` // its name; empty before the set-up
	Lanes      map[Lane]LaneStand `json:"lanes"`
	Vector     map[Origin]uint64  `json:"vector"` // head seq by origin, all lanes
	Peers      []PeerStand        `json:"peers"`
	Unsent     int64              `json:"unsent"`      // own commits that the county has not confirmed
	CountyUpto Day                `json:"county_upto"` // day of the newest own commit that it has
	Copies     Copies             `json:"copies"`
	Near       int                `json:"near"`    // neighbours that hold every own commit
	Refused    map[string]int64   `json:"refused"` // commits not taken, by reason
	Enrolled   bool               `json:"enrolled"`
	Version    string             `json:"version"`
	AloneHours int64              `json:"alone_hours"` // for how long its oldest own commit has lain only here
	Clock      ClockStand         `json:"clock"`
	Revoked    bool               `json:"revoked"` // the county put this box out
	Card       string             `json:"card"`    // another box used this one's card: "forked", or "healed" since it writes under a new number
}

// ClockStand is how far a box's time can be believed.
type ClockStand struct {
	Quality ClockQuality `json:"quality"`
	Source  string       `json:"source"` // ntp, county, staff, phone, peers; empty: nobody has said
	Doubt   bool         `json:"doubt"`  // it goes on from a guess: somebody should be asked
	Jumped  bool         `json:"jumped"` // the machine's own clock was set to what cannot be
}

// LaneStand is one lane's sums.
type LaneStand struct {
	Records int64  `json:"records"`
	Commits int64  `json:"commits"`
	Digest  string `json:"digest"`
}

// PeerStand is one peer as last seen.
type PeerStand struct {
	Name    string `json:"name"`
	Alive   bool   `json:"alive"`
	Seconds int64  `json:"seconds"` // since the last contact
	County  bool   `json:"county"`
}

// Copies counts own commits by where they are confirmed to be.
type Copies struct {
	OnlyHere   int64 `json:"only_here"`
	Neighbours int64 `json:"neighbours"` // on a neighbour, not yet at the county
	County     int64 `json:"county"`
}
