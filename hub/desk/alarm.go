package desk

import (
	"cmp"
	"context"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// Alarm is a call for help with what was said to it, the first word first.
type Alarm struct {
	care.Alarm
	Words []care.AlarmWord
}

// Answered says whether a neighbour has seen it.
func (a Alarm) Answered() bool { return slices.ContainsFunc(a.Words, care.AlarmWord.Answers) }

// Rings says whether somebody still has to be woken.
func (a Alarm) Rings() bool { return a.Open() && !a.Answered() }

// Ring calls for help. It needs no right and no PIN: who is in need has no time. While a
// call of the site is open, the same one is meant, however often the button is pressed;
// only a drill gives way to a real one.
func (d *Desk) Ring(ctx context.Context, actor hub.Actor, request hub.ID, how string, drill bool) (hub.ID, error) {
	if actor.Site.IsZero() {
		return hub.ID{}, hub.E(hub.CodeInvalid, "alarm.no-site")
	}
	open, err := d.OpenAlarms(ctx)
	if err != nil {
		return hub.ID{}, err
	}
	for _, a := range open {
		if a.Subject == actor.Site && (!a.Drill || drill) {
			return a.ID, nil
		}
	}
	id := hub.DeriveID("alarm", actor.Site, request.String())
	_, err = d.append(ctx, actor, request, d.forms.Edit("alarm", id, actor.Site, form.Values{
		"day": d.Today(), "minute": d.Minute(), "how": how, "drill": drill, "state": "open",
	}))
	return id, err
}

// OpenAlarms are all calls of the township that nobody has ended: real ones before
// drills. The order within is that of their ids; no clock has a say in it.
func (d *Desk) OpenAlarms(ctx context.Context) ([]Alarm, error) {
	recs, err := d.log.Find(ctx, "alarm", "state", "open")
	if err != nil || len(recs) == 0 {
		return nil, err
	}
	var out []Alarm
	for _, a := range care.All[care.Alarm](d.forms, "alarm", recs) {
		words, err := d.alarmWords(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, Alarm{a, words})
	}
	hub.Sort(out, func(a, b Alarm) int {
		if a.Drill != b.Drill {
			return map[bool]int{false: -1, true: 1}[a.Drill]
		}
		return cmp.Compare(a.ID.String(), b.ID.String())
	})
	return out, nil
}

// AlarmOf is one call, open or ended.
func (d *Desk) AlarmOf(ctx context.Context, id hub.ID) (Alarm, error) {
	rec, err := d.log.Record(ctx, "alarm", id)
	if err != nil {
		return Alarm{}, err
	}
	words, err := d.alarmWords(ctx, id)
	return Alarm{care.As[care.Alarm](d.forms, rec), words}, err
}

func (d *Desk) alarmWords(ctx context.Context, alarm hub.ID) ([]care.AlarmWord, error) {
	recs, err := d.log.Find(ctx, "alarm-word", "alarm", alarm[:])
	words := care.All[care.AlarmWord](d.forms, "alarm-word", recs)
	hub.SortStable(words, func(a, b care.AlarmWord) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Minute, b.Minute), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return words, err
}

// AlarmSaid is a word to an alarm.
type AlarmSaid struct {
	Request hub.ID
	Alarm   hub.ID
	Of      hub.ID // the site that calls: its record may not have come yet
	What    string // calling, going, 110, 120, 119
	By      hub.ID // whose tile was tapped; zero: nobody said
	Seconds int    // since it began to ring here
}

// SayToAlarm notes an answer of a neighbour, or that a call got through: a tap, no PIN.
// A station does not answer itself. Errors: CodeInvalid.
func (d *Desk) SayToAlarm(ctx context.Context, actor hub.Actor, s AlarmSaid) (hub.Outcome, error) {
	word := care.AlarmWord{What: s.What}
	own := s.Of == actor.Site
	if s.Alarm.IsZero() || s.Of.IsZero() || own == word.Answers() {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "alarm.answer")
	}
	if !word.Answers() && s.By.IsZero() {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "alarm.who").In("by")
	}
	site, err := d.log.Record(ctx, "site", actor.Site)
	if err != nil {
		return hub.Outcome{}, err
	}
	values := form.Values{
		"alarm": s.Alarm[:], "what": s.What, "site": actor.Site, "station": care.As[care.Site](d.forms, site).Name,
		"by": orNil(s.By), "day": d.Today(), "minute": d.Minute(), "seconds": min(max(s.Seconds, 0), 86400),
	}
	id := hub.DeriveID("alarm-word", s.Alarm, s.Request.String())
	return d.append(ctx, actor, s.Request, d.forms.Edit("alarm-word", id, s.Of, values))
}

