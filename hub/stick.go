package hub

import "time"

// HubRole is what a hub is for, as its certificate says.
type HubRole string

const (
	HubStation  HubRole = "station"
	HubHealth   HubRole = "health"
	HubGuidance HubRole = "guidance"
	HubCounty   HubRole = "county"
)

// StickState is what became of the part of a stick that one hub wrote.
type StickState string

const (
	StickWhole    StickState = "whole"    // every file is there and as it was written
	StickTorn     StickState = "torn"     // a file is missing or short; the whole others count
	StickTampered StickState = "tampered" // a file differs from what its writer signed
	StickForeign  StickState = "foreign"  // another county's
	StickStranger StickState = "stranger" // of a hub that has no certificate, or has it no longer
	StickNotOurs  StickState = "not-ours" // for other hubs only: another township
	StickNotYet   StickState = "not-yet"  // its writer did not know this hub yet; it will, once this one has written
	StickNewer    StickState = "newer"    // of a release that this one does not know
)

// StickPhase is what is done with a stick just now.
type StickPhase string

const (
	StickReading StickPhase = "reading" // is what others left whole?
	StickTaking  StickPhase = "taking"
	StickWriting StickPhase = "writing"
	StickProving StickPhase = "proving" // read back from the stick
)

// StickSource is what one hub left on a stick. The JSON is stable.
type StickSource struct {
	Hub     string     `json:"hub"` // station key, hex; "" where it could not be read
	Name    string     `json:"name"`
	Role    HubRole    `json:"role"`
	State   StickState `json:"state"`
	Written time.Time  `json:"written"` // by its own clock; zero: unknown
	More    bool       `json:"more"`    // its writing had not ended
	New     int64      `json:"new"`     // commits that were not here
	Refused int64      `json:"refused"`
	Words   int64      `json:"receipts"` // signed words on who holds what that were new
}

// StickReader is a hub that can open what this one wrote.
type StickReader struct {
	Name  string  `json:"name"`
	Role  HubRole `json:"role"`
	Met   bool    `json:"met"`   // it has left its own word on this stick
	Lacks int64   `json:"lacks"` // commits of the stick that it had not, as far as is known here
}

// StickReport is what an import or export did, or what it would do. The JSON is
// stable.
type StickReport struct {
	Sources []StickSource `json:"sources"`
	Written int64         `json:"written"` // commits written now
	Held    int64         `json:"held"`    // commits of ours on the stick, those included
	Left    int64         `json:"left"`    // commits that did not fit
	Files   int           `json:"files"`   // files written now
	Bytes   int64         `json:"bytes"`   // of those
	Readers []StickReader `json:"readers"`
}

// New is how many commits came in, from all hubs.
func (r StickReport) New() (n int64) {
	for _, s := range r.Sources {
		n += s.New
	}
	return n
}

// Worst is the state that matters most to whoever holds the stick; StickWhole for
// an empty one.
func (r StickReport) Worst() StickState {
	order := []StickState{StickTampered, StickTorn, StickNewer, StickStranger, StickForeign, StickNotOurs, StickNotYet}
	for _, bad := range order {
		for _, s := range r.Sources {
			if s.State == bad {
				return bad
			}
		}
	}
	return StickWhole
}

// StickStand is a stick that is plugged in, as screens see it.
type StickStand struct {
	ID   string // names it in a post; says nothing
	Name string
	Here bool  // no stick but the folder of this box that is read like one
	Free int64 // bytes
	Only bool  // it can only be read

	Looking bool        // still being looked at
	Look    StickReport // what there is to do: New would come in, Written would go out
	LookErr error

	Running     bool
	Phase       StickPhase
	Done, Total int64 // commits

	Ended   bool
	In, Out StickReport
	InErr   error // of taking in: what was not taken, and why
	OutErr  error // of writing
	Gone    bool  // it was pulled out since
}
