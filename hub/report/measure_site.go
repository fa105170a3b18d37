package report

import (
	"cmp"
	"slices"
	"strings"

	"yizhan/hub"
	"yizhan/hub/care"
)

// siteKinds are those that say something of a place of care.
var siteKinds = []hub.Kind{"site", "group", "institution", "price-list", "contract", "filing", "class", "survey",
	"inspection", "rectify", "quality", "guidance-visit", "equipment", "inclusive", "model", "meeting"}

// house is what the facts of a site are made from.
type house struct {
	*Measurer
	*counting
	file
	care.Site
	at   stays
	open spans // that it was there
	what string
}

func (m *Measurer) site(t *counting, subject hub.ID, recs []hub.Record) {
	h := house{Measurer: m, counting: t, file: fileOf(recs, "")}
	h.meetings()
	if len(h.file["site"]) == 0 {
		return
	}
	h.Site = care.As[care.Site](m.forms, h.file["site"][0])
	if _, town := h.Lane.Township(); !town {
		return
	}
	h.at = stays{{span{ever, forever, shown{}}, place{h.Lane, subject}}}
	h.open.add(h.opened(), h.ended(), shown{"site", subject})
	h.classes()
	if h.Role == "guidance" {
		h.level("site.guidance", 1, h.at, h.open)
	}
	if h.Role != "station" {
		return
	}
	h.kind()
	h.housed()
	h.beds()
	h.prices()
	h.papers()
	h.secured()
	h.visited()
}

// sheet is the institution's own sheet; ok is false where nobody has filled it in.
func (h *house) sheet() (rec hub.Record, ok bool) {
	all := h.living(h.file, "institution")
	if len(all) == 0 {
		return rec, false
	}
	return all[0], true
}

// opened is since when the site is there: as its sheet says, or else since its first class
// or paper.
func (h *house) opened() (first hub.Day) {
	if sheet, ok := h.sheet(); ok {
		if first = h.day(sheet, "opened"); first != "" {
			return first
		}
	}
	for _, rec := range h.file["group"] {
		from := h.day(rec, "from")
		if from == "" {
			return ""
		}
		if first == "" || from < first {
			first = from
		}
	}
	return first
}

// ended is when its filing was cancelled.
func (h *house) ended() (last hub.Day) {
	for _, rec := range h.living(h.file, "filing") {
		if h.text(rec, "what") == "end" && h.text(rec, "state") == "done" {
			last = max(last, cmp.Or(h.day(rec, "since"), h.day(rec, "day")))
		}
	}
	return last
}

// kind counts what sort of site it is.
func (h *house) kind() {
	h.level("site", 1, h.at, h.open)
	h.what = h.sort()
	if h.what != "" {
		h.level("site.type."+h.what, 1, h.at, h.open)
	}
	h.level("site.inclusive", 1, h.at, h.inclusive())
	if h.inStreet() {
		h.level("site.street", 1, h.at, h.open)
		h.level("site.street.inclusive", 1, h.at, h.inclusive())
	}
	if h.Village != "" || h.VillageName != "" {
		h.level("site.village", 1, h.at, h.open)
	}
}

// sort is which sort of site it is, as its sheet says, or else the set-up.
func (h *house) sort() string {
	known := []string{"village", "community", "family", "kindergarten", "public", "employer", "private", "nursing"}
	if sheet, ok := h.sheet(); ok {
		if what := h.text(sheet, "type"); slices.Contains(known, what) {
			return what
		}
	}
	for _, what := range known {
		if slices.Contains(h.Site.Kinds, what) || what == "nursing" && slices.Contains(h.Site.Kinds, "mother-baby") {
			return what
		}
	}
	return ""
}

// housed is what a share of the rent is worked out from, and how many stations its owner
// says to have: as the sheet says now, for as long as the station is open and, of rent, the
// lease runs.
func (h *house) housed() {
	sheet, ok := h.sheet()
	if !ok {
		return
	}
	all := spans{{ever, forever, by(sheet)}}
	h.level("site.area", h.number(sheet, "area"), h.at, all.and(h.open))
	h.level("site.sites", h.number(sheet, "sites"), h.at, all.and(h.open))
	if h.text(sheet, "house") == "rent" {
		var lease spans
		lease.add("", after(h.day(sheet, "lease")), by(sheet))
		h.level("site.rent", h.number(sheet, "rent"), h.at, lease.and(h.open))
	}
}

