package desk

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/form"
)

// ClassFile is all that a page shows of a class.
type ClassFile struct {
	Class     care.Class
	Slides    []class.Slide
	Here      []care.ClassHere  // who came, in the order of coming; who was taken back is left out
	Called    map[hub.ID]string // by class-here: 王梓涵的奶奶, a guest's name; none where this box cannot read it
	Heads     ClassHeads
	Photos    []care.ClassPhoto // of the room; slides' pictures are in Slides
	Recording care.Recording    // its ID is zero where there is none
	Chapters  []class.Chapter
	Notices   []care.ClassNotice
	Words     []care.ClassWord // the newest first
	Ratings   [3]int           // not well, so-so, well
	Quiz      ClassQuiz
}

// classKinds are what is kept of a class beside itself.
var classKinds = []hub.Kind{"class-here", "class-photo", "class-notice", "class-word", "recording", "replay"}

// ClassFile reads a class. The caller notes the look where it shows names. Errors:
// CodeForbidden, CodeNotFound class.gone.
func (d *Desk) ClassFile(ctx context.Context, actor hub.Actor, of hub.ID) (ClassFile, error) {
	if err := d.allow(actor, hub.ActTeach); err != nil {
		return ClassFile{}, err
	}
	c, err := d.class(ctx, of)
	if err != nil {
		return ClassFile{}, err
	}
	f, err := d.classFile(ctx, c)
	if err != nil {
		return ClassFile{}, err
	}
	if c.Site != actor.Site && !actor.Site.IsZero() { // of the next village's she sees whom she wrote down
		f.Here = slices.DeleteFunc(f.Here, func(h care.ClassHere) bool { return h.Site != actor.Site })
		f.Words, f.Photos, f.Notices = nil, nil, nil
		families, err := d.familiesOf(ctx, f.Here)
		if err != nil {
			return ClassFile{}, err
		}
		f.Heads = headsOf(f.Here, families) // who sits there is counted there, and comes back as no number of hers
	}
	f.Called, err = d.called(ctx, f.Here)
	return *f, err
}

