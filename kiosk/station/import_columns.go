package station

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"yizhan/hub"
	"yizhan/hub/calendar"
	"yizhan/hub/roster"
	"yizhan/kiosk/page"
)

// importColumns shows what each column was taken for, doubtful ones first.
func (s *Station) importColumns(v *visit) error {
	j, err := v.theJob()
	if err != nil {
		return err
	}
	j.Lock()
	defer j.Unlock()
	f := v.frame("每一列是什么")
	f.Help, f.Back = "import", "/import"
	at := "/import/" + j.id.String()
	p := page.ImportColumns{Frame: f, Job: j.id.String(), Missing: !named(j.proposal)}
	columns := slices.Clone(j.proposal.Columns)
	hub.SortStable(columns, func(a, b roster.Column) int { return doubt(b) - doubt(a) })
	var all []page.Column
	for _, c := range columns {
		all = append(all, page.Column{No: strconv.Itoa(c.Index), Head: columnTitle(c), Sample: samples(j.proposal, c),
			Meaning: c.Meaning.Label(), Sure: c.Sure, None: c.Meaning == roster.Nothing})
	}
	p.Columns, p.Pages = paged(all, v.URL.Query().Get("page"), at+"/columns")
	return v.render(p)
}

// columnTitle is what stands above a column, or where it stands.
func columnTitle(c roster.Column) string {
	if c.Title != "" {
		return c.Title
	}
	return "第 " + strconv.Itoa(c.Index+1) + " 栏"
}

// samplesShown is how many contents of a column are shown.
const samplesShown = 3

// samples are the first few contents of a column, days as days. Of numbers that
// find somebody the ends alone: the file has not been taken yet.
func samples(p roster.Proposal, c roster.Column) string {
	var out []string
	for _, row := range p.Table.Rows[max(0, p.Header+1):] {
		cell := row.At(c.Index)
		text := strings.TrimSpace(cell.Text)
		switch {
		case text == "":
			continue
		case cell.Day != "":
			text = calendar.LongDate(cell.Day)
		case longNumber.MatchString(text):
			text = "…" + text[len(text)-4:]
		}
		if out = append(out, firstRunes(text, mostName)); len(out) == samplesShown {
			break
		}
	}
	return strings.Join(out, "、")
}

// longNumber is a phone or an ID number as rosters have them.
var longNumber = regexp.MustCompile(`^[0-9][0-9 -]{9,}[0-9Xx]$`)

func doubt(c roster.Column) int {
	if c.Sure {
		return 0
	}
	return 1
}

func named(p roster.Proposal) bool {
	return slices.ContainsFunc(p.Columns, func(c roster.Column) bool { return c.Meaning == roster.Name })
}

// importColumn leads to the meaning of a column, or on to the rows.
func (s *Station) importColumn(v *visit) error {
	j, err := v.theJob()
	if err != nil {
		return err
	}
	at := "/import/" + j.id.String()
	if v.form.Has("column") {
		return v.see(at + "/column/" + strconv.Itoa(v.form.Int("column")))
	}
	j.Lock()
	defer j.Unlock()
	if err := v.keepJob(j, "在看每一行", at); err != nil {
		return err
	}
	return v.see(at)
}

// importMeaning asks what one column is.
func (s *Station) importMeaning(v *visit) error {
	j, err := v.theJob()
	if err != nil {
		return err
	}
	j.Lock()
	defer j.Unlock()
	i := slices.IndexFunc(j.proposal.Columns, func(c roster.Column) bool { return strconv.Itoa(c.Index) == v.PathValue("no") })
	if i < 0 {
		return hub.E(hub.CodeNotFound, "import.over")
	}
	c := j.proposal.Columns[i]
	f := v.frame("这一列是什么")
	f.Help, f.Back = "import", "/import/"+j.id.String()+"/columns"
	p := page.Choose{Frame: f, Action: v.URL.Path, Field: "meaning", Prev: f.Back, Question: "“" + columnTitle(c) + "”这一列是什么？"}
	if text := samples(j.proposal, c); text != "" {
		p.Quiet = "写着：" + text
	}
	all := roster.Meanings()
	if p.From = number(v.URL.Query().Get("from")); p.From >= len(all) {
		p.From = 0
	}
	p.More = true
	for _, m := range all[p.From:min(len(all), p.From+meaningsShown)] {
		p.Tiles = append(p.Tiles, page.Choice{Value: meaningValue(m.Meaning), Text: m.Label, On: m.Meaning == c.Meaning})
	}
	return v.render(p)
}

const meaningsShown = 12

// noMeaning stands for a column that is not used.
const noMeaning = "none"

func meaningValue(m roster.Meaning) string {
	if m == roster.Nothing {
		return noMeaning
	}
	return string(m)
}

func (s *Station) importMeant(v *visit) error {
	j, err := v.theJob()
	if err != nil {
		return err
	}
	j.Lock()
	defer j.Unlock()
	if v.form.Text("go") == "more" {
		return v.see(v.URL.Path + "?from=" + strconv.Itoa(v.form.Int("from")+meaningsShown))
	}
	meaning := v.form.Text("meaning")
	if meaning == noMeaning {
		meaning = string(roster.Nothing)
	}
	if no, err := strconv.Atoi(v.PathValue("no")); err == nil && v.form.Has("meaning") {
		j.proposal.Choose(no, roster.Meaning(meaning))
		j.preview = nil
	}
	at := "/import/" + j.id.String() + "/columns"
	if err := v.keepJob(j, "在看每一列", at); err != nil {
		return err
	}
	return v.see(at)
}
