package station

import (
	"net/http"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/kiosk/page"
)

// settingUp is a set-up on its way: the first one of a box, which belongs to nobody
// yet, or a further site, which a 站长 adds later by the same pages. It is kept after
// every tap, so that a power cut goes on at the same step.
type settingUp struct {
	Request hub.ID
	Step    string // where to go on
	Further bool   // a further site of a box that is in use

	Under            string // code of the place whose children are asked for; "" the provinces
	Village          string // code
	Town, Hamlet     typing // a township and a village that are on no list
	NoVillage        bool   // the site stands for the whole township
	From             int    // first place shown
	Kinds            []string
	Role             string
	Name             typing
	Named            bool // Name was written, not made from the place
	Places           map[string]int
	Worker           typing
	Peg              string
	Turn             int    // how often 换个颜色 was pressed
	Site, WorkerMade hub.ID // once they are records
}

const setupDraft = "setup"

// setupSteps are the pages in their order; further sites end after the groups.
var setupSteps = []string{"welcome", "place", "site", "groups", "worker", "peg", "pin", "county"}

// unfinished says whether the first set-up still waits. It begins on a box where
// nobody works yet, and is over once the draft is gone: a worker who loses her PIN
// later never opens it again.
func (s *Station) unfinished(v *visit) (bool, error) {
	if s.settled.Load() {
		return false, nil
	}
	k, err := s.readDraft(v.ctx(), spot{name: setupDraft})
	if err != nil || k.Body != nil {
		return true, err
	}
	staff, err := s.everybody(v)
	if err != nil || len(staff) == 0 {
		return true, err
	}
	s.settled.Store(true)
	return false, nil
}

// everybody is who works at one of the box's sites.
func (s *Station) everybody(v *visit) ([]care.Staff, error) {
	sites, err := s.Box.Sites(v.ctx())
	if err != nil {
		return nil, err
	}
	var all []care.Staff
	for _, site := range sites {
		some, err := s.Desk.Staff(v.ctx(), site.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func (s *Station) setupOf(v *visit, staff hub.ID) (d settingUp, begun bool, err error) {
	begun, err = v.draftOf(staff, setupDraft, &d)
	return d, begun, err
}

// setupHandler does one step of a set-up.
type setupHandler func(v *visit, d *settingUp) error

// settingUp serves a step to whoever stands before a new box, and later to a 站长
// who adds a site. Where neither is under way the set-up is closed.
func (s *Station) settingUp(h setupHandler) http.HandlerFunc {
	return s.always(func(v *visit) error {
		first, err := s.unfinished(v)
		if err != nil {
			return err
		}
		if first {
			st, err := s.Box.Status(v.ctx())
			if err != nil {
				return err
			}
			if st.Revoked { // nothing that was set up here would count
				return s.putOut(v)
			}
		}
		var d settingUp
		begun := false
		switch {
		case first:
			d, begun, err = s.setupOf(v, hub.ID{})
		case v.who.Signed:
			d, begun, err = s.setupOf(v, v.who.Actor.Staff)
		}
		switch {
		case err != nil:
			return err
		case !first && !begun:
			return v.see("/")
		case !begun:
			if d, err = s.firstDraft(v); err != nil {
				return err
			}
		}
		if d.Step == "county" && !v.who.Signed { // from here on it is her box
			return v.see("/pin?next=/setup")
		}
		return h(v, &d)
	})
}

// putOut says to whoever stands before a new box that the county has put it out.
func (s *Station) putOut(v *visit) error {
	f := v.frame("第一次用")
	f.Back, f.Help, f.Idle = "", "setup", 0
	return v.render(page.Message{Frame: f, Icon: "i-warn", Kind: "bad", Head: "这台机器报过丢失，停用了", Lines: []string{
		"县里停用了它，不能接着设置。里面原来有的都没动。",
		"捡到的、找回来的，请告诉县里，或者交给最近的驿站。还要用它，请县里来清空，当新机器再接入。"}})
}

// firstDraft begins. A box that the county has enrolled already has its site, and
// lacks only who works there.
func (s *Station) firstDraft(v *visit) (settingUp, error) {
	d := settingUp{Request: hub.NewID(), Step: "welcome", Role: "station", Places: map[string]int{}}
	if !v.site.ID.IsZero() {
		d.Site, d.Step = v.site.ID, "worker"
	}
	return d, nil
}

// owner is whose draft it is, and who acts: before anybody works here, the box.
func (s *Station) setupOwner(v *visit, d *settingUp) (draft hub.ID, actor hub.Actor) {
	if d.Further {
		return v.who.Actor.Staff, v.who.Actor
	}
	return hub.ID{}, hub.Actor{Role: hub.RoleBox, Lane: s.Box.Lane(), Site: d.Site}
}

func (s *Station) keepSetup(v *visit, d *settingUp) error {
	owner, _ := s.setupOwner(v, d)
	return v.keepDraftOf(owner, setupDraft, leaf{What: "添一个站点", Who: d.Name.Text, At: "/setup"}, d)
}

func (s *Station) dropSetup(v *visit, d *settingUp) error {
	owner, _ := s.setupOwner(v, d)
	return v.dropDraftOf(owner, setupDraft)
}

// setupTo keeps what was said and goes to a page.
func (s *Station) setupTo(v *visit, d *settingUp, page string) error {
	if slices.Contains(setupSteps, page) {
		d.Step = page
	}
	if err := s.keepSetup(v, d); err != nil {
		return err
	}
	return v.see("/setup/" + page)
}
