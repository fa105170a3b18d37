package station

import (
	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// stranger is a named exception on its way: somebody who is not on the list wants
// to fetch these children. It is a draft until it is decided.
type stranger struct {
	Request  hub.ID
	Children string // ids by commas
	Kin      string // as it is said: 舅舅
	Called   typing
	Asked    hub.ID // who of the family was called
	NotAsked bool   // 还没问
	Adult    bool
	Seen     bool
}

const strangerDraft = "stranger"

// strangerKin are who usually comes instead; the word itself is kept.
var strangerKin = []string{"舅舅", "叔叔", "姑姑", "姨", "姑父", "姨父", "邻居", "别的人"}

// strangerOf reads the draft of these children; another one's is left behind.
func (s *Station) strangerOf(v *visit, children string) (stranger, error) {
	var d stranger
	ok, err := v.draft(strangerDraft, &d)
	if err != nil {
		return stranger{}, err
	}
	if ok && (children == "" || d.Children == children) {
		return d, nil
	}
	if ok { // she came for other children in between
		if err := v.putAside(strangerDraft); err != nil {
			return stranger{}, err
		}
	}
	return stranger{Request: hub.NewID(), Children: joined(idList(children))}, nil
}

func (s *Station) keepStranger(v *visit, d stranger) error {
	as := leaf{What: "名单上没有的人来接", Who: d.Called.Text, Where: d.Kin, At: "/wall/stranger?child=" + d.Children}
	return v.keepDraft(strangerDraft, as, d)
}

// take reads a press; every one travels with all that was chosen before.
func (d *stranger) take(f interface {
	Text(string) string
	ID(string) hub.ID
}) {
	for _, kin := range strangerKin {
		if f.Text("kin") == kin {
			d.Kin = kin
		}
	}
	d.Asked = f.ID("asked")
	d.NotAsked = f.Text("asked") == "none"
	d.Adult = f.Text("adult") == "yes"
	d.Seen = f.Text("seen") == "yes"
}

// strangerPage lays the exception out.
func (s *Station) strangerPage(v *visit, d stranger, of []desk.WallChild) page.Stranger {
	f := v.frame("名单上没有的人来接")
	f.Back = "/wall/evening"
	child := of[0]
	if usual := desk.UsualFetcher(child.Day, child.Fetchers); !usual.ID.IsZero() {
		f.Hint = calledTogether(of) + " · 平时" + kinOf(usual) + "接"
	}
	p := page.Stranger{Frame: f, Child: onTile(child), Value: d.Children, KinOn: d.Kin, Called: d.Called.Text,
		Adult: d.Adult, Seen: d.Seen, Prev: "/wall/evening"}
	p.Child.Name = calledTogether(of)
	for _, kin := range strangerKin {
		p.Kin = append(p.Kin, page.Choice{Value: kin, Text: kin, On: kin == d.Kin})
	}
	asked := func(value, text string, on bool) {
		p.Asked = append(p.Asked, page.Choice{Value: value, Text: text, On: on})
		if on {
			p.AskOn = value
		}
	}
	for _, a := range child.People {
		if asksForChild(a) {
			asked(a.ID.String(), kinOf(a), a.ID == d.Asked)
		}
	}
	asked("none", "还没问", d.NotAsked)
	return p
}

// asksForChild says whether somebody may let the child go with another one: its
// guardians, and who looks after it.
func asksForChild(p care.Person) bool { return p.Guardian || p.Carer }

// strangerFaults puts what the Desk said beside the questions of this page.
func strangerFaults(d stranger, err error) page.Errors {
	out := page.Faults(err)
	if sentence, ok := out["id_seen"]; ok {
		delete(out, "id_seen")
		out["asked"] = sentence
	}
	if d.Called.Text == "" {
		out["name"] = page.Faults(hub.E(hub.CodeInvalid, "stranger.name"))[""]
	}
	return out
}
