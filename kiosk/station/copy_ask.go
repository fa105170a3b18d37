package station

import (
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// familyAsk is who of a family asked this worker for what is kept, and when.
type familyAsk struct {
	Who   hub.ID
	Known string // code of the form of looks; "" not said yet
	At    time.Time
}

// askedFor is how long a family that asked sits at the desk: its copy, and the ways
// out of it, are open for so long.
const askedFor = 30 * time.Minute

func askDraft(child hub.ID) string { return "asks/" + child.String() }

// familyAsked reads who asked for a child; ok is false if nobody has, or long ago.
func (s *Station) familyAsked(v *visit, child hub.ID) (a familyAsk, ok bool, err error) {
	found, err := v.recall(askDraft(child), &a)
	if err != nil || !found {
		return familyAsk{}, false, err
	}
	since := s.Clock.Now().Wall.Sub(a.At)
	return a, a.Known != "" && since.Abs() < askedFor, nil
}

func (s *Station) keepAsk(v *visit, child hub.ID, a familyAsk) error {
	a.At = s.Clock.Now().Wall
	return v.remember(askDraft(child), a)
}

// asksShow asks who of the family it is.
func (s *Station) asksShow(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	return v.render(s.asksPage(v, file, hub.ID{}, nil))
}

// asksPage is the question who it is, and once that is said, how she is known.
func (s *Station) asksPage(v *visit, file desk.File, who hub.ID, faults page.Errors) page.View {
	at := childAt(file.Child.ID)
	f := v.childFrame(file, "谁来要的")
	f.Help, f.Back, f.Errors = "rights", at+"/rights", faults
	p := page.Choose{Frame: f, Action: v.URL.Path, Prev: f.Back}
	if one, ok := personOf(file, who); ok {
		p.Question, p.Field, p.Few = adultName(one)+"，怎么认出来的？", "known", true
		p.Way = []page.Choice{{Value: "who", Text: "换个人"}}
		p.Quiet = "谁要的、谁给看的，会记下来，家里和县里都看得到。"
		if one.Guardian {
			p.Tiles = []page.Choice{
				{Value: who.String() + ".card", Text: "带了家庭卡", Icon: "i-check"},
				{Value: who.String() + ".self", Text: "认得，是本人", Icon: "i-people"},
			}
			return p
		}
		p.Question = adultName(one) + "不是监护人，问过监护人吗？"
		p.Tiles = []page.Choice{{Value: who.String() + ".guardian", Text: "打过电话，说同意", Icon: "i-phone"}}
		return p
	}
	p.Question, p.Field = "家里谁来要的？", "who"
	for _, one := range file.People {
		word := "不是监护人"
		if one.Guardian {
			word = "监护人"
		}
		p.Tiles = append(p.Tiles, page.Choice{Value: one.ID.String(), Text: adultName(one), Small: word})
	}
	if len(p.Tiles) == 0 {
		return page.Message{Frame: f, Icon: "i-people", Kind: "calm", Head: "家里人还没写",
			Lines: []string{"先把来的人添上，说清是孩子的什么人，再给看。"},
			Ways:  []page.Link{{Href: at + "/person/new", Text: "添人"}, {Href: at + "/rights", Text: "回去"}}}
	}
	return p
}

func personOf(file desk.File, id hub.ID) (care.Person, bool) {
	for _, one := range file.People {
		if one.ID == id && !id.IsZero() {
			return one, true
		}
	}
	return care.Person{}, false
}

// asksTake takes who it is, then how she is known; with that it is on the trail, and
// what is kept is opened.
func (s *Station) asksTake(v *visit) error {
	file, err := v.file()
	if err != nil {
		return err
	}
	who, known := v.form.ID("who"), ""
	if text := v.form.Text("known"); len(text) > 33 {
		if id, err := hub.ParseID(text[:32]); err == nil {
			who, known = id, text[33:]
		}
	}
	if known == "" {
		return v.render(s.asksPage(v, file, who, nil))
	}
	what := "copy"
	if v.PathValue("what") == "correct" {
		what = "correct"
	}
	err = s.Desk.NoteFamily(v.ctx(), v.who.Actor, trailLane(s.Box.Lane()), desk.FamilyAsks{Child: file.Child.ID, Who: who, Known: known, What: what})
	if err != nil {
		if !question(err) {
			return err
		}
		return v.again(err, s.asksPage(v, file, who, faultAt(err, "")))
	}
	if err := s.keepAsk(v, file.Child.ID, familyAsk{Who: who, Known: known}); err != nil {
		return err
	}
	if what == "correct" {
		return v.see(childAt(file.Child.ID) + "/copy/child")
	}
	return v.see(childAt(file.Child.ID) + "/copy")
}
