package county

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/hub/report"
	"yizhan/kiosk/page"
	"yizhan/kiosk/web"
)

// shareRoutes are what the county gives to others: studies that name nobody, and keys for
// programs of other departments.
func (c *County) shareRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /study", c.signed(studyShow))
	mux.HandleFunc("POST /study", c.signed(studyTake))
	mux.HandleFunc("GET /keys", c.signed(keyList))
	mux.HandleFunc("POST /keys", c.signed(keyMake))
	mux.HandleFunc("POST /keys/{id}/end", c.signed(keyEnd))
}

// studyShow says how many children a study would have and how well they are hidden, before
// it leaves.
func studyShow(v *visit) error {
	q := v.URL.Query()
	p, _, err := v.study(q)
	if err != nil && hub.CodeOf(err) != hub.CodeInvalid {
		return err
	}
	p.Errors = page.Faults(err)
	return v.render(p)
}

// halvesOffered is as many half-years as one chooses from: ten years.
const halvesOffered = 20

// study makes the study of a form: of the last two whole years where it says no days.
func (v *visit) study(q url.Values) (page.CountyStudy, report.Study, error) {
	today := v.c.Desk.Today()
	ask := report.StudyAsk{Kind: hub.Kind(q.Get("set")), From: hub.Day(q.Get("from")), To: hub.Day(q.Get("to")), Towns: map[hub.Lane]string{}}
	if ask.Kind == "" {
		ask.Kind = report.StudySets[0].Kind
	}
	if last := report.HalfYear.Last(today); ask.From == "" {
		ask.From, ask.To = calendar.AddMonths(last.From, -18), last.To
	}
	p := page.CountyStudy{CountyFrame: v.frame("去掉名字做研究", "share"), From: string(ask.From), To: string(ask.To), Set: string(ask.Kind), Keys: v.who.opens("GET /keys")}
	for _, s := range report.StudySets {
		p.Sets = append(p.Sets, page.Choice{Value: string(s.Kind), Text: s.Title, On: s.Kind == ask.Kind})
	}
	half := report.HalfYear.Last(today)
	for range halvesOffered {
		p.Froms = append(p.Froms, page.Choice{Value: string(half.From), Text: half.Say(), On: half.From == ask.From})
		p.Tos = append(p.Tos, page.Choice{Value: string(half.To), Text: half.Say(), On: half.To == ask.To})
		half = report.HalfYear.On(half.From.Add(-1))
	}
	if err := v.studiesDone(&p, ask); err != nil {
		return p, report.Study{}, err
	}
	if err := report.HalvesOf(ask.From, ask.To, today); err != nil {
		return p, report.Study{}, err
	}
	numbers, err := v.c.Desk.Numbers(v.ctx())
	if err != nil {
		return p, report.Study{}, err
	}
	ask.K = report.SmallCellOf(numbers, today)
	stations, err := v.c.Figures.Counted().Stations(v.ctx())
	if err != nil {
		return p, report.Study{}, err
	}
	for _, s := range stations {
		ask.Towns[s.Lane] = townText(s)
	}
	reader, err := v.c.Desk.Reader(v.who.Actor, hub.ActExport)
	if err == nil {
		reader, err = reader.Once(v.ctx(), v.c.Desk)
	}
	if err != nil {
		return p, report.Study{}, err
	}
	s, err := report.MakeStudy(v.ctx(), v.c.Desk.Forms(), reader, ask)
	if err == nil {
		v.studyFacts(&p, s)
	}
	return p, s, err
}

func (v *visit) studyFacts(p *page.CountyStudy, s report.Study) {
	p.Children = s.Children
	p.Facts = []page.Fact{
		{Word: "收", Text: fmt.Sprintf("%d 个孩子，%d 行", s.Children, s.Rows())},
		{Word: "每组至少", Text: fmt.Sprintf("%d 个孩子一样；最小的一组 %d 个，一共 %d 组", s.K, s.Smallest, len(s.Groups))},
		{Word: "不收", Text: fmt.Sprintf("%d 个孩子，家里没有同意做研究", s.NotAgreed)},
		{Word: "去掉", Text: fmt.Sprintf("%d 个孩子，一样的不够 %d 个；%d 行，会说出出生月份", s.TooFew, s.K, s.RowsAtEdge)},
	}
	for _, g := range s.Groups {
		said := func(text string) string {
			if text == "" {
				return "不说"
			}
			return text
		}
		p.Groups = append(p.Groups, page.StudyGroup{Town: said(g.Town), Sex: said(g.Sex), Born: said(g.Born), Children: g.Children})
	}
}

// studiesDone are those that have left, and whether the half-years that are asked for are among
// what they had.
func (v *visit) studiesDone(p *page.CountyStudy, ask report.StudyAsk) error {
	done, err := v.c.Desk.Studies(v.ctx())
	if err != nil {
		return err
	}
	names, err := v.c.Doors.Names(v.ctx())
	for _, s := range done {
		if s.Set == string(ask.Kind) && s.From <= ask.To && ask.From <= s.To {
			p.Note = &page.Note{Icon: "i-warn", Bold: "这些半年的，以前给过。", Text: "再给一份，两份一比，看得出后来才同意的、晚到的是哪个孩子；能用原来那份的，请他们用原来那份。"}
		}
		title := s.Set
		for _, set := range report.StudySets {
			if string(set.Kind) == s.Set {
				title = set.Title
			}
		}
		p.Done = append(p.Done, page.StudyDone{Day: calendar.Date(s.Day, v.c.Desk.Today()), What: title, Days: calendar.LongDate(s.From) + "到" + calendar.LongDate(s.To),
			To: s.Institution, Why: s.Why, Who: names[s.By], Children: s.Children, Least: s.Least})
	}
	return err
}

// studyTake notes who gets a study and what for, and sends it.
func studyTake(v *visit) error {
	p, s, err := v.study(v.PostForm)
	p.Institution, p.Why = v.form.Text("institution"), v.form.Text("why")
	if err == nil {
		_, err = v.c.Desk.NoteStudy(v.ctx(), v.who.Actor, desk.StudyOut{
			Request: v.form.Request(), Set: string(s.Set.Kind), From: s.From, To: s.To, Institution: p.Institution, Why: p.Why,
			Least: s.K, Children: s.Children, Rows: s.Rows(),
		})
	}
	if hub.CodeOf(err) == hub.CodeInvalid && err != nil {
		p.Errors = page.Faults(err)
		web.Render(v.w, v.Request, v.c.Log, http.StatusUnprocessableEntity, p)
		return nil
	}
	if err != nil {
		return err
	}
	day := string(v.c.Desk.Today())
	return v.sends("study-"+day+".xlsx", strings.Join([]string{"研究", s.Set.Title, day}, "-")+".xlsx", func(w io.Writer) error { return s.XLSX(w) })
}
