package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/form"
)

// OpenSite is a filed station as everybody may know it (大足府办发〔2024〕16号 任务15: 备案基本信息、
// 电子地图、信息公示). Nothing of it says anything of a child.
type OpenSite struct {
	ID        hub.ID
	Lane      hub.Lane
	Town      string
	Name      string
	Type      string // 村级驿站; "" nobody has said
	Address   string
	Phone     string
	Days      []string // codes of the form site
	LeaveBy   int      // minutes of the day; 0 nobody has said
	Filing    string   // number of the receipt; "" it has none of this county
	Inclusive bool
	Level     string   // that it was graded and that still holds: A 级（评级2026-00001，管到2027年3月1日）
	Models    []string // as what it was named a demonstration: 县级示范（管到2027年3月1日）
	Shown     []string // what the county shows before it decides (公示): 普惠认定，公示到11月30日
	Places    int      // 托位; 0 nobody has said
	Ages      [4]int   // of these: under one, under two, under three, mixed
	Prices    []Price  // as they hold today, in the form's order
	PriceFrom hub.Day  // since when
	Refund    string   // how money is given back
	Near      []string // villages within a quarter of an hour on foot: 南董村（8 分钟）; none where nobody has said where it lies
	Rated     int      // families that rated it in the last year
	Pleased   int      // of these
	Papers    []string // that hold today: 备案, 卫生评价报告 …
}

// Price is a line of a price list.
type Price struct {
	Label string
	Yuan  int64
}

// ratedFewest is how many families have to have rated a station before anything is said of
// it: of fewer it might be guessed who they are.
const ratedFewest = 5

// openKinds are the records of a site that are read for the public list, and no others.
var openKinds = []hub.Kind{"institution", "price-list", "contract", "filing", "inclusive", "grading", "model", "survey"}

