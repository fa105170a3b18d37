package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// PublishRecording lets families hear the recording of a class: a worker says so, who is
// named. Undo, or WithdrawRecording, takes it back.
func (d *Desk) PublishRecording(ctx context.Context, actor hub.Actor, request, recording hub.ID) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// WithdrawRecording takes a recording back from the families.
func (d *Desk) WithdrawRecording(ctx context.Context, actor hub.Actor, request, recording hub.ID) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// Trim says from where to where (ms) a recording is played; to 0 is its end. The sound
// itself stays whole.
func (d *Desk) Trim(ctx context.Context, actor hub.Actor, request, recording hub.ID, from, to int) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// OpenRecording is a class that can be heard again.
type OpenRecording struct {
	Class     care.Class
	Recording care.Recording
}

// OpenRecordings are those of a site that families may hear, the newest first.
func (d *Desk) OpenRecordings(ctx context.Context, site hub.ID) ([]OpenRecording, error) {
	return nil, nil
}

// Listened is how far a family has heard a recording.
type Listened struct {
	Request hub.ID
	Class   hub.ID
	Child   hub.ID
	At      int // ms
	Heard   int // ms of all that was heard so far
}

// KeepPosition keeps how far a family has heard; the newest is where it goes on.
func (d *Desk) KeepPosition(ctx context.Context, actor hub.Actor, l Listened) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// Position is how far a family has heard; a zero ID is not at all.
func (d *Desk) Position(ctx context.Context, child, class hub.ID) (care.Replay, error) {
	return care.Replay{}, nil
}

// AbsentFrom are the families for whom a class was meant and who neither came nor heard half of
// its recording.
func (d *Desk) AbsentFrom(ctx context.Context, actor hub.Actor, class hub.ID) ([]Invited, error) {
	return nil, hub.E(hub.CodeNotFound, "class.gone")
}

// ClassReach is how many families of a site's are reached: they had one guidance contact at
// least in the twelve months before a day (长治市示范项目: 科学育儿指导入户率).
func (d *Desk) ClassReach(ctx context.Context, site hub.ID, day hub.Day) (families, reached int, err error) {
	return 0, 0, nil
}

// Noticed is that a class was made known.
type Noticed struct {
	Request hub.ID
	Class   hub.ID
	Child   hub.ID // whose family was told; zero: all
	Way     string // speaker, paper, phone, told, message
	Said    string // coming, maybe, not, nobody; "" nothing
}

// NoteNotice notes that a class was made known.
func (d *Desk) NoteNotice(ctx context.Context, actor hub.Actor, n Noticed) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// SaidOfClass is what somebody says of a class.
type SaidOfClass struct {
	Request  hub.ID
	Class    hub.ID
	Child    hub.ID // zero: nobody says who it was
	Rating   int    // 1 to 3; 0 none
	Question string
}

// NoteWord keeps what somebody says of a class: by a phone that follows it, or for her by
// a worker.
func (d *Desk) NoteWord(ctx context.Context, actor hub.Actor, w SaidOfClass) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}
