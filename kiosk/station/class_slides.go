package station

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/class"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/markdown"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// slidesShow is what a class shows, in its order.
func (s *Station) slidesShow(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/slides"
	f := v.classFrame(file.Class, "讲的几页")
	f.Undo = v.undo(classAt(file.Class.ID)+"/undo", "", "改好了")
	p := page.Rows{Frame: f, Action: at, Prev: f.Back, Empty: "还没有要看的。从课文里挑几页，或者拍几张照片。",
		Ways: []page.Link{{Href: at + "/text", Text: "写一页", Icon: "i-pen"}}}
	if s.Photos != nil {
		p.Ways = append(p.Ways, page.Link{Href: classAt(file.Class.ID) + "/photo?what=slide", Text: "放照片", Icon: "s-photo"})
	}
	if s.Pages != nil && s.Photos != nil {
		p.Ways = append(p.Ways, page.Link{Href: at + "/pdf", Text: "PDF", Icon: "i-stick"})
	}
	p.Ways = append(p.Ways, page.Link{Href: at + "/lesson", Text: "从课文里挑", Icon: "i-board"})
	p.Last = len(file.Slides) == 0
	var rows []page.Row
	for i, one := range file.Slides {
		row := page.Row{Icon: "i-board", Bold: fmt.Sprintf("%d", i+1), Text: s.Desk.SlideTitle(one), Small: s.slideSort(one)}
		if i > 0 {
			row.Do = append(row.Do, page.Choice{Value: fmt.Sprintf("up-%d", i), Text: "往前"})
		}
		row.Do = append(row.Do, page.Choice{Value: fmt.Sprintf("drop-%d", i), Text: "不要"})
		rows = append(rows, row)
	}
	p.Rows, p.Pages = paged(rows, v.URL.Query().Get("page"), at)
	return v.render(p)
}

func (s *Station) slideSort(one class.Slide) string {
	if l, ok := s.Desk.Lessons().Get(one.Lesson); ok {
		return fmt.Sprintf("课文《%s》第 %d 页", l.Title, one.Page)
	}
	if !one.Picture.IsZero() {
		return "照片"
	}
	return "自己写的"
}

// slidesTake moves a slide, or leaves it out.
func (s *Station) slidesTake(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	what, at, _ := strings.Cut(v.form.Text("do"), "-")
	i, slides := number(at), slices.Clone(file.Slides)
	if i < 0 || i >= len(slides) {
		return v.see(v.URL.Path)
	}
	switch {
	case what == "up" && i > 0:
		slides[i-1], slides[i] = slides[i], slides[i-1]
	case what == "drop":
		slides = slices.Delete(slides, i, i+1)
	}
	return v.setSlides(file, slides)
}

func (v *visit) setSlides(file desk.ClassFile, slides []class.Slide) error {
	out, err := v.s.Desk.SetSlides(v.ctx(), v.who.Actor, v.form.Request(), file.Class.ID, slides)
	if err != nil {
		return err
	}
	return v.done(classAt(file.Class.ID)+"/slides", out)
}

// slidesLesson offers the pages of a lesson; which are shown already is marked.
func (s *Station) slidesLesson(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/slides"
	f := v.classFrame(file.Class, "从课文里挑")
	f.Back = at
	key := v.URL.Query().Get("of")
	if key == "" {
		key = file.Class.Lesson
	}
	l, ok := s.Desk.Lessons().Get(key)
	if !ok || v.URL.Query().Has("which") {
		p := page.Rows{Frame: f, Prev: at}
		var rows []page.Row
		for _, l := range s.Desk.Lessons().All() {
			rows = append(rows, page.Row{Icon: "i-board", Bold: l.Title, Small: joinFacts(l.Class.Title(), l.For()), Href: at + "/lesson?of=" + l.Key, Way: "挑几页"})
		}
		p.Rows, p.Pages = pagedOn(rows, rowsShown, v.URL.Query().Get("page"), at+"/lesson?which=1&page=")
		return v.render(p)
	}
	f.Hint = l.Title
	p := page.Choose{Frame: f, Action: at + "/lesson?of=" + l.Key, Question: "要哪几页？点一下就加上，再点一下拿掉。", Field: "pick", Many: true, Prev: at, Next: "好了", Skip: "换一课", Write: "都要"}
	for n, one := range l.Pages {
		p.Tiles = append(p.Tiles, page.Choice{Value: fmt.Sprint(n + 1), Text: fmt.Sprintf("第 %d 页", n+1), Small: one.Title, On: slideOf(file.Slides, l.Key, n+1) >= 0})
	}
	return v.render(p)
}

// slideOf is where a page of a lesson stands; -1 nowhere.
func slideOf(slides []class.Slide, key string, n int) int {
	return slices.IndexFunc(slides, func(one class.Slide) bool { return one.Lesson == key && one.Page == n })
}