// classFile is a class without the names of who came.
func (d *Desk) classFile(ctx context.Context, c *care.Class) (*ClassFile, error) {
	f := &ClassFile{Class: *c, Slides: d.slidesOf(c)}
	of := map[hub.Kind][]hub.Record{}
	for _, kind := range append(slices.Clone(classKinds), "quiz") {
		recs, err := d.log.Find(ctx, kind, "class", c.ID)
		if kind == "quiz" { // its class is the kind of lesson
			recs, err = d.log.Find(ctx, kind, "held", c.ID)
		}
		if err != nil {
			return f, err
		}
		of[kind] = recs
	}
	f.Here = care.All[care.ClassHere](d.forms, "class-here", of["class-here"])
	f.Here = slices.DeleteFunc(f.Here, func(h care.ClassHere) bool { return h.Gone || h.Role == "" })
	hub.SortStable(f.Here, func(a, b care.ClassHere) int {
		return cmp.Or(cmp.Compare(a.Minute, b.Minute), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	families, err := d.familiesOf(ctx, f.Here)
	if err != nil {
		return f, err
	}
	for _, q := range care.All[care.Quiz](d.forms, "quiz", of["quiz"]) {
		f.Quiz.add(q)
	}
	f.Heads, f.Quiz = tallyOf(c).most(headsOf(f.Here, families), f.Quiz)
	for _, p := range care.All[care.ClassPhoto](d.forms, "class-photo", of["class-photo"]) {
		if _, ok := p.Picture(); ok && p.What == "room" {
			f.Photos = append(f.Photos, p)
		}
	}
	for _, n := range care.All[care.ClassNotice](d.forms, "class-notice", of["class-notice"]) {
		if n.Way != "" && !n.Gone {
			f.Notices = append(f.Notices, n)
		}
	}
	d.wordsOf(f, of["class-word"])
	d.recordingOf(f, of["recording"])
	return f, nil
}

func (d *Desk) wordsOf(f *ClassFile, recs []hub.Record) {
	for _, w := range care.All[care.ClassWord](d.forms, "class-word", recs) {
		if w.Class.IsZero() {
			continue
		}
		f.Words = append(f.Words, w)
		if w.Rating >= 1 && w.Rating <= len(f.Ratings) {
			f.Ratings[w.Rating-1]++
		}
	}
	hub.SortStable(f.Words, func(a, b care.ClassWord) int { return cmp.Compare(b.Day, a.Day) })
}

// recordingOf takes the longest of a class that was recorded on two boxes.
func (d *Desk) recordingOf(f *ClassFile, recs []hub.Record) {
	for _, r := range care.All[care.Recording](d.forms, "recording", recs) {
		if !r.Class.IsZero() && (f.Recording.ID.IsZero() || r.MS > f.Recording.MS) {
			f.Recording = r
		}
	}
	f.Chapters = d.chaptersOf(&f.Recording)
}

// called names who came: by the child, as neighbours do.
func (d *Desk) called(ctx context.Context, here []care.ClassHere) (map[hub.ID]string, error) {
	children := map[hub.ID]bool{}
	staff := map[hub.ID]bool{}
	for _, h := range here {
		if h.Known() {
			children[h.Subject] = true
		}
		if !h.Staff.IsZero() {
			staff[h.Staff] = true
		}
	}
	recs, err := d.log.OfAll(ctx, slices.Collect(maps.Keys(children)), "child")
	if err != nil {
		return nil, err
	}
	names := map[hub.ID]string{}
	for _, c := range care.All[care.Child](d.forms, "child", living(recs)) {
		names[c.ID] = c.Called()
	}
	workers, err := d.log.OfAll(ctx, slices.Collect(maps.Keys(staff)), "staff")
	for _, w := range care.All[care.Staff](d.forms, "staff", workers) {
		names[w.ID] = w.Name
	}
	out := map[hub.ID]string{}
	for _, h := range here {
		if name := d.calledAs(h, names); name != "" {
			out[h.ID] = name
		}
	}
	return out, err
}

func (d *Desk) calledAs(h care.ClassHere, names map[hub.ID]string) string {
	def, _ := d.forms.Get("class-here")
	role, _ := def.Field("role")
	switch {
	case h.Name != "":
		return h.Name
	case !h.Staff.IsZero():
		return names[h.Staff]
	case h.Known() && names[h.Subject] != "" && h.Role != "expecting" && h.Role != "father-to-be":
		return names[h.Subject] + "的" + role.LabelOf(h.Role)
	case h.Known():
		return names[h.Subject]
	}
	return ""
}

// familiesOf is which family each who came belongs to: siblings are one, and so are the
// records of a child that was written down twice.
func (d *Desk) familiesOf(ctx context.Context, here []care.ClassHere) (map[hub.ID]hub.ID, error) {
	out := map[hub.ID]hub.ID{}
	g, err := d.sameness(ctx)
	if err != nil {
		return nil, err
	}
	var leads []hub.ID
	for _, h := range here {
		if h.Known() {
			out[h.Subject] = g.leading(h.Subject)
			leads = append(leads, out[h.Subject])
		}
	}
	recs, err := d.log.OfAll(ctx, leads, "child")
	family := map[hub.ID]hub.ID{}
	for _, c := range care.All[care.Child](d.forms, "child", living(recs)) {
		if !c.Sealed {
			family[c.ID] = c.FamilyID()
		}
	}
	for subject, lead := range out {
		if f, ok := family[lead]; ok {
			out[subject] = f
		}
	}
	return out, err
}

// ClassPicture is a picture of a class, once its bytes lie beside the log.
type ClassPicture struct {
	Request hub.ID
	Class   hub.ID
	What    string // slide, room
	Day     hub.Day
	Minute  int
	Picture form.Picture
}
