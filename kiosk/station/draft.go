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

	On hub.Day `json:",omitempty"` // the only day on which somebody goes on with it; "" any
}

// kept is a draft as it lies on the box. One that has ended keeps its turn, so that a
// page of before does not begin it anew; At is what came of it.
type kept struct {
	leaf
	turn
	Body json.RawMessage `json:",omitempty"`
}

// unfinished is a draft that its worker can go on with.
type unfinished struct {
	leaf
	name string
	at   time.Time
}

// keepDraft keeps what this worker has entered, under a name of its own. Names hold
// ids only: they are not sealed. A post from a page that is behind keeps nothing.
func (v *visit) keepDraft(name string, as leaf, body any) error {
	return v.keepDraftOf(v.who.Actor.Staff, name, as, body)
}

func (v *visit) keepDraftOf(staff hub.ID, name string, as leaf, body any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return v.write(spot{staff, name}, kept{leaf: as, Body: raw})
}

// draft reads what keepDraft kept; a post from a page that is behind is told so, and has
// to go no further. A draft of another release is left aside.
func (v *visit) draft(name string, into any) (ok bool, err error) {
	return v.draftOf(v.who.Actor.Staff, name, into)
}

func (v *visit) draftOf(staff hub.ID, name string, into any) (ok bool, err error) {
	k, err := v.held(spot{staff, name})
	return k.read(into), err
}

// read says whether there is something to read.
func (k *kept) read(into any) bool {
	return k != nil && k.Body != nil && json.Unmarshal(k.Body, into) == nil
}

// dropDraft ends a draft: what was entered is stored, or nobody wants it.
func (v *visit) dropDraft(name string) error { return v.dropDraftOf(v.who.Actor.Staff, name) }

func (v *visit) dropDraftOf(staff hub.ID, name string) error {
	at := spot{staff, name}
	if _, err := v.takes(at); err != nil {
		return err
	}
	v.ended = append(v.ended, at)
	return v.write(at, kept{})
}

// endAt notes where the drafts that were ended have led, for the tap that comes again.
func (v *visit) endAt(path string) error {
	for _, at := range v.ended {
		v.drafts[at].At = path
		if err := v.s.writeDraft(v.ctx(), at, *v.drafts[at]); err != nil {
			return err
		}
	}
	v.ended = nil
	return nil
}

func (s *Station) readDraft(ctx context.Context, at spot) (*kept, error) {
	k := &kept{}
	sheet, ok, err := s.Drafts.Draft(ctx, at.staff, at.name)
	if err != nil || !ok || json.Unmarshal(sheet, k) != nil {
		return &kept{}, err
	}
	return k, nil
}

func (s *Station) writeDraft(ctx context.Context, at spot, k kept) error {
	sheet, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return s.Drafts.PutDraft(ctx, at.staff, at.name, sheet)
}

// remember keeps what no form goes on with: a liking, what a family was told. The last
// one holds, whatever window it came from.
func (v *visit) remember(name string, body any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return v.s.writeDraft(v.ctx(), spot{v.who.Actor.Staff, name}, kept{Body: raw})
}

// recall reads what remember kept.
func (v *visit) recall(name string, into any) (ok bool, err error) {
	k, err := v.s.readDraft(v.ctx(), spot{v.who.Actor.Staff, name})
	return err == nil && k.read(into), err
}

func (v *visit) forget(name string) error {
	return v.s.Drafts.DropDraft(v.ctx(), v.who.Actor.Staff, name)
}

// AsideBefore stands before the name of a draft that its worker does not want any
// more: she may fetch it back for as long as drafts are kept.
const AsideBefore = "aside/"

// putAside takes a draft off the list; a missing one needs nothing. The page that asked
// for it need not have shown it.
func (v *visit) putAside(name string) error {
	at := spot{v.who.Actor.Staff, name}
	k, err := v.takes(at)
	if err != nil || k.Body == nil {
		return err
	}
	if err := v.s.writeDraft(v.ctx(), spot{at.staff, AsideBefore + name}, *k); err != nil {
		return err
	}
	return v.write(at, kept{})
}

// fetchBack puts a draft on the list again. One that was begun in its place since is
// put aside for it.
func (v *visit) fetchBack(name string) error {
	at, aside := spot{v.who.Actor.Staff, name}, AsideBefore+name
	back, err := v.s.readDraft(v.ctx(), spot{at.staff, aside})
	if err != nil || back.Body == nil {
		return err
	}
	if err := v.forget(aside); err != nil {
		return err
	}
	if err := v.putAside(name); err != nil {
		return err
	}
	return v.write(at, *back)
}

// leftBy is what a worker has not finished, the newest first, and what she has put
// aside. Nobody else is ever shown it.
func (s *Station) leftBy(ctx context.Context, staff hub.ID) (open, aside []unfinished, err error) {
	err = s.Drafts.EachDraft(ctx, staff, func(name string, sheet []byte, at time.Time) error {
		var k kept
		if json.Unmarshal(sheet, &k) != nil || k.Body == nil || k.At == "" || k.On != "" && k.On != s.Desk.Today() {
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
	bold, text := u.Who, u.line()
	switch {
	case bold == "" && strings.HasPrefix(u.At, "/register"):
		bold = "没写名字"
	case bold == "": // it is about nobody in particular: a meal, a sheet of the station
		bold, text = u.What, u.Where
	}
	return page.Row{Icon: "i-pen", Bold: bold, Text: text, Small: s.when(u.at), Href: u.At, Way: "接着写"}
}
