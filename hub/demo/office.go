package demo

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/desk"
	"yizhan/hub/form"
	"yizhan/hub/outside"
)

// The made-up county's officer, and her password.
const (
	Officer  = "演示"
	Password = "yizhan-3719"
)

// houses is what the stations say of themselves before they file: two of them are
// inclusive, most of their carers have a certificate.
func (s *Station) houses(ctx context.Context, today hub.Day, inclusive bool) error {
	s.at(today.Add(-1), 8*60)
	places := map[string]int{}
	for _, g := range s.place.Groups {
		places[g.Type] += g.Places
	}
	if _, err := s.fill(ctx, "institution", s.actor.Site, today.Add(-30), form.Values{
		"type": "village", "owner": "collective", "inclusive": inclusive, "area": 160, "yard": 90, "house": "free",
		"ru": places["ru"], "xiao": places["xiao"], "da": places["da"], "hun": places["hun"],
	}); err != nil {
		return err
	}
	if _, err := s.fill(ctx, "price-list", s.actor.Site, today.Add(-30), form.Values{
		"from": today.Add(-30), "type": "market", "month": 600, "half": 350, "meals": 12, "refund": "没来的天数按天退", "posted": true,
	}); err != nil {
		return err
	}
	for i, staff := range s.staff {
		if i%3 == 2 { // she has none yet
			continue
		}
		if _, err := s.fill(ctx, "certificate", staff, today.Add(-30), form.Values{"what": "carer", "day": today.Add(-400), "to": today.Add(700), "level": "5"}); err != nil {
			return err
		}
	}
	return nil
}

// Cases lets the stations and the county's office have something to do with each other: a
// filing that has its receipt and one that waits, a complaint, a visit that found
// something. The office writes the numbers that no record says, too. What either
// writes reaches the other by meet.
func Cases(ctx context.Context, office *desk.Desk, stations []*Station, today hub.Day, meet func(context.Context) error) error {
	county := hub.Actor{Role: hub.RoleCounty, Lane: hub.LaneCounty}
	for i, s := range stations {
		if err := s.houses(ctx, today, i != 1); err != nil {
			return err
		}
	}
	for i, s := range stations[:2] {
		s.at(today.Add(-1), 9*60+i) // of today it might not be nine yet
		filing, err := s.fill(ctx, "filing", s.actor.Site, today.Add(-20+17*i), form.Values{
			"what": "file", "where": "civil", "papers": []string{"licence", "place", "staff", "hygiene", "fire"}, "meals": false, "sent": today.Add(-20 + 17*i),
		})
		if err != nil {
			return err
		}
		if err := s.move(ctx, "filing", filing, "draft", "sent", form.Values{}); err != nil {
			return err
		}
		if i > 0 { // the second waits for the county
			continue
		}
		if err := meet(ctx); err != nil {
			return err
		}
		if _, err := office.MoveOn(ctx, county, desk.Moving{Request: request("filed", s.place.Name, 0), Kind: "filing", Record: filing, From: "sent", To: "done",
			Values: form.Values{"checked": "材料齐全"}}); err != nil {
			return err
		}
	}
	if err := meet(ctx); err != nil {
		return err
	}
	last := stations[len(stations)-1].actor.Site
	for i, sheet := range []desk.Sheet{
		{Kind: "complaint", Values: form.Values{"receipt": 1, "about": "fee", "said": "退费拖了半个月", "way": "hotline"}},
		{Kind: "inspection", Values: form.Values{"who": "county", "how": "supervise", "areas": []string{"safety"}, "until": today.Add(12)}},
	} {
		sheet.Request, sheet.Subject, sheet.Day, sheet.Sure = request("office", string(sheet.Kind), i), last, today.Add(-2), true
		if _, err := office.Fill(ctx, county, sheet); err != nil {
			return err
		}
	}
	if _, err := office.SetOutside(ctx, county, request("outside", "sample", 0), desk.OutsideSystem{Template: sample, State: "ready"}); err != nil {
		return err
	}
	for i, n := range []desk.Typed{{Key: "population", Value: 21_300}, {Key: "population-under3", Value: 402}, {Key: "communities", Value: 14}} {
		n.Request, n.Day, n.Source = request("number", n.Key, i), today.Add(-7*Weeks), "演示"
		if _, err := office.TypeNumber(ctx, county, n); err != nil {
			return err
		}
	}
	shown := desk.Portal{Pages: []string{"stations", "papers", "booking", "complaint", "rating", "lessons"}, Note: "这是编出来的县：写的东西没有人看，电话也不会打来。"}
	if _, err := office.SetPortal(ctx, county, request("portal", "shown", 0), shown); err != nil {
		return err
	}
	return meet(ctx)
}

// sample is a system outside as a county may describe one. It is of no real system, and says
// so wherever it is shown.
var sample = outside.Template{
	Name: "样例平台（编的）", System: "city", About: outside.Care, Made: true, File: outside.File{Format: "xlsx", Sheet: "样例"},
	Columns: []outside.Column{
		{Title: "序号", From: outside.FromRow}, {Title: "*幼儿姓名", From: "child.name", Must: true},
		{Title: "性别", From: "child.sex", Codes: []outside.Pair{{Ours: "1", Theirs: "1-男"}, {Ours: "2", Theirs: "2-女"}}},
		{Title: "*出生日期", From: "child.birth", Must: true}, {Title: "照护人姓名", From: "carer.name"}, {Title: "照护人电话", From: "carer.phone"},
		{Title: "托育方式", From: "enrolment.mode"}, {Title: "入托日期", From: "enrolment.from", Day: "slash"}, {Title: "机构名称", From: "site.name"}, {Title: "区县", From: outside.FromFixed, Fixed: "演示县"},
	},
}
