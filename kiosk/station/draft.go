package station

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/kiosk/page"
)

// leaf says what a draft is of, for the list of what somebody has not finished.
type leaf struct {
	What  string // 登记宝宝
	Who   string // 王涵; "" nobody yet
	Where string // 写到生日; "" where there is one page only
	At    string // path where it goes on; "" of what nobody would miss: it is not listed
}

// kept is a draft as it lies on the box.
type kept struct {
	leaf
	Body json.RawMessage
}

// unfinished is a draft that its worker can go on with.
type unfinished struct {
	leaf
	name string
	at   time.Time
}

// keepDraft keeps what this worker has entered, under a name of its own. Names hold
// ids only: they are not sealed.
func (v *visit) keepDraft(name string, as leaf, body any) error {
	return v.s.putDraft(v.ctx(), v.who.Actor.Staff, name, as, body)
}

func (s *Station) putDraft(ctx context.Context, staff hub.ID, name string, as leaf, body any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	sheet, err := json.Marshal(kept{as, raw})
	if err != nil {
		return err
	}
	return s.Drafts.PutDraft(ctx, staff, name, sheet)
}

// draft reads what keepDraft kept. A draft of another release is left aside.
func (v *visit) draft(name string, into any) (ok bool, err error) {
	return v.s.getDraft(v.ctx(), v.who.Actor.Staff, name, into)
}

func (s *Station) getDraft(ctx context.Context, staff hub.ID, name string, into any) (ok bool, err error) {
	sheet, ok, err := s.Drafts.Draft(ctx, staff, name)
	if err != nil || !ok {
		return false, err
	}
	var k kept
	return json.Unmarshal(sheet, &k) == nil && json.Unmarshal(k.Body, into) == nil, nil
}

func (v *visit) dropDraft(name string) error {
	return v.s.Drafts.DropDraft(v.ctx(), v.who.Actor.Staff, name)
}

// AsideBefore stands before the name of a draft that its worker does not want any
// more: she may fetch it back for as long as drafts are kept.
const AsideBefore = "aside/"

// putAside takes a draft off the list; a missing one needs nothing.
func (v *visit) putAside(name string) error { return v.rename(name, AsideBefore+name) }

// fetchBack puts a draft on the list again. One that was begun in its place since is
// put aside for it.
func (v *visit) fetchBack(name string) error {
	staff := v.who.Actor.Staff
	sheet, ok, err := v.s.Drafts.Draft(v.ctx(), staff, AsideBefore+name)
	if err != nil || !ok {
		return err
	}
	if err := v.s.Drafts.DropDraft(v.ctx(), staff, AsideBefore+name); err != nil {
		return err
	}
	if err := v.putAside(name); err != nil {
		return err
	}
	return v.s.Drafts.PutDraft(v.ctx(), staff, name, sheet)
}

func (v *visit) rename(from, to string) error {
	staff := v.who.Actor.Staff
	sheet, ok, err := v.s.Drafts.Draft(v.ctx(), staff, from)
	if err != nil || !ok {
		return err
	}
	if err := v.s.Drafts.PutDraft(v.ctx(), staff, to, sheet); err != nil {
		return err
	}
	return v.s.Drafts.DropDraft(v.ctx(), staff, from)
}

// leftBy is what a worker has not finished, the newest first, and what she has put
// aside. Nobody else is ever shown it.
func (s *Station) leftBy(ctx context.Context, staff hub.ID) (open, aside []unfinished, err error) {
	err = s.Drafts.EachDraft(ctx, staff, func(name string, sheet []byte, at time.Time) error {
		var k kept
		if json.Unmarshal(sheet, &k) != nil || k.At == "" {
			return nil
		}
		u := unfinished{leaf: k.leaf, name: strings.TrimPrefix(name, AsideBefore), at: at}
		if u.name == name {
			open = append(open, u)
		} else {
			aside = append(aside, u)
		}
		return nil
	})
	return open, aside, err
}

// line is a draft in one line: 登记宝宝，写到生日.
func (u unfinished) line() string {
	return strings.Join(slices.DeleteFunc([]string{u.What, u.Where}, func(s string) bool { return s == "" }), "，")
}

// when is the day and the time of the last press: 今天 8:06.
func (s *Station) when(at time.Time) string {
	t := at.In(hub.China)
	return s.sayDay(hub.DayOf(at)) + " " + clock(t.Hour()*60+t.Minute())
}

// draftRow is what was left as a row of a list.
func (s *Station) draftRow(u unfinished) page.Row {
	bold := u.Who
	if bold == "" {
		bold = "没写名字"
	}
	return page.Row{Icon: "i-pen", Bold: bold, Text: u.line(), Small: s.when(u.at), Href: u.At, Way: "接着写"}
}
