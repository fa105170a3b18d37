package station

import (
	"fmt"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/desk"
	"yizhan/kiosk/page"
)

// enrolShow asks how a known child comes, to which class and from when.
func (s *Station) enrolShow(v *visit) error {
	file, d, err := v.placing()
	if err != nil {
		return err
	}
	p, err := s.enrolPage(v, file, d, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

// absence is after how long away a child that comes back is looked at anew
// (离托 3 个月以上返回的重新体检, 托儿所幼儿园卫生保健工作规范; certainty M), in months.
const absence = 3

func (s *Station) enrolPage(v *visit, file desk.File, d *placing, faults page.Errors) (page.Enrol, error) {
	today := s.Desk.Today()
	f := v.childFrame(file, "入托")
	f.Hint, f.Errors = file.Child.Called()+" · "+childWord(file, today), faults
	p := page.Enrol{Frame: f, Child: s.childPerson(file), Mode: d.Mode, Group: d.Group, Start: d.Start, Prev: f.Back,
		Starts: s.dayTiles(d.Start, today, today.Add(1), nextMonday(today))}
	if _, here := s.place(file); here {
		p.Title = "换班、换来的方式"
	}
	def, _ := s.Desk.Forms().Get("enrolment")
	mode, _ := def.Field("mode")
	for _, o := range mode.Choices {
		p.Modes = append(p.Modes, page.Choice{Value: o.Code, Text: o.Label, On: o.Code == d.Mode})
	}
	from := hub.Day(d.Start)
	if from == "" {
		from = today
	}
	rooms, err := s.Desk.Rooms(v.ctx(), v.who.Actor, v.site.ID, file.Child.ID, from)
	if err != nil {
		return p, err
	}
	groupOK := len(rooms) == 0
	for _, r := range rooms {
		c := roomTile(r)
		c.On = c.Value == d.Group
		groupOK = groupOK || c.On && !c.Off
		if c.On && c.Off {
			p.Full = page.Faults(r.Full).Page()
			if p.Full == "" {
				p.Full = c.Text + "满了，换一个班，或者改天再办。"
			}
		}
		p.Groups = append(p.Groups, c)
	}
	for _, e := range file.Enrolments {
		if gone, ok := calendar.AgeOn(e.To, from); ok && e.To < today && gone.Months >= absence {
			p.Return = fmt.Sprintf("离开 %d 个月了，回来要先到卫生院体检一次。", gone.Months)
			break
		}
		if e.On(from) {
			break
		}
	}
	p.Ready = d.Mode != "" && d.Start != "" && groupOK
	return p, nil
}

// roomTile is a class with what it has left, or why a child cannot go there.
func roomTile(r desk.Room) page.Choice {
	c := page.Choice{Value: r.Group.ID.String(), Text: r.Group.Name}
	limit := r.Group.Places
	if r.Class.Most > 0 {
		limit = r.Class.Limit(r.Group.Places)
	}
	c.Small = fmt.Sprintf("%d 个，还空 %d 个", r.Taken, max(0, limit-r.Taken))
	switch {
	case r.Full != nil:
		c.Small, c.Off = fmt.Sprintf("满了，%d 个", r.Taken), true
	case r.Age != nil && r.Age.Key == "group.young":
		c.Small = fmt.Sprintf("收满 %d 月龄的", r.Class.From)
	case r.Age != nil:
		c.Small = fmt.Sprintf("收不满 %d 月龄的", r.Class.To)
	}
	return c
}

// enrolTake takes a tile, or takes the place. A class that does not fit her age is
// asked about once; a full class is full.
func (s *Station) enrolTake(v *visit) error {
	file, d, err := v.placing()
	if err != nil {
		return err
	}
	d.Mode, d.Group = v.form.Text("mode"), v.form.Text("group")
	if start := v.form.Text("start"); start == otherDay {
		if err := v.keepPlace(file, d); err != nil {
			return err
		}
		return v.see(childAt(file.Child.ID) + "/day/first")
	} else {
		d.Start = start
	}
	if v.form.Text("go") != "next" {
		if err := v.keepPlace(file, d); err != nil {
			return err
		}
		return v.see(v.URL.Path)
	}
	out, err := s.Desk.Move(v.ctx(), v.who.Actor, desk.Enrolling{
		Request: v.form.Request(), Child: file.Child.ID, Group: v.form.ID("group"), Mode: d.Mode, From: hub.Day(d.Start),
		Anyway: d.Told == d.Group,
	})
	if err == nil {
		if err := v.dropPlace(file); err != nil {
			return err
		}
		return v.done(childAt(file.Child.ID), out)
	}
	if !question(err) {
		return err
	}
	if isQuestion(err) {
		d.Told = d.Group
	}
	if err := v.keepPlace(file, d); err != nil {
		return err
	}
	faults := page.Faults(err)
	if sentence, ok := faults["from"]; ok {
		faults["start"] = sentence
	}
	p, perr := s.enrolPage(v, file, d, faults)
	if perr != nil {
		return perr
	}
	if isQuestion(err) {
		p.Errors, p.Full = nil, faults["group"]+"要放，就再点一次“办好入托”。"
	}
	return v.again(err, p)
}
