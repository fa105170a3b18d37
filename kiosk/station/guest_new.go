package station

import (
	"yizhan/hub"
	"yizhan/kiosk/ime"
	"yizhan/kiosk/page"
)

// newGuest is somebody whom the 站长 lets in: her name, then where she comes from, and
// then her PIN, which she chooses herself.
type newGuest struct{ Name typing }

const newGuestDraft = "guest-new"

func (s *Station) guestNewName(v *visit) error {
	var n newGuest
	if _, err := v.recall(newGuestDraft, &n); err != nil {
		return err
	}
	return v.render(s.guestNamePage(v, n, nil))
}

// guestNewNamed takes a press on the keys, or the whole name.
func (s *Station) guestNewNamed(v *visit) error {
	var n newGuest
	if _, err := v.recall(newGuestDraft, &n); err != nil {
		return err
	}
	keep := func() error { return v.remember(newGuestDraft, n) }
	return v.named(&n.Name, keep, func(wrong error) page.View { return s.guestNamePage(v, n, wrong) }, "/settings/guests/new/from")
}

func (s *Station) guestNamePage(v *visit, n newGuest, err error) page.WriteName {
	f := v.framed("让一个人进来")
	f.Back, f.Help, f.Errors = "/settings/guests", "settings", faultAt(err, "text")
	return page.WriteName{Frame: f, Action: "/settings/guests/new", Question: "来的人叫什么？",
		Writer: v.writer(n.Name, "名字", ime.Adult, true, longestPlace, nil, nil), Next: "下一步：哪里来的", Prev: "/settings/guests"}
}

func (s *Station) guestNewFrom(v *visit) error {
	var n newGuest
	if ok, err := v.recall(newGuestDraft, &n); err != nil || !ok || n.Name.Text == "" {
		if err != nil {
			return err
		}
		return v.see("/settings/guests/new")
	}
	return v.render(s.guestFromPage(v, n.Name.Text, nil))
}

func (s *Station) guestFromPage(v *visit, name string, wrong error) page.Choose {
	f := v.framed("让一个人进来")
	f.Back, f.Help, f.Errors = "/settings/guests/new", "settings", faultAt(wrong, "role")
	return page.Choose{Frame: f, Action: "/settings/guests/new/from", Question: name + "从哪里来？", Field: "role", Few: true, Prev: f.Back,
		Tiles: []page.Choice{
			{Value: string(hub.RoleHealth), Text: "卫生院", Small: "看孩子、量身高", Icon: "i-check-up"},
			{Value: string(hub.RoleTownship), Text: "镇里", Small: "看记录、写检查", Icon: "i-pen"},
			{Value: string(hub.RoleCarer), Text: "来代班", Small: "今天当保育师", Icon: "i-people"},
		},
		Quiet: "只管今天。接下来请她自己定四个数。"}
}

// guestNewChosen hands the screen to her who was let in: she chooses her PIN.
func (s *Station) guestNewChosen(v *visit) error {
	var n newGuest
	if ok, err := v.recall(newGuestDraft, &n); err != nil || !ok {
		if err != nil {
			return err
		}
		return v.see("/settings/guests/new") // the form came twice
	}
	role := hub.Role(v.form.Text("role"))
	if err := s.Guests.May(v.who.Actor, n.Name.Text, role); err != nil {
		if question(err) {
			return v.again(err, s.guestFromPage(v, n.Name.Text, err))
		}
		return err
	}
	if err := v.forget(newGuestDraft); err != nil {
		return err
	}
	g := Guest{ID: hub.NewID(), Name: n.Name.Text, Role: role}
	return s.choosePIN(v, ticket{Staff: g.ID, Name: g.Name, Next: "/", guest: &g, by: v.who.Actor})
}
