package station

import (
	"net/http"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/desk"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// fetcher is somebody who is being put on the list of those who may fetch.
type fetcher struct {
	Kin   string
	Name  typing
	Phone string
	Adult string // yes, no
}

func fetcherDraft(child hub.ID) string { return "pickup/" + child.String() }

// fetching is the child of the path and what was said so far of whom to add.
func (v *visit) fetching() (desk.File, *fetcher, error) {
	file, err := v.file()
	if err != nil {
		return file, nil, err
	}
	var d fetcher
	ok, err := v.draft(fetcherDraft(file.Child.ID), &d)
	if !ok {
		d = fetcher{}
	}
	return file, &d, err
}

func (v *visit) keepFetcher(file desk.File, d *fetcher) error {
	as := leaf{What: "添一个接送人", Who: file.Child.Called(), Where: d.Name.Text, At: v.URL.Path}
	return v.keepDraft(fetcherDraft(file.Child.ID), as, d)
}

func (s *Station) pickupShow(v *visit) error {
	file, d, err := v.fetching()
	if err != nil {
		return err
	}
	return v.render(s.pickupAddPage(v, file, d, nil))
}

func (s *Station) pickupAddPage(v *visit, file desk.File, d *fetcher, faults page.Errors) page.View {
	f := v.childFrame(file, "添一个接送人")
	f.Errors, f.Back = faults, childAt(file.Child.ID)+"/pickups"
	p := page.PickupAdd{Frame: f, Child: s.childPerson(file), KinOn: d.Kin, Called: d.Name.Text, Phone: spaced(d.Phone),
		Adult: d.Adult, Prev: f.Back, Ready: d.Kin != "" && d.Name.Text != "" && d.Adult != ""}
	for _, k := range care.Kinships {
		p.Kin = append(p.Kin, page.Choice{Value: k.Code, Text: k.Word, On: k.Code == d.Kin})
	}
	return p
}

// pickupTake takes a tile, or adds the person. Whoever is not 18 fetches nobody.
func (s *Station) pickupTake(v *visit) error {
	file, d, err := v.fetching()
	if err != nil {
		return err
	}
	d.Kin, d.Adult = v.form.Text("kin"), v.form.Text("adult")
	if err := v.keepFetcher(file, d); err != nil {
		return err
	}
	switch v.form.Text("go") {
	case "name", "phone":
		return v.see(v.URL.Path + "/" + v.form.Text("go"))
	case "next":
	default:
		return v.see(v.URL.Path)
	}
	_, err = s.Desk.AddPerson(v.ctx(), v.who.Actor, v.form.Request(), file.Child.ID, desk.Person{
		Kinship: d.Kin, Name: d.Name.Text, Phone: d.Phone, Pickup: true, Adult: d.Adult == "yes",
	})
	if err != nil {
		if !question(err) {
			return err
		}
		return v.again(err, s.pickupAddPage(v, file, d, pickupFaults(err)))
	}
	if err := v.dropDraft(fetcherDraft(file.Child.ID)); err != nil {
		return err
	}
	return v.see(childAt(file.Child.ID) + "/pickups")
}

// pickupFaults puts what the Desk says beside the fields of this page.
func pickupFaults(err error) page.Errors {
	out := page.Errors{}
	for field, sentence := range page.Faults(err) {
		switch field {
		case "person_name":
			field = "name"
		case "kinship":
			field = "kin"
		}
		out[field] = sentence
	}
	return out
}

// pickupFieldShow writes the name or the phone.
func (s *Station) pickupFieldShow(v *visit) error {
	file, d, err := v.fetching()
	if err != nil {
		return err
	}
	p, err := s.pickupFieldPage(v, file, d, nil)
	if err != nil {
		return err
	}
	return v.render(p)
}

func (s *Station) pickupFieldPage(v *visit, file desk.File, d *fetcher, faults page.Errors) (page.View, error) {
	f := v.childFrame(file, "添一个接送人")
	f.Errors, f.Help, f.Back = faults, "pickup", childAt(file.Child.ID)+"/pickup"
	switch v.PathValue("field") {
	case "name":
		here, err := s.surnamesHere(v.ctx(), v.site.ID)
		return page.WriteName{Frame: f, Action: v.URL.Path, Question: "接孩子的人叫什么？", Prev: f.Back, Next: "写好了",
			Writer: v.writer(d.Name, "名字", ime.Adult, true, mostName, here, guessAdult(d.Name.Text))}, err
	case "phone":
		return page.Figures{Frame: f, Action: v.URL.Path, Question: "电话是多少？", Quiet: "没有就空着。", Prev: f.Back, Next: "写好了", Skip: "没有电话",
			Pad: page.Pad{Field: "phone", Typed: d.Phone, Length: mobile, Label: "电话"}}, nil
	}
	return nil, hub.E(hub.CodeNotFound, "child.no-field")
}

func (s *Station) pickupFieldTake(v *visit) error {
	file, d, err := v.fetching()
	if err != nil {
		return err
	}
	done, bad := !v.form.Has("keep"), error(nil)
	if v.PathValue("field") == "name" {
		done = v.press(&d.Name, ime.Adult, true, mostName) && done
		if _, e := care.CheckName(d.Name.Text); done && e != nil {
			bad = e.In("text")
		}
	} else {
		d.Phone = pressFigure(firstRunes(v.form.Text("phone"), mostPhone), v.form.Text("key"))
		done = done && !v.form.Has("key")
		if v.form.Text("go") == "skip" {
			d.Phone = ""
		} else if _, e := care.CheckPhone(d.Phone); done && e != nil {
			bad = e.In("phone")
		}
	}
	if err := v.keepFetcher(file, d); err != nil {
		return err
	}
	switch {
	case v.form.Has("keep"):
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	case !done:
		return v.see(v.URL.Path)
	case bad != nil:
		p, err := s.pickupFieldPage(v, file, d, page.Faults(bad))
		if err != nil {
			return err
		}
		return v.again(bad, p)
	}
	return v.see(childAt(file.Child.ID) + "/pickup")
}