func (h *house) inStreet() bool {
	return strings.HasSuffix(h.TownshipName, "街道") || strings.HasSuffix(h.TownshipName, "街道办事处")
}

// inclusive is when it is one that keeps to the prices of 普惠.
func (h *house) inclusive() (out spans) {
	sheet, ok := h.sheet()
	if ok && h.yes(sheet, "inclusive") {
		out.add(cmp.Or(h.day(sheet, "inclusive_from"), h.day(sheet, "day"), h.day(sheet, "opened")), "", by(sheet))
	}
	return out.and(h.open)
}

// prices are what a month costs: each list holds until the next one.
func (h *house) prices() {
	lists := h.living(h.file, "price-list")
	lists = slices.DeleteFunc(lists, func(r hub.Record) bool { return !isDay(h.day(r, "from")) })
	hub.SortStable(lists, func(a, b hub.Record) int {
		return cmp.Or(cmp.Compare(h.day(a, "from"), h.day(b, "from")), by(a).compare(by(b)))
	})
	for i, rec := range lists {
		until := forever
		if i+1 < len(lists) {
			until = h.day(lists[i+1], "from")
		}
		if h.text(rec, "type") != "free" && h.value(rec, "month") == nil {
			continue
		}
		var when spans
		when.add(h.day(rec, "from"), until, by(rec))
		when = when.and(h.open)
		month := h.number(rec, "month")
		h.level("price.month", month, h.at, when)
		h.level("price.listed", 1, h.at, when)
		if !h.inStreet() {
			h.level("price.rural.month", month, h.at, when)
			h.level("price.rural.listed", 1, h.at, when)
		}
	}
}

// papers are contracts, insurance and filings that hold.
func (h *house) papers() {
	holds := map[string]spans{}
	for _, rec := range h.living(h.file, "contract") {
		s := holds[h.text(rec, "what")]
		s.add(h.day(rec, "from"), after(h.day(rec, "to")), by(rec))
		holds[h.text(rec, "what")] = s
	}
	filed := holds["filing"]
	for _, rec := range h.living(h.file, "filing") {
		if h.text(rec, "what") == "file" && h.text(rec, "state") == "done" {
			filed.add(cmp.Or(h.day(rec, "since"), h.day(rec, "sent"), h.day(rec, "day")), "", by(rec))
		}
	}
	filed = filed.and(h.open)
	h.level("site.signed", 1, h.at, holds["service"].and(h.open))
	h.level("site.liability", 1, h.at, holds["liability"].and(h.open))
	h.level("site.filed", 1, h.at, filed)
	if h.what == "community" {
		h.level("site.filed.inclusive.community", 1, h.at, filed.and(h.inclusive()))
	}
	h.model()
	h.named()
}

// model is whether the last look again at a demonstration site was passed.
func (h *house) model() {
	looks := slices.DeleteFunc(h.living(h.file, "quality"), func(r hub.Record) bool {
		return h.text(r, "who") != "model" || !isDay(h.day(r, "day"))
	})
	hub.SortStable(looks, func(a, b hub.Record) int {
		return cmp.Or(cmp.Compare(h.day(a, "day"), h.day(b, "day")), by(a).compare(by(b)))
	})
	var when spans
	for i, rec := range looks {
		until := forever
		if i+1 < len(looks) {
			until = h.day(looks[i+1], "day")
		}
		if level := h.text(rec, "level"); level == "A" || level == "B" {
			when.add(h.day(rec, "day"), until, by(rec))
		}
	}
	h.level("site.model", 1, h.at, when.and(h.open))
}

// named is what the county itself recognised (普惠认定, 示范复评), from the day on which it did
// and as long as its paper holds.
func (h *house) named() {
	holds := func(kind hub.Kind, state string) (out spans) {
		for _, rec := range h.living(h.file, kind) {
			if h.text(rec, "state") == state && (kind != "model" || h.text(rec, "what") == "again") {
				out.add(cmp.Or(h.day(rec, "since"), h.day(rec, "day")), after(h.day(rec, "to")), by(rec))
			}
		}
		return out.and(h.open)
	}
	recognised := holds("inclusive", "named")
	h.level("site.recognised", 1, h.at, recognised)
	if h.inStreet() {
		h.level("site.street.recognised", 1, h.at, recognised)
	}
	h.level("site.model.case", 1, h.at, holds("model", "passed"))
}