// OpenSites are the stations that have filed and are open, by township and name. A station
// is filed that has a receipt which was not given back since, or whose paper of filing
// still holds: what the measure site.filed counts.
func (d *Desk) OpenSites(ctx context.Context) (out []OpenSite, err error) {
	sites := map[hub.ID]care.Site{}
	var ids []hub.ID
	err = d.log.Each(ctx, "site", func(rec hub.Record) error {
		s := care.As[care.Site](d.forms, rec)
		if _, town := rec.Lane.Township(); town && s.Role == "station" && s.Name != "" {
			if sites[s.ID].ID.IsZero() {
				ids = append(ids, s.ID)
			}
			sites[s.ID] = s
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	recs, err := d.log.OfAll(ctx, ids, openKinds...)
	if err != nil {
		return nil, err
	}
	of := map[hub.ID]map[hub.Kind][]hub.Record{}
	for _, rec := range recs {
		def, _ := d.forms.Get(rec.Kind)
		if isWithdrawn(def, rec) {
			continue
		}
		if of[rec.Subject] == nil {
			of[rec.Subject] = map[hub.Kind][]hub.Record{}
		}
		of[rec.Subject][rec.Kind] = append(of[rec.Subject][rec.Kind], rec)
	}
	near, err := d.nearBySite(ctx)
	for _, id := range ids {
		one, filed, err := d.openSite(ctx, sites[id], of[id])
		if err != nil {
			return nil, err
		}
		if !filed {
			continue
		}
		one.Near = near[id]
		out = append(out, one)
	}
	hub.SortStable(out, func(a, b OpenSite) int { return cmp.Or(cmp.Compare(a.Town, b.Town), cmp.Compare(a.Name, b.Name)) })
	return out, err
}

// openSite is what everybody may know of one; filed is false for one that is not shown.
func (d *Desk) openSite(ctx context.Context, s care.Site, recs map[hub.Kind][]hub.Record) (out OpenSite, filed bool, err error) {
	out = OpenSite{ID: s.ID, Lane: s.Lane, Town: s.TownshipName, Name: s.Name, Address: cmp.Or(s.Address, s.VillageName), Phone: s.Phone, Days: s.OpenDays, LeaveBy: s.LeaveBy}
	today := d.Today()
	for _, rec := range recs["contract"] {
		def, _ := d.forms.Get("contract")
		what, _ := valueOf(def, rec, "what").(string)
		if from, to := dayOf(def, rec, "from"), dayOf(def, rec, "to"); from <= today && today <= to {
			filed = filed || what == "filing"
			if f, _ := def.Field("what"); slices.Contains([]string{"filing", "health-report", "fire-proof", "food"}, what) {
				out.Papers = append(out.Papers, f.LabelOf(what))
			}
		}
	}
	var since, given hub.Day // the last receipt, and the last time that it was given back
	def, _ := d.forms.Get("filing")
	for _, rec := range recs["filing"] {
		if state, _ := valueOf(def, rec, "state").(string); state != "done" {
			continue
		}
		day := dayOf(def, rec, form.FieldSince)
		switch what, _ := valueOf(def, rec, "what").(string); {
		case what == "file" && day >= since:
			since = day
			out.Filing, _ = valueOf(def, rec, form.FieldNumber).(string)
		case what == "end":
			given = max(given, day)
		}
	}
	if given != "" && given >= since {
		return out, false, nil
	}
	d.openHouse(&out, recs)
	if err := d.openNamed(ctx, &out, recs); err != nil {
		return out, false, err
	}
	d.openPrices(&out, recs["price-list"])
	d.openRates(&out, recs["survey"])
	return out, filed || since != "", nil
}

// openHouse is what kind of place it is.
func (d *Desk) openHouse(out *OpenSite, recs map[hub.Kind][]hub.Record) {
	def, _ := d.forms.Get("institution")
	for _, rec := range recs["institution"] {
		f, _ := def.Field("type")
		kind, _ := valueOf(def, rec, "type").(string)
		out.Type = f.LabelOf(kind)
		out.Inclusive, _ = valueOf(def, rec, "inclusive").(bool)
		for i, name := range []string{"ru", "xiao", "da", "hun"} {
			n, _ := valueOf(def, rec, name).(int64)
			out.Ages[i] = int(n)
			out.Places += int(n)
		}
	}
	if said, yes := d.recognised(recs["inclusive"]); said {
		out.Inclusive = yes
	}
}

// openPrices are those of the list that holds today.
func (d *Desk) openPrices(out *OpenSite, recs []hub.Record) {
	def, _ := d.forms.Get("price-list")
	var now hub.Record
	for _, rec := range recs {
		if from := dayOf(def, rec, "from"); from <= d.Today() && from >= out.PriceFrom {
			now, out.PriceFrom = rec, from
		}
	}
	if out.PriceFrom == "" {
		return
	}
	out.Refund, _ = valueOf(def, now, "refund").(string)
	if kind, _ := valueOf(def, now, "type").(string); kind == "free" {
		f, _ := def.Field("type")
		out.Prices = []Price{{Label: f.LabelOf(kind)}}
		return
	}
	for _, name := range []string{"month", "half", "hour", "day_price", "late", "meals"} {
		f, _ := def.Field(name)
		if yuan, ok := now.Fields[f.No].(int64); ok {
			out.Prices = append(out.Prices, Price{f.Label, yuan})
		}
	}
}

// openRates sums up what families said in the last year, where there are enough of them.
func (d *Desk) openRates(out *OpenSite, recs []hub.Record) {
	def, _ := d.forms.Get("survey")
	from := d.Today().Add(-365)
	for _, rec := range recs {
		if dayOf(def, rec, form.FieldDay) < from {
			continue
		}
		out.Rated++
		if pleased, _ := valueOf(def, rec, "pleased").(bool); pleased {
			out.Pleased++
		}
	}
	if out.Rated < ratedFewest {
		out.Rated, out.Pleased = 0, 0
	}
}

// nearBySite are the villages and estates in walking reach of each station, the nearest
// first: by points, as 15 分钟托育服务圈 is.
func (d *Desk) nearBySite(ctx context.Context) (map[hub.ID][]string, error) {
	all, err := d.points(ctx)
	out := map[hub.ID][]string{}
	hub.SortStable(all, func(a, b Point) int { return cmp.Compare(a.Name, b.Name) })
	for _, s := range all {
		if s.Site.IsZero() {
			continue
		}
		type reach struct {
			name    string
			minutes int
		}
		var near []reach
		for _, p := range all {
			if t := Minutes(Metres(s, p), WalkMinute); p.Site.IsZero() && t <= CircleTime {
				near = append(near, reach{p.Name, t})
			}
		}
		hub.SortStable(near, func(a, b reach) int { return cmp.Compare(a.minutes, b.minutes) })
		for _, r := range near {
			out[s.Site] = append(out[s.Site], fmt.Sprintf("%s（%d 分钟）", r.name, r.minutes))
		}
	}
	return out, err
}

func dayOf(def *form.Definition, rec hub.Record, name string) hub.Day {
	day, _ := valueOf(def, rec, name).(string)
	return hub.Day(day)
}