// EndAlarm takes a call of the own site back (false, with a reason) or closes it (over).
// It needs a PIN, except for a drill: nobody is in need there.
func (d *Desk) EndAlarm(ctx context.Context, actor hub.Actor, request, alarm hub.ID, state, reason string) (hub.Outcome, error) {
	a, err := d.AlarmOf(ctx, alarm)
	if err != nil {
		return hub.Outcome{}, err
	}
	if !a.Drill {
		if err := d.allow(actor, hub.ActRegister); err != nil {
			return hub.Outcome{}, err
		}
	}
	if a.Subject != actor.Site {
		return hub.Outcome{}, hub.E(hub.CodeForbidden, "desk.may-not")
	}
	if state == "false" && reason == "" {
		return hub.Outcome{}, hub.E(hub.CodeInvalid, "alarm.reason").In("reason")
	}
	if !a.Open() {
		return hub.Outcome{}, nil // somebody was faster
	}
	set := form.Values{"state": state, "ended_by": orNil(actor.Staff)}
	if state == "false" {
		set["reason"] = reason
	}
	edits := []hub.Edit{d.forms.Edit("alarm", alarm, a.Subject, set)}
	if a.Drill && state == "over" && a.Answered() {
		edits = append(edits, d.drillDone(a))
	}
	return d.append(ctx, actor, request, edits...)
}

// IncidentOf is the request under which what happened at a call is written down, and the
// record that it becomes: one call has one, whoever writes it, however often.
func (d *Desk) IncidentOf(ctx context.Context, alarm hub.ID) (request, record hub.ID, written bool, err error) {
	request = hub.DeriveID("incident", alarm, "alarm")
	record = hub.DeriveID("incident", request, "sheet")
	if _, err = d.log.Record(ctx, "incident", record); hub.CodeOf(err) == hub.CodeNotFound {
		return request, record, false, nil
	}
	return request, record, err == nil, err
}

// drillDone is the record that the month's 试警报 was done: who answered, how soon.
func (d *Desk) drillDone(a Alarm) hub.Edit {
	first := a.Words[slices.IndexFunc(a.Words, care.AlarmWord.Answers)]
	return d.forms.Edit("alarm-test", hub.DeriveID("alarm-test", a.Subject, a.ID.String()), a.Subject, form.Values{
		"day": a.Day, "station": first.Station, "seconds": first.Seconds, "how": orNil(a.How),
	})
}

// Alarms are a site's calls, the newest first.
func (d *Desk) Alarms(ctx context.Context, site hub.ID) ([]care.Alarm, error) {
	recs, err := d.log.Of(ctx, site, "alarm")
	all := care.All[care.Alarm](d.forms, "alarm", recs)
	hub.SortStable(all, laterAlarm)
	return all, err
}

// AlarmNumbers is whom a site telephones when its alarm was pressed; empty where nobody
// has written it down.
func (d *Desk) AlarmNumbers(ctx context.Context, site hub.ID) (care.AlarmNumbers, error) {
	recs, err := d.log.Of(ctx, site, "alarm-numbers")
	all := care.All[care.AlarmNumbers](d.forms, "alarm-numbers", living(recs))
	if err != nil || len(all) == 0 {
		return care.AlarmNumbers{}, err
	}
	return all[len(all)-1], nil
}

// AlarmsOf are the calls of several sites with what was said to them: the newest first,
// most at most.
func (d *Desk) AlarmsOf(ctx context.Context, sites []hub.ID, most int) (out []Alarm, err error) {
	recs, err := d.log.OfAll(ctx, sites, "alarm")
	if err != nil {
		return nil, err
	}
	all := care.All[care.Alarm](d.forms, "alarm", recs)
	hub.SortStable(all, laterAlarm)
	for _, a := range all[:min(len(all), most)] {
		words, err := d.alarmWords(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, Alarm{a, words})
	}
	return out, nil
}

// Drilled is when each of several sites last tried its alarm and was answered; a site
// that never did is not in it.
func (d *Desk) Drilled(ctx context.Context, sites []hub.ID) (map[hub.ID]hub.Day, error) {
	recs, err := d.log.OfAll(ctx, sites, "alarm-test")
	last := map[hub.ID]hub.Day{}
	for _, t := range care.All[care.AlarmTest](d.forms, "alarm-test", recs) {
		last[t.Subject] = max(last[t.Subject], t.Day)
	}
	return last, err
}

// SitePhones are the telephones of several sites, as they were written: 0355 600 1218.
func (d *Desk) SitePhones(ctx context.Context, sites []hub.ID) (map[hub.ID]string, error) {
	recs, err := d.log.OfAll(ctx, sites, "site")
	if err != nil {
		return nil, err
	}
	phones := map[hub.ID]string{}
	for _, s := range care.All[care.Site](d.forms, "site", living(recs)) {
		phones[s.ID] = s.Phone
	}
	recs, err = d.log.OfAll(ctx, sites, "alarm-numbers")
	for _, n := range care.All[care.AlarmNumbers](d.forms, "alarm-numbers", living(recs)) {
		phones[n.Subject] = cmp.Or(n.Phone, phones[n.Subject])
	}
	return phones, err
}

func laterAlarm(a, b care.Alarm) int {
	return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(b.Minute, a.Minute))
}

// NearSites are the other stations of a site's township, by name: whom to telephone.
func (d *Desk) NearSites(ctx context.Context, site care.Site) ([]care.Site, error) {
	recs, err := d.log.Find(ctx, "site", "township", site.Township)
	if err != nil {
		return nil, err
	}
	all := care.All[care.Site](d.forms, "site", living(recs))
	all = slices.DeleteFunc(all, func(s care.Site) bool { return s.ID == site.ID })
	hub.Sort(all, func(a, b care.Site) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}
