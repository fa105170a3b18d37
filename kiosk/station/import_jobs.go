package station

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/roster"
)

// job is a file that somebody is bringing in. It is kept like a draft, sealed and for
// her alone, until she has said to take it: a power cut leaves her at the same step. Its
// id is the request of the import, so that it is taken once.
type job struct {
	sync.Mutex
	id, staff hub.ID
	at        time.Time
	proposal  roster.Proposal
	preview   *roster.Preview // of the columns as they are; nil: to be made
}

// Files are large and memory is not: a few, for as long as somebody may sit over one.
const (
	jobsKept = 3
	jobLives = 2 * time.Hour
)

// jobs are the files on their way. The zero value is ready.
type jobs struct {
	mu  sync.Mutex
	all []*job
}

// add takes a file in; one that another request has just fetched back stays.
func (js *jobs) add(j *job) *job {
	js.mu.Lock()
	defer js.mu.Unlock()
	js.sweep(j.at)
	if i := slices.IndexFunc(js.all, func(o *job) bool { return o.id == j.id && o.staff == j.staff }); i >= 0 {
		return js.all[i]
	}
	js.all = append(js.all, j)
	js.all = js.all[max(0, len(js.all)-jobsKept):]
	return j
}

func (js *jobs) get(id, staff hub.ID, now time.Time) (*job, bool) {
	js.mu.Lock()
	defer js.mu.Unlock()
	js.sweep(now)
	i := slices.IndexFunc(js.all, func(j *job) bool { return j.id == id && j.staff == staff })
	if i < 0 {
		return nil, false
	}
	return js.all[i], true
}

// sweep forgets what has lain too long.
func (js *jobs) sweep(now time.Time) {
	js.all = slices.DeleteFunc(js.all, func(j *job) bool { return now.Sub(j.at) > jobLives })
}

// mostKept is the most bytes of a file that are kept as a draft: all drafts of a worker
// are read for the list of what she has not finished. A township's roster has a third
// of it; of a larger one only the memory knows.
const mostKept = 1 << 20

// FilesBefore stands before the name of a draft that is a file: it names people nobody
// has asked yet, and is kept no longer than what was put aside.
const FilesBefore = "import/"

func importDraft(id hub.ID) string { return FilesBefore + id.String() }

// keepJob keeps a file as it stands, at one of its pages.
func (v *visit) keepJob(j *job, where, at string) error {
	raw, err := json.Marshal(j.proposal)
	if err != nil || len(raw) > mostKept {
		return err
	}
	as := leaf{What: "收名册", Who: fmt.Sprintf("%d 行的名册", len(j.proposal.Table.Rows)-max(0, j.proposal.Header+1)), Where: where, At: at}
	return v.keepDraft(importDraft(j.id), as, json.RawMessage(raw))
}

// jobOf is a file of hers, from the memory or from what was kept of it.
func (v *visit) jobOf(id hub.ID) (*job, bool, error) {
	staff, now := v.who.Actor.Staff, v.s.now()
	if _, err := v.held(spot{staff, importDraft(id)}); err != nil { // also of a file that memory has
		return nil, false, err
	}
	if j, ok := v.s.jobs.get(id, staff, now); ok {
		return j, true, nil
	}
	j := &job{id: id, staff: staff, at: now}
	ok, err := v.draft(importDraft(id), &j.proposal)
	if err != nil || !ok {
		return nil, false, err
	}
	return v.s.jobs.add(j), true, nil
}