// slidesFromLesson puts pages of a lesson on, or takes them off.
func (s *Station) slidesFromLesson(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	at := classAt(file.Class.ID) + "/slides"
	l, ok := s.Desk.Lessons().Get(v.URL.Query().Get("of"))
	switch {
	case v.form.Text("go") == "skip":
		return v.see(at + "/lesson?which=1")
	case v.form.Text("go") == "next" || !ok:
		return v.see(at)
	}
	slides := slices.Clone(file.Slides)
	turn := func(n int, only bool) {
		if i := slideOf(slides, l.Key, n); i < 0 {
			slides = append(slides, class.Slide{Lesson: l.Key, Page: n})
		} else if !only {
			slides = slices.Delete(slides, i, i+1)
		}
	}
	if v.form.Text("go") == "write" {
		for n := range l.Pages {
			turn(n+1, true)
		}
		return v.setSlides(file, slides)
	}
	if n := v.form.Int("pick"); n >= 1 && n <= len(l.Pages) {
		turn(n, false)
	}
	if _, err := s.Desk.SetSlides(v.ctx(), v.who.Actor, v.form.Request(), file.Class.ID, slides); err != nil {
		return err
	}
	return v.see(at + "/lesson?of=" + l.Key)
}

// ownSlide is a page that she writes: a headline, or lines parted by semicolons.
const ownSlide = 60

func slideDraft(id hub.ID) string { return "slide/" + id.String() }

// slideText is the question for it.
func (s *Station) slideText(v *visit, file desk.ClassFile) posed {
	at := classAt(file.Class.ID) + "/slides"
	f := v.classFrame(file.Class, "写一页")
	f.Back = at
	most := int64(ownSlide)
	return posed{f: &form.Field{Name: "text", Label: "这一页写什么", Help: "几句的，中间用分号隔开", Type: form.Text, Required: true, Max: &most}, key: "text", frame: f, action: at + "/text", prev: at, next: "放上去"}
}

func (s *Station) slidesText(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	d := sheeting{}
	if _, err := v.draft(slideDraft(file.Class.ID), &d); err != nil {
		return err
	}
	return v.render(s.ask(v, &d, s.slideText(v, file)))
}

func (s *Station) slidesWrite(v *visit) error {
	file, err := v.class()
	if err != nil {
		return err
	}
	d := sheeting{}
	if _, err := v.draft(slideDraft(file.Class.ID), &d); err != nil {
		return err
	}
	q := s.slideText(v, file)
	d.opened(q)
	done := v.press(&d.Open.Typing, ime.General, false, ownSlide)
	text := d.Open.Typing.Text
	if done && v.form.Text("go") == "next" && text != "" {
		if err := v.dropDraft(slideDraft(file.Class.ID)); err != nil {
			return err
		}
		return v.setSlides(file, append(slices.Clone(file.Slides), class.Slide{Text: slideMarkdown(text)}))
	}
	if err := v.keepDraft(slideDraft(file.Class.ID), leaf{What: "写一页", Who: file.Class.Title, At: v.URL.Path}, d); err != nil {
		return err
	}
	if v.form.Has("keep") {
		v.w.WriteHeader(204)
		return nil
	}
	return v.see(v.URL.Path)
}

// slideMarkdown makes a list of what semicolons part.
func slideMarkdown(text string) string {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '；' || r == ';' })
	if len(lines) < 2 {
		return text
	}
	return "- " + strings.Join(lines, "\n- ")
}

// slide is the one that is shown now, for a screen.
func (s *Station) slide(now class.Now) page.Slide {
	if now.Slide < 1 || now.Slide > len(now.Slides) {
		return page.Slide{Head: now.Title, Count: now.Lecturer}
	}
	one := now.Slides[now.Slide-1]
	out := page.Slide{Head: s.Desk.SlideTitle(one), Count: fmt.Sprintf("第 %d 页，共 %d 页", now.Slide, len(now.Slides))}
	l, ok := s.Desk.Lessons().Get(one.Lesson)
	switch {
	case ok && one.Page >= 1 && one.Page <= len(l.Pages):
		p := l.Pages[one.Page-1]
		out.Head, out.Drawing = p.Title, template.HTML(p.Drawing) // written anew by lesson.Draw
		out.Pieces = page.Pieces([]markdown.Section{{Blocks: p.Blocks}})
		if s.Shelf != nil {
			if has := s.Shelf.Page(l, one.Page); has.Photo {
				out.Photo = fmt.Sprintf("%s/photo?page=%d&v=%s", lessonAt(l), one.Page, has.ID)
			}
		}
	case !one.Picture.IsZero():
		out.Picture = "/class-slide/" + one.Picture.String()
		if !now.From.IsZero() {
			out.Picture = fmt.Sprintf("/near/picture/%d", now.Slide)
		}
	default:
		out.Head = one.Title
		if text, err := markdown.Parse(one.Text); err == nil {
			out.Pieces = page.Pieces(text)
		} else {
			out.Head = joinFacts(one.Title, one.Text)
		}
	}
	return out
}