// meetings are the county's own: they have no station.
func (h *house) meetings() {
	for _, rec := range h.living(h.file, "meeting") {
		if state := h.text(rec, "state"); state != "met" && state != "done" {
			continue
		}
		measure := "meeting"
		if h.text(rec, "what") == "study" {
			measure = "meeting.study"
		}
		h.flow(measure, h.day(rec, "on"), 1, place{lane: rec.Lane}, by(rec))
	}
}

// secured is which of the four things that keep a site safe it has.
func (h *house) secured() {
	has := map[string]spans{}
	for _, rec := range h.living(h.file, "equipment") {
		if state := h.text(rec, "state"); state != "" && state != "good" {
			continue
		}
		what := h.text(rec, "what")
		switch what {
		case "recorder":
			what = "camera"
		case "smoke", "extinguisher":
			what = "fire"
		}
		s := has[what]
		s.add(cmp.Or(h.day(rec, "built"), h.day(rec, "day")), after(h.day(rec, "to")), by(rec))
		has[what] = s
	}
	all := h.open
	for _, what := range []string{"camera", "alarm", "door", "fire"} {
		h.level("site."+what, 1, h.at, has[what].and(h.open))
		all = all.and(has[what])
	}
	h.level("site.secure", 1, h.at, all)
}

// visited is who came to look or to help, and what families think.
func (h *house) visited() {
	at := h.at[0].place
	note := func(measure string, rec hub.Record) { h.flow(measure, h.day(rec, "day"), 1, at, by(rec)) }
	for _, rec := range h.living(h.file, "inspection") {
		note("inspection", rec)
		if h.text(rec, "how") == "supervise" {
			note("inspection.supervise", rec)
		}
		if areas, _ := h.value(rec, "areas").([]any); len(areas) > 0 {
			note("inspection.found", rec)
		}
	}
	h.rectified(at)
	for _, rec := range h.living(h.file, "guidance-visit") {
		note("guidance.visit", rec)
		if h.chosen(rec, "what", "skill") {
			note("guidance.skill", rec)
		}
		if h.chosen(rec, "what", "tcm") {
			note("guidance.tcm", rec)
		}
	}
	for _, rec := range h.living(h.file, "survey") {
		switch h.text(rec, "whole") {
		case "3":
			note("survey.pleased.only", rec)
			fallthrough
		case "2":
			note("survey.pleased", rec)
			fallthrough
		case "1":
			note("survey.valid", rec)
		}
	}
}

// rectified is what had to be mended, and what was: on the day on which somebody saw that it
// is, in time where that is no later than the day that was set.
func (h *house) rectified(at place) {
	for _, rec := range h.living(h.file, "rectify") {
		h.flow("rectify", h.day(rec, "day"), 1, at, by(rec))
		if h.text(rec, "state") != "closed" {
			continue
		}
		h.flow("rectify.closed", h.day(rec, "since"), 1, at, by(rec))
		if until := h.day(rec, "until"); until == "" || h.day(rec, "since") <= until {
			h.flow("rectify.in-time", h.day(rec, "since"), 1, at, by(rec))
		}
	}
}

// classes is what was taught, and to how many.
func (h *house) classes() {
	at := h.at[0].place
	for _, rec := range h.living(h.file, "class") {
		c := care.AsClass(h.forms, rec)
		if !c.Held() {
			continue
		}
		day := cmp.Or(c.HeldOn, c.Day)
		switch c.Kind {
		case "mothers", "pregnancy", "parents", "activity", "staff", "lecture":
			h.flow("class."+c.Kind, day, 1, at, by(rec))
		}
		h.flow("class.people", day, int64(max(c.Sum(), c.Heads, 0)), at, by(rec))
	}
	for _, rec := range h.living(h.file, "class-here") {
		if h.text(rec, "role") != "" {
			h.flow("class.here", h.day(rec, "day"), 1, at, by(rec))
		}
	}
	for _, rec := range h.living(h.file, "quiz") {
		q := care.As[care.Quiz](h.forms, rec)
		if q.Asked > 0 {
			h.flow("quiz.answered", q.Day, 1, at, by(rec))
		}
		if q.Passed() {
			h.flow("quiz.passed", q.Day, 1, at, by(rec))
		}
	}
}
