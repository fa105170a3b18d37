package station

import (
	"slices"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/roster"
)

// job is a file that somebody is bringing in. It lives in memory only: nothing of a
// file is kept on the box before she has said to take it. Its id is the request of
// the import, so that it is taken once.
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

func (js *jobs) add(j *job) {
	js.mu.Lock()
	defer js.mu.Unlock()
	js.sweep(j.at)
	js.all = append(js.all, j)
	js.all = js.all[max(0, len(js.all)-jobsKept):]
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
