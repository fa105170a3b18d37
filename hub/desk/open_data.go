package desk

import (
	"bytes"
	"context"

	"yizhan/hub"
)

// OpenStation is what everybody may know of a station: fields that its forms call public.
type OpenStation struct {
	ID               hub.ID
	Lane             hub.Lane
	Name, Township   string
	Village, Address string
	Phone            string // of the station
	Type             string // 村级驿站; "" not said
	Places           int
	Inclusive        bool
	Filing           string // number of its 备案; "" none
	Ended            bool   // 注销
}

// OpenStations are all stations, by id.
func (d *Desk) OpenStations(ctx context.Context) (out []OpenStation, err error) {
	at := map[hub.ID]*OpenStation{}
	err = d.log.Each(ctx, "site", func(rec hub.Record) error {
		var r struct {
			Name     string `form:"name"`
			Role     string `form:"role"`
			Township string `form:"township_name"`
			Village  string `form:"village_name"`
			Address  string `form:"address"`
			Phone    string `form:"phone"`
		}
		d.forms.Decode(rec, &r)
		if _, town := rec.Lane.Township(); town && r.Role == "station" {
			at[rec.ID] = &OpenStation{ID: rec.ID, Lane: rec.Lane, Name: r.Name, Township: r.Township, Village: r.Village, Address: r.Address, Phone: r.Phone}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	own, _ := d.forms.Get("institution")
	kind, _ := own.Field("type")
	err = d.log.Each(ctx, "institution", func(rec hub.Record) error {
		var r struct {
			Type      string `form:"type"`
			Places    int    `form:"places"`
			Inclusive bool   `form:"inclusive"`
		}
		if s := at[rec.Subject]; s != nil {
			d.forms.Decode(rec, &r)
			s.Type, s.Places, s.Inclusive = kind.LabelOf(r.Type), r.Places, r.Inclusive
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	filing, _ := d.forms.Get("filing")
	err = d.log.Each(ctx, "filing", func(rec hub.Record) error {
		var r struct {
			What   string `form:"what"`
			State  string `form:"state"`
			Number string `form:"number"`
		}
		if s := at[rec.Subject]; s != nil {
			switch d.forms.Decode(rec, &r); {
			case r.State != "done" || isWithdrawn(filing, rec):
			case r.What == "file":
				s.Filing = r.Number
			case r.What == "end":
				s.Ended = true
			}
		}
		return nil
	})
	for _, s := range at {
		out = append(out, *s)
	}
	hub.Sort(out, func(a, b OpenStation) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return out, err
}

// CaseCount is how many cases of a kind stand where, and nothing of what they say.
type CaseCount struct {
	Kind         hub.Kind
	Title        string
	Code, State  string
	Done         bool
	Cases        int
	NamesSomeone bool // its form asks for people: few of them are somebody
}

// CaseCounts counts the cases of the county by kind and state.
func (d *Desk) CaseCounts(ctx context.Context) (out []CaseCount, err error) {
	for _, def := range d.forms.Cases() {
		n := map[string]int{}
		err := d.log.Each(ctx, def.Kind, func(rec hub.Record) error {
			if !isWithdrawn(def, rec) {
				n[def.StateOf(valueOf(def, rec, def.Workflow.Field)).Code]++
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		for _, s := range def.Workflow.States {
			out = append(out, CaseCount{Kind: def.Kind, Title: def.Title, Code: s.Code, State: s.Label, Done: s.Done, Cases: n[s.Code],
				NamesSomeone: def.Sensitive() || def.Subject == "child" || def.Kind == "abuse-report"})
		}
	}
	return out, nil
}
