package station

import (
	"context"
	"html/template"
	"net/http"
	"strconv"

	"yizhan/hub"
	"yizhan/hub/words"
	"yizhan/kiosk/page"
	"yizhan/kiosk/print"
)

// printRoutes put things on paper. Each page that prints has a route of its own beside
// it; these are what follows, and the paper that belongs to no page.
func (s *Station) printRoutes(mux *http.ServeMux) {
	if s.Paper == nil {
		return
	}
	mux.HandleFunc("GET /printing/{job}", s.signed(s.printShow))
	mux.HandleFunc("POST /printing/{job}", s.signed(s.printAct))
	mux.HandleFunc("GET /printing/{job}/{page}", s.signed(s.printPicture))
	mux.HandleFunc("GET /printing/{job}/look/{page}", s.signed(s.printLook))
	mux.HandleFunc("GET /child/{child}/slips", s.signed(s.slipsShow))
	mux.HandleFunc("POST /child/{child}/slips", s.signed(s.slipPrint))
	mux.HandleFunc("GET /paper", s.signed(s.paperShow))
	mux.HandleFunc("POST /paper", s.signed(s.paperPrint))
	mux.HandleFunc("GET /settings/print", s.mayRun(s.printersShow))
	mux.HandleFunc("POST /settings/print", s.mayRun(s.printersAct))
	mux.HandleFunc("GET /settings/print/{paper}", s.mayRun(s.printerPick))
	mux.HandleFunc("POST /settings/print/{paper}", s.mayRun(s.printerSet))
	mux.HandleFunc("GET /settings/print/{paper}/address", s.mayRun(s.printerAddress))
	mux.HandleFunc("POST /settings/print/{paper}/address", s.mayRun(s.printerReach))
	mux.HandleFunc("GET /settings/print/slip/width", s.mayRun(s.printerWidth))
	mux.HandleFunc("POST /settings/print/slip/width", s.mayRun(s.printerWide))
}

// printAt is where a page's print button posts to: nowhere on a phone or tablet, whose
// own paper is meant.
func (v *visit) printAt(path string) string {
	if v.s.Paper == nil || elsewhere(v.Request) {
		return ""
	}
	return path
}

// print puts a doc in the queue and shows what becomes of it. Whoever is named on it
// was looked at.
func (v *visit) print(doc print.Doc, back string) error {
	if v.s.Paper == nil {
		return hub.E(hub.CodeInvalid, "print.none")
	}
	for _, child := range doc.About {
		v.s.Doors.Looked(v.who.Actor, child, "print")
	}
	id, err := v.s.Paper.Add(v.ctx(), v.who.Actor.Staff, doc)
	if err != nil {
		return err
	}
	return v.see("/printing/" + id.String() + "?back=" + queryPath(back))
}

// printJob is the one of the path.
func (v *visit) printJob() (hub.ID, print.Job, error) {
	id, err := hub.ParseID(v.PathValue("job"))
	if err != nil {
		return id, print.Job{}, hub.E(hub.CodeNotFound, "print.gone")
	}
	j, ok := v.s.Paper.Job(id)
	if !ok || j.By != v.who.Actor.Staff {
		return id, j, hub.E(hub.CodeNotFound, "print.gone")
	}
	return id, j, nil
}

// printShow is how far it is, live.
func (s *Station) printShow(v *visit) error {
	id, first, err := v.printJob()
	if err != nil {
		return err
	}
	back := localPath(v.URL.Query().Get("back"))
	f := v.frame(first.Name)
	f.Back, f.Hint, f.Help = back, paperWord(first.Paper), "print"
	return v.shows(func(context.Context) (page.Lively, error) {
		j, ok := s.Paper.Job(id)
		if !ok {
			return nil, hub.E(hub.CodeNotFound, "print.gone")
		}
		return s.printPage(f, j), nil
	}, func(p page.Lively, ticket string) page.View {
		full := p.(page.PrintJob)
		full.Ticket = ticket
		return full
	})
}

func paperWord(p print.Paper) string {
	if p == print.Slip {
		return "小票"
	}
	return "大纸 A4"
}

