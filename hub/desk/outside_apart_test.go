package desk

import (
	"testing"

	"yizhan/hub"
	"yizhan/hub/form"
	"yizhan/hub/outside"
)

// Of children who are called the same at one station as much is said as tells them apart, and of
// others nothing.
func TestTellApart(t *testing.T) {
	d := &Desk{forms: form.Builtin()}
	here, there := hub.NewID(), hub.NewID()
	one := func(site hub.ID, name string, values form.Values) OutsideOne {
		values["name"] = name
		id := hub.NewID()
		rec := hub.Record{Kind: "child", ID: id, Subject: id, Fields: d.forms.Edit("child", id, id, values).Set}
		return OutsideOne{Subject: id, Name: name, Site: site, facts: outside.Facts{outside.OfChild: rec}}
	}
	born := func(day, sex, village string) form.Values {
		return form.Values{"birth": day, "sex": sex, "village_name": village, "registered": "2026-03-02"}
	}
	for name, tt := range map[string]struct {
		all  []OutsideOne
		want []string
	}{
		"other names, other stations": {[]OutsideOne{one(here, "王梓涵", born("2024-03-01", "1", "")), one(here, "李沐阳", born("2024-03-01", "1", "")), one(there, "王梓涵", born("2024-03-01", "1", ""))}, []string{"", "", ""}},
		"the month says it":           {[]OutsideOne{one(here, "王梓涵", born("2024-03-01", "1", "柳沟村")), one(here, "王梓涵", born("2024-05-01", "2", "柳沟村"))}, []string{"2024年3月生", "2024年5月生"}},
		"the day":                     {[]OutsideOne{one(here, "王梓涵", born("2024-03-01", "1", "柳沟村")), one(here, "王梓涵", born("2024-03-11", "1", "柳沟村"))}, []string{"2024年3月1日生", "2024年3月11日生"}},
		"the sex":                     {[]OutsideOne{one(here, "王梓涵", born("2024-03-01", "1", "柳沟村")), one(here, "王梓涵", born("2024-03-01", "2", "柳沟村"))}, []string{"2024年3月1日生，男", "2024年3月1日生，女"}},
		"the village":                 {[]OutsideOne{one(here, "王梓涵", born("2024-03-01", "2", "柳沟村")), one(here, "王梓涵", born("2024-03-01", "2", "石坡村"))}, []string{"2024年3月1日生，女，柳沟村", "2024年3月1日生，女，石坡村"}},
		"one without a birthday":      {[]OutsideOne{one(here, "王梓涵", form.Values{}), one(here, "王梓涵", born("2024-03-01", "2", ""))}, []string{"生日没写", "2024年3月生"}},
	} {
		d.tellApart(tt.all, "2026-11-24")
		for i, o := range tt.all {
			if o.Apart != tt.want[i] {
				t.Errorf("%s: %q, want %q", name, o.Apart, tt.want[i])
			}
		}
	}
}