// printPage says how far a job is, and what can be done about it.
func (s *Station) printPage(f page.Frame, j print.Job) page.PrintJob {
	at := "/printing/" + j.ID.String()
	p := page.PrintJob{Frame: f, Image: template.URL(at + "/0.png"), Icon: "i-print", Kind: "calm"}
	act := func(value, text, icon string, main bool) page.Post {
		return page.Post{Action: at + "?back=" + queryPath(f.Back), Field: "do", Value: value, Text: text, Icon: icon, Main: main}
	}
	drop := act("drop", "不打了", "", false)
	switch {
	case j.State == print.Done:
		p.Image, p.Icon, p.Kind, p.Head = "", "i-check", "good", "印好了"
		p.Lines = []string{"看一眼纸，清楚就行。没印清楚，回去再点一次“打印”。"}
		p.Way = &page.Link{Href: f.Back, Text: "好了，回去"}
	case j.Trouble == "":
		p.Head, p.Lines = "正在印", []string{"不用等，可以先回去做别的。"}
		p.Post, p.Way = []page.Post{drop}, &page.Link{Href: f.Back, Text: "先回去"}
	case j.Trouble == "print.none", j.Trouble == "print.no-font":
		p.Head, p.Lines = "这里没有打印机", []string{"插上 U 盘，存一份，到镇上打字店去印。", "急着用，照着屏幕抄下来也一样。"}
		if j.Trouble == "print.no-font" {
			p.Head, p.Lines, p.Image = "还印不出字", []string{words.Say(j.Trouble)}, ""
		}
		p.Kind = ""
		p.Post = []page.Post{drop, act("stick", "存到 U 盘", "i-stick", true)}
	default:
		p.Icon, p.Kind, p.Head = "i-warn", "", "还没印出来"
		p.Lines = []string{words.Say(j.Trouble)}
		p.Post = []page.Post{drop, act("stick", "存到 U 盘", "i-stick", false), act("again", "再试一次", "i-print", true)}
	}
	if p.Image != "" {
		p.Look = at + "/look/0?back=" + queryPath(f.Back)
	}
	return p
}

// printAct tries once more, gives up, or takes the stick instead.
func (s *Station) printAct(v *visit) error {
	id, _, err := v.printJob()
	if err != nil {
		return err
	}
	back, by := localPath(v.URL.Query().Get("back")), v.who.Actor.Staff
	switch v.form.Text("do") {
	case "drop":
		if err := s.Paper.Drop(v.ctx(), id, by); err != nil {
			return err
		}
		return v.see(back)
	case "stick":
		return s.printToStick(v, id, back)
	}
	s.Paper.Again(id, by)
	return v.see("/printing/" + id.String() + "?back=" + queryPath(back))
}

// printPicture is a page of it as a picture: 0.png.
func (s *Station) printPicture(v *visit) error {
	id, _, err := v.printJob()
	if err != nil {
		return err
	}
	doc, err := s.Paper.Doc(id, v.who.Actor.Staff)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(trimPNG(v.PathValue("page"))) // what is no number is the first
	picture, _, err := s.drawn(v, doc, n)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "image/png")
	if _, err := v.w.Write(picture); err != nil {
		s.Log.Info("a picture broke off", "cause", err) // nobody is left to be told
	}
	return nil
}

// drawn is one page of a doc, on the paper that it goes to.
func (s *Station) drawn(v *visit, doc print.Doc, n int) (picture []byte, pages int, err error) {
	font, err := s.Paper.Font()
	if err != nil {
		return nil, 0, err
	}
	setup, err := s.Paper.Setup(v.ctx())
	if err != nil {
		return nil, 0, err
	}
	width := setup.For(doc.Paper).Width
	if doc.Paper == print.Slip && width == 0 {
		width = print.Width58
	}
	if picture, pages, err = print.Preview(doc, width, n, font); err == nil && len(picture) == 0 {
		err = hub.E(hub.CodeNotFound, "print.gone")
	}
	return picture, pages, err
}

// printLook shows a page large, to copy it by hand where nothing prints.
func (s *Station) printLook(v *visit) error {
	id, j, err := v.printJob()
	if err != nil {
		return err
	}
	doc, err := s.Paper.Doc(id, v.who.Actor.Staff)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(v.PathValue("page"))
	_, pages, err := s.drawn(v, doc, n)
	if err != nil {
		return err
	}
	at, back := "/printing/"+id.String(), queryPath(localPath(v.URL.Query().Get("back")))
	f := v.frame("照着抄")
	f.Back, f.Hint, f.Help = at+"?back="+back, j.Name, "print"
	p := page.PrintLook{Frame: f, Image: template.URL(at + "/" + strconv.Itoa(n) + ".png"), Label: j.Name, Prev: f.Back}
	for i := 0; i < pages && pages > 1; i++ {
		p.Pages = append(p.Pages, page.Choice{Value: at + "/look/" + strconv.Itoa(i) + "?back=" + back, Text: "第 " + strconv.Itoa(i+1) + " 张", On: i == n})
	}
	return v.render(p)
}
